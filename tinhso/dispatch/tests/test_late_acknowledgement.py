"""What nobody took over on its day is told to clerk and leader, once; seen on the monitor."""

from datetime import timedelta

import pytest
from django.test import Client

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.dispatch import api
from tinhso.dispatch.models import InboundMessage
from tinhso.dispatch.operations import tell_late_acknowledgements
from tinhso.dispatch.tests.messages import AT
from tinhso.dispatch.tests.offices import Registry, make_document, make_registry, sent
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.notifications.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def department() -> Registry:
    committee, found = make_registry(), make_registry("H10.16", "Sở Xây dựng")
    sent(committee, make_document(committee, api.Recipient(agency_id=found.agency.pk)))
    return found


def late() -> InboundMessage:
    with acting_as(SYSTEM):
        return InboundMessage.objects.select_related("agency", "envelope").get()


def told() -> set[int]:
    with acting_as(SYSTEM):
        rows = Notification.objects.filter(template="dispatch_late")
        return set(rows.values_list("person_id", flat=True))


def test_it_is_due_on_the_day_it_came(department: Registry) -> None:
    assert late().acknowledge_by.date() == AT.date()


def test_clerk_and_leader_are_told_once(department: Registry) -> None:
    with acting_as(SYSTEM):
        leader = make_officer(department.agency, "LEADER")
    due = late().acknowledge_by

    counts = [
        tell_late_acknowledgements(at=due + timedelta(minutes=minutes)) for minutes in (-1, 0, 10)
    ]

    assert counts == [0, 1, 0]
    assert told() == {leader.person_id, department.account.person_id}


def test_what_was_taken_over_in_time_is_not_told(department: Registry) -> None:
    clerk, message = department.actor, late()
    with acting_as(clerk):
        api.receive_document(message=message, registered_as="records:1", actor=clerk, at=AT)

    assert tell_late_acknowledgements(at=message.acknowledge_by + timedelta(days=1)) == 0
    assert told() == set()


def test_the_monitor_marks_what_is_late(client: Client, department: Registry) -> None:
    sign_in(client, department.account)

    page = client.get("/cong-van/lien-thong/").content.decode()

    assert "Quá hạn tiếp nhận trong ngày" in page
