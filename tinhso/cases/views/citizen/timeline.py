"""The part of a timeline that has not happened yet."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.cases.models import Case, CaseState
from tinhso.orgs.api import agency_name_shown
from tinhso.procedures.api import process_of
from tinhso.ui.components import State, TimelineEntry
from tinhso.workflow.api import ProcessDefinition

MOVING_STATES = (CaseState.ACCEPTED, CaseState.IN_PROGRESS)


def step_names_of(case: Case) -> dict[str, str]:
    """Give the names of the process's steps by code, in the reader's language."""
    process = ProcessDefinition.from_rows(process_of(case.version, case.variant))
    return {step.code: step.name(get_language() or "vi") for step in process.steps}


def coming(case: Case) -> list[TimelineEntry]:
    """Give where the case is now and the steps still to come, the promised date on the last."""
    if case.state == CaseState.FILED:
        return [_waiting_for_intake(case)]
    if case.state not in MOVING_STATES:
        return []
    names = step_names_of(case)
    codes = list(names)
    position = codes.index(case.step_code)
    entries = [_current(case, names[case.step_code])]
    entries += [TimelineEntry(names[code], State.UPCOMING) for code in codes[position + 1 : -1]]
    if position < len(codes) - 1:
        last = TimelineEntry(names[codes[-1]], State.UPCOMING, due_at=case.due_at)
        entries.append(last)
    return entries


def _waiting_for_intake(case: Case) -> TimelineEntry:
    return TimelineEntry(
        _("Chờ cán bộ một cửa kiểm tra và tiếp nhận"),
        State.CURRENT,
        by=agency_name_shown(case.receiving_agency_id),
    )


def _current(case: Case, step_name: str) -> TimelineEntry:
    by = agency_name_shown(case.step_agency_id) if case.step_agency_id else ""
    return TimelineEntry(step_name, State.CURRENT, by=by)
