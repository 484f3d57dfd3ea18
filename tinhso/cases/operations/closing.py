"""What the applicant may do at the end: take the case back, rate the service."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.cases.events import CaseRated, CaseWithdrawn
from tinhso.cases.models import Case, CaseRating
from tinhso.cases.operations.acts import Act, CaseAlreadyDecided, finish_act, start_act
from tinhso.cases.operations.clock import resume_clock
from tinhso.cases.operations.places import leave_last_step
from tinhso.cases.operations.slips import order_slip
from tinhso.cases.operations.telling import tell_applicant
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

    At the counter the clerk signs the notice of stopping (slip 05) of an accepted case.

    :raises CaseAlreadyDecided: when a decision exists.
    :raises CaseActionRefused: when the state does not allow it.
    :raises NotAuthorised: when the actor is neither the applicant nor their counter.
    """
    locked = start_act(case=case, action=Action.WITHDRAW, actor=actor)
    if not may_withdraw(decided=locked.decided_at is not None):
        raise CaseAlreadyDecided
    resume_clock(case=locked, at=at)
    changes = leave_last_step(case=locked, outcome="WITHDRAWN", note=reason, at=at)
    act = Act(Action.WITHDRAW, changes, {"reason": reason.strip()}, news=CaseWithdrawn)
    event = finish_act(case=locked, act=act, actor=actor, at=at)
    if locked.accepted_at is not None and actor.is_officer:
        order_slip(case=locked, form="05", event=event, actor=actor)
    tell_applicant(case=locked, template="case_withdrawn", at=at)
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
