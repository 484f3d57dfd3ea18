"""Files with a mark of secrecy, whoever sends them: refused at once, or taken away when read.

What a file says as text is looked through while its sender waits. Pictures and scanned pages are
read by a task, once for the same bytes: with a mark on them every upload of these bytes is sealed
and a page that says so stands in its place. Without Tesseract nobody but people reads pictures.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext, override
from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM, Actor, ActorKind
from tinhso.core.anyway import do_anyway
from tinhso.core.clock import local
from tinhso.core.rls import acting_as
from tinhso.documents.gateways import file_store, typesetting
from tinhso.documents.gateways.ocr import can_read_scans
from tinhso.documents.gateways.refusals import UploadSecret
from tinhso.documents.models import FileReading, StoredFile, Upload
from tinhso.documents.operations.forgetting import forget_file
from tinhso.documents.operations.levels import AFTER_EVERYTHING_ELSE
from tinhso.documents.operations.reading import read_file_text, read_part
from tinhso.documents.operations.storing import store_file
from tinhso.documents.rules import MEDIA_TYPES, SecrecyLevel, find_mark
from tinhso.ledger.api import record
from tinhso.notifications.api import notify

_PDF, _PNG = "application/pdf", "image/png"
_STAND_IN_DOTS = 96


class Seen(StrEnum):
    """How a mark was seen: in a file's text, in typed words, on a picture, by somebody looking."""

    TEXT = "TEXT"
    TYPED = "TYPED"
    SCAN = "SCAN"
    PERSON = "PERSON"


@dataclass(frozen=True, slots=True)
class SecretFile:
    """A file with a mark of secrecy, who brought it, and the agency it was for when that is known.

    On pictures marks are seen after the file had been taken.
    """

    name: str
    content: bytes
    level: SecrecyLevel
    seen: Seen
    agency_id: int | None
    actor: Actor


#: Seals a secret file and tells whoever answers for it.
Sealer = Callable[[SecretFile, datetime], object]
#: Lets go of an upload that was taken away.
Holder = Callable[[Upload, datetime], object]
_sealers: list[Sealer] = []
_holders: list[Holder] = []


def when_secret_found(sealer: Sealer) -> None:
    """Have secret files sealed by a slice above; called as the platform."""
    if sealer not in _sealers:
        _sealers.append(sealer)


def when_taken_away(holder: Holder) -> None:
    """Hear of uploads taken away, in the same transaction and as the platform."""
    if holder not in _holders:
        _holders.append(holder)


def refuse_secret(*, name: str, content: bytes, actor: Actor, at: datetime) -> bool:
    """Refuse a file whose name or text carries a mark of secrecy; give whether all was read.

    What is refused is sealed even when everything else the request did is undone.

    :raises UploadSecret: it carries one.
    """
    found = read_file_text(content)
    level = find_mark(name.rsplit(".", 1)[0].replace("_", " ")) or find_mark(found.text)
    if level is None:
        return found.is_whole
    secret = SecretFile(name, content, level, Seen.TEXT, actor.agency_id, actor)
    do_anyway(partial(seal_secret, secret, at))
    raise UploadSecret


def order_reading(file: StoredFile, at: datetime) -> None:
    """Have a task read the pictures of a file, in the caller's transaction; not what was read."""
    if not can_read_scans() or FileReading.objects.filter(file=file).exists():
        return
    FileReading.objects.bulk_create([FileReading(file=file, ordered_at=at)], ignore_conflicts=True)
    _order_part(file.pk, part=0, is_whole=True)


def _order_part(file_id: int, *, part: int, is_whole: bool) -> None:
    app.configure_task(
        "tinhso.documents.tasks.read_file", queue="documents", priority=AFTER_EVERYTHING_ELSE
    ).defer(file_id=file_id, part=part, is_whole=is_whole)


@transaction.atomic
def read_file(
    *, file_id: int, at: datetime, part: int = 0, is_whole: bool = True
) -> SecrecyLevel | None:
    """Read a part of a file that waits for it, then order the next; a mark takes the file away.

    Gives the mark; run as the platform. ``is_whole`` tells whether the parts before were read.
    Nothing is locked while the pictures are read: their owner may throw them away.
    """
    waiting = FileReading.objects.filter(file_id=file_id, read_at=None)
    found = waiting.select_related("file").first()
    if found is None:
        return None
    content = file_store.load(found.file.sha256)
    said = read_part([content], part)
    locked = waiting.select_for_update().first()
    if locked is None:
        return None
    level = find_mark(said.text, is_scan=True)
    if level is not None:
        locked.delete()  # who sends these bytes again has them read again
        take_away(found.file, level=level, at=at)
        return level
    is_whole = is_whole and said.is_whole
    if said.goes_on:
        _order_part(file_id, part=part + 1, is_whole=is_whole)
        return None
    locked.read_at, locked.is_whole = at, is_whole
    locked.save(update_fields=["read_at", "is_whole"])
    return None


def take_away(
    file: StoredFile, *, level: SecrecyLevel, at: datetime, seen: Seen = Seen.SCAN
) -> None:
    """Seal a file wherever it was uploaded, with covered copies; put a page that says so there.

    Run as the platform.
    """
    same = Upload.objects.filter(Q(file=file) | Q(original_sha256=file.sha256))
    uploads = list(same.select_for_update(of=("self",)).select_related("file", "person"))
    held = {upload.file for upload in uploads}
    for upload in uploads:
        content = file_store.load(upload.file.sha256)
        agency_id = upload.agency_id or next(iter(upload.reader_agency_ids), None)
        seal_secret(SecretFile(upload.name, content, level, seen, agency_id, _owner(upload)), at)
        _put_stand_in(upload, at)
        for holder in _holders:
            holder(upload, at)
        _tell_owner(upload, at)
    for one in held:
        forget_file(one)


@transaction.atomic
def seal_seen(*, upload: Upload, actor: Actor, at: datetime) -> None:
    """Seal a file on which an officer saw a mark of secrecy; the ledger says who."""
    subject = f"upload:{upload.token}"
    record(kind="SECRET_SEEN", subject=subject, payload={}, actor=actor, at=at)
    with acting_as(SYSTEM):
        take_away(upload.file, level=SecrecyLevel.MAT, seen=Seen.PERSON, at=at)


def _owner(upload: Upload) -> Actor:
    if upload.person is None:
        return SYSTEM
    person = upload.person
    return Actor(kind=ActorKind.CITIZEN, name=person.full_name, person_id=person.pk)


def seal_secret(secret: SecretFile, at: datetime) -> None:
    """Have what is secret sealed by the slices above; as the platform."""
    with acting_as(SYSTEM):
        for sealer in _sealers:
            sealer(secret, at)


def _put_stand_in(upload: Upload, at: datetime) -> None:
    media_type = _PDF if upload.file.media_type == _PDF else _PNG
    title, lines = "", list[str]()
    for language in ("en", "vi"):
        with override(language):
            title = gettext("Tệp đã niêm phong")
            lines.insert(0, gettext("Tệp có dấu chỉ độ mật nên không được để trên mạng."))
    said = {"title": title, "lines": lines}
    drawn = (
        typesetting.render_pdf("sealed", said)
        if media_type == _PDF
        else typesetting.render_pages("sealed", said, dots_per_inch=_STAND_IN_DOTS)[0]
    )
    upload.file = store_file(drawn, media_type, at)
    upload.name, upload.page_count = title + MEDIA_TYPES[media_type], 1
    upload.save(update_fields=["file", "name", "page_count"])


def _tell_owner(upload: Upload, at: datetime) -> None:
    if upload.person_id is not None:
        tell_taken_away(
            person_id=upload.person_id, sent_at=upload.created_at, key=upload.token, at=at
        )


def tell_taken_away(*, person_id: int, sent_at: datetime, key: str, at: datetime) -> None:
    """Tell a person that a file they sent carried a mark and was sealed."""
    notify(
        person_id=person_id,
        template="upload_shut_away",
        context={"sent_on": f"{local(sent_at):%d/%m/%Y}"},
        url="",
        at=at,
        idempotency_key=f"upload-sealed:{key}:{person_id}",
    )
