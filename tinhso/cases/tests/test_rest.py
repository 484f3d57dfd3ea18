"""The JSON API of cases: file once, follow, list work, act; refusals as problems."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openapi_spec_validator import validate

from tinhso.cases.models import Case, CaseState
from tinhso.cases.tests.factories import AT, Ward, example_answers, make_case, make_ward, photo
from tinhso.cases.tests.walk import accepted, finished
from tinhso.core.rls import acting_as
from tinhso.documents.api import receive_upload
from tinhso.identity.models import AccessLog, CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen, sign_in
from tinhso.orgs.tests.factories import make_area
from tinhso.procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db
APPLICANT = {
    "full_name": "Điểu Thị Mai",
    "identity_number": "070190000999",
    "birth_date": "1990-04-05",
}


def send(client: Client, path: str, body: Mapping[str, Any], key: str = "") -> Any:
    """Send JSON with an idempotency key, if one is given."""
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(path, json.dumps(body), content_type="application/json", headers=headers)


def paper_of(account: CitizenAccount) -> str:
    """Upload the required paper and give its token."""
    actor = actor_of_account(account)
    with acting_as(actor):
        upload = receive_upload(
            file=photo(), actor=actor, purpose="api", accept=["image/jpeg"], at=AT
        )
    return str(upload.token)


def filing(account: CitizenAccount, **changes: Any) -> dict[str, Any]:
    """Give a right application of a citizen."""
    return {
        "procedure": "dang-ky-khai-sinh",
        "area_code": "25195",
        "form": example_answers(),
        "papers": {"birth-notice": [paper_of(account)]},
        **changes,
    }


@pytest.fixture
def case(account: CitizenAccount, ward: Ward, version: ProcedureVersion) -> Case:
    """Give a case somebody has filed."""
    return make_case(account, version)


@pytest.fixture
def ready(ward: Ward, version: ProcedureVersion) -> Ward:
    """Give a ward that takes birth registrations."""
    assert version.is_online
    return ward


def test_citizen_files(citizen: Client, account: CitizenAccount, ready: Ward) -> None:
    response = send(citizen, "/api/cases", filing(account), key="k1")

    answer = response.json()
    case = Case.objects.get(token=answer["token"])
    assert response.status_code == 201
    assert answer["state"] == "FILED"
    assert (case.channel, case.receiving_agency_id) == ("ONLINE", ready.office.pk)
    assert case.papers.count() == 1


def test_same_key_files_once(citizen: Client, account: CitizenAccount, ready: Ward) -> None:
    body = filing(account)
    first = send(citizen, "/api/cases", body, key="k1")

    second = send(citizen, "/api/cases", body, key="k1")

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Case.objects.count() == 1


def test_key_of_another_request_is_refused(
    citizen: Client, account: CitizenAccount, ready: Ward
) -> None:
    body = filing(account)
    send(citizen, "/api/cases", body, key="k1")

    response = send(citizen, "/api/cases", {**body, "area_code": "689"}, key="k1")

    assert response.status_code == 409
    assert response.json()["code"] == "idempotency_key_reused"


def test_without_key_nothing_is_filed(
    citizen: Client, account: CitizenAccount, ready: Ward
) -> None:
    response = send(citizen, "/api/cases", filing(account))

    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    assert not Case.objects.exists()


def test_wrong_answers_are_named_and_the_key_stays_free(
    citizen: Client, account: CitizenAccount, ready: Ward
) -> None:
    body = filing(account)
    wrong = {**body, "form": {**body["form"], "child_full_name": ""}}

    refused = send(citizen, "/api/cases", wrong, key="k1")
    filed = send(citizen, "/api/cases", body, key="k1")

    assert refused.status_code == 422
    assert "child_full_name" in refused.json()["errors"]
    assert filed.status_code == 201


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"papers": {}}, 422, "papers_missing"),
        ({"papers": {"birth-notice": ["x" * 26]}}, 404, "not_found"),
        ({"procedure": "khong-co"}, 404, "procedure_not_found"),
        ({"area_code": "99999"}, 422, "no_competent_agency"),
        ({"applicant": APPLICANT}, 403, "not_authorised"),
        ({"la": 1}, 422, "malformed_request"),
        ({"form": "khong phai doi tuong"}, 422, "malformed_request"),
    ],
)
def test_wrong_filing_is_refused_as_a_problem(
    citizen: Client,
    account: CitizenAccount,
    ready: Ward,
    changes: dict[str, Any],
    status: int,
    code: str,
) -> None:
    response = send(citizen, "/api/cases", filing(account, **changes), key="k1")

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert not Case.objects.exists()


def test_broken_json_is_a_problem(citizen: Client) -> None:
    response = citizen.post(
        "/api/cases", "{", content_type="application/json", headers={"Idempotency-Key": "k"}
    )

    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"


def test_clerk_files_for_a_person_at_the_counter(
    client: Client, account: CitizenAccount, ready: Ward
) -> None:
    sign_in(client, ready.officers["CLERK"])
    body = {**filing(account), "papers": {}, "applicant": APPLICANT}

    response = send(client, "/api/cases", body, key="k1")

    case = Case.objects.get(token=response.json()["token"])
    assert response.status_code == 201
    assert (case.channel, case.applicant.full_name) == ("COUNTER", "Điểu Thị Mai")


@pytest.mark.parametrize("role", ["SPECIALIST", "LEADER", "REGISTRAR"])
def test_only_clerks_file_for_others(
    client: Client, account: CitizenAccount, ready: Ward, role: str
) -> None:
    sign_in(client, ready.officers[role])
    body = {**filing(account), "papers": {}, "applicant": APPLICANT}

    assert send(client, "/api/cases", body, key="k1").status_code == 403


@pytest.mark.parametrize("path", ["/api/worklist", "/api/cases/abc"])
def test_signed_out_reads_nothing(client: Client, path: str) -> None:
    response = client.get(path)

    assert (response.status_code, response.json()["code"]) == (401, "signed_out")


def test_write_without_csrf_token_is_refused(account: CitizenAccount, ready: Ward) -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, account)

    response = send(client, "/api/cases", filing(account), key="k1")

    assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")
    assert not Case.objects.exists()


def test_citizen_reads_the_public_history(
    citizen: Client, account: CitizenAccount, case: Case, ward: Ward
) -> None:
    finished(case, ward)

    answer = citizen.get(f"/api/cases/{case.token}").json()

    kinds = [event["kind"] for event in answer["events"]]
    assert "DRAFT_RESULT" not in kinds
    assert answer["result"]["verification_url"].startswith(settings.SITE_URL)
    assert answer["due_reasons"]
    assert answer["national_state_code"] == 9


def test_unsigned_result_is_not_the_citizens_yet(
    citizen: Client, account: CitizenAccount, case: Case, ward: Ward
) -> None:
    accepted(case, ward)

    assert citizen.get(f"/api/cases/{case.token}").json()["result"] is None


def test_another_citizen_and_another_agency_find_nothing(client: Client, case: Case) -> None:
    other = make_ward(make_area("25198", name="Phường Tân Đồng", kind="WARD"), number=2)

    for account in (make_citizen(), other.officers["CLERK"]):
        sign_in(client, account)
        assert client.get(f"/api/cases/{case.token}").status_code == 404
        assert send(client, f"/api/cases/{case.token}/accept", {}).status_code == 404


def test_officers_look_is_recorded(client: Client, case: Case, ward: Ward) -> None:
    sign_in(client, ward.officers["CLERK"])

    client.get(f"/api/cases/{case.token}")

    assert AccessLog.objects.filter(person_id=case.applicant_id).count() == 1


def test_worklist_gives_what_is_in_ones_hands(client: Client, case: Case, ward: Ward) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers["SPECIALIST"])

    page = client.get("/api/worklist").json()

    assert [item["token"] for item in page["items"]] == [case.token]


def test_worklist_is_not_for_citizens_and_refuses_changed_cursors(
    client: Client, account: CitizenAccount, ward: Ward
) -> None:
    sign_in(client, account)
    assert client.get("/api/worklist").status_code == 403
    sign_in(client, ward.officers["CLERK"])
    assert client.get("/api/worklist?cursor=sai").json()["code"] == "bad_cursor"


def test_whole_case_is_handled_through_the_api(
    client: Client, account: CitizenAccount, case: Case, ward: Ward
) -> None:
    fields = {
        "child_nationality": "Việt Nam",
        "personal_identity_number": "070321000000",
        "register_number": "118",
        "register_book": "01/2021",
    }
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("CLERK", "accept", {}),
        ("SPECIALIST", "draft-result", {"form": fields}),
        ("SPECIALIST", "forward", {"note": "Xin trình ký"}),
        ("LEADER", "sign-result", {}),
        ("REGISTRAR", "issue-result", {}),
        ("CLERK", "hand-over", {}),
    ]

    for role, action, body in steps:
        sign_in(client, ward.officers[role])
        response = send(client, f"/api/cases/{case.token}/{action}", body)
        assert response.status_code == 200, response.content
    sign_in(client, account)
    rated = send(client, f"/api/cases/{case.token}/rate", {"score": 5})

    assert (rated.status_code, rated.json()["state"]) == (200, CaseState.RETURNED)


def test_action_sent_again_with_its_key_is_done_once(
    client: Client, case: Case, ward: Ward
) -> None:
    sign_in(client, ward.officers["CLERK"])
    path = f"/api/cases/{case.token}/accept"

    first, again = (send(client, path, {}, "accept-1") for _ in range(2))
    other = send(client, path, {"note": "khác"}, "accept-1")

    assert (first.status_code, again.json()) == (200, first.json())
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert case.events.filter(kind="ACCEPT").count() == 1


@pytest.mark.parametrize(
    ("role", "action", "body", "status", "code"),
    [
        ("SPECIALIST", "accept", {}, 403, "not_authorised"),
        ("CLERK", "issue-result", {}, 409, "case_action_refused"),
        ("CLERK", "refuse", {"reason": " "}, 422, "reason_required"),
        ("CLERK", "accept", {"la": 1}, 422, "malformed_request"),
        ("CLERK", "xoa", {}, 422, "malformed_request"),
    ],
)
def test_action_is_refused_as_a_problem(
    client: Client,
    case: Case,
    ward: Ward,
    role: str,
    action: str,
    body: Any,
    status: int,
    code: str,
) -> None:
    sign_in(client, ward.officers[role])

    response = send(client, f"/api/cases/{case.token}/{action}", body)

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert Case.objects.get(pk=case.pk).state == CaseState.FILED


def test_one_case_costs_the_same_reads_after_many_acts(
    client: Client, account: CitizenAccount, case: Case, ward: Ward
) -> None:
    sign_in(client, account)
    client.get(f"/api/cases/{case.token}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/api/cases/{case.token}")
    finished(case, ward)
    with CaptureQueriesContext(connection) as many:
        client.get(f"/api/cases/{case.token}")

    # The finished case has one row more to read: its result.
    assert reads(many) == reads(few) + 1 <= 6


def reads(queries: CaptureQueriesContext) -> int:
    """Count what was asked of tables, without savepoints and row security's settings."""
    return sum(" from " in query["sql"].lower() for query in queries.captured_queries)


def test_description_is_valid_openapi(client: Client) -> None:
    description = client.get("/api/openapi.json").json()

    validate(description)
    assert "/api/cases/{token}/{action}" in description["paths"]
