"""The JSON API beside the straight path: branches, inspections, complaints, and their refusals."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tinhso.cases.models import Case, Complaint, Inspection
from tinhso.cases.tests.factories import Ward, make_ward
from tinhso.cases.tests.test_rest import send
from tinhso.cases.tests.walk import SOON, accepted
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.orgs.tests.factories import make_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper(ward: Ward) -> Ward:
    """Give another ward."""
    return make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Let the API's clock stand where the case is; tests move it."""
    moment = [SOON]
    monkeypatch.setattr("tinhso.cases.rest.cases.now", lambda: moment[0])
    return moment


def act(client: Client, case: Case, action: str, **body: Any) -> Any:
    """Send one action of the case."""
    return send(client, f"/api/cases/{case.token}/{action}", body)


def test_branches_go_out_are_finished_and_taken_back(
    client: Client, case: Case, ward: Ward, helper: Ward
) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers["SPECIALIST"])
    wish = {"agency_id": helper.committee.pk, "task": "Xác minh cư trú", "hours": 2}
    assert act(client, case, "open-branches", branches=[wish]).status_code == 200
    (branch,) = client.get(f"/api/cases/{case.token}").json()["branches"]
    assert (branch["task"], branch["closed_at"]) == ("Xác minh cư trú", None)
    assert (
        act(client, case, "finish-branch", branch_id=branch["id"], message="Có").status_code == 403
    )

    sign_in(client, helper.officers["SPECIALIST"])
    answered = act(client, case, "finish-branch", branch_id=branch["id"], message="Đúng như khai")
    assert answered.status_code == 200
    sign_in(client, ward.officers["SPECIALIST"])
    assert act(client, case, "open-branches", branches=[wish]).status_code == 200
    second = client.get(f"/api/cases/{case.token}").json()["branches"][1]["id"]
    assert act(client, case, "recall-branch", branch_id=second, reason="Thôi").status_code == 200
    assert act(client, case, "recall-branch", branch_id=0, reason="Thôi").status_code == 404


@pytest.mark.parametrize(
    ("branches", "status"),
    [([], 422), ([{"agency_id": 1, "task": "", "hours": 2}], 422), ([{"agency_id": 1}], 422)],
)
def test_branch_without_work_is_refused(
    client: Client, case: Case, ward: Ward, branches: list[dict[str, Any]], status: int
) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers["SPECIALIST"])

    assert act(client, case, "open-branches", branches=branches).status_code == status


def test_inspection_is_planned_then_recorded(
    client: Client, case: Case, ward: Ward, clock: list[datetime]
) -> None:
    accepted(case, ward)
    sign_in(client, ward.officers["SPECIALIST"])
    when = SOON + timedelta(hours=2)
    plan = {"planned_at": when.isoformat(), "place": "Số 12", "people": ["Ông An", "Bà Ba"]}
    finding = {"finding": {"outcome": "CONFORMS"}, "message": "Đúng như khai"}
    assert act(client, case, "plan-inspection", inspection=plan).status_code == 200
    assert act(client, case, "record-inspection", **finding).status_code == 409
    assert act(client, case, "plan-inspection").status_code == 409

    clock[0] = when
    assert act(client, case, "record-inspection", **finding).status_code == 200
    done = Inspection.objects.get(case=case)
    assert (done.outcome, done.people) == ("CONFORMS", "Ông An\nBà Ba")


def test_applicant_complains_and_the_head_answers(
    client: Client, case: Case, ward: Ward, account: CitizenAccount
) -> None:
    sign_in(client, account)
    assert act(client, case, "complain", message="").status_code == 422
    assert act(client, case, "complain", message="Chậm quá").status_code == 200
    answer = {"complaint_outcome": "UPHELD", "message": "Xin lỗi"}
    sign_in(client, ward.officers["SPECIALIST"])
    assert act(client, case, "answer-complaint", **answer).status_code == 403
    sign_in(client, ward.officers["LEADER"])
    assert act(client, case, "answer-complaint", message="Xin lỗi").status_code == 409
    assert act(client, case, "answer-complaint", **answer).status_code == 200
    assert act(client, case, "answer-complaint", **answer).status_code == 409

    assert Complaint.objects.get(case=case).answer == "Xin lỗi"


@pytest.mark.parametrize("action", ["open-branches", "plan-inspection", "complain"])
def test_strangers_find_no_case(client: Client, case: Case, action: str) -> None:
    sign_in(client, make_citizen(full_name="Trần Văn Lạ"))

    assert act(client, case, action, message="Chậm").status_code == 404


def test_description_names_the_actions(client: Client) -> None:
    shown = client.get("/api/openapi.json").json()

    names = shown["components"]["schemas"]["ActionName"]["enum"]
    assert {"open-branches", "record-inspection", "answer-complaint"} <= set(names)
