"""Taking tickets: numbers without gaps, limits, opening hours, giving up."""

import pytest
from django.db import transaction

from tinhso.core.actors import PUBLIC, SYSTEM
from tinhso.core.rls import acting_as
from tinhso.counters.models import Ticket, TicketSource, TicketState
from tinhso.counters.operations import (
    QueueClosed,
    TicketRequest,
    TooManyTickets,
    call_next,
    cancel_ticket,
    take_ticket,
)
from tinhso.counters.operations.tickets import last_numbers
from tinhso.counters.tests.factories import (
    AT,
    make_centre,
    make_open_counter,
    make_priority,
    make_service,
    make_unit,
    minutes,
    take,
)

pytestmark = pytest.mark.django_db


def phone_request(visitor: str = "", address: str = "", phone: str = "") -> TicketRequest:
    return TicketRequest(TicketSource.PHONE, visitor=visitor, address=address, phone=phone)


def test_numbers_count_up_for_each_letter_and_day() -> None:
    unit = make_unit()
    civil, land = make_service(unit, "A"), make_service(unit, "B")

    labels = [take(unit, which).label for which in (civil, civil, land, civil)]
    tomorrow = take(unit, civil, minutes(24 * 60)).label

    assert labels == ["A001", "A002", "B001", "A003"]
    assert tomorrow == "A001"


def test_number_of_an_undone_ticket_is_given_again() -> None:
    unit = make_unit()
    service = make_service(unit)
    take(unit, service)

    with transaction.atomic():
        take(unit, service)
        transaction.set_rollback(True)

    assert take(unit, service).label == "A002"
    assert last_numbers(unit.agency_id, AT.date()) == {"A": 2}


def test_two_units_count_for_themselves() -> None:
    here = make_unit()
    there = make_unit(make_centre("H10.32.90"))

    assert take(here, make_service(here)).label == "A001"
    assert take(there, make_service(there)).label == "A001"


@pytest.mark.parametrize(
    ("minute", "open_"), [(-60 * 3, False), (-60 * 2 - 30, True), (0, True), (60 * 9, False)]
)
def test_tickets_are_given_in_office_hours_and_half_an_hour_before(
    minute: int, open_: bool
) -> None:
    unit = make_unit(is_always_open=False)
    service = make_service(unit)

    if open_:
        assert take(unit, service, minutes(minute))
    else:
        with pytest.raises(QueueClosed):
            take(unit, service, minutes(minute))


def test_closed_queue_and_retired_service_give_nothing() -> None:
    closed = make_unit(is_open=False)
    with pytest.raises(QueueClosed):
        take(closed, make_service(closed))

    closed.is_open = True
    with pytest.raises(QueueClosed):
        take(closed, make_service(closed, "B", is_active=False))
    assert Ticket.objects.count() == 0


def test_visitor_holds_two_open_tickets_at_most() -> None:
    unit = make_unit()
    service = make_service(unit)
    first = _take(unit, service, phone_request(visitor="v1"))
    _take(unit, service, phone_request(visitor="v1"))

    with pytest.raises(TooManyTickets):
        _take(unit, service, phone_request(visitor="v1"))
    assert _take(unit, service, phone_request(visitor="v2")).label == "A003"
    assert cancel_ticket(ticket=first, actor=PUBLIC, at=AT)
    assert _take(unit, service, phone_request(visitor="v1")).label == "A004"


def test_visitor_cannot_take_and_cancel_for_ever() -> None:
    unit = make_unit()
    service = make_service(unit)
    for _ in range(6):
        ticket = _take(unit, service, phone_request(visitor="v1"))
        cancel_ticket(ticket=ticket, actor=PUBLIC, at=AT)

    with pytest.raises(TooManyTickets):
        _take(unit, service, phone_request(visitor="v1"))


def test_phone_and_network_are_limited_too() -> None:
    unit = make_unit()
    service = make_service(unit)
    for number in range(2):
        _take(unit, service, phone_request(visitor=f"v{number}", phone="0900000101"))
    with pytest.raises(TooManyTickets):
        _take(unit, service, phone_request(visitor="v9", phone="0900000101"))

    for number in range(40):
        _take(unit, service, phone_request(visitor=f"w{number}", address="10.0.0.7"))
    with pytest.raises(TooManyTickets):
        _take(unit, service, phone_request(visitor="x", address="10.0.0.7"))


def test_phone_number_is_sealed_in_the_database() -> None:
    unit = make_unit()
    ticket = _take(unit, make_service(unit), phone_request(phone="0900000101"))

    assert Ticket.objects.get(pk=ticket.pk).phone == "0900000101"
    assert not Ticket.objects.extra(where=["phone like '%%0900000101%%'"]).exists()


def test_called_ticket_is_not_cancelled_any_more() -> None:
    unit = make_unit()
    service = make_service(unit)
    counter, clerk = make_open_counter(unit, service)
    ticket = take(unit, service)
    with acting_as(clerk):
        call_next(counter=counter, actor=clerk, at=AT)

    assert not cancel_ticket(ticket=ticket, actor=PUBLIC, at=AT)
    assert Ticket.objects.get().state == TicketState.CALLED


def test_unknown_priority_is_an_ordinary_ticket() -> None:
    unit = make_unit()
    service = make_service(unit)
    make_priority("BOOKED", is_for_bookings=True)

    assert take(unit, service, priority="BOOKED").priority is None
    assert take(unit, service, priority="nobody").priority is None


def _take(unit: object, service: object, request: TicketRequest) -> Ticket:
    return take_ticket(unit=unit, service=service, request=request, actor=SYSTEM, at=AT)  # type: ignore[arg-type] # factories
