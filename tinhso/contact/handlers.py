"""What the line answers other slices, and does at their news."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from tinhso.contact.models import ContactPhoto
from tinhso.contact.operations.history import note
from tinhso.contact.operations.telling_numbers import SUBJECT
from tinhso.contact.permissions import contacts_for
from tinhso.core.actors import SYSTEM, Actor
from tinhso.documents.api import Upload, when_taken_away
from tinhso.indicators.api import SubjectLink, register_subject_kind


def listen() -> None:
    """Register; called once, when the application starts."""
    register_subject_kind(SUBJECT, where_contact_is_read)
    when_taken_away(drop_taken_away)


def where_contact_is_read(code: str, actor: Actor) -> SubjectLink | None:
    """Give the page of a contact behind a number, to officers who may see it."""
    if not actor.is_officer:
        return None
    contact = contacts_for(actor).filter(code=code).first()
    if contact is None:
        return None
    return SubjectLink(contact.code, reverse("contact:detail", args=[contact.code]))


def drop_taken_away(upload: Upload, at: datetime) -> None:
    """Take a file that was sealed off its contact, so that nobody sees or publishes it."""
    photos = ContactPhoto.objects.filter(Q(upload=upload) | Q(masked=upload))
    for photo in photos.select_related("contact"):
        note(photo.contact, "FILE_SHUT_AWAY", actor=SYSTEM, at=at, is_public=True)
        photo.delete()
