"""Bytes from outside: kept exactly as they arrived, read without being trusted, forgotten."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.http import HttpResponseBase

from tinhso.core.identifiers import new_token
from tinhso.core.readers import add_readers
from tinhso.core.text import nfc, squeeze
from tinhso.documents.gateways import file_store
from tinhso.documents.gateways.ocr import PageUnread, can_read_scans, read_picture
from tinhso.documents.gateways.office_text import OFFICE_START, office_picture, read_office
from tinhso.documents.gateways.page_text import draw_page, read_pages
from tinhso.documents.gateways.serving import serve
from tinhso.documents.models import ReceivedFile, ReceivedRole
from tinhso.documents.operations.forgetting import forget_file
from tinhso.documents.operations.storing import store_file
from tinhso.documents.rules import sniff_media_type

_PDF = "application/pdf"
_UNKNOWN = "application/octet-stream"
_LONGEST_NAME = 200
_SCAN_PAGES = 10
_SCAN_DOTS = 200
_FEWEST_LETTERS = 20


@dataclass(frozen=True, slots=True)
class FileText:
    """What could be read from a file.

    ``is_whole`` is false when pages are pictures nobody has read, or the file cannot be opened:
    a person has to look.
    """

    text: str
    page_count: int
    is_whole: bool


@transaction.atomic
def keep_received(
    *,
    content: bytes,
    name: str,
    agency_id: int,
    subject: str,
    at: datetime,
    role: str = ReceivedRole.MAIN,
) -> ReceivedFile:
    """Keep bytes exactly as they arrived, whatever they are; nothing is opened or cleaned."""
    media_type = sniff_media_type(content[:16]) or _UNKNOWN
    return ReceivedFile.objects.create(
        token=new_token(),
        role=role,
        file=store_file(content, media_type, at),
        name=received_name(name),
        agency_id=agency_id,
        subject=subject,
        created_at=at,
    )


def received_name(name: str) -> str:
    """Give the name a file came with, without path and letters that cannot be printed."""
    last = name.replace("\\", "/").split("/")[-1]
    plain = squeeze("".join(letter for letter in last if letter.isprintable()))
    return plain.strip(". ")[-_LONGEST_NAME:] or "tep"


def share_received(*, subject: str, agency_ids: Iterable[int]) -> None:
    """Let agencies read the files of a subject besides their owner."""
    ids = ReceivedFile.objects.filter(subject=subject).values_list("pk", flat=True)
    add_readers(ReceivedFile, list(ids), agency_ids)


@transaction.atomic
def forget_received(*, subject: str) -> int:
    """Delete the files of a subject, with their bytes when nothing else holds them; as platform.

    Gives how many there were.
    """
    rows = list(ReceivedFile.objects.select_related("file").filter(subject=subject))
    ReceivedFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        forget_file(row.file)
    return len(rows)


def serve_received(received: ReceivedFile) -> HttpResponseBase:
    """Answer with received bytes as an attachment; the caller has checked who asks."""
    return serve(received.file.sha256, received.file.media_type, received.name)


def load_received(received: ReceivedFile) -> bytes:
    """Give the bytes of a received file.

    :raises StoredBytesBroken: they are missing or were changed on disk.
    """
    return file_store.load(received.file.sha256)


def read_file_text(content: bytes, *, with_scans: bool = False) -> FileText:
    """Read what a file says: a PDF's text layer, an office file's text and, when asked, what
    stands on scanned pages and in pictures (slow).
    """
    if content.startswith(OFFICE_START):
        return _office_text(content, with_scans=with_scans)
    media_type = sniff_media_type(content[:16])
    if media_type == _PDF:
        return _pdf_text(content, with_scans=with_scans)
    if media_type and with_scans and can_read_scans():
        return _joined([_scan_text(content)])
    return FileText("", 1, is_whole=False)


def _office_text(content: bytes, *, with_scans: bool) -> FileText:
    found = read_office(content)
    if not found.is_readable:
        return FileText("", 1, is_whole=False)
    pictures: list[str | None] = [None] * found.picture_count
    if with_scans and can_read_scans():
        for number in range(min(found.picture_count, _SCAN_PAGES)):
            pictures[number] = _read_or_none(partial(office_picture, content, number))
    read = _joined([found.text, *pictures])
    return FileText(read.text, 1, is_whole=read.is_whole)


def _pdf_text(content: bytes, *, with_scans: bool) -> FileText:
    found = read_pages(content)
    if not found.is_readable:
        return FileText("", 0, is_whole=False)
    pages: list[str | None] = [
        page if len(page.strip()) >= _FEWEST_LETTERS else None for page in found.pages
    ]
    if with_scans and can_read_scans():
        for number, page in enumerate(pages[:_SCAN_PAGES]):
            if page is None:
                pages[number] = _read_or_none(partial(draw_page, content, number + 1, _SCAN_DOTS))
    return _joined(pages)


def _read_or_none(picture: Callable[[], bytes]) -> str | None:
    try:
        return _scan_text(picture())
    except ValueError:
        return None


def _scan_text(picture: bytes) -> str | None:
    try:
        return read_picture(picture)
    except PageUnread:
        return None


def _joined(pages: list[str | None]) -> FileText:
    text = "\n".join(page for page in pages if page is not None)
    return FileText(nfc(text.replace("\x00", "")), len(pages), is_whole=None not in pages)
