"""The only way a view gets a case, and the check of who may do what."""

from django.http import Http404
from django.utils.translation import gettext_lazy

from tinhso.cases.models import Case, Consultation, Draft
from tinhso.cases.rules import AUTHORITY, MACHINE, Action, Place
from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError


class NotAuthorised(DomainError):
    """The actor may not do this to this case."""

    code = "not_authorised"
    text = gettext_lazy("Việc này thuộc thẩm quyền của người hoặc cơ quan khác.")


def access_case_for_citizen(actor: Actor, token: str) -> Case:
    """Give the citizen's own case.

    :raises Http404: when there is none; another person's case is no different from none.
    """
    case = (
        Case.objects.filter(token=token, applicant_id=actor.person_id).first()
        if actor.is_citizen
        else None
    )
    if case is None:
        raise Http404
    return case


def access_case_for_officer(actor: Actor, token: str) -> Case:
    """Give a case one of the officer's agencies takes part in.

    :raises Http404: when there is none for them.
    """
    case = Case.objects.filter(token=token).first() if actor.is_officer else None
    if case is None or not takes_part(actor, case):
        raise Http404
    return case


def access_draft(actor: Actor, token: str) -> Draft:
    """Give an application the citizen writes, or one the clerk writes for a citizen.

    :raises Http404: when there is none for them.
    """
    draft = Draft.objects.select_related("version__procedure").filter(token=token).first()
    if draft is None or not _owns_draft(actor, draft):
        raise Http404
    return draft


def _owns_draft(actor: Actor, draft: Draft) -> bool:
    if actor.is_citizen:
        return draft.person_id == actor.person_id and draft.created_by_agency_id is None
    return actor.is_officer and draft.created_by_agency_id in actor.agency_ids


def access_consultation(actor: Actor, consultation_id: int) -> Consultation:
    """Give a question that was put to one of the officer's agencies.

    :raises Http404: when there is none for them.
    """
    asked = Consultation.objects.filter(pk=consultation_id, agency_id__in=actor.agency_ids)
    found = asked.select_related("asking_agency").first() if actor.is_officer else None
    if found is None:
        raise Http404
    return found


def agencies_of(case: Case) -> tuple[int, ...]:
    """Give the ids of every agency that takes part in a case, without doubles."""
    found = (
        case.receiving_agency_id,
        case.competent_agency_id,
        case.assisting_agency_id,
        case.step_agency_id,
    )
    return tuple(dict.fromkeys(agency_id for agency_id in found if agency_id is not None))


def takes_part(actor: Actor, case: Case) -> bool:
    """Tell whether the actor works for an agency of the case."""
    return not set(actor.agency_ids).isdisjoint(agencies_of(case))


def has_authority(*, actor: Actor, case: Case, action: Action) -> bool:
    """Tell whether the actor may do the action, whatever the case's state."""
    return any(
        _stands_at(actor, case, place, roles or frozenset({case.step_role}))
        for place, roles in AUTHORITY.get(action, ())
    )


def require_authority(*, actor: Actor, case: Case, action: Action) -> None:
    """Refuse an action the actor has no authority for.

    :raises NotAuthorised: when they have none.
    """
    if not has_authority(actor=actor, case=case, action=action):
        raise NotAuthorised


def allowed_actions(*, actor: Actor, case: Case) -> frozenset[Action]:
    """Give everything the actor may do to the case right now."""
    return frozenset(
        Action(action)
        for action in MACHINE.actions_from(case.state)
        if has_authority(actor=actor, case=case, action=Action(action))
    )


def _stands_at(actor: Actor, case: Case, place: Place, roles: frozenset[str]) -> bool:
    if place is Place.APPLICANT:
        return actor.is_citizen and actor.person_id == case.applicant_id
    agency_id, needed = case.receiving_agency_id, roles
    if place is Place.STEP and case.step_agency_id is not None:
        agency_id, needed = case.step_agency_id, roles & {case.step_role}
        if case.step_person_id not in (None, actor.person_id):
            return False
    return actor.is_officer and agency_id in actor.agency_ids and actor.has_role(*needed)
