"""The clock of a case: the promised date, its pauses, and the law's single supplement."""

from datetime import datetime, timedelta

import pytest

from tinhso.cases.models import Case, CasePause, CaseState
from tinhso.cases.operations import (
    CaseActionRefused,
    ReasonRequired,
    Supplement,
    SupplementAlreadyRequested,
    provide_supplement,
    request_supplement,
)
from tinhso.cases.tests.factories import AT, Ward, make_case, make_version
from tinhso.cases.tests.walk import SOON, accepted
from tinhso.core.actors import Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import VIETNAM
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account

FRIDAY_LATE = datetime(2021, 6, 4, 15, 30, tzinfo=VIETNAM)
MONDAY = datetime(2021, 6, 7, 9, 0, tzinfo=VIETNAM)


def _ask(case: Case, actor: Actor, at: datetime) -> Case:
    with acting_as(actor):
        return request_supplement(
            case=case, reason="Ảnh bị mờ", papers=["birth-notice"], actor=actor, at=at
        )


def _give(case: Case, account: CitizenAccount, at: datetime) -> Case:
    citizen = actor_of_account(account)
    with acting_as(citizen):
        supplement = Supplement(message="Đã chụp lại")
        return provide_supplement(case=case, supplement=supplement, actor=citizen, at=at)


@pytest.fixture
def case(ward: Ward, account: CitizenAccount) -> Case:
    return make_case(account, make_version())


def test_acceptance_after_the_cut_off_counts_from_the_next_working_day(
    case: Case, ward: Ward
) -> None:
    done = accepted(case, ward, at=FRIDAY_LATE)

    assert done.due_at == datetime(2021, 6, 8, 17, 0, tzinfo=VIETNAM)
    assert "RECEIVED_AFTER_CUT_OFF" in [reason["code"] for reason in done.due_reasons]


def test_supplement_moves_the_due_date_by_the_working_time_of_the_pause(
    case: Case, ward: Ward, account: CitizenAccount
) -> None:
    done = accepted(case, ward)
    promised = done.due_at
    asked = SOON + timedelta(minutes=10)
    given = asked + timedelta(days=6)

    _ask(done, ward.actor("SPECIALIST"), asked)
    resumed = _give(done, account, given)

    calendar = load_calendar()
    assert promised is not None
    pause = calendar.working_time_between(asked, given)
    assert pause == timedelta(hours=8 * 4)
    assert resumed.due_at == calendar.add_working_time(promised, pause)
    assert resumed.state == CaseState.IN_PROGRESS
    assert CasePause.objects.get(case=case).to_at == given


def test_supplement_before_acceptance_returns_to_the_counter_without_a_date(
    case: Case, ward: Ward, account: CitizenAccount
) -> None:
    _ask(case, ward.actor("CLERK"), SOON)
    resumed = _give(case, account, MONDAY)

    assert (resumed.state, resumed.due_at, resumed.received_at) == ("FILED", None, MONDAY)


def test_second_supplement_request_is_refused(
    case: Case, ward: Ward, account: CitizenAccount
) -> None:
    _ask(case, ward.actor("CLERK"), SOON)
    resumed = _give(case, account, MONDAY)

    with pytest.raises(SupplementAlreadyRequested):
        _ask(resumed, ward.actor("CLERK"), MONDAY)
    assert Case.objects.get(pk=case.pk).state == CaseState.FILED


def test_request_without_a_reason_is_refused(case: Case, ward: Ward) -> None:
    clerk = ward.actor("CLERK")

    with acting_as(clerk), pytest.raises(ReasonRequired):
        request_supplement(case=case, reason="  ", papers=[], actor=clerk, at=AT)


def test_supplement_nobody_asked_for_is_refused(case: Case, account: CitizenAccount) -> None:
    with pytest.raises(CaseActionRefused):
        _give(case, account, MONDAY)


def test_return_to_an_earlier_step_keeps_the_promised_date(case: Case, ward: Ward) -> None:
    from_acceptance = accepted(case, ward).due_at

    assert Case.objects.get(pk=case.pk).due_at == from_acceptance
