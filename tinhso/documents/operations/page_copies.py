"""Copies of documents: pictures of pages of any kept file, and the document they become."""

from datetime import datetime
from typing import Unpack

from django.db import transaction

from tinhso.documents.gateways import file_store, pictures
from tinhso.documents.gateways.page_text import draw_page
from tinhso.documents.models import Document, DocumentKind, StoredFile
from tinhso.documents.operations.drafting import OFFICIAL_COPY, DocumentPlan, create_document
from tinhso.documents.operations.storing import store_file

_PDF = "application/pdf"
_DOTS = 170


class NotCopiable(Exception):
    """No picture can be made of a page."""


def draw_copy_page(*, file: StoredFile, page: int, at: datetime) -> StoredFile:
    """Draw a page (counted from 1) of a PDF or picture for a copy: JPEG in colour.

    A page has 170 dots an inch; PDF files are drawn by a process of its own with limits.

    :raises NotCopiable: there is no such page, or it cannot be drawn.
    :raises StoredBytesBroken: the bytes are missing or were changed on disk.
    """
    content = file_store.load(file.sha256)
    try:
        if file.media_type == _PDF:
            drawn = draw_page(content, page, _DOTS, in_colour=True)
        elif page == 1:
            drawn = content
        else:
            raise NotCopiable
        return store_file(pictures.page_picture(drawn, "image/png", 1, 0), "image/jpeg", at)
    except ValueError as error:
        raise NotCopiable from error


@transaction.atomic
def begin_copy(*, at: datetime, **plan: Unpack[DocumentPlan]) -> Document:
    """Begin the document of a copy whose pages are drawn; number and bytes come with signatures."""
    return create_document({**plan, "kind": DocumentKind.COPY, "template": OFFICIAL_COPY}, at)
