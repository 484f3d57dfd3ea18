"""Entering and leaving steps; called inside the transaction of the slice that owns the subject."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Max

from tinhso.core.readers import add_readers_by_key
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


@dataclass(frozen=True, slots=True)
class StepMove:
    """A subject's open step passing to another agency: where it is done from now on, by whom."""

    subject: str
    agency_id: int
    person_id: int | None
    step_code: str
    role: str


# The open stay ends and a new one begins in one statement each: its deadline goes along.
_LEAVE = """
update workflow_steprun set left_at = %s, outcome = 'TRANSFERRED'
where subject = any (%s) and branch = '' and left_at is null
"""
_ENTER = """
insert into workflow_steprun (subject, step_code, ordinal, role, agency_id, assignee_id,
    reader_agency_ids, reader_person_id, entered_at, due_at, left_at, outcome, note)
select run.subject, move.step_code,
    1 + (select max(ordinal) from workflow_steprun last where last.subject = run.subject),
    move.role, move.agency_id, move.person_id,
    array(select distinct unnest(run.reader_agency_ids || move.agency_id) order by 1),
    run.reader_person_id, %s, run.due_at, null, '', ''
from unnest(%s::text[], %s::bigint[], %s::bigint[], %s::text[], %s::text[])
    as move (subject, agency_id, person_id, step_code, role)
join workflow_steprun run on run.subject = move.subject and run.left_at = %s
    and run.outcome = 'TRANSFERRED' and run.branch = ''
where not exists (select 1 from workflow_steprun open
                  where open.subject = run.subject and open.branch = '' and open.left_at is null)
"""


def transfer_steps(*, moves: Sequence[StepMove], at: datetime) -> int:
    """Pass open steps to other agencies, thousands at once; give how many were open.

    A stay ends as ``TRANSFERRED`` and a new one begins with the same deadline: the time the step
    may take does not start again.
    """
    if not moves:
        return 0
    subjects = [move.subject for move in moves]
    columns = [
        [getattr(move, name) for move in moves]
        for name in ("agency_id", "person_id", "step_code", "role")
    ]
    with connection.cursor() as cursor:
        cursor.execute(_LEAVE, [at, subjects])
        cursor.execute(_ENTER, [at, subjects, *columns, at])
        return int(cursor.rowcount)


def transfer_branch(*, subject: str, branch: str, agency_id: int) -> int:
    """Pass an open branch to another agency; its deadline stays; give how many were open."""
    runs = StepRun.objects.filter(subject=subject, branch=branch, left_at__isnull=True)
    add_readers_by_key(StepRun, "id", [(pk, agency_id) for pk in runs.values_list("pk", flat=True)])
    return runs.update(agency_id=agency_id, assignee_id=None)


def share_steps(pairs: Iterable[tuple[str, int]]) -> int:
    """Let agencies read all stays of subjects: pairs of subject and agency."""
    return add_readers_by_key(StepRun, "subject", pairs)
