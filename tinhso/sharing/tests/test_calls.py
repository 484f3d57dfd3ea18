"""Calls: what leaves, what is written down, and each refusal."""

from datetime import date

import pytest
from django.test import Client as Browser

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.sharing.models import AccessToken, Agreement, Call, Client
from tinhso.sharing.operations import decide_agreement
from tinhso.sharing.rules import Step
from tinhso.sharing.tests.factories import Sharing, agree, make_sharing

pytestmark = pytest.mark.django_db
DIRECTORY, STATUS = "agency-directory", "case-status"


@pytest.fixture
def sharing() -> Sharing:
    found = make_sharing()
    agree(found, DIRECTORY, "code", "name")
    return found


def test_only_agreed_fields_leave(sharing: Sharing) -> None:
    answer = sharing.system.get(DIRECTORY, sharing.system.token(DIRECTORY))

    assert answer.status_code == 200, answer.content
    items = answer.json()["items"]
    assert {row["code"] for row in items} == {"H10.77", "H10.01"}
    assert all(set(row) == {"code", "name"} for row in items)


def test_fields_may_be_fewer_but_not_others(sharing: Sharing) -> None:
    token = sharing.system.token(DIRECTORY)

    fewer = sharing.system.get(DIRECTORY, token, fields="code").json()["items"]
    assert all(set(row) == {"code"} for row in fewer)
    refused = sharing.system.get(DIRECTORY, token, fields="code,phone")
    assert (refused.status_code, refused.json()["code"]) == (403, "field_not_agreed")
    assert refused["Content-Type"].startswith("application/problem+json")


def test_personal_data_need_a_file_number() -> None:
    sharing = make_sharing()
    agree(sharing, STATUS, "code")
    token = sharing.system.token(STATUS)

    refused = sharing.system.get(STATUS, token, code="H10-000000-0000")

    assert (refused.status_code, refused.json()["code"]) == (422, "reference_needed")
    unknown = sharing.system.get(STATUS, token, code="H10-000000-0000", reference="TC-1")
    assert unknown.status_code == 404
    with acting_as(SYSTEM):
        outcomes = Call.objects.order_by("id").values_list("outcome", flat=True)
        assert list(outcomes) == ["reference_needed", "shared_nothing_found"]


def test_an_expired_or_unknown_token_is_refused(sharing: Sharing) -> None:
    token = sharing.system.token(DIRECTORY)
    with acting_as(SYSTEM):
        AccessToken.objects.update(expires_at=now())

    for given in (token, "other"):
        refused = sharing.system.get(DIRECTORY, given)
        assert (refused.status_code, refused.json()["code"]) == (401, "token_invalid")
    assert Browser().get(f"/api/v1/sharing/{DIRECTORY}").status_code == 401


@pytest.mark.parametrize(
    "signs",
    [
        {"age": 600},
        {"covered": '("@method" "@path")'},
        {"method": "POST"},
        {"nonce": ""},
    ],
    ids=["stale", "covers-too-little", "another-request", "no-nonce"],
)
def test_a_bad_signature_is_refused(sharing: Sharing, signs: dict[str, object]) -> None:
    refused = sharing.system.get(DIRECTORY, sharing.system.token(DIRECTORY), signs=signs)

    assert (refused.status_code, refused.json()["code"]) == (401, "signature_invalid")


def test_a_signed_request_is_answered_once(sharing: Sharing) -> None:
    token = sharing.system.token(DIRECTORY)
    headers = sharing.system.signature(f"/api/v1/sharing/{DIRECTORY}", "?", token)
    browser = Browser()

    assert browser.get(f"/api/v1/sharing/{DIRECTORY}", headers=headers).status_code == 200
    assert browser.get(f"/api/v1/sharing/{DIRECTORY}", headers=headers).status_code == 401
    moved = browser.get(f"/api/v1/sharing/{DIRECTORY}?q=a", headers=headers)
    assert moved.json()["code"] == "signature_invalid"


def test_the_token_of_another_agency_is_worth_nothing(sharing: Sharing) -> None:
    thief = make_sharing("H10.78", owner=sharing.owner)

    refused = thief.system.get(DIRECTORY, sharing.system.token(DIRECTORY))

    assert refused.json()["code"] == "signature_invalid"


def test_a_token_opens_one_service_only(sharing: Sharing) -> None:
    refused = sharing.system.get(STATUS, sharing.system.token(DIRECTORY), code="x", reference="y")

    assert (refused.status_code, refused.json()["code"]) == (403, "scope_not_granted")


@pytest.mark.parametrize("how", ["SUSPEND", "END", "period", "client"])
def test_what_is_no_longer_agreed_stops_at_once(sharing: Sharing, how: str) -> None:
    token = sharing.system.token(DIRECTORY)
    with acting_as(SYSTEM):
        agreement = Agreement.objects.get()
        if how == "period":
            Agreement.objects.update(valid_to=date(2020, 2, 1))
        elif how == "client":
            Client.objects.update(is_suspended=True)
    if how in {"SUSPEND", "END"}:
        decide_agreement(
            agreement=agreement, step=Step(how), note="", actor=sharing.owner.actor(), at=now()
        )

    refused = sharing.system.get(DIRECTORY, token)

    assert (refused.status_code, refused.json()["code"]) == (403, "agreement_not_in_force")


def test_more_calls_than_agreed_wait() -> None:
    sharing = make_sharing()
    agree(sharing, DIRECTORY, "code", per_minute=2)
    token = sharing.system.token(DIRECTORY)

    answers = [sharing.system.get(DIRECTORY, token) for _ in range(4)]

    refused = answers[-1]
    assert (refused.status_code, refused.json()["code"]) == (429, "rate_exceeded")
    assert 1 <= int(refused["Retry-After"]) <= 61
    assert [answer.status_code for answer in answers].count(200) <= 3


def test_the_log_of_own_calls_is_paged(sharing: Sharing) -> None:
    token = sharing.system.token(DIRECTORY)
    sharing.system.get(DIRECTORY, token, reference="A")
    sharing.system.get(DIRECTORY, token, fields="phone", reference="B")

    log = sharing.system.get("calls", token).json()
    assert [row["outcome"] for row in log["items"]] == ["field_not_agreed", "OK"]
    assert log["next_cursor"] is None
    allowed = sharing.system.get("agreement", token).json()
    assert allowed["fields"] == ["code", "name"]
    assert sharing.system.get("calls", token, cursor="x").status_code == 400


def test_the_catalogue_is_open_to_everybody() -> None:
    rows = Browser().get("/api/v1/sharing/services").json()["items"]

    assert [row["code"] for row in rows] == [DIRECTORY, STATUS, "indicator-values"]
    assert [row["sensitivity"] for row in rows] == ["OPEN", "PERSONAL", "OPEN"]


def test_indicators_are_asked_with_limits() -> None:
    sharing = make_sharing()
    agree(sharing, "indicator-values", "indicator", "value")
    token = sharing.system.token("indicator-values")

    empty = sharing.system.get("indicator-values", token, indicators="x", periods="C2021M5")
    assert empty.json()["items"] == []
    wrong = sharing.system.get("indicator-values", token, indicators="x", periods="never")
    assert wrong.status_code == 422


def test_a_call_costs_a_constant_number_of_queries(
    sharing: Sharing, django_assert_max_num_queries: object
) -> None:
    token = sharing.system.token(DIRECTORY)

    with django_assert_max_num_queries(40):  # type: ignore[operator] # pytest-django's fixture
        assert sharing.system.get(DIRECTORY, token).status_code == 200
