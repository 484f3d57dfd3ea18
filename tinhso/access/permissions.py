"""Who may propose, decide, review and look: the only way views get rows."""

from django.db.models import Q
from django.http import Http404

from tinhso.access.models import DataRequest, EmergencyAccess, SensitiveChange
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as

ADMINISTRATOR, LEADER, AUDITOR = "ADMINISTRATOR", "LEADER", "AUDITOR"
KEEPERS = (ADMINISTRATOR, LEADER)


def keeps(actor: Actor, agency_id: int) -> bool:
    """Tell whether the actor answers for the accounts of an agency.

    A leader answers for their own agencies (in their own right, not as a stand-in), an
    administrator for all.
    """
    own = actor.roles - actor.lent_roles
    return ADMINISTRATOR in own or (LEADER in own and agency_id in actor.agency_ids)


def access_change(actor: Actor, token: str) -> SensitiveChange:
    """Give a proposed change of an agency the actor answers for.

    :raises Http404: there is none such.
    """
    with acting_as(SYSTEM):
        found = SensitiveChange.objects.select_related("agency").filter(token=token).first()
    if found is None or not keeps(actor, found.agency_id):
        raise Http404
    return found


def access_emergency(actor: Actor, token: str) -> EmergencyAccess:
    """Give an emergency access of the officer's own, or one they review.

    :raises Http404: there is none such.
    """
    with acting_as(SYSTEM):
        rows = EmergencyAccess.objects.select_related("person", "agency")
        found = rows.filter(token=token).first()
    if found is None or not (found.officer_id == actor.person_id or reviews(actor, found)):
        raise Http404
    return found


def reviews(actor: Actor, emergency: EmergencyAccess) -> bool:
    """Tell whether the actor judges an emergency access: never their own."""
    is_own = emergency.officer_id == actor.person_id
    return not is_own and (keeps(actor, emergency.agency_id) or actor.has_role(AUDITOR))


def agencies_of(actor: Actor) -> Q:
    """Give the condition for rows of agencies the actor answers for."""
    if ADMINISTRATOR in actor.roles - actor.lent_roles:
        return Q()
    return Q(agency_id__in=actor.agency_ids)


def access_request(actor: Actor, token: str) -> DataRequest:
    """Give the citizen's own request about their data.

    :raises Http404: there is none such, or they act for somebody else.
    """
    found = DataRequest.objects.filter(token=token, person_id=actor.person_id or 0).first()
    if found is None or actor.capacity is not None:
        raise Http404
    return found
