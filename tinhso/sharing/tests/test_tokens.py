"""The token endpoint: who gets a token, and everything that gets none."""

from typing import Any

import pytest

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.sharing.models import AccessToken, Agreement
from tinhso.sharing.operations import set_client_suspended
from tinhso.sharing.tests.factories import Sharing, agree, make_sharing
from tinhso.sharing.tests.system import System

pytestmark = pytest.mark.django_db
SCOPE = "agency-directory"


@pytest.fixture
def sharing() -> Sharing:
    found = make_sharing()
    agree(found, SCOPE, "code", "name")
    return found


def test_a_token_is_granted_and_only_its_hash_is_kept(sharing: Sharing) -> None:
    answer = sharing.system.ask_token(SCOPE)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    said = answer.json()
    assert (said["token_type"], said["scope"], said["expires_in"]) == ("Bearer", SCOPE, 600)
    with acting_as(SYSTEM):
        kept = AccessToken.objects.get()
    assert said["access_token"].encode() not in bytes(kept.digest)


def test_an_assertion_is_taken_once(sharing: Sharing) -> None:
    assertion = sharing.system.assertion()

    assert sharing.system.ask_token(SCOPE, assertion).status_code == 200
    again = sharing.system.ask_token(SCOPE, assertion)
    assert again.status_code == 401
    assert again.json() == {
        "error": "invalid_client",
        "error_description": "assertion used before",
    }


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "https://elsewhere.example/token"},
        {"exp": 0},
        {"lasts": 3600},
        {"sub": "sys-other"},
        {"jti": ""},
        {"jti": None},
        {"exp": "soon"},
    ],
    ids=["audience", "expired", "too-long", "subject", "no-number", "null-number", "no-time"],
)
def test_an_assertion_that_says_something_else_is_refused(
    sharing: Sharing, claims: dict[str, Any]
) -> None:
    answer = sharing.system.ask_token(SCOPE, sharing.system.assertion(**claims))

    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"


@pytest.mark.parametrize("assertion", ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
def test_what_is_no_assertion_is_refused(sharing: Sharing, assertion: str) -> None:
    answer = sharing.system.ask_token(SCOPE, client_assertion=assertion)

    assert answer.status_code in {400, 401, 422}


def test_another_key_gets_no_token(sharing: Sharing) -> None:
    thief = System(code=sharing.client.code)

    assert thief.ask_token(SCOPE).status_code == 401


def test_a_key_without_a_second_person_gets_no_token(sharing: Sharing) -> None:
    with acting_as(SYSTEM):
        sharing.client.keys = {}
        sharing.client.save()

    assert sharing.system.ask_token(SCOPE).status_code == 401


def test_a_suspended_system_gets_no_token(sharing: Sharing) -> None:
    set_client_suspended(
        client=sharing.client, suspended=True, actor=sharing.asker.actor(), at=now()
    )

    assert sharing.system.ask_token(SCOPE).status_code == 401


@pytest.mark.parametrize("scope", ["case-status", "nothing", ""])
def test_a_scope_without_agreement_is_refused(sharing: Sharing, scope: str) -> None:
    answer = sharing.system.ask_token(scope)

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_scope"


def test_other_grants_are_refused(sharing: Sharing) -> None:
    answer = sharing.system.ask_token(SCOPE, grant_type="password")

    assert answer.json()["error"] == "unsupported_grant_type"


def test_an_agreement_whose_period_is_over_gives_no_token(sharing: Sharing) -> None:
    with acting_as(SYSTEM):
        Agreement.objects.update(valid_to="2020-02-01")

    assert sharing.system.ask_token(SCOPE).json()["error"] == "invalid_scope"
