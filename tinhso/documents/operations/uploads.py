"""Taking files from people: limits, type by content, cleaning, then the store."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest

from tinhso.core.actors import Actor
from tinhso.core.identifiers import new_token
from tinhso.core.readers import add_readers, add_readers_by_key
from tinhso.core.rls import current_actor
from tinhso.core.text import squeeze
from tinhso.documents.gateways import file_store, images
from tinhso.documents.gateways.pdf_inspection import inspect_pdf
from tinhso.documents.gateways.refusals import (
    UploadBroken,
    UploadEmpty,
    UploadLocked,
    UploadTooLarge,
    UploadUnsafe,
    UploadWrongType,
)
from tinhso.documents.gateways.videos import clean_video
from tinhso.documents.gateways.virus_scanner import scan
from tinhso.documents.models import Upload
from tinhso.documents.operations.secrets import order_reading, refuse_secret
from tinhso.documents.operations.storing import store_file
from tinhso.documents.permissions import uploads_for
from tinhso.documents.rules import MEDIA_TYPES, sniff_media_type

_CHUNK = 64 * 1024
_LONGEST_NAME = 200
_REFUSALS = {
    "locked": UploadLocked,
    "unsafe": UploadUnsafe,
    "broken": UploadBroken,
    "too_large": UploadTooLarge,
}


class IncomingFile(Protocol):
    """What Django hands over for an uploaded file."""

    name: str | None

    def chunks(self, chunk_size: int | None = None) -> Iterable[bytes]:
        """Give the content in parts."""


def uploaded_file(request: HttpRequest, name: str) -> "UploadedFile[bytes]":
    """Give the file of a form field.

    :raises UploadEmpty: none was chosen.
    :raises UploadTooLarge: it was cut off while streaming in.
    """
    chosen = request.FILES.get(name)
    if request.META.get("tinhso.upload_too_large"):
        raise UploadTooLarge
    if not isinstance(chosen, UploadedFile):
        raise UploadEmpty
    return chosen


def uploaded_files(request: HttpRequest, name: str) -> "list[UploadedFile[bytes]]":
    """Give every file chosen in a form field that takes several.

    :raises UploadTooLarge: what was sent was cut off while streaming in.
    """
    if request.META.get("tinhso.upload_too_large"):
        raise UploadTooLarge
    chosen = request.FILES.getlist(name)
    return [file for file in chosen if isinstance(file, UploadedFile)]


def read_upload(file: IncomingFile) -> bytes:
    """Read a file in parts, never more than the limit.

    :raises UploadTooLarge: it is over ``settings.UPLOAD_MAX_BYTES``.
    :raises UploadEmpty: it holds nothing.
    """
    parts, size = [], 0
    for part in file.chunks(_CHUNK):
        size += len(part)
        if size > settings.UPLOAD_MAX_BYTES:
            raise UploadTooLarge
        parts.append(part)
    if size == 0:
        raise UploadEmpty
    return b"".join(parts)


def receive_upload(
    *,
    file: IncomingFile,
    actor: Actor,
    purpose: str,
    accept: Collection[str],
    at: datetime,
    is_looked_through: bool = False,
) -> Upload:
    """Take a file: check it, clean it, look for marks of secrecy, keep it, and give its row.

    ``accept`` lists media types (``image/jpeg``, ``image/png``, ``application/pdf``). The owner is
    the acting citizen, or the agency of the acting officer. ``is_looked_through`` says that the
    caller looks for marks itself, or that the platform drew the file.

    :raises UploadRefused: one of its named kinds says why, in words for the person.
    """
    content = read_upload(file)
    media_type = sniff_media_type(content[:16])
    if not media_type or media_type not in accept:
        raise UploadWrongType
    if settings.CLAMD:
        scan(content, settings.CLAMD)
    cleaned, page_count = _clean(content, media_type)
    is_whole = is_looked_through or _is_read_whole(file.name or "", cleaned, media_type, actor, at)
    with transaction.atomic():
        stored = store_file(cleaned, media_type, at)
        if not is_whole:
            order_reading(stored, at)
        return Upload.objects.create(
            token=new_token(),
            file=stored,
            name=safe_name(file.name or "", media_type),
            person_id=actor.person_id if actor.is_citizen else None,
            agency_id=actor.agency_id if actor.is_officer else None,
            purpose=purpose,
            original_sha256=hashlib.sha256(content).hexdigest(),
            page_count=page_count,
            created_at=at,
        )


def cover_picture(*, upload: Upload, boxes: "Sequence[images.Area]", at: datetime) -> Upload:
    """Keep a copy of a picture with areas blacked out; the original stays as it is.

    Areas are parts of width and height (left, top, width, height), each between 0 and 1.

    :raises UploadWrongType: it is no picture.
    """
    if upload.file.media_type not in images.FORMATS:
        raise UploadWrongType
    content = file_store.load(upload.file.sha256)
    covered = images.cover_areas(content, upload.file.media_type, boxes)
    with transaction.atomic():
        return Upload.objects.create(
            token=new_token(),
            file=store_file(covered, upload.file.media_type, at),
            name=upload.name,
            person_id=upload.person_id,
            agency_id=upload.agency_id,
            purpose=upload.purpose,
            original_sha256=upload.file.sha256,
            page_count=1,
            created_at=at,
        )


def picture_size(upload: Upload) -> tuple[int, int]:
    """Give width and height of an uploaded picture, in pixels.

    :raises UploadWrongType: it is no picture.
    """
    if upload.file.media_type not in images.FORMATS:
        raise UploadWrongType
    return images.size_of(file_store.load(upload.file.sha256))


def share_uploads(*, upload_ids: Iterable[int], agency_ids: Iterable[int]) -> None:
    """Let agencies read uploads besides their owner; only the running actor's own are touched."""
    actor = current_actor()
    if actor.is_citizen:
        add_readers(Upload, upload_ids, agency_ids, of_person=actor.person_id or 0)
        return
    own = uploads_for(actor).filter(pk__in=list(upload_ids)).values_list("pk", flat=True)
    add_readers(Upload, list(own), agency_ids)


def share_uploads_with(pairs: Iterable[tuple[int, int]]) -> int:
    """Let each upload's own agency read it: pairs of upload and agency; run as the platform."""
    return add_readers_by_key(Upload, "id", pairs)


def safe_name(name: str, media_type: str) -> str:
    """Give a name fit to show and to save under: no path, no control letters, its true ending."""
    last = name.replace("\\", "/").split("/")[-1]
    plain = squeeze("".join(letter for letter in last if letter.isprintable()))
    stem = plain.rpartition(".")[0] or plain or "tep"
    ending = MEDIA_TYPES[media_type]
    return stem.strip(". ")[: _LONGEST_NAME - len(ending)] + ending


def _is_read_whole(name: str, content: bytes, media_type: str, actor: Actor, at: datetime) -> bool:
    """Refuse what says that it is secret; tell whether pictures are left to be read.

    Nothing is read out of films.
    """
    if media_type.startswith("video/"):
        return True
    return refuse_secret(name=name, content=content, actor=actor, at=at)


def _clean(content: bytes, media_type: str) -> tuple[bytes, int]:
    if media_type.startswith("video/"):
        return clean_video(content), 0
    if media_type != "application/pdf":
        return images.clean_image(content, media_type), 1
    found = inspect_pdf(content)
    if found.verdict != "ok":
        raise _REFUSALS[found.verdict]
    return found.content, found.page_count
