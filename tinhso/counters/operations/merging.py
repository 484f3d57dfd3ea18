"""Halls in a reorganisation: what waits at an ended unit goes on at its successor.

A unit whose successor has no hall moves whole. Else its services, counters, bookings and open
tickets join the successor's hall: letters and numbers that are taken there become the next free
ones. What is over (served tickets, past bookings) stays as it was.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from string import ascii_uppercase
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError
from tinhso.counters.models import (
    OPEN_STATES,
    Booking,
    BookingState,
    Counter,
    QueueUnit,
    Service,
    Ticket,
    TicketNumber,
)
from tinhso.orgs.api import Mover, Placement, Plan, Verdict, agency_name


class NoLetterLeft(DomainError):
    """The successor's hall has a service for every letter already."""

    code = "no_letter_left"
    text = gettext_lazy(
        "Nơi lấy số của cơ quan kế thừa đã dùng hết chữ cái. Hãy gộp bớt nhóm việc rồi chạy tiếp."
    )


class Halls:
    """Moves queue units with their services, counters, bookings and open tickets."""

    name = "halls"
    order = 55
    tables = frozenset(
        {
            "counters_queueunit",
            "counters_service",
            "counters_counter",
            "counters_booking",
            "counters_ticket",
            "counters_ticketnumber",
        }
    )

    def __init__(self, label: object) -> None:
        self.label = label

    def waiting(self, plan: Plan) -> Iterable[tuple[int, int | None]]:
        """Give units of ended agencies that still offer services."""
        yield from _waiting(plan).values_list("pk", "agency_id")

    def place(self, plan: Plan, row_ids: Sequence[int]) -> Mapping[int, Placement]:
        """Send each unit to the successor of its agency."""
        rows = QueueUnit.objects.filter(pk__in=row_ids).values_list("pk", "agency_id")
        return {pk: plan.successor(agency_id) for pk, agency_id in rows}

    def move(self, plan: Plan, places: Mapping[int, int | None], mover: Mover) -> frozenset[int]:
        """Move units; those that end without a successor close.

        :raises NoLetterLeft: the successor's hall cannot take one more service.
        """
        units = _waiting(plan).filter(pk__in=places).select_for_update()
        found = list(units.order_by("pk"))
        for unit in found:
            heir = places[unit.pk]
            if heir is None:
                Service.objects.filter(agency_id=unit.agency_id).update(is_active=False)
                unit.is_open = False
            elif QueueUnit.objects.filter(agency_id=heir).exists():
                _join(unit.agency_id, heir)
                unit.is_open = False
            else:
                _pass_whole(unit.agency_id, heir)
                unit.agency_id = heir
            unit.save(update_fields=["agency", "is_open"])
        return frozenset(unit.pk for unit in found)

    def verify(self, plan: Plan, moved: Mapping[int, int | None]) -> Verdict:
        """Find units that are gone, or whose services stayed behind though they had an heir."""
        there = set(QueueUnit.objects.filter(pk__in=moved).values_list("pk", flat=True))
        behind = _waiting(plan).filter(pk__in=[pk for pk, heir in moved.items() if heir])
        left = set(behind.values_list("pk", flat=True))
        return Verdict(lost=tuple(sorted((set(moved) - there) | left)))

    def describe(self, row_ids: Sequence[int]) -> Mapping[int, str]:
        """Name units by their agency."""
        rows = QueueUnit.objects.filter(pk__in=row_ids).values_list("pk", "agency_id")
        return {pk: agency_name(agency_id) for pk, agency_id in rows}


def _waiting(plan: Plan) -> QuerySet[QueueUnit]:
    ended = QueueUnit.objects.filter(agency_id__in=plan.predecessor_ids)
    active = Service.objects.filter(agency_id__in=plan.predecessor_ids, is_active=True)
    return ended.filter(agency_id__in=active.values("agency_id")).order_by("pk")


def _going_on(model: type[Booking] | type[Ticket], agency_id: int) -> QuerySet[Any]:
    states = OPEN_STATES if model is Ticket else (BookingState.BOOKED,)
    return model._default_manager.filter(agency_id=agency_id, state__in=states)


def _pass_whole(agency_id: int, heir: int) -> None:
    for model in (Booking, Ticket):
        _going_on(model, agency_id).update(agency_id=heir)
    for table in (Service, Counter, TicketNumber):
        table.objects.filter(agency_id=agency_id).update(agency_id=heir)


def _join(agency_id: int, heir: int) -> None:
    _join_bookings(agency_id, heir)
    _join_tickets(agency_id, heir)
    _join_services(agency_id, heir)
    _join_counters(agency_id, heir)


def _join_services(agency_id: int, heir: int) -> None:
    taken = set(Service.objects.filter(agency_id=heir).values_list("letter", flat=True))
    for service in Service.objects.filter(agency_id=agency_id).order_by("sort_order", "letter"):
        free = [service.letter, *ascii_uppercase]
        letter = next((each for each in free if each not in taken), None)
        if letter is None:
            raise NoLetterLeft
        taken.add(letter)
        service.letter, service.agency_id = letter, heir
        service.save(update_fields=["letter", "agency"])


def _join_counters(agency_id: int, heir: int) -> None:
    taken = set(Counter.objects.filter(agency_id=heir).values_list("number", flat=True))
    for counter in Counter.objects.filter(agency_id=agency_id).order_by("number"):
        if counter.number in taken:
            counter.number = max(taken) + 1
        taken.add(counter.number)
        counter.agency_id = heir
        counter.save(update_fields=["number", "agency"])


def _join_bookings(agency_id: int, heir: int) -> None:
    codes = set(_going_on(Booking, heir).values_list("code", flat=True))
    for booking in _going_on(Booking, agency_id):
        while booking.code in codes:
            booking.code = f"{secrets.randbelow(1_000_000):06d}"
        codes.add(booking.code)
        booking.agency_id = heir
        booking.save(update_fields=["code", "agency"])


def _join_tickets(agency_id: int, heir: int) -> None:
    """Let open tickets join the heir's queue; a number given there today becomes the next one."""
    for ticket in _going_on(Ticket, agency_id).order_by("taken_at", "pk"):
        same = Ticket.objects.filter(agency_id=heir, day=ticket.day, letter=ticket.letter)
        if same.filter(number=ticket.number).exists():
            ticket.number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
        ticket.agency_id = heir
        ticket.save(update_fields=["number", "agency"])
        _remember_number(heir, ticket)


def _remember_number(heir: int, ticket: Ticket) -> None:
    row, _ = TicketNumber.objects.get_or_create(
        agency_id=heir, day=ticket.day, letter=ticket.letter, defaults={"last": 0}
    )
    TicketNumber.objects.filter(pk=row.pk, last__lt=ticket.number).update(last=ticket.number)
