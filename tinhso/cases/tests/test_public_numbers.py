"""The public numbers: counted from the history, corrected when it grows late, drilled exactly."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from tinhso.cases.api import (
    Measure,
    Period,
    cases_behind,
    list_apologies,
    may_open_numbers,
    numbers_by_agency,
    opening_numbers,
    present_by_agency,
)
from tinhso.cases.models import Case, CaseEvent, CaseTally, DailyCount
from tinhso.cases.operations import rate_case, roll_up
from tinhso.cases.operations.counting import _count_days, _keys_of
from tinhso.cases.rules.counting import DATED, PRESENT, Happened, tally
from tinhso.cases.tests.factories import AT, make_case, make_version, make_ward
from tinhso.cases.tests.walk import accepted, finished
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import actor_of_account, make_citizen, make_officer
from tinhso.orgs.api import AgencyKind, Tier
from tinhso.orgs.tests.factories import make_agency

ALL = Period(date(2000, 1, 1), date(2100, 1, 1))
LATER = AT + timedelta(days=60)
DUE = datetime(2021, 6, 10, 10, tzinfo=UTC)


def event(kind: str, at: datetime, state: str, **changes: Any) -> Happened:
    written = {n: v.isoformat() if isinstance(v, datetime) else v for n, v in changes.items()}
    facts = {"score": 5} if kind == "RATE" else {"former_due_at": DUE.isoformat()}
    return Happened(kind, at, state, written, facts)


@given(st.integers(-500, 500))
def test_an_answer_is_late_exactly_after_its_due_moment(minutes: int) -> None:
    decided = DUE + timedelta(minutes=minutes)
    found = tally(
        [
            event("ACCEPT", AT, "ACCEPTED", due_at=DUE),
            event("SIGN_RESULT", decided, "IN_PROGRESS", decided_at=decided),
        ]
    )

    assert found.is_late == (minutes > 0)
    assert found.answered_on == local(decided).date()
    assert not found.is_waiting


def test_a_new_date_after_an_apology_is_the_one_that_counts() -> None:
    new = DUE + timedelta(days=3)
    found = tally(
        [
            event("ACCEPT", AT, "ACCEPTED", due_at=DUE),
            event("RESCHEDULE", AT, "IN_PROGRESS", due_at=new),
            event("SIGN_RESULT", new, "IN_PROGRESS", decided_at=new),
        ]
    )

    assert not found.is_late
    assert (found.former_due_at, found.apologised_on) == (DUE, local(AT).date())


@pytest.mark.parametrize(
    ("state", "is_waiting", "is_paused"),
    [
        ("IN_PROGRESS", True, False),
        ("SUPPLEMENT_REQUESTED", True, True),
        ("WITHDRAWN", False, False),
        ("STOPPED", False, False),
    ],
)
def test_what_waits_and_what_stands_still(state: str, is_waiting: bool, is_paused: bool) -> None:
    found = tally([event("ACCEPT", AT, "ACCEPTED", due_at=DUE), event("X", AT, state)])

    assert (found.is_waiting, found.is_paused) == (is_waiting, is_paused)


def test_local_days_are_counted() -> None:
    night = datetime(2021, 5, 31, 18, tzinfo=UTC)

    assert tally([event("ACCEPT", night, "ACCEPTED")]).received_on == date(2021, 6, 1)


def counts() -> set[tuple[Any, ...]]:
    columns = ("day", "agency_id", "field_code", "measure", "n", "total")
    return set(DailyCount.objects.values_list(*columns))


@pytest.mark.django_db
def test_numbers_equal_their_cases_and_counting_again_changes_nothing() -> None:
    ward, version = make_ward(), make_version()
    account = make_citizen()
    done = finished(make_case(account, version), ward)
    with acting_as(actor_of_account(account)):
        rate_case(case=done, score=5, comment="", actor=actor_of_account(account), at=AT)
    accepted(make_case(version=version), ward)
    make_case(version=version)

    assert roll_up(at=LATER) == 3
    before = counts()
    assert roll_up(at=LATER) == 0

    assert counts() == before
    numbers = numbers_by_agency(ALL)[ward.committee.pk]
    present = present_by_agency(local(LATER).date())[ward.committee.pk]
    assert (numbers.of(Measure.RECEIVED), numbers.answered) == (2, 1)
    assert (numbers.of(Measure.SATISFIED), numbers.score_total) == (1, 5)
    assert (present.of(Measure.WAITING), present.of(Measure.OVERDUE)) == (1, 1)
    for measure in (*DATED, *PRESENT):
        counted = (present if measure in PRESENT else numbers).of(measure)
        assert cases_behind(measure, ward.committee.pk, ALL).count() == counted, measure


@pytest.mark.django_db
def test_what_is_written_late_corrects_the_days_it_touches() -> None:
    ward = make_ward()
    case = accepted(make_case(), ward)
    roll_up(at=LATER)
    case.refresh_from_db()
    decided = AT + timedelta(days=1)
    CaseEvent.objects.create(
        case=case, ordinal=case.event_count + 1, kind="SIGN_RESULT", at=decided,
        actor_reference="x", actor_name="x", to_state="IN_PROGRESS",
        changes={"decided_at": decided.isoformat()},
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(event_count=case.event_count + 1)

    assert roll_up(at=LATER) == 1

    day = local(decided).date()
    assert numbers_by_agency(Period(day, day))[ward.committee.pk].answered == 1
    assert ward.committee.pk not in present_by_agency(local(LATER).date())


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_every_number_of_every_period_equals_its_drill(seed: int) -> None:
    ward, version = make_ward(), make_version()
    case = make_case(version=version)
    start = date(2021, 6, 1)
    for number in range(30):
        mixed = (number * 7 + seed * 13) % 11
        answered = start + timedelta(days=mixed) if mixed % 3 else None
        other = case if number == 0 else make_copy(case)
        CaseTally.objects.create(
            case=other, agency=ward.committee, field_code="ho-tich", event_count=1,
            received_on=start + timedelta(days=mixed % 5), answered_on=answered,
            is_late=mixed % 2 == 0, rated_on=answered, score=mixed % 5 + 1 if answered else None,
            refused_on=start if mixed == 3 else None,
        )  # fmt: skip
    from_all_days()

    for first in range(0, 10, 3):
        for length in (1, 4, 30):
            period = Period(
                start + timedelta(days=first), start + timedelta(days=first + length - 1)
            )
            numbers = numbers_by_agency(period).get(ward.committee.pk)
            for measure in DATED:
                counted = numbers.of(measure) if numbers else 0
                assert cases_behind(measure, ward.committee.pk, period).count() == counted


def make_copy(case: Case) -> Case:
    copy = Case.objects.get(pk=case.pk)
    copy.pk = None
    copy.token = f"copy-{Case.objects.count()}"
    copy._state.adding = True
    copy.save()
    return copy


def from_all_days() -> None:
    _count_days({key for row in CaseTally.objects.all() for key in _keys_of(row)})


@pytest.mark.django_db
def test_the_agency_and_the_provinces_leaders_see_the_cases_behind() -> None:
    ward = make_ward()
    accepted(make_case(), ward)
    roll_up(at=LATER)
    province = make_agency("H10", kind=AgencyKind.PEOPLES_COMMITTEE, tier=Tier.PROVINCE)
    chair = actor_of_account(make_officer(province, "LEADER"))
    own = ward.actor("SPECIALIST")
    stranger = actor_of_account(make_officer(make_agency(), "LEADER"))

    for actor in (own, chair):
        with acting_as(actor), opening_numbers(actor, ward.committee):
            assert cases_behind(Measure.WAITING, ward.committee.pk, ALL).count() == 1
    assert may_open_numbers(chair, ward.committee)
    assert not may_open_numbers(stranger, ward.committee)
    with pytest.raises(Http404):
        opening_numbers(stranger, ward.committee)
    with acting_as(stranger):
        assert not CaseTally.objects.exists()


@pytest.mark.django_db
def test_apologies_are_listed_without_names() -> None:
    make_ward()
    case = make_case()
    CaseTally.objects.create(
        case=case, agency=case.competent_agency, field_code="x", event_count=1,
        apologised_on=date(2021, 6, 3), former_due_at=DUE, due_at=DUE + timedelta(days=2),
    )  # fmt: skip

    with acting_as(SYSTEM):
        [apology], _page = list_apologies(None)

    assert apology.procedure_name == case.procedure_name
    assert not hasattr(apology, "applicant_name")
