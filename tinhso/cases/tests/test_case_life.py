"""A case from filing to the citizen's rating: what each act leaves behind."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.dateparse import parse_datetime

from tinhso.cases.models import Case, CaseEvent, CaseSlip, CaseState
from tinhso.cases.operations import (
    AlreadyRated,
    ScoreOutOfRange,
    event_payload,
    hand_over_result,
    rate_case,
)
from tinhso.cases.rules import fold_changes
from tinhso.cases.tasks import issue_case_slip
from tinhso.cases.tests.factories import AT, Ward, make_case
from tinhso.cases.tests.walk import accepted, drafted, finished, issued, signed
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account
from tinhso.ledger.api import find_disclosure, find_entries
from tinhso.notifications.models import Notification
from tinhso.procedures.models import ProcedureVersion
from tinhso.workflow.api import list_steps


@pytest.fixture
def case(ward: Ward, account: CitizenAccount, version: ProcedureVersion) -> Case:
    return make_case(account, version)


def test_acceptance_gives_code_date_reasons_and_the_next_step(case: Case, ward: Ward) -> None:
    done = accepted(case, ward)

    assert done.code == f"{ward.committee.code}-210602-0001"
    assert done.due_at is not None
    assert done.due_reasons
    assert (done.state, done.step_code, done.step_role) == ("ACCEPTED", "appraise", "SPECIALIST")
    assert (done.step_agency_id, done.accepted_at) == (
        ward.committee.pk,
        AT + timedelta(minutes=20),
    )


def test_whole_life_passes_every_desk_in_order(case: Case, ward: Ward) -> None:
    done = finished(case, ward)

    kinds = [event.kind for event in CaseEvent.objects.filter(case=done).order_by("ordinal")]
    assert kinds == ["SUBMIT", "ACCEPT", "DRAFT_RESULT", "FORWARD", "SIGN_RESULT", "ISSUE_RESULT"]
    assert done.state == CaseState.FINISHED
    assert [run.step_code for run in list_steps(f"case:{done.pk}")] == [
        "appraise",
        "sign",
        "register",
        "return",
    ]


def test_result_is_numbered_signed_by_the_person_then_the_organisation(
    case: Case, ward: Ward
) -> None:
    done = finished(case, ward)

    assert done.result is not None
    assert done.result.state == "ISSUED"
    assert done.result.notation.startswith("01/")
    assert [
        (signature.ordinal, signature.is_organisation)
        for signature in done.result.signatures.order_by("ordinal")
    ] == [(1, False), (2, True)]


def test_history_folds_to_the_row_again(case: Case, ward: Ward) -> None:
    done = finished(case, ward)

    folded = fold_changes(
        CaseEvent.objects.filter(case=done).order_by("ordinal").values_list("changes", flat=True)
    )
    row = Case.objects.get(pk=done.pk)
    for name, value in folded.items():
        kept = getattr(row, name)
        wanted = parse_datetime(value) if name.endswith("_at") and value else value
        assert kept == wanted, name
    assert {"state", "code", "due_at", "step_code", "result_id", "decided_at"} <= folded.keys()


def test_history_can_only_grow(case: Case) -> None:
    event = CaseEvent.objects.get(case=case)

    for statement in ("update cases_caseevent set kind = 'X'", "delete from cases_caseevent"):
        with (
            pytest.raises(IntegrityError, match="only grow"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert CaseEvent.objects.get(pk=event.pk).kind == "SUBMIT"


def test_ledger_commits_to_every_event(case: Case, ward: Ward) -> None:
    done = finished(case, ward)

    entries = list(find_entries(f"case:{done.pk}"))
    assert [entry.kind for entry in entries] == [
        "CASE_SUBMIT",
        "CASE_ACCEPT",
        "CASE_DRAFT_RESULT",
        "CASE_FORWARD",
        "CASE_SIGN_RESULT",
        "CASE_ISSUE_RESULT",
    ]
    disclosure = find_disclosure(entries[1].pk)
    assert disclosure is not None
    assert isinstance(disclosure.details, dict)
    committed = disclosure.details["payload"]
    assert committed == event_payload(CaseEvent.objects.get(case=done, ordinal=2))


def test_applicant_is_told_of_filing_acceptance_and_result(case: Case, ward: Ward) -> None:
    done = finished(case, ward)

    told = Notification.objects.filter(person=done.applicant_id).order_by("pk")
    assert [row.template for row in told] == ["case_filed", "case_accepted", "result_issued"]


def test_slip_is_issued_once_however_often_its_task_runs(case: Case, ward: Ward) -> None:
    done = accepted(case, ward)
    clerk = ward.actor("CLERK").as_json()

    for _ in range(2):
        issue_case_slip(case_id=done.pk, form="01", event_ordinal=2, actor=clerk)

    slip = CaseSlip.objects.get(case=done)
    assert slip.document.state == "ISSUED"
    assert slip.document.signatures.count() == 2


def test_citizen_fetches_the_result_and_rates_once(
    case: Case, ward: Ward, account: CitizenAccount
) -> None:
    citizen = actor_of_account(account)
    done = finished(case, ward)
    with acting_as(citizen):
        returned = hand_over_result(case=done, actor=citizen, at=AT + timedelta(days=1))
        rate_case(case=returned, score=5, comment=" Tốt ", actor=citizen, at=AT)

        with pytest.raises(AlreadyRated):
            rate_case(case=returned, score=4, comment="", actor=citizen, at=AT)

    assert (returned.state, returned.step_code) == (CaseState.RETURNED, "")
    assert returned.rating.comment == "Tốt"


@pytest.mark.parametrize("score", [0, 6, -1])
def test_score_outside_one_to_five_is_refused(
    case: Case, ward: Ward, account: CitizenAccount, score: int
) -> None:
    citizen = actor_of_account(account)

    with acting_as(citizen), pytest.raises(ScoreOutOfRange):
        rate_case(case=case, score=score, comment="", actor=citizen, at=AT)


def test_failed_act_leaves_nothing_behind(
    case: Case, ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **words: object) -> Iterator[None]:
        raise RuntimeError("the ledger is away")

    before = CaseEvent.objects.count()
    monkeypatch.setattr("tinhso.cases.operations.acts.record", fail)

    with pytest.raises(RuntimeError):
        accepted(case, ward)

    row = Case.objects.get(pk=case.pk)
    assert (row.state, row.code, CaseEvent.objects.count()) == (CaseState.FILED, None, before)


def test_walk_helpers_reach_every_desk(case: Case, ward: Ward) -> None:
    desks = []
    for walk in (accepted, drafted, signed, issued):
        case = walk(case, ward)
        desks.append(case.step_role)

    assert desks == ["SPECIALIST", "LEADER", "REGISTRAR", "CLERK"]
