"""Taking and giving up a place in the queue, by people who are nobody to row-level security."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.counters.models import (
    OPEN_STATES,
    Booking,
    BookingState,
    PriorityClass,
    QueueUnit,
    Service,
    Ticket,
    TicketNumber,
    TicketSource,
)
from tinhso.counters.operations.history import record
from tinhso.counters.queries import is_open_now
from tinhso.counters.rules import MOVES, rank_time

#: Ours, to stop abuse; a unit's own regulation may say otherwise (to_confirm).
MOST_OPEN_PER_VISITOR = 2
MOST_PER_VISITOR_A_DAY = 6
MOST_OPEN_PER_PHONE = 2
MOST_OPEN_PER_ADDRESS = 40

_NEXT_NUMBER = """
insert into counters_ticketnumber (agency_id, day, letter, last) values (%s, %s, %s, 1)
on conflict (agency_id, day, letter) do update set last = counters_ticketnumber.last + 1
returning last
"""


class QueueClosed(DomainError):
    """The unit hands out no tickets now."""

    code = "queue_closed"
    text = gettext_lazy("Hiện chưa phát số. Hãy quay lại trong giờ làm việc, hoặc đặt lịch hẹn.")


class TooManyTickets(DomainError):
    """The visitor, phone or network holds as many tickets as it may."""

    code = "too_many_tickets"
    text = gettext_lazy(
        "Bạn đang giữ đủ số rồi. Hãy dùng hoặc huỷ số đang có, hoặc lấy số ở máy đặt tại sảnh."
    )


class NoSuchBooking(DomainError):
    """No open booking of today has this code."""

    code = "no_such_booking"
    text = gettext_lazy(
        "Không có lịch hẹn hôm nay với mã này. Hãy kiểm tra 6 chữ số, hoặc lấy số thường."
    )


@dataclass(frozen=True, slots=True)
class TicketRequest:
    """How somebody asks for a ticket; ``visitor`` and ``address`` are empty at the kiosk."""

    source: TicketSource
    priority: str = ""
    language: str = "vi"
    phone: str = ""
    visitor: str = ""
    address: str = ""
    person_id: int | None = None


@transaction.atomic
def take_ticket(
    *, unit: QueueUnit, service: Service, request: TicketRequest, actor: Actor, at: datetime
) -> Ticket:
    """Give the next number of a service today: no gaps, no doubles, whoever asks at once.

    :raises QueueClosed: outside opening hours, or the service is not offered.
    :raises TooManyTickets: a limit against abuse is reached.
    """
    if not service.is_active or not is_open_now(unit, at=at):
        raise QueueClosed
    with acting_as(SYSTEM):
        _refuse_too_many(unit, request, at)
        ticket = _new_ticket(unit, service, request, at)
        ticket.save()
        record(ticket, "TAKE", actor=actor, at=at)
    return ticket


@transaction.atomic
def check_in(
    *, unit: QueueUnit, code: str, request: TicketRequest, actor: Actor, at: datetime
) -> Ticket:
    """Turn today's booking with this code into a ticket.

    :raises NoSuchBooking: there is none, or it was used.
    :raises QueueClosed: the unit is closed.
    """
    if not is_open_now(unit, at=at):
        raise QueueClosed
    with acting_as(SYSTEM):
        bookings = Booking.objects.select_for_update(of=("self",)).select_related("service")
        booking = bookings.filter(
            agency_id=unit.agency_id,
            code=code.strip(),
            state=BookingState.BOOKED,
            starts_at__date=local(at).date(),
        ).first()
        if booking is None:
            raise NoSuchBooking
        ticket = _new_ticket(unit, booking.service, request, at, booking)
        ticket.save()
        booking.state = BookingState.ARRIVED
        booking.save(update_fields=["state"])
        record(ticket, "TAKE", actor=actor, at=at)
    return ticket


@transaction.atomic
def cancel_ticket(*, ticket: Ticket, actor: Actor, at: datetime) -> bool:
    """Give up a waiting ticket; ``False`` when it was called meanwhile and stays as it is."""
    with acting_as(SYSTEM):
        locked = Ticket.objects.select_for_update().get(pk=ticket.pk)
        if not MOVES.allows(action="CANCEL", state=locked.state):
            return False
        locked.state = MOVES.target(action="CANCEL", state=locked.state)
        locked.ended_at = at
        locked.save(update_fields=["state", "ended_at"])
        record(locked, "CANCEL", actor=actor, at=at)
    return True


def _new_ticket(
    unit: QueueUnit,
    service: Service,
    request: TicketRequest,
    at: datetime,
    booking: Booking | None = None,
) -> Ticket:
    day = local(at).date()
    priority = _priority(request.priority, booking)
    return Ticket(
        agency_id=unit.agency_id,
        service=service,
        day=day,
        letter=service.letter,
        number=next_number(unit.agency_id, day, service.letter),
        token=new_token(),
        source=TicketSource.BOOKING if booking else request.source,
        priority=priority,
        language=request.language,
        taken_at=at,
        rank_at=rank_time(
            taken_at=at,
            weight_minutes=priority.weight_minutes if priority else 0,
            booked_for=booking.starts_at if booking else None,
        ),
        booking=booking,
        person_id=booking.person_id if booking else request.person_id,
        phone=request.phone,
        phone_index=_index("phone", request.phone),
        visitor_index=_index("visitor", request.visitor),
        address_index=_index("address", request.address),
    )


def next_number(agency_id: int, day: date, letter: str) -> int:
    """Give the next number; the row stays locked until the ticket is committed or undone."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_NUMBER, [agency_id, day, letter])
        return int(cursor.fetchone()[0])


def last_numbers(agency_id: int, day: date) -> dict[str, int]:
    """Give the last number of each letter of a day, for checks."""
    rows = TicketNumber.objects.filter(agency_id=agency_id, day=day)
    return dict(rows.values_list("letter", "last"))


def _priority(code: str, booking: Booking | None) -> PriorityClass | None:
    classes = PriorityClass.objects.all()
    if booking is not None:
        return classes.filter(is_for_bookings=True).first()
    return classes.filter(code=code, is_for_bookings=False).first() if code else None


def _index(kind: str, text: str) -> bytes | None:
    return blind_index(f"{kind}:{text}") if text else None


def _refuse_too_many(unit: QueueUnit, request: TicketRequest, at: datetime) -> None:
    today = Ticket.objects.filter(agency_id=unit.agency_id, day=local(at).date())
    still_open = Q(state__in=OPEN_STATES)
    visitor = _index("visitor", request.visitor)
    if visitor:
        # Requests of one visitor wait for each other, or two at once would both be counted first.
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [int.from_bytes(visitor[:7], "big")])
    limits = (
        (Q(visitor_index=visitor) & still_open, visitor, MOST_OPEN_PER_VISITOR),
        (Q(visitor_index=visitor), visitor, MOST_PER_VISITOR_A_DAY),
        (
            Q(phone_index=_index("phone", request.phone)) & still_open,
            request.phone,
            MOST_OPEN_PER_PHONE,
        ),
        (
            Q(address_index=_index("address", request.address)) & still_open,
            request.address,
            MOST_OPEN_PER_ADDRESS,
        ),
    )
    if any(given and today.filter(which).count() >= most for which, given, most in limits):
        raise TooManyTickets
