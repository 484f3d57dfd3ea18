"""Preparing documents: the frame around the content, drafts, previews."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, NotRequired, TypedDict, Unpack
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.identifiers import new_token
from tinhso.documents.gateways import file_store, typesetting
from tinhso.documents.models import Document, DocumentState, RenditionRole
from tinhso.documents.operations.storing import add_rendition
from tinhso.documents.queries import document_url
from tinhso.documents.rules import Frame, Signer, document_code, template_data
from tinhso.orgs.api import Agency

#: Templates that print pictures of pages: the office's copy of a paper, the copy of a document.
OFFICIAL_COPY = "official_copy"
_OF_PICTURES = frozenset({"copy", OFFICIAL_COPY})
_SAMPLE_DAY = date(2021, 1, 1)


class DocumentPlan(TypedDict):
    """What a caller says of a document it wants.

    ``register`` names the register and is the notation after the number (``QĐ-UBND``), unless the
    content brings a ``notation_suffix`` of its own: letters of one register name their units;
    ``content`` is what ``rules.wording`` describes for the template.
    """

    kind: str
    template: str
    title: str
    agency: Agency
    person_id: int | None
    subject: str
    content: dict[str, Any]
    register: str
    reader_agency_ids: NotRequired[list[int]]


@transaction.atomic
def prepare_document(*, actor: Actor, at: datetime, **plan: Unpack[DocumentPlan]) -> Document:
    """Make a draft: not numbered, marked as such; the number comes with the person's signature."""
    document = create_document(plan, at)
    signer = signer_in(document.content, Signer(name="", title=""))
    frame = replace(frame_of(document, signer, local(at).date()), is_draft=True)
    draft = typesetting.render_document(
        document.template, template_data(document.template, document.content, frame)
    )
    add_rendition(document, RenditionRole.DRAFT, draft.pdf, at)
    return document


def render_preview(*, template: str, content: dict[str, Any]) -> bytes:
    """Render content as it would look, without number or signature, marked ``DỰ THẢO``."""
    frame = _preview_frame(content)
    return typesetting.render_document(template, template_data(template, content, frame)).pdf


def render_preview_pages(
    *, template: str, content: dict[str, Any], dots_per_inch: int = 80
) -> list[bytes]:
    """Draw the pages of a preview as PNG pictures."""
    data = template_data(template, content, _preview_frame(content))
    return typesetting.render_pages(template, data, dots_per_inch=dots_per_inch)


def _preview_frame(content: dict[str, Any]) -> Frame:
    return Frame(
        agency_name=_named(content, "name", "agency_name"),
        parent_name=_named(content, "parent_name", "parent_agency_name"),
        place=_named(content, "place", "place"),
        number=content.get("notation_blank", "……"),
        issued_on=_day_in(content),
        signer=signer_in(content, Signer(name="", title="")),
        is_draft=True,
    )


def create_document(plan: DocumentPlan, at: datetime) -> Document:
    """Write the row of a document that has no bytes yet."""
    return Document.objects.create(
        token=new_token(),
        kind=plan["kind"],
        template=plan["template"],
        state=DocumentState.DRAFT,
        agency=plan["agency"],
        person_id=plan["person_id"],
        reader_agency_ids=sorted(set(plan.get("reader_agency_ids", []))),
        subject=plan["subject"],
        title=plan["title"],
        register=plan["register"],
        content=plan["content"],
        created_at=at,
    )


def render_final(document: Document, signer: Signer, day: date) -> "typesetting.Rendered":
    """Render a numbered document for signing."""
    frame = frame_of(document, signer, day)
    data = template_data(document.template, document.content, frame)
    if document.template in _OF_PICTURES:
        pages = [file_store.load(sha256) for sha256 in document.content["page_files"]]
        return typesetting.render_copy(document.template, data, pages)
    return typesetting.render_document(document.template, data)


def frame_of(document: Document, signer: Signer, day: date) -> Frame:
    """Give what stands around a document's content."""
    agency = document.agency
    url = document_url(document)
    return Frame(
        agency_name=_named(document.content, "name", "agency_name") or agency.name,
        parent_name=_named(document.content, "parent_name", "parent_agency_name"),
        place=_named(document.content, "place", "place") or agency.area.name,
        number=document.notation or "……",
        issued_on=day,
        signer=signer,
        title=document.title,
        verification={
            "qr_svg": typesetting.qr_svg(url),
            "url": url,
            "site": f"{urlsplit(settings.SITE_URL).netloc}/xac-thuc",
            "code": document_code(document.token),
        },
    )


def signer_in(content: dict[str, Any], otherwise: Signer) -> Signer:
    """Give the signer a caller named in the content, or another."""
    named = content.get("signer")
    if isinstance(named, dict):
        return Signer(named.get("name", ""), named.get("title", ""), named.get("authority", ""))
    clerk = content.get("clerk_name")
    return Signer(name=str(clerk), title="") if clerk else otherwise


def _named(content: dict[str, Any], inner: str, outer: str) -> str:
    agency = content.get("agency")
    found = agency.get(inner) if isinstance(agency, dict) else None
    return str(found or content.get(outer) or "")


def _day_in(content: dict[str, Any]) -> date:
    try:
        return date.fromisoformat(str(content.get("today", ""))[:10])
    except ValueError:
        return _SAMPLE_DAY
