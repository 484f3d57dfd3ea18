"""Entering and leaving steps; called inside the transaction of the slice that owns the subject."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from tinhso.workflow.models import StepRun
from tinhso.workflow.rules import Step


@dataclass(frozen=True, slots=True)
class StepPlace:
    """Where a step is done, by whom when one is named, and who else may read that it was.

    ``reader_agency_ids`` and ``reader_person_id`` feed row-level security: every agency of the
    subject, and the person it concerns. ``branch`` and ``parallel_group`` make it a stay beside
    the main one.
    """

    agency_id: int
    person_id: int | None = None
    reader_agency_ids: tuple[int, ...] = ()
    reader_person_id: int | None = None
    branch: str = ""
    parallel_group: int | None = None


def enter_step(
    *, subject: str, step: Step, place: StepPlace, due_at: datetime | None, at: datetime
) -> StepRun:
    """Open the subject's stay in a step.

    The database refuses a second open stay of the same branch (or of none), and open branches of
    two groups.
    """
    last = StepRun.objects.filter(subject=subject).aggregate(last=Max("ordinal"))["last"]
    return StepRun.objects.create(
        subject=subject,
        step_code=step.code,
        ordinal=(last or 0) + 1,
        role=step.role,
        agency_id=place.agency_id,
        assignee_id=place.person_id,
        reader_agency_ids=sorted({place.agency_id, *place.reader_agency_ids}),
        reader_person_id=place.reader_person_id,
        entered_at=at,
        due_at=due_at,
        branch=place.branch,
        parallel_group=place.parallel_group,
    )


def leave_step(
    *, subject: str, outcome: str, note: str = "", at: datetime, branch: str = ""
) -> int:
    """Close the subject's open stay (of a branch, if named) and give how many were closed."""
    return StepRun.objects.filter(subject=subject, branch=branch, left_at__isnull=True).update(
        left_at=at, outcome=outcome, note=note
    )


def assign_step(*, subject: str, person_id: int | None) -> int:
    """Name who does the subject's open step and give how many stays were named (0 or 1)."""
    return StepRun.objects.filter(subject=subject, branch="", left_at__isnull=True).update(
        assignee_id=person_id
    )
