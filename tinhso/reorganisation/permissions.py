"""Who may see and do what in the reorganisation slice: the only way views get rows.

The tables are the platform's alone (row-level security): each function here checks the person,
then reads as the platform.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.orgs.api import AgencyKind, Tier, get_agency_by_id
from tinhso.reorganisation.models import Reorganisation


class NotAllowed(DomainError):
    """The actor may not do this to a reorganisation."""

    code = "reorganisation_not_allowed"
    text = gettext_lazy("Chỉ người quản trị hệ thống được chuẩn bị và thực hiện việc sắp xếp.")


class ApproverIsProposer(DomainError):
    """Who proposes a plan does not approve it."""

    code = "approver_is_proposer"
    text = gettext_lazy(
        "Người trình phương án không được tự phê duyệt. Hãy để một người quản trị khác hoặc lãnh"
        " đạo Ủy ban nhân dân tỉnh phê duyệt."
    )


def can_prepare(actor: Actor) -> bool:
    """Tell whether the actor prepares and runs reorganisations: administrators, the platform."""
    is_administrator = actor.is_officer and actor.has_role("ADMINISTRATOR")
    return is_administrator or actor.kind is ActorKind.SYSTEM


def can_approve(actor: Actor) -> bool:
    """Tell whether the actor approves plans: administrators, who leads the province."""
    return can_prepare(actor) or _leads_province(actor)


def require_preparer(actor: Actor) -> None:
    """Refuse whoever does not prepare reorganisations.

    :raises NotAllowed: the actor is no administrator.
    """
    if not can_prepare(actor):
        raise NotAllowed


def require_approver(actor: Actor) -> None:
    """Refuse whoever does not approve plans.

    :raises NotAllowed: the actor is neither an administrator nor leads the province.
    """
    if not can_approve(actor):
        raise NotAllowed


def access_reorganisation(actor: Actor, pk: int) -> Reorganisation:
    """Give a reorganisation to those who prepare or approve it.

    :raises PermissionDenied: the actor is neither.
    :raises Http404: there is none.
    """
    if not can_approve(actor):
        raise PermissionDenied
    with acting_as(SYSTEM):
        found = Reorganisation.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _leads_province(actor: Actor) -> bool:
    if not (actor.is_officer and actor.has_role("LEADER")):
        return False
    agencies = [get_agency_by_id(agency_id) for agency_id in actor.agency_ids]
    return any(
        (agency.kind, agency.tier) == (AgencyKind.PEOPLES_COMMITTEE, Tier.PROVINCE)
        for agency in agencies
    )
