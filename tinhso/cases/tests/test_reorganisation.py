"""Cases in a reorganisation: open ones move whole, closed ones stay, nothing starts again."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.cases.models import Case, CaseEvent
from tinhso.cases.operations import answer_consultation, consult, forward_step, withdraw_case
from tinhso.cases.operations.reorganisation import telling
from tinhso.cases.permissions import NotAuthorised, access_case_for_officer
from tinhso.cases.queries import find_cases
from tinhso.cases.rules import fold_changes
from tinhso.cases.tasks import tell_of_transfer
from tinhso.cases.tests.factories import Ward, make_case, make_draft, make_ready_draft, make_ward
from tinhso.cases.tests.walk import (
    accepted,
    asked_for_more,
    drafted,
    finished,
    issued,
    signed,
)
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_officer
from tinhso.notifications.models import Notification
from tinhso.orgs.tests.factories import make_area
from tinhso.procedures.models import ProcedureVersion
from tinhso.reorganisation.api import load_numbers
from tinhso.reorganisation.models import Outcome, Transfer
from tinhso.reorganisation.tests.factories import (
    AT,
    NewWard,
    make_new_ward,
    run,
    succeed,
    succeed_area,
)
from tinhso.workflow.api import list_steps

LATER = AT + timedelta(hours=1)


@pytest.fixture
def new_ward(ward: Ward) -> NewWard:
    """Give the ward that takes over from the old one."""
    found = make_new_ward()
    succeed_area(ward.area, found.area)
    succeed(ward.committee, found.committee)
    succeed(ward.office, found.counter)
    return found


def again(case: Case) -> Case:
    """Read a case again as the platform."""
    with acting_as(SYSTEM):
        return Case.objects.get(pk=case.pk)


def test_open_case_moves_with_its_step_and_keeps_its_date(
    case: Case, ward: Ward, new_ward: NewWard
) -> None:
    before = accepted(case, ward)

    run()

    after = again(case)
    assert after.competent_agency_id == after.step_agency_id == new_ward.committee.pk
    assert after.receiving_agency_id == new_ward.counter.pk
    assert (after.due_at, after.step_due_at) == (before.due_at, before.step_due_at)
    assert (after.code, after.state, after.step_code) == (
        before.code,
        before.state,
        before.step_code,
    )


def test_history_says_who_took_over_and_still_folds_to_the_row(
    case: Case, ward: Ward, new_ward: NewWard
) -> None:
    accepted(case, ward)

    run()

    after = again(case)
    events = list(CaseEvent.objects.filter(case=case).order_by("ordinal"))
    assert [event.ordinal for event in events] == list(range(1, after.event_count + 1))
    assert events[-1].kind == "TRANSFER"
    assert events[-1].facts["from"] == ward.committee.name
    assert events[-1].facts["to"] == new_ward.committee.name
    folded = fold_changes(event.changes for event in events)
    assert folded["competent_agency_id"] == after.competent_agency_id
    assert folded["step_agency_id"] == after.step_agency_id
    assert folded["event_count"] == after.event_count


def test_step_goes_on_at_the_successor_with_the_same_deadline(
    case: Case, ward: Ward, new_ward: NewWard
) -> None:
    accepted(case, ward)
    before = list_steps(f"case:{case.pk}")

    run()

    after = list_steps(f"case:{case.pk}")
    assert len(after) == len(before) + 1
    assert after[-2].outcome == "TRANSFERRED"
    assert after[-2].agency_id == ward.committee.pk
    assert after[-1].agency_id == new_ward.committee.pk
    assert after[-1].due_at == before[-1].due_at
    assert after[-1].left_at is None


def test_officers_go_on_with_their_work_at_the_successor(
    case: Case, ward: Ward, new_ward: NewWard
) -> None:
    accepted(case, ward)

    run()

    specialist = ward.actor("SPECIALIST")
    assert specialist.agency_ids == (new_ward.committee.pk,)
    with acting_as(specialist):
        found = access_case_for_officer(specialist, case.token)
        assert find_cases(specialist, case.token).items == (found,)


def test_whole_way_to_the_result_after_the_move(case: Case, ward: Ward, new_ward: NewWard) -> None:
    accepted(case, ward)
    run()

    done = issued(signed(drafted(again(case), ward, LATER), ward, LATER), ward, LATER)

    assert done.state == "FINISHED"
    assert done.result is not None
    assert done.result.agency_id == new_ward.committee.pk
    assert done.result.number == 1


def test_officer_left_at_the_predecessor_sees_and_does_nothing(
    case: Case, ward: Ward, new_ward: NewWard
) -> None:
    moved = accepted(case, ward)
    run()
    left_behind = actor_of_account(make_officer(ward.committee, "SPECIALIST"))

    with acting_as(left_behind):
        with pytest.raises(Http404):
            access_case_for_officer(left_behind, case.token)
        assert not Case.objects.exists()
    with acting_as(SYSTEM), pytest.raises(NotAuthorised):
        forward_step(case=moved, note="", person_id=None, actor=left_behind, at=LATER)


def test_signed_but_not_sealed_result_is_signed_again_by_the_successor(
    case: Case, ward: Ward, new_ward: NewWard
) -> None:
    half = signed(drafted(accepted(case, ward), ward), ward)
    old_result = half.result_id

    run()

    after = again(case)
    assert (after.step_role, after.result_id, after.decided_at) == ("LEADER", None, None)
    done = issued(signed(after, ward, LATER), ward, LATER)
    assert done.state == "FINISHED"
    assert done.result_id != old_result


def test_case_waiting_for_the_applicant_stays_paused(
    case: Case, ward: Ward, new_ward: NewWard
) -> None:
    asked_for_more(case, ward)

    run()

    after = again(case)
    assert after.state == "SUPPLEMENT_REQUESTED"
    assert after.receiving_agency_id == new_ward.counter.pk
    assert after.pauses.filter(to_at__isnull=True).count() <= 1


def test_closed_case_stays_as_it_was_and_the_successor_may_read_it(
    case: Case, ward: Ward, new_ward: NewWard
) -> None:
    done = finished(case, ward)
    with acting_as(SYSTEM):
        Case.objects.filter(pk=case.pk).update(state="RETURNED")
    history = CaseEvent.objects.filter(case=case).count()

    run()

    after = again(case)
    assert after.competent_agency_id == ward.committee.pk
    assert CaseEvent.objects.filter(case=case).count() == history
    clerk = ward.actor("CLERK")
    with acting_as(clerk):
        found = access_case_for_officer(clerk, case.token)
        assert found.result is not None
        assert find_cases(clerk, str(done.code)).items == (found,)


def test_unfiled_application_goes_to_the_successor(
    account: CitizenAccount, version: ProcedureVersion, ward: Ward, new_ward: NewWard
) -> None:
    draft = make_ready_draft(account, version)
    unplaced = make_draft(account, version)

    run()

    draft.refresh_from_db()
    unplaced.refresh_from_db()
    assert draft.competent_agency_id == new_ward.committee.pk
    assert unplaced.competent_agency_id is None


def test_open_question_is_answered_by_the_successor_of_whom_it_was_put_to(
    case: Case, ward: Ward, new_ward: NewWard
) -> None:
    other = make_new_ward("90002", "Phường Khác", 2)
    asked = make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)
    succeed_area(asked.area, other.area)
    succeed(asked.committee, other.committee)
    succeed(asked.office, other.counter)
    moved = accepted(case, ward)
    specialist = ward.actor("SPECIALIST")
    with acting_as(specialist):
        question = consult(
            case=moved, agency_id=asked.committee.pk, question="?", actor=specialist, at=AT
        )

    run()

    question.refresh_from_db()
    assert question.agency_id == other.committee.pk
    assert question.asking_agency_id == new_ward.committee.pk
    answering = asked.actor("SPECIALIST")
    with acting_as(answering):
        answer_consultation(consultation=question, answer="Được", actor=answering, at=LATER)


def test_counts_agree_on_both_sides(
    account: CitizenAccount, version: ProcedureVersion, ward: Ward, new_ward: NewWard
) -> None:
    for _ in range(7):
        make_case(account, version)
    accepted(make_case(account, version), ward)

    done = run(size=3)

    numbers = {turn.name: turn for turn in load_numbers(done).turns}
    assert numbers["cases"].counted == numbers["cases"].moved == 8
    assert numbers["cases"].batches == 3
    assert Case.objects.filter(competent_agency=new_ward.committee).count() == 8
    assert not Case.objects.filter(competent_agency=ward.committee).exists()
    assert not Transfer.objects.exclude(outcome=Outcome.MOVED).exists()


def _telling_jobs() -> list[dict[str, Any]]:
    jobs = ProcrastinateJob.objects.filter(task_name="tinhso.cases.tasks.tell_of_transfer")
    return list(jobs.order_by("pk").values_list("args", flat=True))


def test_applicant_is_told_of_the_move_once_however_often_the_task_runs(
    case: Case, ward: Ward, new_ward: NewWard
) -> None:
    accepted(case, ward)

    run()
    [job] = _telling_jobs()
    for _ in range(2):
        tell_of_transfer(**job)

    with acting_as(SYSTEM):
        told = Notification.objects.get(template="case_moved")
    assert told.person_id == case.applicant_id
    assert told.facts["former_agency"] == ward.committee.name
    assert told.facts["agency"] == new_ward.committee.name
    assert told.url == reverse("cases:case_detail", args=[case.token])


def test_applicants_of_closed_cases_are_not_told(
    case: Case, account: CitizenAccount, new_ward: NewWard
) -> None:
    applicant = actor_of_account(account)
    with acting_as(applicant):
        withdraw_case(case=case, reason="", actor=applicant, at=AT)

    run()

    assert _telling_jobs() == []


def test_telling_goes_by_batches(
    account: CitizenAccount,
    version: ProcedureVersion,
    ward: Ward,
    new_ward: NewWard,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(telling, "_AT_ONCE", 2)
    cases = {make_case(account, version).pk for _ in range(5)}

    run()

    told = [case_id for job in _telling_jobs() for case_id in job["case_ids"]]
    assert sorted(told) == sorted(cases)
    assert all(len(job["case_ids"]) <= 2 for job in _telling_jobs())
