"""Digitising a paper: pages taken, put in order, made ready one by one, signed as one copy."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.documents.gateways import file_store, pictures
from tinhso.documents.models import Scan, ScanPage, ScanState, StoredFile, Upload
from tinhso.documents.operations.forgetting import forget_file, forget_upload
from tinhso.documents.operations.secrets import read_file, when_taken_away
from tinhso.documents.operations.storing import store_file
from tinhso.documents.operations.uploads import IncomingFile, receive_upload
from tinhso.orgs.api import Agency

MOST_PAGES = 40
ACCEPTED = ("image/jpeg", "image/png", "application/pdf")


class ScanClosed(DomainError):
    """The copy is being made or is there: its pages can no longer be changed."""

    code = "scan_closed"
    text = gettext_lazy("Bản sao đang được tạo hoặc đã xong nên không sửa trang được nữa.")


class ScanEmpty(DomainError):
    """There is no page to make a copy of."""

    code = "scan_empty"
    text = gettext_lazy("Chưa có trang nào. Hãy quét hoặc chụp từng trang trước.")


class TooManyPages(DomainError):
    """A paper has more pages than one copy holds."""

    code = "too_many_pages"
    text = gettext_lazy("Mỗi bản sao tối đa 40 trang. Hãy chia giấy tờ thành nhiều phần.")


class PageAlreadyThere(DomainError):
    """The very same bytes are a page of this scan: an answer was lost and the page sent again."""

    code = "page_already_there"
    text = gettext_lazy("Trang này đã có trong bản quét nên không thêm lần nữa.")


@transaction.atomic
def open_scan(*, agency: Agency, subject: str, paper_code: str, title: str, at: datetime) -> Scan:
    """Begin digitising a paper, or go on with the scan of it that is not finished."""
    found = Scan.objects.filter(subject=subject, paper_code=paper_code)
    unfinished = found.exclude(state=ScanState.DONE).first()
    return unfinished or Scan.objects.create(
        token=new_token(),
        agency=agency,
        subject=subject,
        paper_code=paper_code,
        title=title,
        created_at=at,
    )


@transaction.atomic
def add_pages(*, scan: Scan, file: IncomingFile, actor: Actor, at: datetime) -> int:
    """Add a picture, or every page of a PDF file, behind the last page; give how many.

    :raises UploadRefused: the file is no good; its kind says why.
    :raises PageAlreadyThere: the same bytes were added before.
    :raises TooManyPages: the paper would have more than 40 pages.
    :raises ScanClosed: the copy is being made.
    """
    locked = _locked(scan)
    upload = receive_upload(
        file=file, actor=actor, purpose=f"scan:{locked.pk}", accept=ACCEPTED, at=at
    )
    if locked.pages.filter(upload__original_sha256=upload.original_sha256).exists():
        raise PageAlreadyThere
    present = locked.pages.count()
    if present + upload.page_count > MOST_PAGES:
        raise TooManyPages
    pages = [
        ScanPage(scan=locked, ordinal=present + number, upload=upload, file_page=number)
        for number in range(1, upload.page_count + 1)
    ]
    ScanPage.objects.bulk_create(pages)
    return len(pages)


@transaction.atomic
def move_page(*, scan: Scan, page_id: int, by: int) -> None:
    """Move a page towards the front (-1) or the back (1); at an end it stays.

    :raises ScanClosed: the copy is being made.
    """
    pages = list(_locked(scan).pages.order_by("ordinal"))
    place = next((at for at, page in enumerate(pages) if page.pk == page_id), None)
    if place is None or not 0 <= place + by < len(pages):
        return
    pages[place], pages[place + by] = pages[place + by], pages[place]
    _renumber(pages)


@transaction.atomic
def rotate_page(*, scan: Scan, page_id: int) -> None:
    """Turn a page a quarter clockwise.

    :raises ScanClosed: the copy is being made.
    """
    page = _locked(scan).pages.filter(pk=page_id).first()
    if page is not None:
        page.rotation = (page.rotation + 90) % 360
        page.save(update_fields=["rotation"])


@transaction.atomic
def remove_page(*, scan: Scan, page_id: int) -> None:
    """Take a page out; asking twice is harmless.

    :raises ScanClosed: the copy is being made.
    """
    locked = _locked(scan)
    locked.pages.filter(pk=page_id).delete()
    _renumber(list(locked.pages.order_by("ordinal")))


@transaction.atomic
def close_pages(*, scan: Scan, at: datetime) -> Scan:
    """End the arranging: from now on the copy is being made.

    :raises ScanEmpty: there are no pages.
    :raises ScanClosed: it was ordered already.
    """
    locked = _locked(scan)
    locked.page_count = locked.pages.count()
    if locked.page_count == 0:
        raise ScanEmpty
    locked.state, locked.ordered_at, locked.prepared_count = ScanState.ORDERED, at, 0
    locked.save(update_fields=["page_count", "state", "ordered_at", "prepared_count"])
    return locked


@transaction.atomic
def reopen_scan(*, scan: Scan) -> None:
    """Stop making a copy that is not signed yet, so that its pages can be put right.

    :raises ScanClosed: the copy is signed, or nothing was ordered.
    """
    locked = Scan.objects.select_for_update().get(pk=scan.pk)
    if locked.state != ScanState.ORDERED:
        raise ScanClosed
    locked.pages.update(prepared=None)
    locked.state, locked.ordered_at, locked.prepared_count = ScanState.OPEN, None, 0
    locked.save(update_fields=["state", "ordered_at", "prepared_count"])


@transaction.atomic
def prepare_next_page(*, scan: Scan, at: datetime) -> bool:
    """Make one page ready: read, drawn, turned, recompressed; give whether another one waits.

    A page with a mark of secrecy is taken away and the scan open again: no copy is made of it.
    """
    locked = Scan.objects.select_for_update().get(pk=scan.pk)
    waiting = locked.pages.filter(prepared__isnull=True).select_related("upload__file")
    page = waiting.order_by("ordinal").first()
    if page is None or read_file(file_id=page.upload.file_id, at=at) is not None:
        return False
    page.prepared = store_file(_prepared(page), "image/jpeg", at)
    page.save(update_fields=["prepared"])
    locked.prepared_count = locked.pages.filter(prepared__isnull=False).count()
    locked.save(update_fields=["prepared_count"])
    return locked.prepared_count < locked.page_count


def prepared_files(scan: Scan) -> list[str]:
    """Give the SHA-256 of the pages made ready, in order."""
    pages = scan.pages.select_related("prepared").order_by("ordinal")
    return [page.prepared.sha256 for page in pages if page.prepared is not None]


def drop_pages(scan: Scan) -> None:
    """Forget the loose pages once they are in the signed copy; as the platform."""
    pages = list(scan.pages.select_related("upload__file", "prepared"))
    scan.pages.all().delete()
    for upload in _different(page.upload for page in pages):
        forget_upload(upload=upload)
    for page in pages:
        if page.prepared is not None:
            forget_file(page.prepared)


def leave_out_taken_away(upload: Upload, at: datetime) -> None:
    """Take the pages of an upload that was sealed out of an unfinished scan, and open it again."""
    pages = ScanPage.objects.filter(upload=upload).exclude(scan__state=ScanState.DONE)
    for scan in Scan.objects.filter(pk__in=pages.values("scan_id")).select_for_update():
        prepared = [page.prepared for page in scan.pages.select_related("prepared")]
        scan.pages.filter(upload=upload).delete()
        _renumber(list(scan.pages.order_by("ordinal")))
        scan.pages.update(prepared=None)
        scan.state, scan.ordered_at, scan.prepared_count = ScanState.OPEN, None, 0
        scan.save(update_fields=["state", "ordered_at", "prepared_count"])
        for file in filter(None, prepared):
            forget_file(file)


when_taken_away(leave_out_taken_away)


def _different(uploads: Iterable[Upload]) -> list[Upload]:
    return list({upload.pk: upload for upload in uploads}.values())


def _prepared(page: ScanPage) -> bytes:
    file: StoredFile = page.upload.file
    content = file_store.load(file.sha256)
    return pictures.page_picture(content, file.media_type, page.file_page, page.rotation)


def _renumber(pages: list[ScanPage]) -> None:
    for ordinal, page in enumerate(pages, 1):
        page.ordinal = ordinal
    ScanPage.objects.bulk_update(pages, ["ordinal"])


def _locked(scan: Scan) -> Scan:
    locked = Scan.objects.select_for_update().get(pk=scan.pk)
    if locked.state != ScanState.OPEN:
        raise ScanClosed
    return locked
