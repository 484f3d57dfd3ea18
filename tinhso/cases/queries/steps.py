"""Reads of a case's way through its process: steps, colleagues, what may be done next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from tinhso.cases.models import (
    Case,
    CaseBranch,
    CaseCorrection,
    CaseEvent,
    Complaint,
    Consultation,
    Inspection,
)
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
    return frozenset(action for action in allowed if _is_ready(actor, case, action))


def _is_ready(actor: Actor, case: Case, action: Action) -> bool:
    check = _READY.get(action)
    return check is None or check(actor, case)


def _may_forward(actor: Actor, case: Case) -> bool:
    step = next_step(case)
    is_free = not needs_own_act(
        role=case.step_role, next_role=step.role if step else None, is_drafted=is_drafted(case)
    )
    return is_free and not waits_for_branches(case)


def _may_return(actor: Actor, case: Case) -> bool:
    return case.decided_at is None and _can_go_back(case) and not waits_for_branches(case)


def waits_for_branches(case: Case) -> bool:
    """Tell whether other agencies still work on branches of the case."""
    return bool(case.branch_agency_ids) and _open_branches(case).exists()


def _open_branches(case: Case) -> QuerySet[CaseBranch]:
    return CaseBranch.objects.filter(case=case, closed_at__isnull=True)


def _may_reschedule(actor: Actor, case: Case) -> bool:
    most = limits_on(local(case.filed_at).date()).reschedules
    return case.decided_at is None and case.reschedule_count < most


def _has_correction(*, is_signed: bool) -> Callable[[Actor, Case], bool]:
    def check(actor: Actor, case: Case) -> bool:
        waiting = CaseCorrection.objects.filter(case=case, issued_at=None)
        return waiting.filter(document__isnull=not is_signed).exists()

    return check


def _may_correct(actor: Actor, case: Case) -> bool:
    waiting = CaseCorrection.objects.filter(case=case, issued_at=None)
    return case.result_id is not None and not waiting.exists()


def _has_complaint(actor: Actor, case: Case) -> bool:
    return Complaint.objects.filter(case=case, answered_at=None).exists()


def _undecided(actor: Actor, case: Case) -> bool:
    return case.decided_at is None


_READY: Mapping[Action, Callable[[Actor, Case], bool]] = {
    Action.FORWARD: _may_forward,
    Action.RETURN_STEP: _may_return,
    Action.SIGN_RESULT: lambda actor, case: is_drafted(case),
    Action.WITHDRAW: lambda actor, case: may_withdraw(decided=case.decided_at is not None),
    Action.REQUEST_SUPPLEMENT: lambda actor, case: _may_ask_again(case),
    Action.RESCHEDULE: _may_reschedule,
    Action.STOP: _undecided,
    Action.NOTIFY_STOP: lambda actor, case: case.awaits_stop_notice,
    Action.OPEN_BRANCHES: _undecided,
    Action.RECALL_BRANCH: lambda actor, case: waits_for_branches(case),
    Action.FINISH_BRANCH: lambda actor, case: (
        _open_branches(case).filter(agency_id__in=actor.agency_ids).exists()
    ),
    Action.PLAN_INSPECTION: _undecided,
    Action.RECORD_INSPECTION: lambda actor, case: Inspection.objects.filter(
        case=case, done_at=None
    ).exists(),
    Action.PREPARE_CORRECTION: _may_correct,
    Action.SIGN_CORRECTION: _has_correction(is_signed=False),
    Action.ISSUE_CORRECTION: _has_correction(is_signed=True),
    Action.COMPLAIN: lambda actor, case: not _has_complaint(actor, case),
    Action.ANSWER_COMPLAINT: _has_complaint,
    Action.ISSUE_CONTROL_SLIP: lambda actor, case: case.accepted_at is not None,
}


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
