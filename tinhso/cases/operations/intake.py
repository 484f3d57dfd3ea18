"""The counter's decision on a new filing: accept it with a code and a date, or refuse it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from tinhso.cases.events import CaseAccepted, CaseRefused
from tinhso.cases.models import Case
from tinhso.cases.operations.acts import Act, finish_act, next_code_number, start_act
from tinhso.cases.operations.clock import due_changes, due_of
from tinhso.cases.operations.digitising import register_duties
from tinhso.cases.operations.payments import settle_ended
from tinhso.cases.operations.places import move_to_step, process_for
from tinhso.cases.operations.slips import order_slip
from tinhso.cases.operations.telling import tell_applicant
from tinhso.cases.rules import GENERAL_BASIS, Action, case_code, cites
from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.orgs.api import agency_code


class ReasonRequired(DomainError):
    """The act needs a reason the applicant can understand."""

    code = "reason_required"
    text = gettext_lazy("Hãy ghi rõ lý do để người dân biết cần làm gì tiếp theo.")


class LawNotCited(DomainError):
    """The legal basis names none of the procedure's laws."""

    code = "law_not_cited"
    text = gettext_lazy(
        "Căn cứ pháp lý phải là một văn bản trong danh mục của thủ tục. Hãy chọn trong danh sách."
    )


def require_law(case: Case, legal_basis: str) -> None:
    """Check that a legal basis rests on the procedure's laws or the general law on cases.

    :raises LawNotCited: when it does not.
    """
    if not cites(legal_basis, laws_of(case)):
        raise LawNotCited


def laws_of(case: Case) -> list[Mapping[str, Any]]:
    """Give the laws a decision on a case may rest on, the procedure's own first."""
    return [*case.version.content["legal_basis"], *GENERAL_BASIS]


def require_reason(reason: str) -> str:
    """Give the reason without surrounding space.

    :raises ReasonRequired: when nothing is left.
    """
    stripped = reason.strip()
    if not stripped:
        raise ReasonRequired
    return stripped


def accept_case(*, case: Case, actor: Actor, at: datetime) -> Case:
    """Accept a filing: code, due date and why, slip 01, on to the step after intake.

    :raises CaseActionRefused: when it is not a new filing (any more).
    :raises NotAuthorised: when the actor is no clerk of the receiving office.
    """
    locked = start_act(case=case, action=Action.ACCEPT, actor=actor)
    day = local(at).date()
    number = next_code_number(agency_id=locked.competent_agency_id, day=day)
    due = due_of(locked, accepted_at=at)
    process = process_for(locked)
    step = process.find_after(process.steps[0].code) or process.steps[0]
    changes = {
        "code": case_code(agency_code(locked.competent_agency_id), day, number),
        "accepted_at": at,
        **due_changes(due),
        **move_to_step(case=locked, step=step, outcome="ACCEPTED", note="", person_id=None, at=at),
    }
    act = Act(Action.ACCEPT, changes=changes, facts={"step": step.code}, news=CaseAccepted)
    event = finish_act(case=locked, act=act, actor=actor, at=at)
    register_duties(case=locked, at=at)
    order_slip(case=locked, form="01", event=event, actor=actor)
    tell_applicant(case=locked, template="case_accepted", at=at)
    return locked


def refuse_case(*, case: Case, reason: str, legal_basis: str, actor: Actor, at: datetime) -> Case:
    """Refuse a filing with a reason and the law it rests on; slip 03.

    :raises ReasonRequired: when reason or legal basis is empty.
    :raises LawNotCited: when the basis names no law of the procedure.
    :raises CaseActionRefused: when it is not a new filing (any more).
    :raises NotAuthorised: when the actor is no clerk of the receiving office.
    """
    facts = {"reason": require_reason(reason), "legal_basis": require_reason(legal_basis)}
    locked = start_act(case=case, action=Action.REFUSE, actor=actor)
    require_law(locked, legal_basis)
    act = Act(Action.REFUSE, facts=facts, news=CaseRefused)
    event = finish_act(case=locked, act=act, actor=actor, at=at)
    settle_ended(case=locked, at=at)
    order_slip(case=locked, form="03", event=event, actor=actor)
    tell_applicant(case=locked, template="case_refused", at=at, facts=facts)
    return locked
