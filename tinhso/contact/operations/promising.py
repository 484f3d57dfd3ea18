"""What is promised when: the limit of that day, the moment reckoned, where it is written."""

from dataclasses import dataclass
from datetime import datetime

from tinhso.contact.models import RunningClock
from tinhso.contact.queries.catalogue import category_chain, dated_limits
from tinhso.contact.rules.clocks import DatedLimit, choose_limit, percent_used
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local
from tinhso.core.deadlines import Due, Limit, Pause, Unit, compute_due
from tinhso.core.remember import remembered
from tinhso.core.working_time import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised: the limit, where it is written, and the reckoned moment with reasons."""

    limit: DatedLimit
    due: Due

    def as_json(self) -> dict[str, object]:
        """Give the promise as it is kept with the contact and in its history."""
        return {
            "amount": self.limit.amount,
            "unit": self.limit.unit,
            "source": self.limit.source,
            "certainty": self.limit.certainty,
            "reasons": self.due.reasons_as_json(),
        }


@remembered(seconds=5)
def known_calendar() -> WorkingCalendar:
    """Give the calendar in force as it was read some seconds ago: days off change by a load."""
    return load_calendar()


def promise(
    *,
    kind: str,
    category: str,
    received_at: datetime,
    clock: str = RunningClock.WHOLE,
    pauses: tuple[Pause, ...] = (),
    calendar: WorkingCalendar | None = None,
) -> Promise | None:
    """Reckon when an answer is due by the limits of the day of receipt; ``None`` without a limit.

    Only waiting for the citizen may stand among the pauses. Who reckons often gives the calendar
    it has read.
    """
    limit = choose_limit(
        dated_limits(clock),
        kind=kind,
        categories=category_chain(category),
        on=local(received_at).date(),
    )
    if limit is None:
        return None
    due = compute_due(
        received_at=received_at,
        limit=Limit(limit.amount, Unit(limit.unit)),
        calendar=calendar or load_calendar(),
        pauses=pauses,
    )
    return Promise(limit, due)


def used_percent(*, begun_at: datetime, due_at: datetime, at: datetime) -> int:
    """Give how much of the working time from a beginning to a due date has passed, in percent."""
    calendar = load_calendar()
    return percent_used(
        whole=calendar.working_minutes_between(begun_at, due_at),
        used=calendar.working_minutes_between(begun_at, min(at, due_at)),
        over=calendar.working_minutes_between(due_at, at) if at > due_at else 0,
    )
