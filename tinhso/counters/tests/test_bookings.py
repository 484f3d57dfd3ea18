"""Reserving a time: offered, limited, given back, turned into a ticket, missed."""

from datetime import timedelta

import pytest
from django.test import Client

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import now, today
from tinhso.core.rls import acting_as
from tinhso.counters.models import Booking, BookingState, QueueUnit, Service, Ticket, TicketSource
from tinhso.counters.operations import (
    BookingClosed,
    NoSuchBooking,
    SlotFull,
    TicketRequest,
    TooManyBookings,
    book,
    cancel_booking,
    check_in,
)
from tinhso.counters.queries import list_free_slots
from tinhso.counters.tests.factories import AT, make_priority, make_service, make_unit, minutes
from tinhso.identity.tests.factories import actor_of_account, make_citizen, sign_in

pytestmark = pytest.mark.django_db


def citizen() -> Actor:
    return actor_of_account(make_citizen())


def reserve(unit: QueueUnit, service: Service, actor: Actor, slot: int = 0) -> Booking:
    starts_at = list_free_slots(unit, service, at=AT)[slot].starts_at
    return book(unit=unit, service=service, starts_at=starts_at, subject="", actor=actor, at=AT)


def arrive(unit: QueueUnit, code: str, minute: float) -> Ticket:
    request = TicketRequest(TicketSource.BOOKING)
    return check_in(unit=unit, code=code, request=request, actor=SYSTEM, at=minutes(minute))


def test_times_are_whole_slots_of_working_days_an_hour_from_now() -> None:
    unit = make_unit(days_ahead=4)
    slots = list_free_slots(unit, make_service(unit, slot_capacity=2), at=AT)

    assert f"{slots[0].starts_at:%H:%M %d}" == "10:00 01"
    assert {slot.starts_at.isoweekday() for slot in slots} == {2, 3, 4, 5}
    assert all(slot.left == 2 for slot in slots)


def test_last_place_of_a_time_is_given_once() -> None:
    unit = make_unit()
    service = make_service(unit, slot_capacity=1)
    reserve(unit, service, citizen())

    with pytest.raises(SlotFull):
        reserve(unit, service, citizen())
    assert list_free_slots(unit, service, at=AT)[0].left == 0


def test_time_that_is_not_offered_is_refused() -> None:
    unit = make_unit()
    service = make_service(unit, slot_capacity=1)

    for wrong in (AT, AT + timedelta(hours=1, minutes=7), AT + timedelta(days=90)):
        with pytest.raises(SlotFull):
            book(unit=unit, service=service, starts_at=wrong, subject="", actor=citizen(), at=AT)


def test_citizen_holds_three_bookings_at_most() -> None:
    unit = make_unit()
    service = make_service(unit, slot_capacity=1)
    actor = citizen()
    for slot in range(3):
        reserve(unit, service, actor, slot)

    with pytest.raises(TooManyBookings):
        reserve(unit, service, actor, 3)


def test_booking_becomes_a_ticket_once_and_counts_from_its_time() -> None:
    unit = make_unit()
    make_priority("BOOKED", 20, is_for_bookings=True)
    booking = reserve(unit, make_service(unit, slot_capacity=1), citizen())

    ticket = arrive(unit, booking.code, 30)

    assert ticket.rank_at == booking.starts_at - timedelta(minutes=20)
    assert ticket.source == TicketSource.BOOKING
    assert Booking.objects.get().state == BookingState.ARRIVED
    with pytest.raises(NoSuchBooking):
        arrive(unit, booking.code, 31)


@pytest.mark.parametrize("code", ["", "abc", "999999x"])
def test_wrong_code_is_refused(code: str) -> None:
    unit = make_unit()
    reserve(unit, make_service(unit, slot_capacity=1), citizen())

    with pytest.raises(NoSuchBooking):
        arrive(unit, code, 30)


def test_cancelled_booking_frees_its_place_and_opens_nothing() -> None:
    unit = make_unit()
    service = make_service(unit, slot_capacity=1)
    booking = cancel_booking(booking=reserve(unit, service, citizen()), at=AT)

    with pytest.raises(NoSuchBooking):
        arrive(unit, booking.code, 30)
    with pytest.raises(BookingClosed):
        cancel_booking(booking=booking, at=AT)
    assert list_free_slots(unit, service, at=AT)[0].left == 1


def test_citizen_books_sees_and_cancels_on_the_site(client: Client) -> None:
    unit = make_unit()
    service = make_service(unit, slot_capacity=1)
    sign_in(client, make_citizen())
    page = f"/lich-hen/{unit.agency.code}/A/"
    slot = list_free_slots(unit, service, at=now())[-1].starts_at

    assert "Chọn một giờ còn chỗ" in client.post(page, {}).content.decode()
    assert (
        "vừa hết chỗ" in client.post(page, {"starts_at": "2021-01-01T08:00+07:00"}).content.decode()
    )
    client.post(page, {"starts_at": slot.isoformat(), "subject": "Khai sinh"})
    booking = Booking.objects.get()

    client.get("/lich-hen/")  # takes the message away
    assert booking.code in client.get("/lich-hen/").content.decode()
    assert booking.code in client.get("/viec-cua-toi/").content.decode()
    client.post(f"/lich-hen/{booking.pk}/huy/")
    assert Booking.objects.get().state == BookingState.CANCELLED


def test_booking_of_somebody_else_is_neither_seen_nor_cancelled(client: Client) -> None:
    unit = make_unit()
    booking = reserve(unit, make_service(unit, slot_capacity=1), citizen())
    Booking.objects.update(starts_at=now() + timedelta(days=1))
    sign_in(client, make_citizen())

    assert booking.code not in client.get("/lich-hen/").content.decode()
    assert client.post(f"/lich-hen/{booking.pk}/huy/").status_code == 404


def test_booking_needs_a_signed_in_citizen_and_a_service_that_offers_it(client: Client) -> None:
    unit = make_unit()
    make_service(unit)

    assert client.get("/lich-hen/").status_code == 302
    sign_in(client, make_citizen())
    assert client.get(f"/lich-hen/{unit.agency.code}/A/").status_code == 404
    assert client.get(f"/lich-hen/{unit.agency.code}/Z/").status_code == 404


def test_kiosk_takes_the_code_of_a_booking(client: Client) -> None:
    unit = make_unit()
    booking = reserve(unit, make_service(unit, slot_capacity=1), citizen())
    Booking.objects.update(starts_at=now())
    kiosk = f"/may-lay-so/{unit.kiosk_token}/lich-hen/"

    assert "Không có lịch hẹn hôm nay" in client.post(kiosk, {"code": "12"}).content.decode()
    assert client.post(kiosk, {"code": booking.code}).status_code == 302
    assert Ticket.objects.get().day == today()


def test_strangers_see_no_booking() -> None:
    unit = make_unit()
    reserve(unit, make_service(unit, slot_capacity=1), citizen())

    with acting_as(citizen()):
        assert not Booking.objects.exists()
