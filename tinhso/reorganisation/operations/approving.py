"""Four eyes: one proposes a plan in which nothing is open, another approves it."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.reorganisation.models import Reorganisation
from tinhso.reorganisation.operations.steps import enter, take_step
from tinhso.reorganisation.permissions import (
    ApproverIsProposer,
    require_approver,
    require_preparer,
)
from tinhso.reorganisation.queries import is_decided, load_numbers, open_questions
from tinhso.reorganisation.rules import Step, may_approve


class NotDecided(DomainError):
    """Something of the plan still waits for a person's decision."""

    code = "reorganisation_not_decided"
    text = gettext_lazy(
        "Phương án còn mục chưa quyết định. Hãy quyết định hết các mục đang chờ rồi trình lại."
    )


class ReasonMissing(DomainError):
    """Sending a plan back needs a reason."""

    code = "reorganisation_reason_missing"
    text = gettext_lazy("Hãy ghi lý do để người chuẩn bị biết cần sửa gì.")


def propose(*, reorganisation: Reorganisation, actor: Actor, at: datetime) -> Reorganisation:
    """Hand the plan to whoever approves.

    :raises NotAllowed: the actor is no administrator.
    :raises NotDecided: an agency, a matter or a row waits for a decision.
    :raises StepRefused: there is no fresh preview.
    """
    require_preparer(actor)
    with acting_as(SYSTEM):
        locked = take_step(reorganisation.pk, Step.PROPOSE)
        if not is_decided(open_questions(locked)):
            raise NotDecided
        locked.proposed_at, locked.proposed_by = at, actor.name
        locked.proposed_by_reference, locked.return_reason = actor.reference, ""
        locked.save(
            update_fields=["proposed_at", "proposed_by", "proposed_by_reference", "return_reason"]
        )
        enter("PROPOSED", locked, {"rows": load_numbers(locked).counted}, actor, at)
    return locked


def return_to_preparation(
    *, reorganisation: Reorganisation, reason: str, actor: Actor, at: datetime
) -> Reorganisation:
    """Send the plan back with a reason; also an approved one, until it is carried out.

    :raises NotAllowed: the actor does not approve plans.
    :raises ReasonMissing: no reason is given.
    :raises StepRefused: it waits for nobody's approval.
    """
    require_approver(actor)
    if not reason.strip():
        raise ReasonMissing
    with acting_as(SYSTEM):
        locked = take_step(reorganisation.pk, Step.RETURN)
        locked.return_reason = reason.strip()[:500]
        locked.approved_at, locked.approved_by = None, ""
        locked.save(update_fields=["return_reason", "approved_at", "approved_by"])
        enter("RETURNED", locked, {"reason": locked.return_reason}, actor, at)
    return locked


def approve(*, reorganisation: Reorganisation, actor: Actor, at: datetime) -> Reorganisation:
    """Approve the plan another person proposed.

    :raises NotAllowed: the actor is neither an administrator nor leads the province.
    :raises ApproverIsProposer: the actor proposed it.
    :raises StepRefused: nothing is proposed.
    """
    require_approver(actor)
    with acting_as(SYSTEM):
        locked = take_step(reorganisation.pk, Step.APPROVE)
        if not may_approve(proposer=locked.proposed_by_reference, approver=actor.reference):
            raise ApproverIsProposer
        locked.approved_at, locked.approved_by = at, actor.name
        locked.save(update_fields=["approved_at", "approved_by"])
        enter("APPROVED", locked, {"proposed_by": locked.proposed_by_reference}, actor, at)
    return locked
