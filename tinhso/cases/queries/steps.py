"""Reads of a case's way through its process: steps, colleagues, what may be done next."""

from dataclasses import dataclass

from tinhso.cases.models import Case, CaseEvent, Consultation
from tinhso.cases.permissions import allowed_actions
from tinhso.cases.rules import Action, limits_on, may_withdraw, needs_own_act
from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.identity.api import Officer, officers_of
from tinhso.orgs.api import organisation_date
from tinhso.procedures.api import process_of
from tinhso.ui.components import State
from tinhso.workflow.api import ProcessDefinition, Step, StepRun, list_steps


@dataclass(frozen=True, slots=True)
class StepOnTheWay:
    """One step of a case's process and, where the case has been there, its last stay."""

    step: Step
    state: State
    stay: StepRun | None = None
    officer_name: str = ""


def process_definition(case: Case) -> ProcessDefinition:
    """Give the internal process the case follows."""
    return ProcessDefinition.from_rows(process_of(case.version, case.variant))


def next_step(case: Case) -> Step | None:
    """Give the step after the present one, ``None`` before acceptance and after the last."""
    return process_definition(case).find_after(case.step_code) if case.step_code else None


def agency_of_step(case: Case, step: Step) -> int:
    """Give where a step is done: clerks' steps at the counter, others by the deciding agency."""
    return case.receiving_agency_id if step.role == "CLERK" else case.competent_agency_id


def list_colleagues(case: Case) -> list[Officer]:
    """Give who may be named for the next step."""
    step = next_step(case)
    if step is None:
        return []
    return officers_of(agency_of_step(case, step), step.role, organisation_date())


def list_way(case: Case) -> list[StepOnTheWay]:
    """Give every step in order, with the last stay of the case in it."""
    stays = {stay.step_code: stay for stay in list_steps(f"case:{case.pk}")}
    return [_on_the_way(case, step, stays) for step in process_definition(case).steps]


def _on_the_way(case: Case, step: Step, stays: dict[str, StepRun]) -> StepOnTheWay:
    stay = stays.get(step.code)
    if step.code == case.step_code:
        return StepOnTheWay(step, State.CURRENT, stay, _holder_name(case))
    is_done = (stay is not None and stay.outcome != "RETURNED") or _was_accepted(case, step)
    return StepOnTheWay(step, State.DONE if is_done else State.UPCOMING, stay)


def _was_accepted(case: Case, step: Step) -> bool:
    """Intake is done before the first stay begins."""
    return case.accepted_at is not None and step == process_definition(case).steps[0]


def _holder_name(case: Case) -> str:
    if case.step_person_id is None or case.step_agency_id is None:
        return ""
    officers = officers_of(case.step_agency_id, case.step_role, organisation_date())
    return next((o.full_name for o in officers if o.person_id == case.step_person_id), "")


def open_actions(*, actor: Actor, case: Case) -> frozenset[Action]:
    """Give what the actor may do now and the case is ready for; screens offer only these."""
    allowed = allowed_actions(actor=actor, case=case)
    return frozenset(action for action in allowed if _is_ready(case, action))


def _is_ready(case: Case, action: Action) -> bool:
    if action is Action.FORWARD:
        step = next_step(case)
        return not needs_own_act(
            role=case.step_role, next_role=step.role if step else None, is_drafted=is_drafted(case)
        )
    if action is Action.RETURN_STEP:
        return case.decided_at is None and _can_go_back(case)
    if action is Action.SIGN_RESULT:
        return is_drafted(case)
    if action is Action.WITHDRAW:
        return may_withdraw(decided=case.decided_at is not None)
    return action is not Action.REQUEST_SUPPLEMENT or _may_ask_again(case)


def is_drafted(case: Case) -> bool:
    """Tell whether a result has been drafted."""
    return bool(case.result_fields.get("drafted"))


def _can_go_back(case: Case) -> bool:
    process = process_definition(case)
    before = process.find_before(case.step_code) if case.step_code else None
    return before is not None and before != process.steps[0]


def _may_ask_again(case: Case) -> bool:
    asked = CaseEvent.objects.filter(case=case, kind=Action.REQUEST_SUPPLEMENT).count()
    return asked < limits_on(local(case.filed_at).date()).supplement_requests


def list_consultations(case: Case) -> list[Consultation]:
    """Give the questions asked about a case, oldest first, as far as the reader's agency asked."""
    return list(Consultation.objects.filter(case=case).select_related("agency").order_by("pk"))
