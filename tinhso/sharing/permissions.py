"""Who may see and do what in data sharing: the only way views get rows."""

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.sharing.models import Agreement, Call, Client

ADMINISTRATOR = "ADMINISTRATOR"
#: They answer for their agency's systems and data.
KEEPERS = ("LEADER", "HEAD_OF_UNIT", ADMINISTRATOR)


class NotKeeper(DomainError):
    """The actor does not answer for this agency's systems or data."""

    code = "not_authorised"
    text = gettext_lazy("Việc này do lãnh đạo hoặc trưởng phòng của cơ quan đó thực hiện.")


def is_administrator(actor: Actor) -> bool:
    """Tell whether the actor administers the platform, in their own right."""
    return ADMINISTRATOR in actor.roles - actor.lent_roles


def keeps(actor: Actor, agency_id: int) -> bool:
    """Tell whether the actor answers for an agency's systems and data."""
    return actor.is_officer and actor.has_role(*KEEPERS) and agency_id in actor.agency_ids


def check_keeper(actor: Actor, agency_id: int) -> None:
    """Refuse whoever does not answer for an agency.

    :raises NotKeeper: the actor does not.
    """
    if not keeps(actor, agency_id):
        raise NotKeeper


def ours(actor: Actor) -> Q:
    """Give the condition for systems the actor may see."""
    return Q() if is_administrator(actor) else Q(agency_id__in=actor.agency_ids)


def seen_by(actor: Actor) -> Q:
    """Give the condition for agreements and calls the actor may see: asked by or of theirs."""
    if is_administrator(actor):
        return Q()
    return Q(agency_id__in=actor.agency_ids) | Q(owner_id__in=actor.agency_ids)


def access_client(actor: Actor, token: str) -> Client:
    """Give a system of the actor's agency.

    :raises Http404: there is none such for them.
    """
    with acting_as(SYSTEM):
        rows = Client.objects.filter(ours(actor)).select_related("agency")
        found = rows.filter(token=token).first()
    if found is None or not actor.has_role(*KEEPERS):
        raise Http404
    return found


def access_agreement(actor: Actor, token: str) -> Agreement:
    """Give an agreement asked by or of the actor's agency.

    :raises Http404: there is none such for them.
    """
    with acting_as(SYSTEM):
        rows = Agreement.objects.filter(seen_by(actor)).select_related("client", "agency", "owner")
        found = rows.filter(token=token).first()
    if found is None or not actor.has_role(*KEEPERS):
        raise Http404
    return found


def access_call_about_me(actor: Actor, token: str) -> Call:
    """Give a call that took the citizen's own data.

    :raises Http404: there is none such, or they act for somebody else.
    """
    rows = Call.objects.select_related("agency", "owner").filter(person_id=actor.person_id or 0)
    found = rows.filter(token=token, outcome="OK").first()
    if found is None or actor.capacity is not None:
        raise Http404
    return found
