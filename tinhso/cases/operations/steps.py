"""Handing a case from step to step: forward, back, to a colleague; asking other agencies."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.cases.events import CaseForwarded
from tinhso.cases.models import Case, CaseBranch, Consultation
from tinhso.cases.operations.acts import (
    Act,
    CaseActionRefused,
    CaseAlreadyDecided,
    finish_act,
    start_act,
)
from tinhso.cases.operations.intake import require_reason
from tinhso.cases.operations.places import move_to_step, process_for
from tinhso.cases.permissions import NotAuthorised
from tinhso.cases.rules import Action, needs_own_act
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.identity.api import officers_of
from tinhso.orgs.api import agency_name, organisation_date


class StepNeedsOwnAct(DomainError):
    """Drafting, signing and issuing are left by doing them, not by passing the case on."""

    code = "step_needs_own_act"
    text = gettext_lazy(
        "Bước này chỉ chuyển tiếp sau khi dự thảo, ký hoặc ban hành kết quả. Hãy làm việc đó trước."
    )


class BranchesOpen(DomainError):
    """Other agencies still work on their branches; the step is left when all have ended."""

    code = "branches_open"
    text = gettext_lazy(
        "Còn cơ quan phối hợp chưa xong việc của họ. Hãy chờ họ trả lời, hoặc rút việc đã giao."
    )


class AlreadyConsulted(DomainError):
    """The same question waits for the same agency's answer: a second click, most likely."""

    code = "already_consulted"
    text = gettext_lazy("Cơ quan này đã nhận câu hỏi ấy và chưa trả lời. Hãy chờ trả lời.")


class UnknownColleague(DomainError):
    """The person named does not do that step in that agency."""

    code = "unknown_colleague"
    text = gettext_lazy("Người được giao không thuộc cơ quan hoặc không giữ vai trò của bước này.")


def forward_step(
    *, case: Case, note: str, person_id: int | None, actor: Actor, at: datetime
) -> Case:
    """Pass the case to the next step, to a named colleague when one is given.

    :raises BranchesOpen: while other agencies work on their branches.
    :raises StepNeedsOwnAct: from signing, registering, returning, or appraising without a draft.
    :raises UnknownColleague: when the person does not do the next step.
    :raises CaseActionRefused: when the state does not allow it.
    :raises NotAuthorised: when the actor does not hold the step.
    """
    locked = start_act(case=case, action=Action.FORWARD, actor=actor)
    _require_joined(locked)
    step = process_for(locked).find_after(locked.step_code)
    if step is None or needs_own_act(
        role=locked.step_role,
        next_role=step.role,
        is_drafted=bool(locked.result_fields.get("drafted")),
    ):
        raise StepNeedsOwnAct
    _check_colleague(locked, step.role, person_id)
    changes = move_to_step(
        case=locked, step=step, outcome="FORWARDED", note=note, person_id=person_id, at=at
    )
    facts = {"step": step.code, "note": note.strip()}
    act = Act(Action.FORWARD, changes, facts, news=CaseForwarded)
    finish_act(case=locked, act=act, actor=actor, at=at)
    return locked


def _require_joined(case: Case) -> None:
    is_parallel = bool(case.branch_agency_ids)
    if is_parallel and CaseBranch.objects.filter(case=case, closed_at__isnull=True).exists():
        raise BranchesOpen


def _check_colleague(case: Case, role: str, person_id: int | None) -> None:
    if person_id is None:
        return
    agency_id = case.receiving_agency_id if role == "CLERK" else case.competent_agency_id
    known = officers_of(agency_id, role, organisation_date())
    if person_id not in {officer.person_id for officer in known}:
        raise UnknownColleague


def return_step(*, case: Case, reason: str, actor: Actor, at: datetime) -> Case:
    """Send the case one step back with a reason; its promised date stays.

    :raises ReasonRequired: when no reason is given.
    :raises CaseAlreadyDecided: once the result is signed.
    :raises BranchesOpen: while other agencies work on their branches.
    :raises CaseActionRefused: when there is no step before, or the state does not allow it.
    :raises NotAuthorised: when the actor does not hold the step.
    """
    note = require_reason(reason)
    locked = start_act(case=case, action=Action.RETURN_STEP, actor=actor)
    if locked.decided_at is not None:
        raise CaseAlreadyDecided
    _require_joined(locked)
    step = process_for(locked).find_before(locked.step_code)
    if step is None or step.code == process_for(locked).steps[0].code:
        raise CaseActionRefused
    changes = move_to_step(
        case=locked, step=step, outcome="RETURNED", note=note, person_id=None, at=at
    )
    facts = {"step": step.code, "reason": note}
    act = Act(Action.RETURN_STEP, changes, facts, is_public=False, news=CaseForwarded)
    finish_act(case=locked, act=act, actor=actor, at=at)
    return locked


def consult(
    *, case: Case, agency_id: int, question: str, actor: Actor, at: datetime
) -> Consultation:
    """Ask another agency a question; the clock runs on.

    :raises ReasonRequired: when the question is empty.
    :raises CaseActionRefused: when the agency asked is the one that asks, or the state is wrong.
    :raises AlreadyConsulted: when the agency has not answered the same question yet.
    :raises NotAuthorised: when the actor does not hold the step.
    """
    text = require_reason(question)
    locked = start_act(case=case, action=Action.CONSULT, actor=actor)
    if agency_id in actor.agency_ids or locked.step_agency_id is None:
        raise CaseActionRefused
    asked = Consultation.objects.filter(case=locked, agency_id=agency_id, answered_at=None)
    if asked.filter(question=text).exists():
        raise AlreadyConsulted
    consultation = Consultation.objects.create(
        case=locked,
        case_code=locked.code or "",
        procedure_name=locked.procedure_name,
        asking_agency_id=locked.step_agency_id,
        agency_id=agency_id,
        question=text,
        asked_by=actor.name,
        asked_at=at,
        due_at=locked.step_due_at,
    )
    facts = {"agency": agency_name(agency_id), "question": text}
    act = Act(Action.CONSULT, facts=facts, is_public=False)
    finish_act(case=locked, act=act, actor=actor, at=at)
    return consultation


def answer_consultation(
    *, consultation: Consultation, answer: str, actor: Actor, at: datetime
) -> Consultation:
    """Answer another agency's question; the answer joins the case's history.

    :raises ReasonRequired: when the answer is empty.
    :raises CaseActionRefused: when it was answered already, or the case is closed.
    :raises NotAuthorised: when the actor does not work for the agency asked.
    """
    text = require_reason(answer)
    if consultation.agency_id not in actor.agency_ids:
        raise NotAuthorised
    with acting_as(SYSTEM):
        locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
        if locked.answered_at is not None:
            raise CaseActionRefused
        _record_answer(locked, text, actor, at)
    return locked


def _record_answer(consultation: Consultation, text: str, actor: Actor, at: datetime) -> None:
    """The answering agency takes no part in the case, so the platform writes its history."""
    case = Case.objects.select_for_update().get(pk=consultation.case_id)
    consultation.answer, consultation.answered_by = text, actor.name
    consultation.answered_at = at
    consultation.save(update_fields=["answer", "answered_by", "answered_at"])
    facts = {"agency": agency_name(consultation.agency_id), "answer": text}
    act = Act(Action.ANSWER_CONSULTATION, facts=facts, is_public=False)
    finish_act(case=case, act=act, actor=actor, at=at)
