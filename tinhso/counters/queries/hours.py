"""When a unit hands out tickets: office hours of the working calendar, half an hour early."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local
from tinhso.counters.models import QueueUnit

TICKETS_BEFORE_OPENING = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether tickets are handed out now, and the office hours of today or the next working day."""

    is_open: bool
    opens_at: datetime
    closes_at: datetime


def opening_of(unit: QueueUnit, *, at: datetime) -> Opening:
    """Give whether the unit is open at a moment, and its next or present hours."""
    calendar = load_calendar()
    day = calendar.first_working_day(local(at).date())
    if at >= calendar.closes_at(day):
        day = calendar.next_working_day(day)
    opens_at, closes_at = calendar.opens_at(day), calendar.closes_at(day)
    in_hours = opens_at - TICKETS_BEFORE_OPENING <= at < closes_at
    return Opening(unit.is_open and (in_hours or unit.is_always_open), opens_at, closes_at)


def is_open_now(unit: QueueUnit, *, at: datetime) -> bool:
    """Tell whether the unit hands out tickets at a moment."""
    return opening_of(unit, at=at).is_open
