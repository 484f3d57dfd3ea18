"""What the public sees: masked, previewed, published by a person; hidden again when asked."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.contact.models import Contact, ContactKind, ContactPhoto, PublicState
from tinhso.contact.operations.history import locked, note
from tinhso.contact.operations.subscribing import have_subscribers_told
from tinhso.contact.permissions import require_centre
from tinhso.contact.rules.masking import find_personal, mask_personal
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.core.text import fold
from tinhso.documents.api import cover_picture, share_uploads_with

#: A part of a picture: left, top, width and height, each between 0 and 1.
Area = tuple[float, float, float, float]


class NotPublishable(DomainError):
    """Contacts of this kind or category are never public."""

    code = "contact_not_publishable"
    text = gettext_lazy("Loại nội dung này không được công khai.")


class StillPersonal(DomainError):
    """The text to publish still looks as if it named somebody."""

    code = "contact_still_personal"
    text = gettext_lazy(
        "Nội dung còn số điện thoại, thư điện tử, số giấy tờ hoặc biển số. Hãy che rồi công khai."
    )


class PhotoUnchecked(DomainError):
    """A picture was chosen in which nobody looked for faces and plates yet, or a video."""

    code = "contact_photo_unchecked"
    text = gettext_lazy("Mở từng ảnh, che mặt người, biển số, giấy tờ rồi mới công khai ảnh.")


@transaction.atomic
def mask_photo(
    *, photo: ContactPhoto, areas: Sequence[Area], actor: Actor, at: datetime
) -> ContactPhoto:
    """Cover areas of a picture for the public, or say that there is nothing to cover.

    The original is kept for those who may see the contact. Areas are parts of the picture.

    :raises NotYourContact: not an officer of the centre. :raises UploadWrongType: a video.
    """
    require_centre(actor)
    with acting_as(SYSTEM):
        row = ContactPhoto.objects.select_for_update().get(pk=photo.pk)
        covered = cover_picture(upload=row.upload, boxes=areas, at=at) if areas else None
        row.masked, row.is_checked = covered, True
        row.save(update_fields=["masked", "is_checked"])
        contact = row.contact
        if covered is not None:
            readers = {contact.agency_id, *contact.reader_agency_ids}
            share_uploads_with([(covered.pk, agency_id) for agency_id in readers])
        note(contact, "PHOTO_CHECKED", actor=actor, at=at, areas=len(areas))
    return row


def public_draft(contact: Contact) -> str:
    """Give the text as it would be published: everything that looks personal hidden."""
    return mask_personal(contact.text, [contact.reporter_name])


@transaction.atomic
def publish_contact(
    *, contact: Contact, text: str, photo_ids: tuple[int, ...], actor: Actor, at: datetime
) -> Contact:
    """Make a looked-at contact public with a masked text and the chosen pictures.

    :raises NotYourContact: not an officer of the centre.
    :raises NotPublishable: of a kind, or in a category, that stays private; or nothing to show.
    :raises StillPersonal: the text still holds what must be hidden.
    :raises PhotoUnchecked: nobody looked into a chosen picture.
    """
    require_centre(actor)
    with acting_as(SYSTEM):
        row = locked(contact)
        words = text.strip()
        if row.kind == ContactKind.DENUNCIATION or row.public_state == PublicState.HIDDEN:
            raise NotPublishable
        if len(words) < 10:
            raise NotPublishable
        if find_personal(words, [row.reporter_name]):
            raise StillPersonal
        row.public_state, row.public_text = PublicState.PUBLISHED, words
        row.published_at = row.published_at or at
        row.search_text = f" {fold(f'{words} {row.address}')} "
        row.save(update_fields=["public_state", "public_text", "published_at", "search_text"])
        if row.photos.filter(pk__in=photo_ids, is_checked=False).exists():
            raise PhotoUnchecked
        row.photos.exclude(pk__in=photo_ids).update(is_public=False)
        row.photos.filter(pk__in=photo_ids).update(is_public=True)
        note(row, "PUBLISHED", actor=actor, at=at, pictures=len(photo_ids))
        if contact.published_at is None:
            have_subscribers_told(row)
    return row


@transaction.atomic
def hide_contact(*, contact: Contact, actor: Actor, at: datetime, because: str = "") -> Contact:
    """Take a contact out of the public list: the centre, or its author whenever they like."""
    with acting_as(SYSTEM):
        row = locked(contact)
        row.public_state = PublicState.WITHDRAWN
        row.save(update_fields=["public_state"])
        note(row, "HIDDEN", actor=actor, at=at, text=because)
    return row
