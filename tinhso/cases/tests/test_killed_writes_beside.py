"""Writes beside the straight path and after it, cut off at every statement: done once or not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from tinhso.cases.models import Complaint, Consultation
from tinhso.cases.operations import (
    BranchRequest,
    BulkAct,
    BulkOrder,
    CorrectionPlan,
    InspectionPlan,
    InspectionRecord,
    answer_complaint,
    answer_consultation,
    assign,
    complain,
    consult,
    draft_result,
    escalate,
    finish_branch,
    issue_control_slip,
    issue_correction,
    migrate_case,
    notify_stop,
    open_branches,
    plan_inspection,
    prepare_correction,
    recall_branch,
    record_inspection,
    refuse_case,
    remind,
    reschedule,
    run_bulk,
    sign_correction,
    stop_case,
    withdraw_case,
)
from tinhso.cases.tests.factories import AT
from tinhso.cases.tests.killed import Cast, assert_whole, fresh
from tinhso.cases.tests.test_every_path_model import FIVE_DAYS
from tinhso.cases.tests.test_standing_in import TODAY
from tinhso.cases.tests.test_stopping import law_of
from tinhso.cases.tests.walk import RESULT_FIELDS, SOON, accepted, finished
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.core.tests.done_once import as_actor, as_task, check_done_once
from tinhso.identity.api import DelegationPlan, delegate, revoke_delegation
from tinhso.identity.models import Delegation
from tinhso.identity.tests.factories import actor_of_account
from tinhso.procedures.tests.factories import ADMINISTRATOR

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
Words = dict[str, Any]
LATER = SOON + timedelta(hours=1)


def test_other_agencies_help(cast: Cast) -> None:
    specialist, other = cast.ward.actor("SPECIALIST"), cast.helper.actor("SPECIALIST")
    case = accepted(cast.case(), cast.ward)
    asked: Words = {"agency_id": cast.helper.committee.pk, "question": "Có cư trú không?"}
    cast.once(specialist, consult, case=case, **asked)
    with acting_as(SYSTEM):
        consultation = Consultation.objects.get()
    cast.once(other, answer_consultation, consultation=consultation, answer="Có.")
    wish = BranchRequest(cast.helper.committee.pk, "Xác minh cư trú", 2)
    ends: list[tuple[Callable[..., Any], Actor, Words]] = [
        (finish_branch, other, {"answer": "Đúng"}),
        (recall_branch, specialist, {"reason": "Không cần nữa"}),
    ]
    for end, by, words in ends:
        cast.once(specialist, open_branches, case=case, requests=[wish])
        with acting_as(SYSTEM):
            branch = case.branches.select_related("case").get(closed_at=None)
        cast.once(by, end, branch=branch, **words)
    looked = InspectionPlan(LATER, "Số 12", "Ông An")
    cast.once(specialist, plan_inspection, case=case, plan=looked)
    found = InspectionRecord("CONFORMS", "Đúng như khai")
    cast.once(specialist, record_inspection, case=case, record=found, at=LATER)

    assert cast.done_again == set()
    assert_whole(case)


def test_heads_lead_and_answer(cast: Cast) -> None:
    leader, specialist = cast.ward.actor("LEADER"), cast.ward.actor("SPECIALIST")
    case = accepted(cast.case(), cast.ward)
    new_day = (AT + timedelta(days=5)).date()
    cast.once(leader, reschedule, case=case, new_day=new_day, reason="Xác minh thêm")
    cast.once(leader, assign, case=case, person_id=specialist.person_id, note="")
    cast.once(leader, remind, case=case, note="Gấp")
    cast.once(cast.citizen, complain, case=case, text="Chậm")
    with acting_as(SYSTEM):
        complaint = Complaint.objects.select_related("case").get()
    words: Words = {"outcome": "UPHELD", "answer": "Xin lỗi"}
    cast.once(leader, answer_complaint, complaint=complaint, **words)
    cast.once(leader, issue_control_slip, case=case)
    order = BulkOrder(BulkAct.REMIND, (case.token, cast.case().token), note="Gấp")
    send = partial(run_bulk, order=order, key="bulk", actor=leader, at=SOON)
    check_done_once(as_actor(leader, send))
    late = datetime.combine(new_day, SOON.time(), SOON.tzinfo) + timedelta(days=1)
    check_done_once(as_actor(SYSTEM, partial(escalate, case=case, at=late)))
    cast.once(ADMINISTRATOR, migrate_case, case_id=case.pk, version=cast.newest(ways=FIVE_DAYS))

    assert cast.done_again == set()
    assert_whole(case)


def test_issued_result_is_corrected_and_kept(cast: Cast) -> None:
    case = finished(cast.case(), cast.ward)
    keep = as_task("tinhso.cases.tasks.keep_result_in_vault", case_id=case.pk)
    check_done_once(keep)
    plan = CorrectionPlan("REISSUE", "Làm hỏng bản in.")
    cast.once(cast.ward.actor("SPECIALIST"), prepare_correction, case=case, plan=plan)
    cast.once(cast.ward.actor("LEADER"), sign_correction, case=case, every=4)
    cast.once(cast.ward.actor("REGISTRAR"), issue_correction, case=case, every=4)

    assert cast.done_again == set()
    assert_whole(case)


def test_ends_without_a_result_and_their_slips(cast: Cast) -> None:
    clerk, leader = cast.ward.actor("CLERK"), cast.ward.actor("LEADER")
    refused, withdrawn, stopped = (cast.case() for _ in range(3))
    law: Words = {"reason": "Không thuộc thẩm quyền", "legal_basis": law_of(refused)}
    cast.once(clerk, refuse_case, case=refused, **law)
    accepted(withdrawn, cast.ward)
    cast.once(cast.citizen, withdraw_case, case=withdrawn, reason="Nhầm")
    cast.once(clerk, notify_stop, case=withdrawn)
    accepted(stopped, cast.ward)
    cast.once(leader, stop_case, case=stopped, **law)
    task: Words = {"case_id": stopped.pk, "form": "05", "event_ordinal": fresh(stopped).event_count}
    words: Words = {**task, "actor": leader.as_json()}
    check_done_once(as_task("tinhso.cases.tasks.issue_case_slip", **words), every=4)

    assert cast.done_again == set()
    assert_whole(refused, withdrawn, stopped)


def test_work_in_anothers_name(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tinhso.identity.permissions.sessions.today", lambda: TODAY)
    absent, other = cast.ward.actor("SPECIALIST"), cast.colleague("SPECIALIST")
    case = accepted(cast.case(), cast.ward)
    leader: Words = {"actor": cast.ward.actor("LEADER"), "at": SOON}
    with acting_as(leader["actor"]):
        assign(case=case, person_id=absent.person_id or 0, note="", **leader)
    plan = DelegationPlan(
        kind="SUBSTITUTION",
        agency_id=cast.ward.committee.pk,
        from_person_id=absent.person_id or 0,
        to_person_id=other.person_id,
        valid_from=TODAY,
        valid_to=TODAY + timedelta(days=2),
        reason="Nghỉ phép",
    )
    cast.once(absent, delegate, plan=plan, today=TODAY)
    cast.once(actor_of_account(other), draft_result, case=case, fields=RESULT_FIELDS)
    with acting_as(SYSTEM):
        row = Delegation.objects.get()
    cast.once(absent, revoke_delegation, delegation=row)

    with acting_as(SYSTEM):
        assert case.events.get(kind="DRAFT_RESULT").facts["on_behalf_of"] == absent.name
    assert cast.done_again == set()
    assert_whole(case)
