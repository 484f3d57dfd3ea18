"""How a case was handled, step by step, with both clocks: the whole's and the sum of the steps."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tinhso.cases.models import Case, CaseEvent, CasePause
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local
from tinhso.core.working_time import Span, WorkingCalendar
from tinhso.orgs.api import agency_name
from tinhso.procedures.api import process_of
from tinhso.workflow.api import StepRun, list_steps

_MINUTE = timedelta(minutes=1)


class Verdict(StrEnum):
    """How a step ended against its own time."""

    EARLY = "EARLY"
    ON_TIME = "ON_TIME"
    OVERDUE = "OVERDUE"
    RUNNING = "RUNNING"
    RUNNING_LATE = "RUNNING_LATE"


@dataclass(frozen=True, slots=True)
class ControlRow:
    """One stay in a step: who gave it to whom, when, until when, and how it ended."""

    step_code: str
    step_name: str
    giver: str
    receiver: str
    agency: str
    received_at: datetime
    due_at: datetime | None
    left_at: datetime | None
    verdict: Verdict
    note: str
    is_branch: bool


@dataclass(frozen=True, slots=True)
class Clocks:
    """Working minutes: of the whole case since acceptance, and of its steps added up.

    Pauses are in neither; branches done at the same time are in the steps' sum only.
    """

    spent_minutes: int
    limit_minutes: int
    steps_spent_minutes: int
    steps_limit_minutes: int


def verdict_of(*, due_at: datetime | None, left_at: datetime | None, at: datetime) -> Verdict:
    """Judge a step: overdue after its moment, early on a day before it, else on time."""
    is_late = due_at is not None and (left_at or at) > due_at
    if left_at is None:
        return Verdict.RUNNING_LATE if is_late else Verdict.RUNNING
    if is_late:
        return Verdict.OVERDUE
    is_early = due_at is not None and local(left_at).date() < local(due_at).date()
    return Verdict.EARLY if is_early else Verdict.ON_TIME


def control_rows(case: Case, *, at: datetime) -> list[ControlRow]:
    """Give every stay of a case in a step, in order, branches of other agencies among them."""
    actors = {
        event.at: event.actor_name for event in CaseEvent.objects.filter(case=case, at__lte=at)
    }
    names = {row["code"]: str(row["name"]["vi"]) for row in process_of(case.version, case.variant)}
    branches = {f"branch:{branch.pk}": branch.task for branch in case.branches.all()}
    return [_control_row(run, actors, names, branches, at) for run in list_steps(f"case:{case.pk}")]


def _control_row(
    run: StepRun,
    actors: dict[datetime, str],
    names: dict[str, str],
    branches: dict[str, str],
    at: datetime,
) -> ControlRow:
    receiver = actors.get(run.left_at, "") if run.left_at else ""
    named = run.assignee.full_name if run.assignee else ""
    return ControlRow(
        step_code=run.step_code,
        step_name=branches.get(run.branch, names.get(run.step_code, run.step_code)),
        giver=actors.get(run.entered_at, ""),
        receiver=receiver or named,
        agency=agency_name(run.agency_id),
        received_at=run.entered_at,
        due_at=run.due_at,
        left_at=run.left_at,
        verdict=verdict_of(due_at=run.due_at, left_at=run.left_at, at=at),
        note=run.note,
        is_branch=bool(run.branch),
    )


def clocks_of(case: Case, *, at: datetime) -> Clocks:
    """Give both clocks of an accepted case at a moment; nothing runs before acceptance."""
    calendar = load_calendar()
    spans = tuple(
        (pause.from_at, pause.to_at or at) for pause in CasePause.objects.filter(case=case)
    )
    planned = 60 * sum(int(row["hours"]) for row in process_of(case.version, case.variant))
    runs = list_steps(f"case:{case.pk}")
    steps = sum(_minutes(calendar, run.entered_at, run.left_at or at, spans) for run in runs)
    branches = 60 * sum(branch.hours for branch in case.branches.all())
    if case.accepted_at is None or case.due_at is None:
        return Clocks(0, 0, steps, planned + branches)
    ended = case.decided_at or case.returned_at or at
    return Clocks(
        spent_minutes=_minutes(calendar, case.accepted_at, ended, spans),
        limit_minutes=_minutes(calendar, case.accepted_at, case.due_at, spans),
        steps_spent_minutes=steps,
        steps_limit_minutes=planned + branches,
    )


def _minutes(
    calendar: WorkingCalendar, begin: datetime, end: datetime, spans: tuple[Span, ...]
) -> int:
    paused = sum(
        (calendar.working_time_between(max(since, begin), min(to, end)) for since, to in spans),
        timedelta(),
    )
    return (calendar.working_time_between(begin, end) - paused) // _MINUTE
