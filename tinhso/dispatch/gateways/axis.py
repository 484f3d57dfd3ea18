"""The document axis (trục liên thông văn bản) over HTTP: hand over, fetch, confirm, directory.

The national axis's technical conditions are not public; this speaks a small signed protocol which
the stand-in in ``peers/axis`` answers: to be replaced when the province gets its connection.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings

from tinhso.core import clock
from tinhso.core.http import httpx
from tinhso.dispatch.rules.limits import LIMITS

_MOST_LISTED = 100
_ACCOUNT_PAGE = 500
_MOST_ACCOUNTED = 200_000


class AxisAway(Exception):
    """The axis does not answer, or not in its own words: try again later."""


class AxisRefused(Exception):
    """The axis will not take this message, however often it is offered."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message in our inbox at the axis, by the axis's number."""

    number: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A message the axis took from us: its number, the key we gave, the document it is about."""

    number: str
    key: str
    document_id: str


@dataclass(frozen=True, slots=True)
class Given:
    """A message the axis has or had for us, and whether we confirmed it."""

    number: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class ListedOrgan:
    """An organisation of the axis's directory, with the certificate it signs with."""

    organ_id: str
    name: str
    address: str
    email: str
    phone: str
    certificate_pem: str


def hand_over(*, content: bytes, to: str, key: str) -> str:
    """Give an envelope to the axis for one organisation; the same key is one message.

    Gives the axis's number.

    :raises AxisAway: no trustworthy answer.
    :raises AxisRefused: it will not take it; the message says why.
    """
    answer = _ask("POST", f"/v1/messages?to={quote(to)}", content, {"X-Axis-Key": key})
    return _text(answer, "id")


def list_waiting() -> list[Waiting]:
    """List what waits for us, 100 at most.

    :raises AxisAway: no trustworthy answer.
    """
    rows = _ask("GET", f"/v1/inbox?most={_MOST_LISTED}").get("messages")
    if not isinstance(rows, list):
        raise AxisAway("no list of messages")
    return [Waiting(_text(row, "id"), _text(row, "sha256")) for row in rows[:_MOST_LISTED]]


def fetch(waiting: Waiting) -> bytes:
    """Give the bytes of a message that waits, whole.

    :raises AxisAway: no answer, or not the bytes that were announced.
    """
    answer = _send("GET", f"/v1/message?id={quote(waiting.number)}")
    content = answer.content
    if len(content) > LIMITS.envelope or hashlib.sha256(content).hexdigest() != waiting.sha256:
        raise AxisAway("not the bytes that were announced")
    return content


def confirm(number: str) -> None:
    """Tell the axis that a message is safely ours; told again, nothing happens.

    :raises AxisAway: no trustworthy answer.
    """
    _ask("POST", f"/v1/confirm?id={quote(number)}")


def list_organs() -> list[ListedOrgan]:
    """List the organisations the axis reaches.

    :raises AxisAway: no trustworthy answer.
    """
    rows = _ask("GET", "/v1/organs").get("organs")
    if not isinstance(rows, list):
        raise AxisAway("no list of organisations")
    return [
        ListedOrgan(
            organ_id=_text(row, "organ_id")[:35],
            name=_text(row, "name")[:200],
            address=str(row.get("address", ""))[:300],
            email=str(row.get("email", ""))[:200],
            phone=str(row.get("phone", ""))[:40],
            certificate_pem=str(row.get("certificate_pem", ""))[:10_000],
        )
        for row in rows
    ]


def account_of_taken() -> list[Taken]:
    """List every message the axis took from us, oldest first.

    :raises AxisAway: no trustworthy answer.
    """
    return [
        Taken(
            number=_text(row, "id"),
            key=_text(row, "key"),
            document_id=_text(row, "document_id"),
        )
        for row in _account("taken")
    ]


def account_of_given() -> list[Given]:
    """List every message the axis holds or held for us, oldest first.

    :raises AxisAway: no trustworthy answer.
    """
    return [Given(_text(row, "id"), row.get("is_confirmed") is True) for row in _account("given")]


def _account(part: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while len(found) < _MOST_ACCOUNTED:
        target = f"/v1/account?part={part}&after={len(found)}&most={_ACCOUNT_PAGE}"
        rows = _ask("GET", target).get("rows")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise AxisAway("no account")
        found += rows
        if len(rows) < _ACCOUNT_PAGE:
            break
    return found


def signature(*, key: str, method: str, target: str, at: str, content: bytes) -> str:
    """Sign a request: HMAC-SHA256 over method, path with query, time (seconds) and body's hash."""
    said = f"{method}\n{target}\n{at}\n{hashlib.sha256(content).hexdigest()}"
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()


def _ask(
    method: str, target: str, content: bytes = b"", headers: dict[str, str] | None = None
) -> dict[str, Any]:
    answer = _send(method, target, content, headers)
    try:
        said = answer.json()
    except ValueError as error:
        raise AxisAway("not JSON") from error
    if not isinstance(said, dict):
        raise AxisAway("not an object")
    if answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
        raise AxisRefused(str(said.get("error", "refused"))[:300])
    return said


def _send(
    method: str, target: str, content: bytes = b"", headers: dict[str, str] | None = None
) -> "httpx.Response":
    at = str(int(clock.now().timestamp()))
    signed = signature(key=settings.AXIS_KEY, method=method, target=target, at=at, content=content)
    try:
        answer = httpx.request(
            method,
            settings.AXIS_URL + target,
            content=content,
            headers={"X-Axis-Time": at, "X-Axis-Signature": signed, **(headers or {})},
            timeout=settings.AXIS_TIMEOUT,
        )
    except httpx.HTTPError as error:
        raise AxisAway(f"{type(error).__name__}: {error}") from error
    accepted = {httpx.codes.OK, httpx.codes.CREATED, httpx.codes.UNPROCESSABLE_ENTITY}
    if answer.status_code not in accepted:
        raise AxisAway(f"status {answer.status_code}")
    return answer


def _text(row: object, name: str) -> str:
    value = row.get(name) if isinstance(row, dict) else None
    if not isinstance(value, str) or not 0 < len(value) <= 200:
        raise AxisAway(f"no {name}")
    return value
