"""The queue of a unit at one moment, read at once: what displays, phones and counters show.

It holds numbers, never people: labels, counters and counts may be seen by everybody in the hall.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local
from tinhso.core.rls import acting_as
from tinhso.counters.models import (
    AT_COUNTER_STATES,
    Counter,
    CounterState,
    QueueUnit,
    Service,
    Ticket,
)
from tinhso.counters.rules import Estimate, QueueAhead, estimate_wait

RECENT_VISITS = 60


def unit_topic(agency_id: int) -> str:
    """Give the topic under which changes of a unit's queue are announced."""
    return f"counters:unit:{agency_id}"


@dataclass(frozen=True, slots=True)
class CounterView:
    """A counter with the ticket in front of it; ``call`` changes with every call."""

    id: int
    number: int
    place: str
    state: str
    service_ids: frozenset[int]
    label: str = ""
    call: str = ""
    is_being_called: bool = False
    called_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service with how many wait, how many counters take it, and how long it lasts now."""

    service: Service
    waiting: int
    open_counters: int
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a waiting ticket stands."""

    ahead: int
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class QueuePicture:
    """A unit's queue: its counters, services, waiting tickets and the lengths of today's visits."""

    unit: QueueUnit
    counters: Sequence[CounterView]
    services: Sequence[ServiceView]
    waiting: Sequence[Ticket]
    visit_minutes: dict[int, list[float]] = field(default_factory=dict)

    @property
    def calls(self) -> list[CounterView]:
        """Give the counters with somebody in front, called last first."""
        occupied = [counter for counter in self.counters if counter.called_at is not None]
        return sorted(occupied, key=lambda one: one.called_at or _LONG_AGO, reverse=True)

    @property
    def waiting_count(self) -> int:
        """Give how many people wait."""
        return len(self.waiting)


_LONG_AGO = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def look_at_queue(unit: QueueUnit, *, at: datetime) -> QueuePicture:
    """Read a unit's queue of today in five queries, however many wait."""
    with acting_as(SYSTEM):
        today = Ticket.objects.filter(agency_id=unit.agency_id, day=local(at).date())
        open_tickets = today.filter(state__in=("WAITING", *AT_COUNTER_STATES))
        shown = list(open_tickets.defer("phone").order_by("rank_at", "id"))
        at_counter = {ticket.counter_id: ticket for ticket in shown if ticket.state != "WAITING"}
        counters = [_counter(row, at_counter.get(row.pk)) for row in _counters(unit)]
        waiting = [ticket for ticket in shown if ticket.state == "WAITING"]
        services = list(
            Service.objects.filter(agency_id=unit.agency_id, is_active=True).order_by(
                "sort_order", "letter"
            )
        )
        visits = _visit_minutes(today.filter(state="FINISHED"))
    picture = QueuePicture(unit, counters, (), waiting, visits)
    return QueuePicture(
        unit, counters, [_service(one, picture) for one in services], waiting, visits
    )


def _counters(unit: QueueUnit) -> list[Counter]:
    active = Counter.objects.filter(agency_id=unit.agency_id, is_active=True)
    return list(active.prefetch_related("services").order_by("number"))


def _counter(counter: Counter, ticket: Ticket | None) -> CounterView:
    return CounterView(
        id=counter.pk,
        number=counter.number,
        place=counter.place,
        state=counter.state,
        service_ids=frozenset(service.pk for service in counter.services.all()),
        label=ticket.label if ticket else "",
        call=f"{ticket.pk}-{ticket.call_count}-{counter.number}" if ticket else "",
        is_being_called=bool(ticket and ticket.state == "CALLED"),
        called_at=ticket.called_at if ticket else None,
    )


def _visit_minutes(finished: QuerySet[Ticket]) -> dict[int, list[float]]:
    rows = finished.order_by("-ended_at").values_list("service_id", "called_at", "ended_at")[
        :RECENT_VISITS
    ]
    minutes: dict[int, list[float]] = {}
    for service_id, called_at, ended_at in rows:
        if called_at is not None and ended_at is not None:
            length = (ended_at - called_at).total_seconds() / 60
            minutes.setdefault(service_id, []).append(max(length, 0.0))
    return minutes


def place_of(ticket: Ticket, picture: QueuePicture) -> Place:
    """Give where a waiting ticket stands in the picture."""
    before = [other for other in picture.waiting if _is_before(other, ticket)]
    return _place(before, ticket.service_id, ticket.target_counter_id, picture)


def _service(service: Service, picture: QueuePicture) -> ServiceView:
    waiting = [one for one in picture.waiting if one.service_id == service.pk]
    place = _place(picture.waiting, service.pk, None, picture)
    return ServiceView(
        service=service,
        waiting=len(waiting),
        open_counters=len(_open_counters(service.pk, None, picture)),
        estimate=place.estimate,
    )


def _is_before(other: Ticket, ticket: Ticket) -> bool:
    return (other.rank_at, other.pk) < (ticket.rank_at, ticket.pk)


def _share_of(other: Ticket, counters: Sequence[CounterView], picture: QueuePicture) -> float:
    """Give how much of a waiting person falls to some of the counters that may call them."""
    may_call = _open_counters(other.service_id, other.target_counter_id, picture)
    if not may_call:
        return 0.0
    return sum(1 for one in may_call if one in counters) / len(may_call)


def _open_counters(
    service_id: int, target_counter_id: int | None, picture: QueuePicture
) -> list[CounterView]:
    if target_counter_id is not None:
        return [one for one in picture.counters if one.id == target_counter_id]
    return [
        counter
        for counter in picture.counters
        if counter.state == CounterState.OPEN and service_id in counter.service_ids
    ]


def _place(
    before: Sequence[Ticket],
    service_id: int,
    target_counter_id: int | None,
    picture: QueuePicture,
) -> Place:
    counters = _open_counters(service_id, target_counter_id, picture)
    taken = {service for counter in counters for service in counter.service_ids}
    own = sum(1 for other in before if other.service_id == service_id)
    everybody = sum(_share_of(other, counters, picture) for other in before)
    visits = [length for one in taken for length in picture.visit_minutes.get(one, ())]
    ahead = QueueAhead(own, max(everybody, own), len(counters))
    return Place(own, estimate_wait(ahead, visits))
