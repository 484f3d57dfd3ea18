"""A partner over HTTP: messages handed over, its inbox for us, its account, its lists.

The national systems' interfaces are not public in every detail. This speaks the signed protocol
written down in each contract's OpenAPI document, which the stand-ins in ``peers/`` answer.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.conf import settings

from tinhso.core import clock
from tinhso.core.http import httpx
from tinhso.exchange.queries.contracts import Connector
from tinhso.exchange.rules import Signed, answer_signature, detached_jws, hmac_signature

MOST_LISTED = 100
MOST_BYTES = 8 * 1024 * 1024
_ACCOUNT_PAGE = 500
_MOST_ACCOUNTED = 500_000
_TAKEN = {HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED}


class PartnerAway(Exception):
    """The partner does not answer, or not in its own words: try again later."""


class PartnerRefused(Exception):
    """The partner will not take this message, however often it is offered."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A message in our inbox at the partner: its number and what it is about."""

    number: str
    topic: str
    subject: str
    sequence: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is handed over: where to, under which key, the bytes."""

    path: str
    key: str
    body: bytes


def hand_over(connector: Connector, outgoing: Outgoing) -> str:
    """Hand a message over; the same key is one message. Gives the partner's number of it.

    :raises PartnerAway: no trustworthy answer: it may have taken it.
    :raises PartnerRefused: it will not take it; the text says why.
    """
    said = _ask(connector, "POST", outgoing.path, outgoing.body, {"X-Message-Key": outgoing.key})
    return _text(said, "number")


def ask(connector: Connector, target: str) -> dict[str, Any]:
    """Ask a question by its path with query, such as a page of a catalogue.

    :raises PartnerAway: no trustworthy answer.
    :raises PartnerRefused: it will not answer this.
    """
    return _ask(connector, "GET", target)


def list_inbox(connector: Connector) -> list[Listed]:
    """List what waits for us, 100 at most.

    :raises PartnerAway: no trustworthy answer.
    """
    rows = _rows(_ask(connector, "GET", f"/v1/inbox?most={MOST_LISTED}"), "messages")
    return [
        Listed(
            number=_text(row, "number"),
            topic=_text(row, "topic"),
            subject=_text(row, "subject"),
            sequence=_count(row, "sequence"),
            sha256=_text(row, "sha256"),
        )
        for row in rows[:MOST_LISTED]
    ]


def fetch(connector: Connector, listed: Listed) -> bytes:
    """Give the bytes of a message that waits, whole.

    :raises PartnerAway: no answer, or not the bytes that were announced.
    """
    answer = _send(connector, "GET", f"/v1/inbox/message?number={quote(listed.number)}")
    if hashlib.sha256(answer.content).hexdigest() != listed.sha256:
        raise PartnerAway("not the bytes that were announced")
    return answer.content


def confirm(connector: Connector, number: str) -> None:
    """Tell the partner that a message is safely ours; told again, nothing happens.

    :raises PartnerAway: no trustworthy answer.
    """
    _ask(connector, "POST", f"/v1/inbox/confirm?number={quote(number)}")


def account(connector: Connector, part: str) -> list[dict[str, Any]]:
    """Give the partner's account: what it ``taken`` from us, or what it has ``given`` to us.

    :raises PartnerAway: no trustworthy answer.
    """
    found: list[dict[str, Any]] = []
    while len(found) < _MOST_ACCOUNTED:
        target = f"/v1/account?part={part}&after={len(found)}&most={_ACCOUNT_PAGE}"
        rows = _rows(_ask(connector, "GET", target), "rows")
        found += rows
        if len(rows) < _ACCOUNT_PAGE:
            break
    return found


def answers(connector: Connector) -> bool:
    """Tell whether a partner's health page answers."""
    try:
        answer = httpx.get(connector.address + connector.health_path, timeout=2.0)
    except (httpx.HTTPError, httpx.InvalidURL):
        return False
    return answer.status_code == HTTPStatus.OK


def signed_headers(connector: Connector, request: Signed) -> dict[str, str]:
    """Give the headers that say who asks, when, signed as the contract says."""
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "X-Client": settings.EXCHANGE_CLIENT,
        "X-Time": request.at,
    }
    if connector.signature == "JWS":
        return {**headers, "X-JWS-Signature": detached_jws(connector.key, request)}
    return {**headers, "X-Signature": hmac_signature(connector.key, request)}


def _ask(
    connector: Connector,
    method: str,
    target: str,
    body: bytes = b"",
    headers: dict[str, str] | None = None,
) -> dict[str, Any]:
    answer = _send(connector, method, target, body, headers)
    try:
        said = json.loads(answer.content)
    except ValueError as error:
        raise PartnerAway("not JSON") from error
    if not isinstance(said, dict):
        raise PartnerAway("not an object")
    if answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:
        raise PartnerRefused(str(said.get("error", "refused"))[:280])
    return said


def _send(
    connector: Connector,
    method: str,
    target: str,
    body: bytes = b"",
    headers: dict[str, str] | None = None,
) -> "httpx.Response":
    if not connector.address:
        raise PartnerAway("no address is set")
    request = Signed(method, target, str(int(clock.now().timestamp())), body)
    try:
        signed = signed_headers(connector, request)
        answer = httpx.request(
            method,
            connector.address + target,
            content=body,
            headers={**signed, **(headers or {})},
            timeout=connector.timeout_seconds,
        )
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise PartnerAway(f"{type(error).__name__}: {error}"[:280]) from error
    _check(connector, signed, answer)
    return answer


def _check(connector: Connector, signed: dict[str, str], answer: "httpx.Response") -> None:
    if answer.status_code not in {*_TAKEN, HTTPStatus.UNPROCESSABLE_ENTITY}:
        raise PartnerAway(f"status {answer.status_code}")
    if len(answer.content) > MOST_BYTES:
        raise PartnerAway("the answer is too long")
    if connector.signature != "HMAC":
        return
    expected = answer_signature(
        connector.key,
        status=answer.status_code,
        answers=signed["X-Signature"],
        body=answer.content,
    )
    if not hmac.compare_digest(expected, answer.headers.get("X-Answer-Signature", "")):
        raise PartnerAway("the answer is not signed by the partner")


def _rows(said: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = said.get(name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise PartnerAway(f"no {name}")
    return rows


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 120:
        raise PartnerAway(f"no {name}")
    return value


def _count(row: dict[str, Any], name: str) -> int:
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
        raise PartnerAway(f"no {name}")
    return value
