"""What heads do with the work of others: name who does it, remind; the case stays in its step."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.cases.events import CaseAssigned
from tinhso.cases.models import Case
from tinhso.cases.operations.acts import Act, CaseActionRefused, finish_act, last_act, start_act
from tinhso.cases.operations.steps import UnknownColleague
from tinhso.cases.operations.telling import tell_officers
from tinhso.cases.rules import Action
from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.identity.api import officers_of
from tinhso.orgs.api import organisation_date
from tinhso.workflow.api import assign_step


class AlreadyReminded(DomainError):
    """The same reminder stands last in the history, of today: a second click, most likely."""

    code = "already_reminded"
    text = gettext_lazy(
        "Hôm nay bạn đã nhắc hồ sơ này với đúng lời ấy và chưa ai làm gì thêm."
        " Muốn nhắc lại, hãy ghi lời khác."
    )


def assign(*, case: Case, person_id: int, note: str, actor: Actor, at: datetime) -> Case:
    """Name who does the open step, in the same agency and role.

    :raises UnknownColleague: when the person does not do that step there.
    :raises CaseActionRefused: when they have it already, or the state does not allow it.
    :raises NotAuthorised: when the actor neither leads there nor holds the step at the counter.
    """
    locked = start_act(case=case, action=Action.ASSIGN, actor=actor)
    if locked.step_agency_id is None or locked.step_person_id == person_id:
        raise CaseActionRefused
    colleagues = officers_of(locked.step_agency_id, locked.step_role, organisation_date())
    named = next((officer for officer in colleagues if officer.person_id == person_id), None)
    if named is None:
        raise UnknownColleague
    assign_step(subject=f"case:{locked.pk}", person_id=person_id)
    facts = {"person": named.full_name, "note": note.strip()}
    changes = {"step_person_id": person_id}
    act = Act(Action.ASSIGN, changes, facts, is_public=False, news=CaseAssigned)
    finish_act(case=locked, act=act, actor=actor, at=at)
    return locked


def remind(*, case: Case, note: str, actor: Actor, at: datetime) -> Case:
    """Remind whoever holds the case; they find it among their notifications.

    :raises AlreadyReminded: when they did so today in the same words and nothing happened since.
    :raises CaseActionRefused: when the state does not allow it.
    :raises NotAuthorised: when the actor is no head at the deciding agency.
    """
    locked = start_act(case=case, action=Action.REMIND, actor=actor)
    words = note.strip()
    last = last_act(case=locked, action=Action.REMIND, actor=actor, on=local(at).date())
    if last is not None and last.facts["note"] == words:
        raise AlreadyReminded
    act = Act(Action.REMIND, facts={"note": words}, is_public=False)
    finish_act(case=locked, act=act, actor=actor, at=at)
    tell_officers(
        case=locked,
        roles={locked.step_role or "CLERK"},
        template="case_reminded",
        at=at,
        facts={"from": actor.name, "note": words},
    )
    return locked
