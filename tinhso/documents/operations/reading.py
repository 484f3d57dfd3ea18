"""What files say: text layers at once, scanned pages and pictures in parts.

Tesseract takes a second or two a page, so a task reads some pages and orders the next part: what
somebody waits for is not kept waiting by three hundred scanned pages.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from tinhso.core.text import nfc
from tinhso.documents.gateways.ocr import PageUnread, can_read_scans, read_picture
from tinhso.documents.gateways.office_text import OFFICE_START, office_picture, read_office
from tinhso.documents.gateways.page_text import draw_page, read_pages
from tinhso.documents.rules import sniff_media_type

PAGES_AT_ONCE = 10
_PDF = "application/pdf"
_SCAN_DOTS = 200
_FEWEST_LETTERS = 20
_Draw = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class FileText:
    """What could be read from files.

    ``is_whole`` is false when pages are pictures nobody has read, or a file cannot be opened: a
    person has to look. ``goes_on`` tells that another part is to be read.
    """

    text: str
    page_count: int
    is_whole: bool
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    """A file taken apart: its text, whether there may be more, how to draw what is a picture."""

    text: str
    page_count: int
    is_whole: bool
    pictures: tuple[_Draw, ...] = ()


def read_file_text(content: bytes) -> FileText:
    """Read what a file says as text: a PDF's text layer, an office file's words."""
    found = _open(content)
    return FileText(found.text, found.page_count, found.is_whole and not found.pictures)


def read_part(contents: Sequence[bytes], part: int) -> FileText:
    """Read ``PAGES_AT_ONCE`` scanned pages of files (slow); the first part has all text too.

    Parts are counted from 0 over all files. Without Tesseract nothing scanned is read.
    """
    opened = [_open(content) for content in contents]
    pictures = [draw for one in opened for draw in one.pictures]
    page_count = sum(one.page_count for one in opened)
    texts: list[str | None] = []
    if part == 0:
        texts += [one.text for one in opened]
        texts += [None for one in opened if not one.is_whole]
    if not can_read_scans():
        return _joined([*texts, *([None] * len(pictures))], page_count)
    start = part * PAGES_AT_ONCE
    texts += [_read(draw) for draw in pictures[start : start + PAGES_AT_ONCE]]
    return _joined(texts, page_count, goes_on=len(pictures) > start + PAGES_AT_ONCE)


def read_all(contents: Sequence[bytes]) -> FileText:
    """Read everything files say, scanned pages too, in one go (slow)."""
    parts = [read_part(contents, 0)]
    while parts[-1].goes_on:
        parts.append(read_part(contents, len(parts)))
    text = "\n".join(one.text for one in parts)
    return FileText(text, parts[0].page_count, all(one.is_whole for one in parts))


def _open(content: bytes) -> _Open:
    if content.startswith(OFFICE_START):
        return _open_office(content)
    media_type = sniff_media_type(content[:16])
    if media_type == _PDF:
        return _open_pdf(content)
    if media_type and not media_type.startswith("video/"):
        return _Open("", 1, True, (lambda: content,))
    return _Open("", 1, False)


def _open_office(content: bytes) -> _Open:
    found = read_office(content)
    if not found.is_readable:
        return _Open("", 1, False)
    numbers = range(found.picture_count)
    return _Open(found.text, 1, True, tuple(partial(office_picture, content, n) for n in numbers))


def _open_pdf(content: bytes) -> _Open:
    found = read_pages(content)
    if not found.is_readable:
        return _Open("", 0, False)
    said = [len(page.strip()) >= _FEWEST_LETTERS for page in found.pages]
    pictures = tuple(
        partial(draw_page, content, number, _SCAN_DOTS)
        for number, is_text in enumerate(said, start=1)
        if not is_text
    )
    text = "\n".join(page for page, is_text in zip(found.pages, said, strict=True) if is_text)
    return _Open(text, len(found.pages), found.is_whole, pictures)


def _read(draw: _Draw) -> str | None:
    try:
        return read_picture(draw())
    except (PageUnread, ValueError):
        return None


def _joined(texts: Sequence[str | None], page_count: int, *, goes_on: bool = False) -> FileText:
    text = "\n".join(text for text in texts if text is not None)
    return FileText(nfc(text.replace("\x00", "")), page_count, None not in texts, goes_on)
