"""A format checker of the agency checks layout, the registry clerk where none is named."""

import pytest

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import actor_of_account, make_officer
from tinhso.notifications.models import Notification
from tinhso.records.models import OutgoingDocument, OutgoingState
from tinhso.records.operations import (
    NotYourStep,
    approve_content,
    approve_layout,
    may_edit,
    return_draft,
    submit_draft,
)
from tinhso.records.permissions import outgoing_for
from tinhso.records.queries import waiting_for
from tinhso.records.tests.factories import AT, Department
from tinhso.records.views.acts import open_acts

pytestmark = pytest.mark.django_db


@pytest.fixture
def checker(department: Department) -> Actor:
    with acting_as(SYSTEM):
        return actor_of_account(make_officer(department.agency, "FORMAT_CHECKER"))


def in_review(department: Department) -> OutgoingDocument:
    found = department.draft()
    for role, operation in (("SPECIALIST", submit_draft), ("HEAD_OF_UNIT", approve_content)):
        actor = department.actor(role)
        with acting_as(actor):
            found = operation(outgoing=found, actor=actor, at=AT)
    return found


def test_the_named_checker_approves_and_the_clerk_may_not(
    department: Department, checker: Actor
) -> None:
    found, clerk = in_review(department), department.actor("REGISTRAR")
    with acting_as(clerk):
        assert not may_edit(found, clerk)
        assert open_acts(found, clerk) == []
        with pytest.raises(NotYourStep):
            approve_layout(outgoing=found, actor=clerk, at=AT)
        with pytest.raises(NotYourStep):
            return_draft(outgoing=found, reason="Sai lề", actor=clerk, at=AT)

    with acting_as(checker):
        assert [act.code for act in open_acts(found, checker)] == ["duyet-the-thuc", "tra-lai"]
        done = approve_layout(outgoing=found, actor=checker, at=AT)

    assert done.state == OutgoingState.SIGNING


def test_it_waits_for_the_checker_and_only_them(department: Department, checker: Actor) -> None:
    found = in_review(department)

    waiting = {}
    for actor in (checker, department.actor("REGISTRAR")):
        with acting_as(actor):
            waiting[actor.name, actor.person_id] = list(waiting_for(outgoing_for(actor), actor))
    with acting_as(SYSTEM):
        told = set(Notification.objects.values_list("person_id", flat=True))
    assert list(waiting.values()) == [[found], []]
    assert checker.person_id in told
    assert department.actor("REGISTRAR").person_id not in told


def test_without_a_checker_the_clerk_checks(department: Department) -> None:
    found, clerk = in_review(department), department.actor("REGISTRAR")

    with acting_as(clerk):
        assert may_edit(found, clerk)
        assert approve_layout(outgoing=found, actor=clerk, at=AT).state == OutgoingState.SIGNING


def test_a_checker_of_another_agency_may_not(department: Department) -> None:
    found = in_review(department)
    other = Department("H10.11", "Sở Tài chính tỉnh Bình Phước")
    with acting_as(SYSTEM):
        stranger = actor_of_account(make_officer(other.agency, "FORMAT_CHECKER"))
        with pytest.raises(NotYourStep):
            approve_layout(outgoing=found, actor=stranger, at=AT)
