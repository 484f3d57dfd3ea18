"""Files that go with a draft: looked through for secrecy, kept, taken off again."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.documents.api import (
    Document,
    StoredFile,
    UploadWrongType,
    check_sealable,
    forget_file,
    latest_rendition,
    received_name,
    seal_annex,
    store_file,
)
from tinhso.records.models import Attachment, OfficialDocument, OutgoingDocument, QuarantinedItem
from tinhso.records.operations.drafting import NotYourDraft, locked_outgoing, may_edit
from tinhso.records.operations.history import add_event
from tinhso.records.operations.reading import order_reading, reading_of
from tinhso.records.operations.screening import GivenFile, screen, shut_away

MOST_FILES = 10
LARGEST_FILE = 20 * 1024 * 1024
#: What may go along: how a file's name ends, the bytes it begins with, its type.
KINDS = (
    (".pdf", b"%PDF-", "application/pdf"),
    (
        ".docx",
        b"PK\x03\x04",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (".xlsx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (".jpg", b"\xff\xd8\xff", "image/jpeg"),
    (".jpeg", b"\xff\xd8\xff", "image/jpeg"),
    (".png", b"\x89PNG\r\n\x1a\n", "image/png"),
)


class TooManyFiles(DomainError):
    """A document takes ten files along, each of twenty megabytes."""

    code = "too_many_attachments"
    text = gettext_lazy("Mỗi văn bản kèm tối đa 10 tệp, mỗi tệp tối đa 20 MB.")


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of a file: it goes along, or was shut away."""

    attachment: Attachment | None = None
    quarantined: QuarantinedItem | None = None


@transaction.atomic
def attach_file(
    *, outgoing: OutgoingDocument, file: GivenFile, actor: Actor, at: datetime
) -> Attached:
    """Keep a file with a draft; one with a mark of secrecy is shut away instead.

    :raises NotYourDraft: the actor may not write in the draft now.
    :raises TooManyFiles: there are ten, or it is over twenty megabytes.
    :raises UploadWrongType: it is none of the kinds that may go along.
    """
    locked = locked_outgoing(outgoing)
    if not may_edit(locked, actor):
        raise NotYourDraft
    attached = keep_attachment(locked, file, actor=actor, at=at)
    if attached.attachment is not None:
        add_event(locked.official, "FILE_ADDED", actor=actor, at=at, to=attached.attachment.name)
    return attached


def keep_attachment(
    outgoing: OutgoingDocument, file: GivenFile, *, actor: Actor, at: datetime
) -> Attached:
    """Look a file through and keep it with its document, in the caller's transaction.

    :raises TooManyFiles: there are ten, or it is over twenty megabytes.
    :raises UploadRefused: it is none of the kinds that may go along, or a PDF nobody can sign.
    """
    official = outgoing.official
    if official.attachments.count() >= MOST_FILES or len(file.content) > LARGEST_FILE:
        raise TooManyFiles
    media_type = _media_type(file)
    if media_type == "application/pdf":
        check_sealable(file.content)
    screened = screen(fields=(), files=(file,))
    if screened.level is not None:
        item = shut_away(
            agency_id=official.agency_id, files=(file,), level=screened.level,
            door=screened.door, actor=actor, at=at,
        )  # fmt: skip
        return Attached(quarantined=item)
    kept = Attachment.objects.create(
        official=official,
        token=new_token(),
        name=received_name(file.name),
        media_type=media_type,
        file=store_file(file.content, media_type, at),
        reading=reading_of(is_whole=screened.is_whole),
        added_by=actor.name,
        added_at=at,
    )
    order_reading(kept)
    return Attached(attachment=kept)


@transaction.atomic
def remove_attachment(*, attachment: Attachment, actor: Actor, at: datetime) -> None:
    """Take a file off a draft; its bytes go when nothing else holds them.

    :raises NotYourDraft: the actor may not write in the draft now.
    """
    outgoing = locked_outgoing(attachment.official.outgoing)
    if not may_edit(outgoing, actor):
        raise NotYourDraft
    file, name = attachment.file, attachment.name
    attachment.delete()
    forget_file(file)
    add_event(outgoing.official, "FILE_REMOVED", actor=actor, at=at, to=name)


def seal_attachments(
    official: OfficialDocument, document: Document, *, actor: Actor, at: datetime
) -> None:
    """Have the organisation sign every PDF that goes with its issued document and is not signed.

    Decree 30/2020 annex I. What others signed goes along as they signed it; other kinds of files
    bear no signature, the envelope's covers them.

    :raises AnnexNotSealable: one cannot be signed.
    """
    waiting = official.attachments.filter(sealed__isnull=True, media_type="application/pdf")
    for attachment in waiting.select_related("file").order_by("pk"):
        attachment.sealed = seal_annex(
            main=document, name=attachment.name, file=attachment.file, actor=actor, at=at
        )
        attachment.save(update_fields=["sealed"])


def newest_file(attachment: Attachment) -> StoredFile:
    """Give the bytes that go out: as the organisation signed them, else as they were brought."""
    rendition = latest_rendition(attachment.sealed) if attachment.sealed else None
    return rendition.file if rendition else attachment.file


def _media_type(file: GivenFile) -> str:
    name = file.name.lower()
    for ending, start, media_type in KINDS:
        if name.endswith(ending) and file.content.startswith(start):
            return media_type
    raise UploadWrongType
