"""Moving a case into a step: which agency, which person, until when."""

from datetime import datetime
from typing import Any

from tinhso.cases.models import Case
from tinhso.cases.operations.clock import step_due
from tinhso.cases.permissions import agencies_of
from tinhso.procedures.api import process_of
from tinhso.workflow.api import ProcessDefinition, Step, StepPlace, enter_step, leave_step

NO_STEP: dict[str, Any] = {
    "step_code": "",
    "step_role": "",
    "step_agency_id": None,
    "step_person_id": None,
    "step_due_at": None,
}


def process_for(case: Case) -> ProcessDefinition:
    """Give the internal process a case follows to its end."""
    return ProcessDefinition.from_rows(process_of(case.version, case.variant))


def move_to_step(
    *, case: Case, step: Step, outcome: str, note: str, person_id: int | None, at: datetime
) -> dict[str, Any]:
    """Leave the present step, enter the next, and give the pointers this sets.

    Clerks' steps are done where the case was received, all others by the competent agency.
    """
    subject = f"case:{case.pk}"
    agency_id = case.receiving_agency_id if step.role == "CLERK" else case.competent_agency_id
    due_at = step_due(step, at=at)
    leave_step(subject=subject, outcome=outcome, note=note, at=at)
    place = StepPlace(agency_id, person_id, agencies_of(case), case.applicant_id)
    enter_step(subject=subject, step=step, place=place, due_at=due_at, at=at)
    return {
        "step_code": step.code,
        "step_role": step.role,
        "step_agency_id": agency_id,
        "step_person_id": person_id,
        "step_due_at": due_at,
    }


def leave_last_step(*, case: Case, outcome: str, note: str = "", at: datetime) -> dict[str, Any]:
    """Close the open step without a next one, and give the pointers this sets."""
    leave_step(subject=f"case:{case.pk}", outcome=outcome, note=note, at=at)
    return dict(NO_STEP)
