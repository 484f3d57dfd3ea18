"""The only way a view gets a case, and the check of who may do what."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy

from tinhso.cases.models import (
    Case,
    CaseBranch,
    Consultation,
    CoSignature,
    CoSignatureState,
    Draft,
    PaperDuty,
)
from tinhso.cases.rules import AUTHORITY, MACHINE, Action, Place
from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.prepared import Reading
from tinhso.core.rls import acting_as
from tinhso.identity.api import Delegation, find_delegation
from tinhso.orgs.api import Agency, AgencyKind, Tier, get_agency_by_id
from tinhso.procedures.api import remember_content

_CASE = Reading(lambda token: Case.objects.filter(token=token), token=str)
_CASE_OF_APPLICANT = Reading(
    lambda token, applicant_id: Case.objects.filter(token=token, applicant_id=applicant_id),
    token=str,
    applicant_id=int,
)
_DRAFT = Reading(
    lambda token: (
        Draft.objects.select_related("person", "version__procedure")
        .defer("version__content")
        .filter(token=token)
    ),
    token=str,
)


class NotAuthorised(DomainError):
    """The actor may not do this to this case."""

    code = "not_authorised"
    text = gettext_lazy("Việc này thuộc thẩm quyền của người hoặc cơ quan khác.")


class DelegationExpired(NotAuthorised):
    """The delegation the actor relied on has ended or was revoked."""

    code = "delegation_expired"
    text = gettext_lazy(
        "Việc làm thay hoặc ủy quyền ký đã hết hạn hoặc đã bị thu hồi nên bạn không ký, không làm"
        " thay được nữa."
    )


def opening_numbers(actor: Actor, agency: Agency) -> AbstractContextManager[None]:
    """Open the cases behind an agency's public numbers to those who may see them.

    An officer of the agency sees them as they see its cases; a leader of the province's committee
    sees every agency's, without names.

    :raises Http404: for everybody else.
    """
    if not may_open_numbers(actor, agency):
        raise Http404
    return nullcontext() if agency.pk in actor.agency_ids else acting_as(SYSTEM)


def may_open_numbers(actor: Actor, agency: Agency) -> bool:
    """Tell whether `opening_numbers` opens for the actor."""
    if agency.pk in actor.agency_ids:
        return True
    return actor.has_role("LEADER") and _works_for_the_province(actor)


def _works_for_the_province(actor: Actor) -> bool:
    own = get_agency_by_id(actor.agency_id) if actor.agency_id else None
    return (
        own is not None and own.kind == AgencyKind.PEOPLES_COMMITTEE and own.tier == Tier.PROVINCE
    )


def access_case_for_citizen(actor: Actor, token: str) -> Case:
    """Give the citizen's own case.

    :raises Http404: when there is none; another person's case is no different from none.
    """
    case = _find_own_case(actor, token) if actor.is_citizen and actor.person_id else None
    if case is None:
        raise Http404
    return case


def _find_own_case(actor: Actor, token: str) -> Case | None:
    if actor.is_limited:
        return Case.objects.filter(own_cases(actor), token=token).first()
    return _CASE_OF_APPLICANT.first(token=token, applicant_id=actor.person_id)


def own_cases(actor: Actor) -> Q:
    """Give the condition of the cases a citizen may open: their own, or the represented person's.

    A limited mandate opens only what was filed under it.
    """
    return Q(applicant_id=actor.person_id or 0) & _within_mandate(actor)


def own_drafts(actor: Actor) -> Q:
    """Give the condition of the applications a citizen may write, likewise."""
    mine = Q(person_id=actor.person_id or 0, created_by_agency__isnull=True)
    return mine & _within_mandate(actor)


def _within_mandate(actor: Actor) -> Q:
    return Q(mandate_id=actor.capacity.mandate_id) if actor.is_limited and actor.capacity else Q()


def access_case_for_officer(actor: Actor, token: str) -> Case:
    """Give a case one of the officer's agencies takes part in.

    :raises Http404: when there is none for them.
    """
    case = _CASE.first(token=token) if actor.is_officer else None
    if case is None or not takes_part(actor, case):
        raise Http404
    return case


def access_draft(actor: Actor, token: str) -> Draft:
    """Give an application the citizen writes, or one the clerk writes for a citizen.

    :raises Http404: when there is none for them.
    """
    draft = _DRAFT.first(token=token)
    if draft is None or not _owns_draft(actor, draft):
        raise Http404
    remember_content(draft.version)
    return draft


def _owns_draft(actor: Actor, draft: Draft) -> bool:
    if actor.is_citizen:
        is_own = draft.person_id == actor.person_id and draft.created_by_agency_id is None
        return is_own and _is_within_mandate(actor, draft.mandate_id)
    return actor.is_officer and draft.created_by_agency_id in actor.agency_ids


def access_co_signature(actor: Actor, token: str) -> CoSignature:
    """Give an invitation to sign that is addressed to the citizen, or to whom they represent.

    A limited mandate opens none: what others began was not begun under it.

    :raises Http404: when there is none for them.
    """
    mine = CoSignature.objects.filter(token=token, person_id=actor.person_id or 0)
    found = mine.exclude(state=CoSignatureState.LISTED).first()
    if found is None or not actor.is_citizen or actor.is_limited:
        raise Http404
    return found


def access_consultation(actor: Actor, consultation_id: int) -> Consultation:
    """Give a question that was put to one of the officer's agencies.

    :raises Http404: when there is none for them.
    """
    asked = Consultation.objects.filter(pk=consultation_id, agency_id__in=actor.agency_ids)
    found = asked.select_related("asking_agency").first() if actor.is_officer else None
    if found is None:
        raise Http404
    return found


def access_branch(actor: Actor, branch_id: int) -> CaseBranch:
    """Give a branch one of the officer's agencies works on.

    :raises Http404: when there is none for them.
    """
    found = CaseBranch.objects.filter(pk=branch_id, agency_id__in=actor.agency_ids)
    branch = found.select_related("case").first() if actor.is_officer else None
    if branch is None:
        raise Http404
    return branch


def agencies_of(case: Case) -> tuple[int, ...]:
    """Give the ids of every agency that takes part in a case, without doubles."""
    found = (
        case.receiving_agency_id,
        case.competent_agency_id,
        case.assisting_agency_id,
        case.step_agency_id,
        *case.branch_agency_ids,
    )
    return tuple(dict.fromkeys(agency_id for agency_id in found if agency_id is not None))


def _is_within_mandate(actor: Actor, mandate_id: int | None) -> bool:
    if not actor.is_limited or actor.capacity is None:
        return True
    return actor.capacity.mandate_id == mandate_id


def takes_part(actor: Actor, case: Case) -> bool:
    """Tell whether the actor works for an agency of the case, or for one that keeps it."""
    may_read = (*agencies_of(case), *case.reader_agency_ids)
    return not set(actor.agency_ids).isdisjoint(may_read)


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
        is_own = actor.is_citizen and actor.person_id == case.applicant_id
        return is_own and _is_within_mandate(actor, case.mandate_id)
    if place is Place.CO_SIGNER:
        return _has_signed(actor, case)
    if place is Place.PLATFORM:
        return actor.kind is ActorKind.SYSTEM
    if place is Place.CATALOGUE:
        return actor.is_officer and actor.has_role(*roles)
    needed = roles
    if place is Place.STEP and case.step_agency_id is not None:
        needed = roles & {case.step_role}
        if case.step_person_id not in (None, actor.person_id, *actor.stands_in_for):
            return False
    agencies = _agencies_at(case, place)
    return (
        actor.is_officer and not agencies.isdisjoint(actor.agency_ids) and actor.has_role(*needed)
    )


def _has_signed(actor: Actor, case: Case) -> bool:
    """Tell whether the actor agreed to the case as one of its co-signers."""
    if not actor.is_citizen or actor.is_limited or actor.person_id == case.applicant_id:
        return False
    signed = CoSignature.objects.filter(case=case, state=CoSignatureState.AGREED)
    return signed.filter(person_id=actor.person_id or 0).exists()


def _agencies_at(case: Case, place: Place) -> frozenset[int]:
    """Give the agencies of a place; a step that has not begun is still at the counter."""
    if place is Place.COMPETENT:
        return frozenset({case.competent_agency_id})
    if place is Place.BRANCH:
        return frozenset(case.branch_agency_ids)
    at_step = place in {Place.STEP, Place.STEP_AGENCY} and case.step_agency_id is not None
    agency_id = case.step_agency_id if at_step else None
    return frozenset({agency_id or case.receiving_agency_id})


def delegation_of(*, actor: Actor, case: Case, action: Action, at: datetime) -> Delegation | None:
    """Give in whose name an officer acts, when not in their own.

    :raises DelegationExpired: when the delegation they rely on does not hold at that moment.
    """
    if not actor.stands_in_for:
        return None
    alone = replace(
        actor, stands_in_for=(), roles=actor.roles - actor.lent_roles, lent_roles=frozenset()
    )
    if action not in AUTHORITY or has_authority(actor=alone, case=case, action=action):
        return None
    found = find_delegation(
        to_person_id=actor.person_id or 0,
        agency_ids=actor.agency_ids,
        from_person_id=case.step_person_id if case.step_person_id in actor.stands_in_for else None,
        on=local(at).date(),
    )
    if found is None:
        raise DelegationExpired
    return found


def may_digitise(actor: Actor, case: Case) -> bool:
    """Tell whether the actor is a clerk of the office that took the case in, once accepted."""
    is_clerk = actor.is_officer and actor.has_role("CLERK")
    return is_clerk and case.receiving_agency_id in actor.agency_ids and case.code is not None


def access_duty(actor: Actor, case: Case, paper_code: str) -> PaperDuty:
    """Give a paper to digitise of a case the actor may digitise for.

    :raises Http404: there is none, or the work is somebody else's.
    """
    duty = (
        PaperDuty.objects.select_related("case", "scan")
        .filter(case=case, paper_code=paper_code)
        .first()
    )
    if duty is None or not may_digitise(actor, case):
        raise Http404
    return duty
