"""Times that are free, and times a citizen reserved."""

from collections import Counter as Tally
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.calendar import load_calendar, working_sessions
from tinhso.core.clock import VIETNAM, local
from tinhso.core.rls import acting_as
from tinhso.counters.models import Booking, BookingState, QueueUnit, Service
from tinhso.counters.rules import list_slots

BOOKED_AHEAD = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A time that is offered and how many places are left."""

    starts_at: datetime
    left: int


def list_free_slots(unit: QueueUnit, service: Service, *, at: datetime) -> list[FreeSlot]:
    """Give the times of the coming working days, an hour from now on, full ones included."""
    calendar = load_calendar()
    sessions = working_sessions(settings.PROVINCE_PACK)
    first = local(at).date()
    days = [first + timedelta(days=n) for n in range(unit.days_ahead + 1)]
    slots = [
        slot
        for day in days
        if calendar.is_working_day(day)
        for slot in list_slots(day, sessions, unit.slot_minutes, VIETNAM)
        if slot >= at + BOOKED_AHEAD
    ]
    taken = _taken(service, at)
    return [FreeSlot(slot, max(service.slot_capacity - taken[slot], 0)) for slot in slots]


def _taken(service: Service, at: datetime) -> "Tally[datetime]":
    states = (BookingState.BOOKED, BookingState.ARRIVED)
    with acting_as(SYSTEM):
        booked = Booking.objects.filter(service=service, state__in=states, starts_at__gte=at)
        return Tally(local(moment) for moment in booked.values_list("starts_at", flat=True))


def list_bookings(actor: Actor, *, at: datetime) -> list[Booking]:
    """Give the acting citizen's coming bookings with their agency, the next first; one query."""
    if not actor.is_citizen or actor.person_id is None:
        return []
    mine = Booking.objects.filter(person_id=actor.person_id, state=BookingState.BOOKED)
    coming = mine.filter(starts_at__date__gte=local(at).date())
    return list(coming.select_related("agency").order_by("starts_at"))


def list_bookings_in_full(actor: Actor, *, at: datetime) -> list[Booking]:
    """Give the acting citizen's coming bookings, each with its service too.

    A service's row is its unit's alone, so its public name is read as the platform.
    """
    bookings = list_bookings(actor, at=at)
    with acting_as(SYSTEM):
        services = Service.objects.in_bulk({booking.service_id for booking in bookings})
    for booking in bookings:
        booking.service = services[booking.service_id]
    return bookings
