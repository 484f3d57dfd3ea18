"""Looks at who reported, each written down; pictures added; links to where a matter goes on."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tinhso.contact.models import Contact, ContactLink, ContactPhoto
from tinhso.contact.operations.history import locked, move, note
from tinhso.contact.operations.telling import News, tell_citizens
from tinhso.contact.operations.working import ReasonMissing
from tinhso.contact.permissions import NotYourContact, is_centre_officer, require_holder
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.documents.api import share_uploads_with
from tinhso.identity.api import record_look


@dataclass(frozen=True, slots=True)
class ReporterShown:
    """Who reported, as an officer was shown it once."""

    name: str
    phone: str
    email: str


@transaction.atomic
def reveal_reporter(*, contact: Contact, because: str, actor: Actor, at: datetime) -> ReporterShown:
    """Show who reported, for a stated reason: the centre, or the holder where they may know.

    :raises NotYourContact: the reporter is not to be known to the agency, or it does not hold it.
    :raises ReasonMissing: no reason.
    """
    if not because.strip():
        raise ReasonMissing
    if not is_centre_officer(actor):
        require_holder(actor, contact)
        if not contact.is_known_to_agency:
            raise NotYourContact
    note(contact, "LOOKED", actor=actor, at=at, text=because)
    if contact.person_id:
        record_look(
            actor=actor,
            person_id=contact.person_id,
            purpose=because[:200],
            subject=f"contact:{contact.code}",
            at=at,
        )
    return ReporterShown(contact.reporter_name, contact.reporter_phone, contact.reporter_email)


@transaction.atomic
def add_photo(
    *, contact: Contact, upload_id: int, role: str, actor: Actor, at: datetime
) -> ContactPhoto:
    """Put a checked upload to a contact; everybody who may read the contact may see it."""
    with acting_as(SYSTEM):
        photo = ContactPhoto.objects.create(
            contact=contact, upload_id=upload_id, role=role, created_at=at
        )
        readers = {contact.agency_id, *contact.reader_agency_ids}
        share_uploads_with([(upload_id, agency_id) for agency_id in readers])
    note(contact, "PHOTO_ADDED", actor=actor, at=at, role=role)
    return photo


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a contact goes on: ``subject`` is a key such as ``case:12``, ``url`` a path here."""

    kind: str
    subject: str
    label: str
    url: str = ""


@transaction.atomic
def link_to(*, contact: Contact, onward: Onward, actor: Actor, at: datetime) -> ContactLink:
    """Write down where a contact goes on: a case, a task, a call; twice changes nothing.

    The contact itself goes on too; use ``hand_over`` when it ends here.
    """
    link, is_new = ContactLink.objects.get_or_create(
        contact=contact,
        subject=onward.subject,
        defaults={
            "kind": onward.kind,
            "label": onward.label[:200],
            "url": onward.url,
            "created_at": at,
        },
    )
    if is_new:
        note(
            contact,
            "CONNECTED",
            actor=actor,
            at=at,
            kind=onward.kind,
            subject=onward.subject,
            label=onward.label,
        )
    return link


@transaction.atomic
def hand_over(*, contact: Contact, because: str, actor: Actor, at: datetime) -> Contact:
    """End a contact here because a case, task or law of its own takes it on; the citizen is told.

    :raises NotYourContact: another agency holds it. :raises ReasonMissing: not said to whom.
    :raises ContactMovedOn: it is closed.
    """
    if not because.strip():
        raise ReasonMissing
    row = locked(contact)
    require_holder(actor, row)
    move(row, "HAND_OVER")
    row.closed_at = at
    row.save(update_fields=["state", "closed_at"])
    note(row, "HANDED_OVER", actor=actor, at=at, text=because, is_public=True)
    tell_citizens(row, News("contact_news", "handed-over", {"news": because}), at=at)
    return row
