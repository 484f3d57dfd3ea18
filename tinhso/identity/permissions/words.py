"""How pages name who acts and hide numbers."""

from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.sealed import mask
from tinhso.identity.permissions.sessions import ANONYMOUS, Presence
from tinhso.identity.rules.devices import device_parts
from tinhso.orgs.api import agency_name_shown
from tinhso.ui.navigation import actor_of


def actor_context(request: HttpRequest) -> dict[str, object]:
    """Give templates ``actor``, words about them, and after how many seconds they are locked."""
    presence: Presence = getattr(request, "presence", ANONYMOUS)
    return {
        "actor": actor_of(request),
        "actor_agency_name": _agency_name(presence),
        "actor_position_title": _position_title(presence),
        "actor_idle_seconds": 0 if presence.is_locked else presence.idle_seconds,
    }


def _agency_name(presence: Presence) -> str:
    """Give the short name of the person's agency; English has only the whole one."""
    agency_id = presence.actor.agency_id
    if agency_id is None or get_language() != "en":
        return presence.agency_name
    return agency_name_shown(agency_id)


def _position_title(presence: Presence) -> str:
    """Give what the person is at the agency, in the reader's language where it has words."""
    is_english = get_language() == "en"
    return (is_english and presence.position_title_en) or presence.position_title


def display_name(actor: Actor) -> str:
    """Give a name for histories: the person's, or what kind of actor it is."""
    if actor.name:
        return actor.name
    return gettext("Hệ thống") if actor.kind is ActorKind.SYSTEM else gettext("Khách")


def device_name(user_agent: str) -> str:
    """Give a browser's name as its owner knows it: ``Chrome trên Windows``."""
    browser, system = device_parts(user_agent)
    if browser and system:
        return gettext("%(browser)s trên %(system)s") % {"browser": browser, "system": system}
    return browser or system or user_agent[:60] or gettext("Thiết bị không rõ")


def mask_identity(identity_number: str) -> str:
    """Give an identity number a bystander may see: ``079…123``."""
    return mask(identity_number)
