"""What every write ends with: one line of history, news for open pages and other slices."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from tinhso.contact.events import ContactMoved
from tinhso.contact.models import Contact, ContactEvent
from tinhso.contact.rules.moves import MOVES
from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.core.live import announce
from tinhso.core.prepared import insert
from tinhso.core.state_machine import TransitionRefused
from tinhso.orgs.api import agency_name

DESK_TOPIC = "contact:desk"


class ContactMovedOn(DomainError):
    """The act does not fit where the contact stands."""

    code = "contact_moved_on"
    text = gettext_lazy("Phản ánh không còn ở bước này. Hãy tải lại trang để xem tình trạng mới.")


def note(
    contact: Contact,
    act: str,
    *,
    actor: Actor,
    at: datetime,
    text: str = "",
    is_public: bool = False,
    **facts: Any,
) -> ContactEvent:
    """Write one line of a contact's history and have open pages look again."""
    line = ContactEvent(
        contact=contact,
        at=at,
        act=act,
        actor_reference=actor.reference,
        actor_name=actor.name[:120],
        agency_name=agency_name(actor.agency_id) if actor.agency_id else "",
        note=text,
        is_public=is_public,
        facts=facts,
    )
    insert(line)
    announce(agency_topic(contact.agency_id), DESK_TOPIC)
    return line


def agency_topic(agency_id: int) -> str:
    """Give the topic of an agency's lists of contacts."""
    return f"contact:agency:{agency_id}"


def locked(contact: Contact) -> Contact:
    """Give the contact's row as it is now, locked to the end of the transaction."""
    rows = Contact.objects.select_for_update(of=("self",)).select_related("category", "area")
    return rows.get(pk=contact.pk)


def move(contact: Contact, action: str, *, wanted: str | None = None) -> None:
    """Put a locked contact into the state an act leads to; the caller saves it.

    :raises ContactMovedOn: the act does not start from where it stands.
    """
    try:
        contact.state = MOVES.target(action=action, state=contact.state, wanted=wanted)
    except TransitionRefused as error:
        raise ContactMovedOn from error
    publish(ContactMoved(contact.pk, contact.code, contact.state))
