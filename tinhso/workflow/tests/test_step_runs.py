"""A subject stays in one step at a time; only its agencies and its person see where."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tinhso.core.actors import PUBLIC, Actor, ActorKind
from tinhso.core.clock import VIETNAM
from tinhso.core.rls import acting_as
from tinhso.orgs.models import Agency
from tinhso.orgs.tests.factories import make_agency
from tinhso.workflow.api import Step, StepPlace, StepRun, enter_step, leave_step, list_steps

AT = datetime(2021, 6, 2, 9, 0, tzinfo=VIETNAM)
INTAKE = Step("intake", "Tiếp nhận", "Intake", "CLERK", 4)
SIGN = Step("sign", "Ký", "Sign", "LEADER", 2)


@pytest.fixture
def agency(db: None) -> Agency:
    return make_agency("H10.14")


def _enter(agency: Agency, step: Step = INTAKE, person_id: int | None = None) -> StepRun:
    place = StepPlace(agency.pk, reader_person_id=person_id)
    return enter_step(subject="case:1", step=step, place=place, due_at=None, at=AT)


def test_second_open_stay_is_refused_by_the_database(agency: Agency) -> None:
    _enter(agency)

    with pytest.raises(IntegrityError), transaction.atomic():
        _enter(agency, SIGN)
    assert StepRun.objects.count() == 1


def test_stays_are_numbered_and_keep_how_they_ended(agency: Agency) -> None:
    _enter(agency)
    leave_step(subject="case:1", outcome="FORWARDED", note="đủ giấy tờ", at=AT)
    _enter(agency, SIGN)

    first, second = list_steps("case:1")
    assert (first.ordinal, first.outcome, first.note) == (1, "FORWARDED", "đủ giấy tờ")
    assert (second.ordinal, second.left_at) == (2, None)


def test_leaving_where_nothing_is_open_changes_nothing(agency: Agency) -> None:
    _enter(agency)

    closed = [
        leave_step(subject="case:1", outcome="DONE", at=AT + timedelta(minutes=minutes))
        for minutes in (1, 2)
    ]

    assert closed == [1, 0]
    assert StepRun.objects.get().left_at == AT + timedelta(minutes=1)


def test_other_agencies_and_people_see_no_step(agency: Agency) -> None:
    other = make_agency("H10.15")
    _enter(agency, person_id=7)
    seen = {}

    for name, actor in {
        "own agency": Actor(ActorKind.OFFICER, agency_ids=(agency.pk,)),
        "own person": Actor(ActorKind.CITIZEN, person_id=7),
        "other agency": Actor(ActorKind.OFFICER, agency_ids=(other.pk,)),
        "other person": Actor(ActorKind.CITIZEN, person_id=8),
        "nobody": PUBLIC,
    }.items():
        with acting_as(actor):
            seen[name] = StepRun.objects.count()

    assert seen == {
        "own agency": 1,
        "own person": 1,
        "other agency": 0,
        "other person": 0,
        "nobody": 0,
    }
