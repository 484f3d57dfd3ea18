"""Parallel steps at other agencies: their own clocks and lists, one join, nothing slips through."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tinhso.cases.models import Case, CaseBranch
from tinhso.cases.operations import (
    BranchBeyondDue,
    BranchesOpen,
    BranchNotPossible,
    BranchRequest,
    CaseActionRefused,
    ReasonRequired,
    draft_result,
    finish_branch,
    forward_step,
    open_branches,
    recall_branch,
    withdraw_case,
)
from tinhso.cases.permissions import NotAuthorised
from tinhso.cases.queries import clocks_of, control_rows, open_branches_of
from tinhso.cases.tests.factories import AT, Ward, make_ward
from tinhso.cases.tests.walk import RESULT_FIELDS, SOON, accepted, acting
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account
from tinhso.notifications.models import Notification
from tinhso.orgs.tests.factories import make_area
from tinhso.workflow.models import StepRun

LATER = SOON + timedelta(hours=2)


@pytest.fixture
def second(ward: Ward) -> Ward:
    """Give another ward that helps."""
    return make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)


@pytest.fixture
def third(ward: Ward) -> Ward:
    """Give a third ward that helps."""
    return make_ward(make_area("25201", name="Phường Tân Bình"), number=3)


def branched(
    case: Case, ward: Ward, *others: Ward, hours: int = 4, role: str = "SPECIALIST"
) -> Case:
    """Give a task to other wards at the same time."""
    requests = [BranchRequest(other.committee.pk, "Xác minh nơi cư trú", hours) for other in others]
    return acting(ward.actor(role), open_branches, case=case, requests=requests, at=SOON)


def branch_of(case: Case, ward: Ward) -> CaseBranch:
    """Give the branch a ward works on."""
    return CaseBranch.objects.select_related("case").get(case=case, agency=ward.committee)


def finished_by(case: Case, helper: Ward, role: str = "SPECIALIST") -> Case:
    """Let a ward end its branch."""
    words = {"branch": branch_of(case, helper), "answer": "Đúng như khai.", "at": LATER}
    return acting(helper.actor(role), finish_branch, **words)


def test_each_agency_has_its_own_clock_and_its_own_row(
    case: Case, ward: Ward, second: Ward, third: Ward
) -> None:
    due_at = accepted(case, ward).due_at

    done = branched(case, ward, second, third)

    assert (done.due_at, done.state, done.step_code) == (due_at, "IN_PROGRESS", "appraise")
    for helper in (second, third):
        actor = helper.actor("SPECIALIST")
        with acting_as(actor):
            (row,) = open_branches_of(actor)
            assert row.due_at > SOON
            assert row.case.applicant.full_name == case.applicant_name
    runs = StepRun.objects.filter(subject=f"case:{case.pk}", left_at=None)
    assert sorted(run.branch == "" for run in runs) == [False, False, True]
    assert Notification.objects.filter(template="branch_received").exists()


def test_step_is_left_only_when_all_branches_have_joined(
    case: Case, ward: Ward, second: Ward, third: Ward
) -> None:
    accepted(case, ward)
    branched(case, ward, second, third)
    specialist = ward.actor("SPECIALIST")
    acting(specialist, draft_result, case=case, fields=RESULT_FIELDS, at=LATER)
    on = {"case": case, "note": "", "person_id": None, "at": LATER}

    with pytest.raises(BranchesOpen):
        acting(specialist, forward_step, **on)
    finished_by(case, second)
    with pytest.raises(BranchesOpen):
        acting(specialist, forward_step, **on)
    finished_by(case, third)

    assert acting(specialist, forward_step, **on).step_role == "LEADER"


def test_recalled_branch_no_longer_holds_the_case(case: Case, ward: Ward, second: Ward) -> None:
    accepted(case, ward)
    branched(case, ward, second)
    words = {"branch": branch_of(case, second), "reason": "Đã có giấy tờ.", "at": LATER}

    acting(ward.actor("SPECIALIST"), recall_branch, **words)

    assert branch_of(case, second).outcome == "RECALLED"
    with pytest.raises(CaseActionRefused):
        finished_by(case, second)


def test_branch_ends_once(case: Case, ward: Ward, second: Ward) -> None:
    accepted(case, ward)
    branched(case, ward, second)
    finished_by(case, second)

    with pytest.raises(CaseActionRefused):
        finished_by(case, second)


def test_branch_is_ended_by_nobody_else(case: Case, ward: Ward, second: Ward, third: Ward) -> None:
    accepted(case, ward)
    branched(case, ward, second, third)

    for helper, role in ((second, "REGISTRAR"), (second, "CLERK"), (third, "SPECIALIST")):
        actor, branch = helper.actor(role), branch_of(case, second)
        with pytest.raises((NotAuthorised, Case.DoesNotExist)):
            acting(actor, finish_branch, branch=branch, answer="Xong", at=LATER)
    branch = branch_of(case, second)
    with pytest.raises(NotAuthorised):
        acting(ward.actor("SPECIALIST"), finish_branch, branch=branch, answer="Xong", at=LATER)


def test_agency_without_a_branch_sees_nothing(
    case: Case, ward: Ward, second: Ward, third: Ward
) -> None:
    accepted(case, ward)
    branched(case, ward, second)

    with acting_as(third.actor("SPECIALIST")):
        assert not Case.objects.filter(pk=case.pk).exists()
        assert not CaseBranch.objects.exists()


@pytest.mark.parametrize("role", ["LEADER", "REGISTRAR", "CLERK", "HEAD_OF_UNIT"])
def test_only_the_holder_opens_branches(case: Case, ward: Ward, second: Ward, role: str) -> None:
    accepted(case, ward)

    with pytest.raises(NotAuthorised):
        branched(case, ward, second, role=role)


def test_branch_needs_another_agency_a_task_and_time_within_the_whole(
    case: Case, ward: Ward, second: Ward
) -> None:
    accepted(case, ward)
    specialist = ward.actor("SPECIALIST")

    def ask(*requests: BranchRequest) -> Case:
        return acting(specialist, open_branches, case=case, requests=requests, at=SOON)

    with pytest.raises(ReasonRequired):
        ask()
    with pytest.raises(ReasonRequired):
        ask(BranchRequest(second.committee.pk, " ", 4))
    with pytest.raises(BranchNotPossible):
        ask(BranchRequest(ward.committee.pk, "Xác minh", 4))
    with pytest.raises(BranchNotPossible):
        ask(*[BranchRequest(second.committee.pk, "Xác minh", 4)] * 2)
    with pytest.raises(BranchBeyondDue):
        ask(BranchRequest(second.committee.pk, "Xác minh", 40))


def test_withdrawing_ends_the_branches(
    case: Case, ward: Ward, second: Ward, account: CitizenAccount
) -> None:
    accepted(case, ward)
    branched(case, ward, second)

    acting(actor_of_account(account), withdraw_case, case=case, reason="", at=LATER)

    assert branch_of(case, second).outcome == "CASE_CLOSED"
    assert not StepRun.objects.filter(subject=f"case:{case.pk}", left_at=None).exists()


def test_database_refuses_open_branches_of_two_groups(case: Case, ward: Ward, second: Ward) -> None:
    accepted(case, ward)
    branched(case, ward, second)
    run = StepRun.objects.get(subject=f"case:{case.pk}", parallel_group=1)

    run.pk, run.branch, run.ordinal, run.parallel_group = None, "branch:0", 90, 2
    with pytest.raises(IntegrityError, match="step_run_one_group"), transaction.atomic():
        run.save()
    run.parallel_group = None
    with pytest.raises(IntegrityError, match="step_run_branch_has_group"), transaction.atomic():
        run.save()


def test_both_clocks_stand_side_by_side(case: Case, ward: Ward, second: Ward, third: Ward) -> None:
    accepted(case, ward)
    branched(case, ward, second, third)
    finished_by(case, second)
    row = Case.objects.get(pk=case.pk)

    clocks = clocks_of(row, at=LATER)

    whole = clocks.spent_minutes
    assert whole > 0
    assert clocks.steps_spent_minutes == 3 * whole
    assert clocks.steps_limit_minutes == 60 * (8 + 2 * 4)
    rows = control_rows(row, at=AT + timedelta(days=2))
    assert [row.verdict for row in rows if row.is_branch] == ["ON_TIME", "RUNNING_LATE"]
