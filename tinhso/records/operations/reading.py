"""Reading what no program could read at once: scans among attachments and evidence, by a task.

A mark of secrecy found then takes the file out again, sealed. Where no Tesseract is installed the
person who brought the file answers for having looked, and pages say so.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.documents.api import can_read_scans, forget_file, forget_upload, load_bytes
from tinhso.records.models import (
    Attachment,
    Door,
    OfficialDocument,
    OutgoingDocument,
    Reading,
    TaskNote,
)
from tinhso.records.operations.history import add_event
from tinhso.records.operations.screening import GivenFile, screen, shut_away

_READ_ATTACHMENT = "tinhso.records.tasks.read_attachment_task"
_READ_EVIDENCE = "tinhso.records.tasks.read_evidence_task"


class FilesBeingRead(DomainError):
    """Scans among the files are being read for marks of secrecy: nothing leaves before."""

    code = "files_being_read"
    text = gettext_lazy(
        "Hệ thống đang nhận dạng chữ trong tệp kèm để dò dấu mật. Hãy thử lại sau ít phút."
    )


def reading_of(*, is_whole: bool) -> Reading:
    """Give how far a file just brought was read; what is left waits, or its bringer looked."""
    if is_whole:
        return Reading.READ
    return Reading.WAITING if can_read_scans() else Reading.LOOKED


def order_reading(row: Attachment | TaskNote) -> None:
    """Have the worker read a file that waits, in the caller's transaction."""
    if row.reading != Reading.WAITING:
        return
    if isinstance(row, Attachment):
        app.configure_task(_READ_ATTACHMENT).defer(attachment_id=row.pk)
    else:
        app.configure_task(_READ_EVIDENCE).defer(note_id=row.pk)


def refuse_unread(official: OfficialDocument) -> None:
    """Refuse to let a document out whose files are being read.

    :raises FilesBeingRead: one waits.
    """
    if official.attachments.filter(reading=Reading.WAITING).exists():
        raise FilesBeingRead


@transaction.atomic
def read_attachment(*, attachment_id: int, at: datetime) -> OfficialDocument | None:
    """Read an attachment's scans; a mark takes it off its document. As the platform, once.

    Gives the document when nothing of it waits any more.
    """
    rows = Attachment.objects.select_for_update(of=("self",)).select_related("official", "file")
    found = rows.filter(pk=attachment_id, reading=Reading.WAITING).first()
    if found is None:
        return None
    official, file = found.official, GivenFile(found.name, load_bytes(found.file.sha256))
    screened = screen(fields=(), files=(file,), with_scans=True)
    if screened.level is None:
        found.reading = Reading.READ if screened.is_whole else Reading.LOOKED
        found.save(update_fields=["reading"])
    else:
        stored = found.file
        found.delete()
        shut_away(
            agency_id=official.agency_id, files=(file,), level=screened.level, door=Door.SCAN,
            actor=SYSTEM, at=at,
        )  # fmt: skip
        forget_file(stored)
        add_event(official, "FILE_SHUT_AWAY", actor=SYSTEM, at=at)
    is_open = official.attachments.filter(reading=Reading.WAITING).exists()
    return None if is_open else official


@transaction.atomic
def read_evidence(*, note_id: int, at: datetime) -> None:
    """Read the scans of a task's evidence; a mark takes the file out. As the platform, once."""
    rows = TaskNote.objects.select_for_update(of=("self",)).select_related("task", "upload__file")
    note = rows.filter(pk=note_id, reading=Reading.WAITING).first()
    if note is None or note.upload is None:
        return
    upload = note.upload
    file = GivenFile(upload.name, load_bytes(upload.file.sha256))
    screened = screen(fields=(), files=(file,), with_scans=True)
    note.reading = Reading.READ if screened.is_whole else Reading.LOOKED
    if screened.level is not None:
        note.upload = None
        shut_away(
            agency_id=upload.agency_id or note.task.agency_id, files=(file,), level=screened.level,
            door=Door.SCAN, actor=SYSTEM, at=at,
        )  # fmt: skip
    note.save(update_fields=["reading", "upload"])
    if screened.level is not None:
        forget_upload(upload=upload)
        TaskNote.objects.create(
            task=note.task, kind="FILE_SHUT_AWAY", at=at, actor_name=SYSTEM.name
        )


def keep_waiting_update(
    outgoing: OutgoingDocument, *, reason: str, due_on: date | None, actor: Actor, at: datetime
) -> None:
    """Keep an update until its scans are read, in the caller's transaction."""
    outgoing.waiting_update = {
        "reason": reason,
        "due_on": due_on.isoformat() if due_on else "",
        "actor": actor.as_json(),
    }
    outgoing.save(update_fields=["waiting_update"])
    add_event(outgoing.official, "UPDATE_WAITS", actor=actor, at=at, reason=reason)
