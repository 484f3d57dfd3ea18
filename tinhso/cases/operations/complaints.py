"""Complaints about how a case is handled: for the head of the agency, answered in time."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.cases.events import CaseComplained, ComplaintAnswered
from tinhso.cases.models import Case, Complaint, ComplaintOutcome
from tinhso.cases.operations.acts import Act, CaseActionRefused, finish_act, start_act
from tinhso.cases.operations.intake import require_reason
from tinhso.cases.operations.telling import tell_applicant, tell_officers
from tinhso.cases.rules import Action, limits_on
from tinhso.core.actors import Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local
from tinhso.core.deadlines import Limit, Unit, compute_due
from tinhso.core.errors import DomainError


class ComplaintOpen(DomainError):
    """One complaint about a case is answered before another is made."""

    code = "complaint_open"
    text = gettext_lazy("Khiếu nại trước về hồ sơ này chưa được trả lời. Hãy chờ trả lời đã.")


def complain(*, case: Case, text: str, actor: Actor, at: datetime) -> Complaint:
    """Record a complaint of the applicant; it goes to the head of the deciding agency.

    The answer is due within the days of the law, reckoned by the Civil Code.

    :raises ReasonRequired: when nothing is said.
    :raises ComplaintOpen: when the one before is not answered.
    :raises NotAuthorised: when the actor is neither the applicant nor their counter.
    """
    words = require_reason(text)
    locked = start_act(case=case, action=Action.COMPLAIN, actor=actor)
    if Complaint.objects.filter(case=locked, answered_at=None).exists():
        raise ComplaintOpen
    days = limits_on(local(at).date()).complaint_days
    limit = Limit(days, Unit.CALENDAR_DAY)
    due = compute_due(received_at=at, limit=limit, calendar=load_calendar())
    complaint = Complaint.objects.create(case=locked, text=words, filed_at=at, due_at=due.at)
    facts = {"message": words, "answer_due_at": due.at.isoformat()}
    act = Act(Action.COMPLAIN, facts=facts, news=CaseComplained)
    finish_act(case=locked, act=act, actor=actor, at=at)
    told = {"answer_due": f"{local(due.at):%H:%M %d/%m/%Y}"}
    tell_officers(case=locked, roles={"LEADER"}, template="complaint_received", at=at, facts=told)
    return complaint


def answer_complaint(
    *, complaint: Complaint, outcome: str, answer: str, actor: Actor, at: datetime
) -> Complaint:
    """Settle a complaint: whether it is right, and what is done about it; the applicant is told.

    :raises ReasonRequired: when the answer is empty.
    :raises CaseActionRefused: when it was answered before.
    :raises NotAuthorised: when the actor is no leader of the deciding agency.
    """
    words = require_reason(answer)
    locked = start_act(case=complaint.case, action=Action.ANSWER_COMPLAINT, actor=actor)
    open_one = Complaint.objects.select_for_update().get(pk=complaint.pk)
    if open_one.answered_at is not None:
        raise CaseActionRefused
    open_one.outcome, open_one.answer = ComplaintOutcome(outcome), words
    open_one.answered_at, open_one.answered_by = at, actor.name
    open_one.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
    facts = {"outcome": open_one.outcome, "message": words}
    act = Act(Action.ANSWER_COMPLAINT, facts=facts, news=ComplaintAnswered)
    finish_act(case=locked, act=act, actor=actor, at=at)
    tell_applicant(case=locked, template="complaint_answered", at=at, facts={"answer": words})
    return open_one
