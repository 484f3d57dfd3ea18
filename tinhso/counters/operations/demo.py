"""A demonstration's day at the service centre: people came, were served, and some still wait."""

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local
from tinhso.core.identifiers import new_token
from tinhso.counters.models import (
    AT_COUNTER_STATES,
    Counter,
    CounterState,
    PriorityClass,
    QueueUnit,
    Service,
    Ticket,
    TicketEvent,
    TicketNumber,
    TicketSource,
)
from tinhso.counters.rules import rank_time
from tinhso.identity.api import Officer, officers_of
from tinhso.orgs.api import get_agency, organisation_date

LONGEST_DAY = timedelta(hours=4)
ARRIVAL_EVERY = timedelta(minutes=1, seconds=45)


@dataclass
class _Desk:
    """A counter on its way through the day."""

    counter: Counter
    free_at: datetime
    service_ids: set[int] = field(default_factory=set)


def read_demo(pack: Path) -> dict[str, Any]:
    """Give the centre of the demonstration as the province pack describes it."""
    described: dict[str, Any] = json.loads((pack / "demo" / "queue.json").read_text("utf-8"))
    return described


@transaction.atomic
def load_priorities(*, file: Path) -> int:
    """Bring the classes of priority to the state of the pack; gives how many."""
    rows = json.loads(file.read_text(encoding="utf-8"))
    for order, row in enumerate(rows):
        values = {
            "name": row["name"]["vi"],
            "name_en": row["name"]["en"],
            "weight_minutes": row["weight_minutes"],
            "is_for_bookings": row["is_for_bookings"],
            "source": row["source"],
            "certainty": row["certainty"],
            "sort_order": order,
        }
        PriorityClass.objects.update_or_create(code=row["code"], defaults=values)
    return len(rows)


@transaction.atomic
def build_demo_centre(*, described: dict[str, Any], at: datetime) -> QueueUnit:
    """Give the centre its services and counters, with clerks at most of them."""
    agency = get_agency(described["agency"], organisation_date())
    unit = QueueUnit.objects.create(
        agency=agency,
        is_always_open=True,
        kiosk_token=new_token(),
        notice=described["notice"]["vi"],
        notice_en=described["notice"]["en"],
    )
    services = {}
    for order, row in enumerate(described["services"]):
        services[row["letter"]] = Service.objects.create(
            agency=agency,
            letter=row["letter"],
            name=row["name"]["vi"],
            name_en=row["name"]["en"],
            fields=row["fields"],
            slot_capacity=row["slot_capacity"],
            sort_order=order,
        )
    clerks = officers_of(agency.pk, "CLERK", organisation_date())
    for row in described["counters"]:
        counter = Counter(agency=agency, number=row["number"], place=row["place"])
        _seat(counter, clerks, row["clerk"], at)
        counter.save()
        counter.services.set([services[letter] for letter in row["services"]])
    return unit


def _seat(counter: Counter, clerks: list[Officer], place: int | None, at: datetime) -> None:
    if place is None or place >= len(clerks):
        return
    clerk = clerks[place]
    counter.clerk_id, counter.clerk_name = clerk.person_id, clerk.full_name
    counter.state, counter.state_since = CounterState.OPEN, at


@transaction.atomic
def play_demo_day(*, unit: QueueUnit, described: dict[str, Any], until: datetime) -> int:
    """Let people come since this morning, be served in fair order, and wait; gives how many."""
    chance = random.Random(2021)  # noqa: S311 - a story, no secret
    begin = max(until - LONGEST_DAY, local(until).replace(hour=0, minute=0, second=0))
    tickets = _arrivals(unit, described, begin, until, chance)
    minutes = {row["letter"]: row["minutes"] for row in described["services"]}
    counters = Counter.objects.filter(agency_id=unit.agency_id, state=CounterState.OPEN)
    desks = [_Desk(one, begin, set(one.services.values_list("pk", flat=True))) for one in counters]
    while desks:
        desk = min(desks, key=lambda one: one.free_at)
        if not _serve(desk, tickets, minutes, until, chance):
            desks.remove(desk)
    _call_waiting(counters, tickets, until)
    Ticket.objects.bulk_create(tickets)
    TicketEvent.objects.bulk_create(
        TicketEvent(ticket=ticket, at=ticket.taken_at, act="TAKE", actor_reference=SYSTEM.reference)
        for ticket in tickets
    )
    return len(tickets)


def _arrivals(
    unit: QueueUnit,
    described: dict[str, Any],
    begin: datetime,
    until: datetime,
    chance: random.Random,
) -> list[Ticket]:
    services = {one.letter: one for one in Service.objects.filter(agency_id=unit.agency_id)}
    shares = {row["letter"]: row["share"] for row in described["services"]}
    classes = list(PriorityClass.objects.filter(is_for_bookings=False))
    last: dict[str, int] = dict.fromkeys(services, 0)
    tickets = []
    moment = begin
    while moment < until:
        letter = chance.choices(list(shares), list(shares.values()))[0]
        last[letter] += 1
        priority = chance.choice(classes) if classes and chance.random() < 0.12 else None
        tickets.append(_ticket(services[letter], last[letter], moment, priority, chance))
        moment += ARRIVAL_EVERY * (0.3 + 1.4 * chance.random())
    day = local(until).date()
    TicketNumber.objects.bulk_create(
        TicketNumber(agency_id=unit.agency_id, day=day, letter=letter, last=number)
        for letter, number in last.items()
        if number
    )
    return tickets


def _ticket(
    service: Service,
    number: int,
    at: datetime,
    priority: PriorityClass | None,
    chance: random.Random,
) -> Ticket:
    weight = priority.weight_minutes if priority else 0
    return Ticket(
        agency_id=service.agency_id,
        service=service,
        day=local(at).date(),
        letter=service.letter,
        number=number,
        token=new_token(),
        source=chance.choice([TicketSource.KIOSK, TicketSource.KIOSK, TicketSource.PHONE]),
        priority=priority,
        taken_at=at,
        rank_at=rank_time(taken_at=at, weight_minutes=weight),
    )


def _serve(
    desk: _Desk,
    tickets: list[Ticket],
    minutes: dict[str, int],
    until: datetime,
    chance: random.Random,
) -> bool:
    """Let a counter serve its next person; ``False`` when its day has come to now."""
    mine = [one for one in tickets if one.state == "WAITING" and one.service_id in desk.service_ids]
    here = [one for one in mine if one.taken_at <= desk.free_at]
    if not here:
        later = [one.taken_at for one in mine]
        if not later or min(later) >= until:
            return False
        desk.free_at = min(later)
        return True
    if desk.free_at >= until:
        return False
    ticket = min(here, key=lambda one: (one.rank_at, one.taken_at))
    _visit(ticket, desk, minutes[ticket.letter], until, chance)
    return desk.free_at < until


def _call_waiting(counters: Iterable[Counter], tickets: list[Ticket], until: datetime) -> None:
    """Let no counter be idle while somebody waits for it."""
    for counter in counters:
        if any(one.counter == counter and one.state in AT_COUNTER_STATES for one in tickets):
            continue
        taken = set(counter.services.values_list("pk", flat=True))
        waiting = [one for one in tickets if one.state == "WAITING" and one.service_id in taken]
        if waiting:
            ticket = min(waiting, key=lambda one: (one.rank_at, one.taken_at))
            ticket.state, ticket.counter, ticket.call_count = "CALLED", counter, 1
            ticket.called_at = ticket.first_called_at = until


def _visit(
    ticket: Ticket, desk: _Desk, minutes: int, until: datetime, chance: random.Random
) -> None:
    called_at = desk.free_at
    ticket.counter, ticket.call_count = desk.counter, 1
    ticket.called_at = ticket.first_called_at = called_at
    if chance.random() < 0.06 and called_at + timedelta(minutes=2) < until:
        ticket.state, ticket.ended_at = "NO_SHOW", called_at + timedelta(minutes=2)
        desk.free_at = ticket.ended_at
        return
    started_at = called_at + timedelta(seconds=chance.randint(20, 70))
    ended_at = started_at + timedelta(minutes=minutes * (0.5 + chance.random()))
    desk.free_at = ended_at + timedelta(seconds=15)
    if started_at > until:
        ticket.state = "CALLED"
    elif ended_at > until:
        ticket.state, ticket.started_at = "SERVING", started_at
    else:
        ticket.state, ticket.started_at, ticket.ended_at = "FINISHED", started_at, ended_at
