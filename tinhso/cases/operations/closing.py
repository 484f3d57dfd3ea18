"""How a case ends early (withdrawn, stopped, with slip 05), and how the service was rated."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.cases.events import CaseRated, CaseStopped, CaseWithdrawn
from tinhso.cases.models import Case, CaseEvent, CaseRating
from tinhso.cases.operations.acts import (
    Act,
    CaseActionRefused,
    CaseAlreadyDecided,
    finish_act,
    start_act,
)
from tinhso.cases.operations.branches import close_all_branches
from tinhso.cases.operations.clock import resume_clock
from tinhso.cases.operations.intake import require_law, require_reason
from tinhso.cases.operations.payments import settle_ended
from tinhso.cases.operations.places import leave_last_step
from tinhso.cases.operations.slips import order_slip
from tinhso.cases.operations.telling import tell_applicant, tell_co_signers
from tinhso.cases.rules import Action, may_withdraw
from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError


class AlreadyRated(DomainError):
    """A case is rated once."""

    code = "already_rated"
    text = gettext_lazy("Ông/bà đã đánh giá hồ sơ này rồi. Xin cảm ơn.")


class ScoreOutOfRange(DomainError):
    """A score is a whole number from 1 to 5."""

    code = "score_out_of_range"
    text = gettext_lazy("Hãy chọn một mức từ 1 đến 5.")


def withdraw_case(*, case: Case, reason: str, actor: Actor, at: datetime) -> Case:
    """Stop the case at the applicant's request while no decision exists.

    At the counter the clerk signs the notice of stopping (slip 05) of an accepted case; withdrawn
    online, it waits for a clerk to sign it (``notify_stop``).

    :raises CaseAlreadyDecided: when a decision exists.
    :raises CaseActionRefused: when the state does not allow it.
    :raises NotAuthorised: when the actor is neither the applicant nor their counter.
    """
    locked = start_act(case=case, action=Action.WITHDRAW, actor=actor)
    if not may_withdraw(decided=locked.decided_at is not None):
        raise CaseAlreadyDecided
    changes = _end(locked, outcome="WITHDRAWN", note=reason, actor=actor, at=at)
    if locked.accepted_at is not None and not actor.is_officer:
        changes["awaits_stop_notice"] = True
    act = Act(Action.WITHDRAW, changes, {"reason": reason.strip()}, news=CaseWithdrawn)
    event = finish_act(case=locked, act=act, actor=actor, at=at)
    settle_ended(case=locked, at=at)
    if locked.accepted_at is not None and actor.is_officer:
        order_slip(case=locked, form="05", event=event, actor=actor)
    tell_applicant(case=locked, template="case_withdrawn", at=at)
    tell_co_signers(case=locked, template="case_withdrawn", at=at)
    return locked


def _end(case: Case, *, outcome: str, note: str, actor: Actor, at: datetime) -> dict[str, Any]:
    """Stop the clock, end branches and step, and give the pointers this sets."""
    resume_clock(case=case, at=at)
    close_all_branches(case=case, actor=actor, at=at)
    return leave_last_step(case=case, outcome=outcome, note=note, at=at)


def notify_stop(*, case: Case, actor: Actor, at: datetime) -> Case:
    """Sign the notice of stopping (slip 05) of a case withdrawn online.

    :raises CaseActionRefused: when none is awaited.
    :raises NotAuthorised: when the actor is no clerk of the receiving office.
    """
    locked = start_act(case=case, action=Action.NOTIFY_STOP, actor=actor)
    if not locked.awaits_stop_notice:
        raise CaseActionRefused
    withdrawn = CaseEvent.objects.filter(case=locked, kind=Action.WITHDRAW).latest("ordinal")
    facts = {
        "reason": withdrawn.facts.get("reason") or _("Người nộp rút hồ sơ trực tuyến."),
        "stopped_at": withdrawn.at.isoformat(),
    }
    act = Act(Action.NOTIFY_STOP, {"awaits_stop_notice": False}, facts)
    event = finish_act(case=locked, act=act, actor=actor, at=at)
    order_slip(case=locked, form="05", event=event, actor=actor)
    return locked


def stop_case(*, case: Case, reason: str, legal_basis: str, actor: Actor, at: datetime) -> Case:
    """Stop a case on the agency's side, where the law allows, with reason and law; slip 05.

    :raises ReasonRequired: when reason or legal basis is empty.
    :raises LawNotCited: when the basis names no law of the procedure.
    :raises CaseAlreadyDecided: when a decision exists.
    :raises CaseActionRefused: when the state does not allow it.
    :raises NotAuthorised: when the actor is no leader of the deciding agency.
    """
    facts = {"reason": require_reason(reason), "legal_basis": require_reason(legal_basis)}
    locked = start_act(case=case, action=Action.STOP, actor=actor)
    require_law(locked, legal_basis)
    if locked.decided_at is not None:
        raise CaseAlreadyDecided
    changes = _end(locked, outcome="STOPPED", note=facts["reason"], actor=actor, at=at)
    act = Act(Action.STOP, changes, facts, news=CaseStopped)
    event = finish_act(case=locked, act=act, actor=actor, at=at)
    settle_ended(case=locked, at=at)
    order_slip(case=locked, form="05", event=event, actor=actor)
    tell_applicant(case=locked, template="case_stopped", at=at, facts=facts)
    return locked


def rate_case(*, case: Case, score: int, comment: str, actor: Actor, at: datetime) -> CaseRating:
    """Keep what the applicant thought of the service, once.

    :raises ScoreOutOfRange: when the score is not 1–5.
    :raises AlreadyRated: when the case has a rating.
    :raises CaseActionRefused: before the case has an answer.
    :raises NotAuthorised: when the actor is not the applicant.
    """
    if score not in range(1, 6):
        raise ScoreOutOfRange
    locked = start_act(case=case, action=Action.RATE, actor=actor)
    if CaseRating.objects.filter(case=locked).exists():
        raise AlreadyRated
    rating = CaseRating.objects.create(
        case=locked, score=score, comment=comment.strip()[:2000], rated_at=at
    )
    act = Act(Action.RATE, facts={"score": score}, is_public=False, news=CaseRated)
    finish_act(case=locked, act=act, actor=actor, at=at)
    return rating
