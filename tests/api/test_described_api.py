"""The JSON API does what /api/openapi.json says, whatever is sent to it (schemathesis)."""

import os
from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any

import pytest
import schemathesis
from django.test import Client
from django.test.client import ClientHandler
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.config import SchemathesisConfig

from config.api import api
from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency

#: Examples an operation: few in every run; `make describe-api` tries many.
EXAMPLES = int(os.environ.get("TINHSO_API_EXAMPLES", "0"))
THOROUGHLY = settings(
    max_examples=EXAMPLES or 1,
    deadline=None,
    derandomize=not EXAMPLES,
    database=None,
    suppress_health_check=list(HealthCheck),
)
CSRF = "c" * 32
pytestmark = pytest.mark.django_db
_handler = ClientHandler(enforce_csrf_checks=True)


def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer inside the test's own transaction, as Django's test client does."""
    response = _handler(environ)
    start(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return [response.getvalue()]


def _described(*, is_signed_in: bool) -> Any:
    """Give the API's description; who is signed in already is asked for no credentials."""
    raw = deepcopy(api.get_openapi_schema())
    if is_signed_in:
        raw["components"].pop("securitySchemes")
        for methods in raw["paths"].values():
            for operation in methods.values():
                operation.pop("security", None)
    refusals = ["2xx", "3xx", "400", "401", "403", "404", "409", "422", "423", "429"]
    wanted = {
        "phases": {"coverage": {"enabled": bool(EXAMPLES)}},
        # Well-formed requests are refused too: no such procedure, a paper is missing.
        "checks": {"positive_data_acceptance": {"expected-statuses": refusals}},
    }
    schema = schemathesis.openapi.from_dict(raw, config=SchemathesisConfig.from_dict(wanted))
    schema.app = answer
    return schema


for_nobody = _described(is_signed_in=False)
for_people = _described(is_signed_in=True)


@pytest.fixture(params=["citizen", "officer"] if EXAMPLES else ["officer"])
def cookies(request: pytest.FixtureRequest, client: Client, db: None) -> dict[str, str]:
    account = (
        make_citizen() if request.param == "citizen" else make_officer(make_agency(), role="LEADER")
    )
    sign_in(client, account)
    return {"csrftoken": CSRF, **{name: found.value for name, found in client.cookies.items()}}


@for_nobody.parametrize()
@THOROUGHLY
def test_strangers_are_answered_as_described(case: "Case[Any]") -> None:
    case.call_and_validate()


@for_people.parametrize()
@THOROUGHLY
def test_people_are_answered_as_described(case: "Case[Any]", cookies: dict[str, str]) -> None:
    case.call_and_validate(cookies=cookies, headers={"X-CSRFToken": CSRF})
