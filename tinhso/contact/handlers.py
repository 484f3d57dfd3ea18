"""What the line answers other slices: where a number of theirs can be read."""

from django.urls import reverse

from tinhso.contact.operations.telling_numbers import SUBJECT
from tinhso.contact.permissions import contacts_for
from tinhso.core.actors import Actor
from tinhso.indicators.api import SubjectLink, register_subject_kind


def listen() -> None:
    """Register; called once, when the application starts."""
    register_subject_kind(SUBJECT, where_contact_is_read)


def where_contact_is_read(code: str, actor: Actor) -> SubjectLink | None:
    """Give the page of a contact behind a number, to officers who may see it."""
    if not actor.is_officer:
        return None
    contact = contacts_for(actor).filter(code=code).first()
    if contact is None:
        return None
    return SubjectLink(contact.code, reverse("contact:detail", args=[contact.code]))
