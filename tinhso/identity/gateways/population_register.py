"""The population register over HTTP: signed questions for some fields, with a purpose.

Signed by HMAC-SHA256 over method, path, time and body. A register that does not answer is left
alone for a while, so that nobody waits for it page after page. What it is asked and answers is
declared in ``contracts/population-register.json``: another answer counts as none.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings

from tinhso.core.contracts import Contract, ContractBroken
from tinhso.core.http import httpx
from tinhso.core.outbox import Delivery, PermanentFailure
from tinhso.identity.models import RegisterLookup

DESTINATION = "population-register"
CONTRACT = Contract(Path(__file__).parents[1] / "contracts" / "population-register.json")
_PATIENCE_SECONDS = 2.0
_LEFT_ALONE_SECONDS = 20.0
_rest: dict[str, float] = {}
_log = structlog.get_logger(__name__)


class RegisterAway(Exception):
    """The register does not answer, or not in its own words."""


class PersonNotInRegister(Exception):
    """The register knows nobody of this number and birth date, or may not answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """Who is asked about, which fields, for which purpose; ``reference`` names the occasion."""

    identity_number: str
    birth_date: str
    fields: Sequence[str]
    purpose: str
    reference: str


def ask(question: Question) -> dict[str, str]:
    """Give what the register says of a person: the fields asked for that it has, as text.

    :raises RegisterAway: it does not answer in two seconds, or did not a moment ago.
    :raises PersonNotInRegister: it has no such person, or this one cannot be asked about.
    """
    asked = asdict(question)
    try:
        CONTRACT.check_request("ask_person", asked)
    except ContractBroken as broken:
        _log.warning("not asked of the population register", why=str(broken))
        raise PersonNotInRegister from broken
    if _rest.get(DESTINATION, 0.0) > time.monotonic():
        raise RegisterAway
    try:
        response = _post("/v1/persons", asked)
    except httpx.HTTPError as error:
        raise _leave_alone() from error
    if response.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN):
        raise PersonNotInRegister
    fields = _fields(response)
    return {name: str(fields[name]) for name in question.fields if fields.get(name)}


def send_correction(delivery: Delivery) -> None:
    """Tell the register that a person says it is wrong: the outbox's destination.

    :raises PermanentFailure: the register refuses for good, or it is not as declared.
    :raises OSError: it may pass: try again.
    """
    lookup = RegisterLookup.objects.select_related("person").get(pk=delivery.payload["lookup"])
    field = delivery.payload["field"]
    body = {
        "identity_number": lookup.person.identity_number,
        "field": field,
        "register": lookup.answered.get(field, ""),
        "stated": json.loads(lookup.stated or "{}").get(field, ""),
        "reference": delivery.idempotency_key,
    }
    try:
        CONTRACT.check_request("tell_correction", body)
        response = _post("/v1/corrections", body)
    except ContractBroken as broken:
        raise PermanentFailure(str(broken)) from broken
    except httpx.HTTPError as error:
        raise OSError(str(error)) from error
    if response.status_code == HTTPStatus.BAD_REQUEST:
        raise PermanentFailure(response.text[:200])
    if response.status_code != HTTPStatus.ACCEPTED:
        raise OSError(f"the register answered {response.status_code}")


def _fields(response: "httpx.Response") -> dict[str, Any]:
    try:
        answer = response.json()
        CONTRACT.check_answer("ask_person", response.status_code, answer)
        if response.status_code != HTTPStatus.OK:
            raise _leave_alone()
        fields: dict[str, Any] = answer["fields"]
    except ValueError as error:
        raise _leave_alone() from error
    return fields


def _leave_alone() -> RegisterAway:
    _log.warning("the population register is away")
    _rest[DESTINATION] = time.monotonic() + _LEFT_ALONE_SECONDS
    return RegisterAway()


def forget_rest() -> None:
    """Ask the register again at once; for tests and administrators."""
    _rest.clear()


def _post(path: str, content: dict[str, Any]) -> "httpx.Response":
    body = json.dumps(content, ensure_ascii=False).encode()
    moment = str(int(time.time()))
    text = f"POST\n{path}\n{moment}\n".encode() + body
    key = settings.POPULATION_REGISTER_KEY.encode()
    headers = {
        "Content-Type": "application/json",
        "X-Register-Client": settings.POPULATION_REGISTER_CLIENT,
        "X-Register-Time": moment,
        "X-Register-Signature": hmac.digest(key, text, hashlib.sha256).hex(),
    }
    url = f"{settings.POPULATION_REGISTER_URL}{path}"
    return httpx.post(url, content=body, headers=headers, timeout=_PATIENCE_SECONDS)
