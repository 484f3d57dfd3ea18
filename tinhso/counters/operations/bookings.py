"""Reserving a time, and giving it back."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.counters.models import Booking, BookingState, QueueUnit, Service
from tinhso.counters.queries import list_free_slots

MOST_OPEN_BOOKINGS = 3


class SlotFull(DomainError):
    """The time was taken meanwhile, is past, or is not offered."""

    code = "slot_full"
    text = gettext_lazy("Giờ này vừa hết chỗ. Hãy chọn giờ khác.")


class TooManyBookings(DomainError):
    """The citizen has as many open bookings as they may."""

    code = "too_many_bookings"
    text = gettext_lazy("Bạn đang có 3 lịch hẹn. Hãy huỷ một lịch rồi đặt lại.")


class BookingClosed(DomainError):
    """The booking was used, cancelled or missed already."""

    code = "booking_closed"
    text = gettext_lazy("Lịch hẹn này không còn hiệu lực.")


@transaction.atomic
def book(
    *,
    unit: QueueUnit,
    service: Service,
    starts_at: datetime,
    subject: str,
    actor: Actor,
    at: datetime,
) -> Booking:
    """Reserve a free time for the acting citizen; as many as the service has places, never more.

    :raises SlotFull: no place is left at that time, or it is not offered.
    :raises TooManyBookings: three are open already.
    """
    person_id = actor.person_id
    if person_id is None:
        raise SlotFull
    with acting_as(SYSTEM):
        # The service's row is the lock: two citizens never get the last place.
        service = Service.objects.select_for_update().get(pk=service.pk)
        mine = Booking.objects.filter(person_id=person_id, state=BookingState.BOOKED)
        if mine.filter(starts_at__gte=at - timedelta(hours=1)).count() >= MOST_OPEN_BOOKINGS:
            raise TooManyBookings
        free = {slot.starts_at for slot in list_free_slots(unit, service, at=at) if slot.left}
        if starts_at not in free or mine.filter(service=service, starts_at=starts_at).exists():
            raise SlotFull
        return Booking.objects.create(
            agency_id=unit.agency_id,
            service=service,
            person_id=person_id,
            starts_at=starts_at,
            code=_new_code(unit),
            subject=subject,
            created_at=at,
        )


@transaction.atomic
def cancel_booking(*, booking: Booking, at: datetime) -> Booking:
    """Give a reserved time back.

    :raises BookingClosed: it is no longer open.
    """
    locked = Booking.objects.select_for_update().get(pk=booking.pk)
    if locked.state != BookingState.BOOKED:
        raise BookingClosed
    locked.state = BookingState.CANCELLED
    locked.save(update_fields=["state"])
    return locked


def _new_code(unit: QueueUnit) -> str:
    used = set(
        Booking.objects.filter(agency_id=unit.agency_id, state=BookingState.BOOKED).values_list(
            "code", flat=True
        )
    )
    while (code := f"{secrets.randbelow(1_000_000):06d}") in used:
        pass
    return code
