"""When time runs out: told upwards through the table, an apology before lateness, once."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tinhso.cases.models import Case, CaseEvent, CasePause, CaseSlip
from tinhso.cases.operations import (
    AlreadyRescheduled,
    ApologyTooLate,
    CaseActionRefused,
    NewDateNotLater,
    ReasonRequired,
    Supplement,
    escalate,
    provide_supplement,
    request_supplement,
    reschedule,
    spent_percent,
)
from tinhso.cases.operations.acts import start_act
from tinhso.cases.permissions import NotAuthorised
from tinhso.cases.queries import cases_to_watch, explain_due, watch_of
from tinhso.cases.rules import ESCALATIONS, Action, escalation_due, next_escalation
from tinhso.cases.tasks import issue_case_slip, watch_deadlines
from tinhso.cases.tests.factories import AT, Ward, make_case, make_ward
from tinhso.cases.tests.walk import SOON, accepted, acting, asked_for_more, drafted, signed
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import VIETNAM
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.notifications.models import Notification
from tinhso.orgs.tests.factories import make_area
from tinhso.procedures.models import ProcedureVersion

WHY = "Phải xác minh thêm ở nơi cư trú cũ."
FRIDAY, SATURDAY, MONDAY = date(2021, 6, 4), date(2021, 6, 5), date(2021, 6, 7)
NEXT_DAY = AT + timedelta(days=1)


def put_off(case: Case, ward: Ward, role: str = "LEADER", **changes: object) -> Case:
    """Apologise as an officer of the ward."""
    words = {"case": case, "new_day": MONDAY, "reason": WHY, "at": SOON, **changes}
    return acting(ward.actor(role), reschedule, **words)


def test_new_date_keeps_its_reasons_and_moves_the_promise(case: Case, ward: Ward) -> None:
    former = accepted(case, ward).due_at

    done = put_off(case, ward)

    assert former == datetime(2021, 6, 3, 17, 0, tzinfo=VIETNAM)
    assert done.due_at == datetime(2021, 6, 7, 17, 0, tzinfo=VIETNAM)
    assert (done.reschedule_count, done.state) == (1, "ACCEPTED")
    told = explain_due(done, "vi")
    assert any(WHY.rstrip(".") in sentence and "17:00 03/06/2021" in sentence for sentence in told)
    assert told[-1] == "Hạn trả kết quả: 17:00 07/06/2021."


def test_apology_becomes_a_signed_slip_and_the_citizen_hears(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    done = put_off(case, ward)
    leader = ward.actor("LEADER").as_json()

    for _ in range(2):
        issue_case_slip(case_id=done.pk, form="04", event_ordinal=done.event_count, actor=leader)

    slip = CaseSlip.objects.get(case=done, form="04")
    content = slip.document.content
    assert slip.document.state == "ISSUED"
    assert (content["due_at"], content["new_due_at"]) == (
        "17:00 ngày 03/06/2021",
        "17:00 ngày 07/06/2021",
    )
    assert content["due_reasons"]
    assert Notification.objects.filter(person=done.applicant_id, template="case_late").count() == 1


def test_a_second_apology_is_refused(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    put_off(case, ward)

    with pytest.raises(AlreadyRescheduled):
        put_off(case, ward, new_day=date(2021, 6, 9))


def test_apology_after_the_date_is_refused_and_the_case_is_listed(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    late = datetime(2021, 6, 3, 17, 1, tzinfo=VIETNAM)

    with pytest.raises(ApologyTooLate):
        put_off(case, ward, at=late)

    leader = ward.actor("LEADER")
    with acting_as(leader):
        watch = watch_of(leader, at=late)
    assert [row.pk for row in watch.late_without_apology] == [case.pk]
    assert watch.late_after_apology == []


@pytest.mark.parametrize("day", [date(2021, 6, 2), date(2021, 6, 3), SATURDAY])
def test_new_date_is_a_later_working_day(case: Case, ward: Ward, day: date) -> None:
    accepted(case, ward)

    with pytest.raises(NewDateNotLater):
        put_off(case, ward, new_day=day)


def test_apology_says_why(case: Case, ward: Ward) -> None:
    accepted(case, ward)

    with pytest.raises(ReasonRequired):
        put_off(case, ward, reason=" ")


@pytest.mark.parametrize("role", ["SPECIALIST", "HEAD_OF_UNIT", "REGISTRAR", "CLERK"])
def test_only_the_leader_signs_an_apology(case: Case, ward: Ward, role: str) -> None:
    accepted(case, ward)

    with pytest.raises(NotAuthorised):
        put_off(case, ward, role)


def test_nothing_is_put_off_before_acceptance_or_after_signing(case: Case, ward: Ward) -> None:
    with pytest.raises(CaseActionRefused):
        put_off(case, ward)
    signed(drafted(accepted(case, ward), ward), ward)
    with pytest.raises(CaseActionRefused):
        put_off(case, ward)


def test_leader_of_another_ward_does_not_find_the_case(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    other = make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)

    with pytest.raises(Case.DoesNotExist):
        put_off(case, other)


def test_a_pause_after_the_apology_moves_the_new_date_on(
    case: Case, ward: Ward, account: CitizenAccount
) -> None:
    accepted(case, ward)
    put_off(case, ward)
    specialist = ward.actor("SPECIALIST")
    words = {"reason": "Mờ", "papers": [], "at": SOON}
    acting(specialist, request_supplement, case=case, **words)
    done = acting(
        actor_of_account(account),
        provide_supplement,
        case=case,
        supplement=Supplement(message="Xong"),
        at=SOON + timedelta(days=1),
    )

    assert done.due_at == datetime(2021, 6, 8, 17, 0, tzinfo=VIETNAM)
    codes = [row["code"] for row in done.due_reasons]
    assert codes.count("RESCHEDULED") == 1
    assert "PAUSED" in codes


def test_escalation_tells_those_above_and_moves_nothing(case: Case, ward: Ward) -> None:
    before = accepted(case, ward)
    at = datetime(2021, 6, 3, 15, 45, tzinfo=VIETNAM)

    with acting_as(SYSTEM):
        row = escalate(case=case, at=at)

    assert row == ESCALATIONS[0]
    after = Case.objects.get(pk=case.pk)
    kept = ("state", "step_code", "step_agency_id", "step_person_id", "step_role", "due_at")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    event = CaseEvent.objects.get(case=case, kind=Action.ESCALATE)
    assert (event.facts["percent"], event.is_public, event.actor_name) == (80, False, SYSTEM.name)
    heads = {ward.actor("HEAD_OF_UNIT").person_id, ward.actor("SPECIALIST").person_id}
    told = Notification.objects.filter(template="case_escalated")
    assert set(told.values_list("person_id", flat=True)) == heads


def test_what_was_told_is_not_told_again(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    at = datetime(2021, 6, 3, 15, 45, tzinfo=VIETNAM)
    with acting_as(SYSTEM):
        escalate(case=case, at=at)

        assert escalate(case=case, at=at + timedelta(minutes=10)) is None
        assert case.pk not in cases_to_watch(at=at + timedelta(minutes=10))
        assert case.pk in cases_to_watch(at=at + timedelta(hours=2))


def test_unanswered_filing_escalates_to_the_heads(
    case: Case, ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tinhso.cases.tasks.now", lambda: NEXT_DAY + timedelta(minutes=5))

    watch_deadlines(timestamp=0)
    watch_deadlines(timestamp=600)

    events = CaseEvent.objects.filter(case=case, kind=Action.ESCALATE)
    assert [event.facts["percent"] for event in events] == [100]
    told = Notification.objects.filter(template="case_escalated")
    people = {ward.actor(role).person_id for role in ("CLERK", "HEAD_OF_UNIT", "LEADER")}
    assert set(told.values_list("person_id", flat=True)) == people
    leader = ward.actor("CLERK")
    with acting_as(leader):
        watch = watch_of(leader, at=NEXT_DAY + timedelta(minutes=5))
    assert [row.pk for row in watch.filings_late] == [case.pk]


def test_answered_filing_is_left_alone(
    case: Case, ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for_more(case, ward)
    monkeypatch.setattr("tinhso.cases.tasks.now", lambda: AT + timedelta(days=9))

    watch_deadlines(timestamp=0)

    assert not CaseEvent.objects.filter(case=case, kind=Action.ESCALATE).exists()


def test_paused_time_counts_for_no_escalation(case: Case, ward: Ward) -> None:
    done = accepted(case, ward)
    CasePause.objects.create(
        case=done, reason="SUPPLEMENT", from_at=SOON, to_at=SOON + timedelta(days=1)
    )

    assert spent_percent(done, SOON + timedelta(days=1)) == 0


def test_officers_cannot_escalate_by_hand(case: Case, ward: Ward) -> None:
    accepted(case, ward)

    with acting_as(ward.actor("LEADER")), pytest.raises(NotAuthorised):
        start_act(case=case, action=Action.ESCALATE, actor=ward.actor("LEADER"))


@pytest.mark.parametrize(
    ("spent", "told", "wanted"),
    [(79, 0, None), (80, 0, 80), (100, 80, 100), (170, 0, 150), (120, 100, None), (999, 150, None)],
)
def test_each_share_is_told_once(spent: int, told: int, wanted: int | None) -> None:
    row = escalation_due(spent_percent=spent, told_percent=told)

    assert (row.percent if row else None) == wanted
    following = next_escalation(told)
    assert following is None or following.percent > told


def test_other_wards_find_nothing_to_watch(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    other = make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)
    stranger = other.actor("LEADER")

    with acting_as(stranger):
        watch = watch_of(stranger, at=AT + timedelta(days=30))

    assert not any(getattr(watch, name) for name in watch.__slots__)


def test_watching_takes_the_same_statements_however_many_cases(
    case: Case, ward: Ward, version: ProcedureVersion
) -> None:
    accepted(case, ward)
    leader = ward.actor("LEADER")

    def count() -> int:
        with acting_as(leader), CaptureQueriesContext(connection) as queries:
            watch_of(leader, at=AT + timedelta(days=30))
        return len(queries)

    one = count()
    accepted(make_case(make_citizen(full_name="Trần Văn Hai"), version), ward)
    assert count() == one
