"""From one agency's seal to another's register, and the sender hears of it."""

import pytest

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.dispatch.api import find_outgoing, list_transmissions, list_unreceived
from tinhso.records.models import Arrival, ArrivalState, OfficialDocument, Recipient
from tinhso.records.operations import (
    register_arrival,
    return_arrival,
    take_in,
    take_in_what_waits,
)
from tinhso.records.queries import list_events
from tinhso.records.tests.factories import Department
from tinhso.records.tests.incoming_factories import Office, hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Office:
    """Give the committee the document is sent to."""
    return Office()


def sent(department: Department, *codes: str) -> OfficialDocument:
    """Issue a letter of the department to the agencies of these codes."""
    issued = department.issued(deliver_to=list(codes))
    with acting_as(SYSTEM):
        return OfficialDocument.objects.get(pk=issued.pk)


def came_in(document: OfficialDocument) -> Arrival:
    """Take in what waits at dispatch and give it."""
    take_in_what_waits(at=hours(1))
    with acting_as(SYSTEM):
        (arrival,) = Arrival.objects.select_related("official")
        return arrival


def statuses(document: OfficialDocument) -> list[str]:
    """Give what the sender has heard of a document, one state a recipient."""
    with acting_as(SYSTEM):
        outgoing = find_outgoing(agency_id=document.agency_id, reference=f"records:{document.pk}")
        assert outgoing is not None
        return [one.state for one in list_transmissions(outgoing)]


def test_sealed_document_is_in_the_receivers_books_byte_for_byte(
    department: Department, office: Office
) -> None:
    document = sent(department, "H10")

    arrival = came_in(document)

    official = arrival.official
    assert (official.agency_id, official.notation) == (office.agency.pk, document.notation)
    assert (official.abstract, official.kind) == (document.abstract, "CV")
    assert arrival.conclusion == "VALID"
    assert statuses(document) == ["ARRIVED"]


def test_taken_in_once_however_often_the_news_comes(department: Department, office: Office) -> None:
    arrival = came_in(sent(department, "H10"))

    again = take_in(inbound_id=arrival.inbound_id or 0, at=hours(2))

    assert again.official == arrival.official
    with acting_as(SYSTEM):
        assert Arrival.objects.count() == 1


def test_registering_tells_the_sender(department: Department, office: Office) -> None:
    document = sent(department, "H10")
    clerk = office.actor("REGISTRAR")
    arrival = came_in(document)

    with acting_as(clerk):
        registered = register_arrival(arrival=arrival, actor=clerk, at=hours(2))

    assert registered.state == ArrivalState.REGISTERED
    assert statuses(document) == ["RECEIVED"]
    assert list_unreceived(before=hours(9)) == []


def test_giving_back_tells_the_sender_why(department: Department, office: Office) -> None:
    document = sent(department, "H10")
    clerk = office.actor("REGISTRAR")
    arrival = came_in(document)

    with acting_as(clerk):
        return_arrival(arrival=arrival, reason="Gửi nhầm nơi nhận", actor=clerk, at=hours(2))

    assert statuses(document) == ["RETURNED"]


def test_code_nobody_bears_is_written_down_as_not_reached(department: Department) -> None:
    document = sent(department, "H99.01")

    with acting_as(SYSTEM):
        recipient = Recipient.objects.get(official=document)
        kinds = [event.kind for event in list_events(document)]
    assert (recipient.name, recipient.sent_at) == ("H99.01", None)
    assert "SENT" not in kinds
