"""What the portal answers slices below that may not know of each other."""

from django.urls import reverse

from tinhso.cases.api import OriginLink, register_origin_kind
from tinhso.contact.api import contacts_for
from tinhso.core.actors import Actor


def listen() -> None:
    """Register; called once, when the application starts."""
    register_origin_kind("contact", where_contact_is_read)


def where_contact_is_read(code: str, actor: Actor) -> OriginLink:
    """Give the page of the contact an application came from, to those who may open it."""
    if actor.is_officer:
        is_open = contacts_for(actor).filter(code=code).exists()
        return OriginLink(code, reverse("contact:detail", args=[code]) if is_open else "")
    return OriginLink(code, reverse("contact:own", args=[code]))
