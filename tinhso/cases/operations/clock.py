"""The clock of a case: due date with its reasons, pauses, and each step's share."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tinhso.cases.models import Case, CasePause
from tinhso.cases.rules import next_escalation
from tinhso.core.calendar import load_calendar
from tinhso.core.deadlines import RESCHEDULED, Due, Pause, compute_due, extend_due
from tinhso.core.working_time import Span, WorkingCalendar
from tinhso.procedures.api import cut_off_of, limit_of
from tinhso.workflow.api import Step


@dataclass(frozen=True, slots=True)
class Promised:
    """A due date and the moment from which somebody is to be told that it comes near."""

    due: Due
    watch_at: datetime | None


def due_of(case: Case, *, accepted_at: datetime) -> Promised:
    """Compute when the result is due: acceptance, the law's limit, pauses, the new appointment."""
    calendar = load_calendar()
    pauses = pauses_of(case, since=accepted_at)
    due = compute_due(
        received_at=accepted_at,
        limit=limit_of(case.version, case.channel, case.variant),
        cut_off=cut_off_of(case.version),
        pauses=pauses,
        calendar=calendar,
    )
    if case.extended_minutes:
        reason = next(row for row in case.due_reasons if row["code"] == RESCHEDULED)
        due = extend_due(due, minutes=case.extended_minutes, reason=reason["params"], to=calendar)
    return Promised(due, watch_moment(case, accepted_at, due.at, pauses, calendar))


def pauses_of(case: Case, *, since: datetime) -> tuple[Pause, ...]:
    """Give the pauses of a case from a moment on, in order."""
    return tuple(
        Pause(from_at=pause.from_at, to_at=pause.to_at, reason=pause.reason)
        for pause in CasePause.objects.filter(case=case, from_at__gte=since).order_by("from_at")
    )


def watch_moment(
    case: Case,
    accepted_at: datetime,
    due_at: datetime,
    pauses: tuple[Pause, ...],
    calendar: WorkingCalendar,
) -> datetime | None:
    """Give when the next escalation falls due, ``None`` after the last."""
    following = next_escalation(case.escalation_percent)
    if following is None:
        return None
    spans = tuple((pause.from_at, pause.to_at) for pause in pauses if pause.to_at is not None)
    total = working_time_outside(calendar, accepted_at, due_at, spans)
    share = total * following.percent / 100
    return calendar.add_working_time(accepted_at, share, spans)


def working_time_outside(
    calendar: WorkingCalendar, begin: datetime, end: datetime, spans: tuple[Span, ...]
) -> timedelta:
    """Give the counted time between two moments, pauses left out."""
    paused = sum(
        (calendar.working_time_between(max(since, begin), min(to, end)) for since, to in spans),
        timedelta(),
    )
    return calendar.working_time_between(begin, end) - paused


def due_changes(promised: Promised) -> dict[str, Any]:
    """Give the pointers a computed due date sets on a case."""
    due = promised.due
    return {
        "due_at": due.at,
        "due_reasons": due.reasons_as_json(),
        "watch_at": promised.watch_at,
    }


def step_due(step: Step, *, at: datetime) -> datetime:
    """Give the moment by which a step begun at ``at`` should be left, in working hours."""
    return load_calendar().add_working_hours(at, step.hours)


def pause_clock(*, case: Case, reason: str, at: datetime) -> None:
    """Stop the clock; the database refuses a second open pause."""
    CasePause.objects.create(case=case, reason=reason, from_at=at)


def resume_clock(*, case: Case, at: datetime) -> None:
    """Let the clock run on."""
    CasePause.objects.filter(case=case, to_at__isnull=True).update(to_at=at)
