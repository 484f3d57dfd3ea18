"""The clock of a case: due date with its reasons, pauses, and each step's share."""

from datetime import datetime
from typing import Any

from tinhso.cases.models import Case, CasePause
from tinhso.core.calendar import load_calendar
from tinhso.core.deadlines import Due, Pause, compute_due
from tinhso.procedures.api import cut_off_of, limit_of
from tinhso.workflow.api import Step


def due_of(case: Case, *, accepted_at: datetime) -> Due:
    """Compute when the result is due, from acceptance, the law's limit and the pauses so far."""
    pauses = tuple(
        Pause(from_at=pause.from_at, to_at=pause.to_at, reason=pause.reason)
        for pause in CasePause.objects.filter(case=case, from_at__gte=accepted_at).order_by(
            "from_at"
        )
    )
    return compute_due(
        received_at=accepted_at,
        limit=limit_of(case.version, case.channel),
        cut_off=cut_off_of(case.version),
        pauses=pauses,
        calendar=load_calendar(),
    )


def due_changes(due: Due) -> dict[str, Any]:
    """Give the pointers a computed due date sets on a case."""
    return {"due_at": due.at, "due_reasons": due.reasons_as_json()}


def step_due(step: Step, *, at: datetime) -> datetime:
    """Give the moment by which a step begun at ``at`` should be left, in working hours."""
    return load_calendar().add_working_hours(at, step.hours)


def pause_clock(*, case: Case, reason: str, at: datetime) -> None:
    """Stop the clock; the database refuses a second open pause."""
    CasePause.objects.create(case=case, reason=reason, from_at=at)


def resume_clock(*, case: Case, at: datetime) -> None:
    """Let the clock run on."""
    CasePause.objects.filter(case=case, to_at__isnull=True).update(to_at=at)
