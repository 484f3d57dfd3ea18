"""What happens to the queue at night: yesterday ends, strangers are forgotten."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tinhso.core.actors import SYSTEM
from tinhso.counters.models import (
    OPEN_STATES,
    Booking,
    BookingState,
    Counter,
    CounterState,
    Ticket,
    TicketEvent,
    TicketState,
)


@transaction.atomic
def end_day(*, before: date, at: datetime) -> int:
    """End what earlier days left open: tickets expire, bookings are missed, counters close."""
    left = Ticket.objects.select_for_update().filter(day__lt=before, state__in=OPEN_STATES)
    tickets = list(left)
    TicketEvent.objects.bulk_create(
        TicketEvent(ticket=ticket, at=at, act="EXPIRE", actor_reference=SYSTEM.reference)
        for ticket in tickets
    )
    Ticket.objects.filter(pk__in=[ticket.pk for ticket in tickets]).update(
        state=TicketState.EXPIRED, ended_at=at
    )
    past = Booking.objects.filter(state=BookingState.BOOKED, starts_at__date__lt=before)
    past.update(state=BookingState.MISSED)
    stale = Counter.objects.filter(state_since__date__lt=before).exclude(state=CounterState.CLOSED)
    stale.update(state=CounterState.CLOSED, clerk=None, clerk_name="", state_since=at)
    return len(tickets)


@transaction.atomic
def forget_visitors(*, before: date) -> int:
    """Forget telephone numbers and traces of visitors of days long past."""
    traced = Ticket.objects.filter(
        Q(phone_index__isnull=False)
        | Q(visitor_index__isnull=False)
        | Q(address_index__isnull=False),
        day__lt=before,
    )
    return traced.update(phone="", phone_index=None, visitor_index=None, address_index=None)
