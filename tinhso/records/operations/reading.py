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
from tinhso.documents.api import (
    SecrecyLevel,
    Upload,
    can_read_scans,
    forget_file,
    forget_upload,
    load_bytes,
)
from tinhso.records.models import (
    Attachment,
    Door,
    OfficialDocument,
    OutgoingDocument,
    Reading,
    TaskNote,
)
from tinhso.records.operations.history import add_event
from tinhso.records.operations.screening import GivenFile, screen_part, shut_away

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


def order_reading(row: Attachment | TaskNote, *, part: int = 0, is_whole: bool = True) -> None:
    """Have the worker read a part of a file that waits, in the caller's transaction."""
    if row.reading != Reading.WAITING:
        return
    key = "attachment_id" if isinstance(row, Attachment) else "note_id"
    name = _READ_ATTACHMENT if isinstance(row, Attachment) else _READ_EVIDENCE
    app.configure_task(name).defer(**{key: row.pk, "part": part, "is_whole": is_whole})


def refuse_unread(official: OfficialDocument) -> None:
    """Refuse to let a document out whose files are being read.

    :raises FilesBeingRead: one waits.
    """
    if official.attachments.filter(reading=Reading.WAITING).exists():
        raise FilesBeingRead


@transaction.atomic
def read_attachment(
    *, attachment_id: int, at: datetime, part: int = 0, is_whole: bool = True
) -> OfficialDocument | None:
    """Read a part of an attachment's scans, then order the next; a mark takes it off its document.

    As the platform, once. Gives the document when nothing of it waits any more.
    """
    waiting = Attachment.objects.filter(pk=attachment_id, reading=Reading.WAITING)
    found = waiting.select_related("official", "file").first()
    if found is None:
        return None
    official, file = found.official, GivenFile(found.name, load_bytes(found.file.sha256))
    screened = screen_part(files=(file,), part=part)
    if waiting.select_for_update(of=("self",)).first() is None:
        return None
    is_whole = is_whole and screened.is_whole
    if screened.level is not None:
        _take_off(found, file, screened.level, at)
    elif screened.goes_on:
        order_reading(found, part=part + 1, is_whole=is_whole)
    else:
        found.reading = Reading.READ if is_whole else Reading.LOOKED
        found.save(update_fields=["reading"])
    is_open = official.attachments.filter(reading=Reading.WAITING).exists()
    return None if is_open else official


def _take_off(attachment: Attachment, file: GivenFile, level: SecrecyLevel, at: datetime) -> None:
    official, stored = attachment.official, attachment.file
    attachment.delete()
    shut_away(
        agency_id=official.agency_id, files=(file,), level=level, door=Door.SCAN, actor=SYSTEM,
        at=at,
    )  # fmt: skip
    forget_file(stored)
    add_event(official, "FILE_SHUT_AWAY", actor=SYSTEM, at=at)


@transaction.atomic
def read_evidence(*, note_id: int, at: datetime, part: int = 0, is_whole: bool = True) -> None:
    """Read a part of the scans of a task's evidence, then order the next; a mark takes it out.

    As the platform, once.
    """
    waiting = TaskNote.objects.filter(pk=note_id, reading=Reading.WAITING)
    note = waiting.select_related("task", "upload__file").first()
    if note is None or note.upload is None:
        return
    file = GivenFile(note.upload.name, load_bytes(note.upload.file.sha256))
    screened = screen_part(files=(file,), part=part)
    if waiting.select_for_update(of=("self",)).first() is None:
        return
    is_whole = is_whole and screened.is_whole
    if screened.level is None and screened.goes_on:
        order_reading(note, part=part + 1, is_whole=is_whole)
        return
    note.reading = Reading.READ if is_whole else Reading.LOOKED
    if screened.level is None:
        note.save(update_fields=["reading"])
    else:
        _take_out(note, note.upload, file, screened.level, at)


def _take_out(
    note: TaskNote, upload: Upload, file: GivenFile, level: SecrecyLevel, at: datetime
) -> None:
    note.upload = None
    note.save(update_fields=["reading", "upload"])
    shut_away(
        agency_id=upload.agency_id or note.task.agency_id, files=(file,), level=level,
        door=Door.SCAN, actor=SYSTEM, at=at,
    )  # fmt: skip
    forget_upload(upload=upload)
    TaskNote.objects.create(task=note.task, kind="FILE_SHUT_AWAY", at=at, actor_name=SYSTEM.name)


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
