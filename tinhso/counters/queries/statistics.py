"""A day in numbers: tickets, waits, visits and no-shows, by service and by counter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Avg, Count, F, Q, QuerySet

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.counters.models import Ticket


@dataclass(frozen=True, slots=True)
class StatisticsRow:
    """One service, counter or the whole day; means in minutes, ``None`` where nobody counts."""

    name: str
    tickets: int
    finished: int
    no_shows: int
    cancelled: int
    mean_wait: float | None
    mean_visit: float | None


@dataclass(frozen=True, slots=True)
class DayStatistics:
    """A unit's day: in all, by service, by counter."""

    day: date
    total: StatisticsRow
    services: Sequence[StatisticsRow]
    counters: Sequence[StatisticsRow]


_MEASURES = {
    "tickets": Count("pk"),
    "finished": Count("pk", filter=Q(state="FINISHED")),
    "no_shows": Count("pk", filter=Q(state="NO_SHOW")),
    "cancelled": Count("pk", filter=Q(state__in=("CANCELLED", "EXPIRED"))),
    "wait": Avg(F("first_called_at") - F("taken_at")),
    "visit": Avg(F("ended_at") - F("started_at"), filter=Q(state="FINISHED")),
}


def day_statistics(agency_id: int, day: date) -> DayStatistics:
    """Count a unit's day in three queries; a wait is from taking the ticket to its first call."""
    with acting_as(SYSTEM):
        tickets = Ticket.objects.filter(agency_id=agency_id, day=day)
        by_service = _measured(tickets, "service__letter", "service__name")
        by_counter = _measured(tickets.filter(counter__isnull=False), "counter__number")
        total = tickets.aggregate(**_MEASURES)
    return DayStatistics(
        day=day,
        total=_row("", total),
        services=[
            _row(f"{row['service__letter']} – {row['service__name']}", row) for row in by_service
        ],
        counters=[_row(str(row["counter__number"]), row) for row in by_counter],
    )


def _measured(tickets: QuerySet[Ticket], *keys: str) -> list[dict[str, object]]:
    rows = tickets.order_by(*keys).values(*keys).annotate(**_MEASURES)
    return list(rows)


def _service_name(row: dict[str, object]) -> str:
    return f"{row['service__letter']} – {row['service__name']}"


def _row(name: str, row: dict[str, object]) -> StatisticsRow:
    return StatisticsRow(
        name=name,
        tickets=_count(row["tickets"]),
        finished=_count(row["finished"]),
        no_shows=_count(row["no_shows"]),
        cancelled=_count(row["cancelled"]),
        mean_wait=_minutes(row["wait"]),
        mean_visit=_minutes(row["visit"]),
    )


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def _minutes(value: object) -> float | None:
    return round(value.total_seconds() / 60, 1) if isinstance(value, timedelta) else None
