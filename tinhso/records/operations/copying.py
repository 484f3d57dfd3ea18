"""Copies of documents by Decree 30/2020 art. 25 to 27: ordered, drawn, signed, sealed, numbered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.documents.api import (
    Document,
    DocumentState,
    NotCopiable,
    StoredBytesBroken,
    StoredFile,
    begin_copy,
    draw_copy_page,
    latest_rendition,
    load_bytes,
    read_file_text,
    seal,
    sign_as_person,
)
from tinhso.identity.api import officers_of
from tinhso.notifications.api import notify
from tinhso.orgs.api import organisation_date
from tinhso.records.models import CopyForm, CopyPage, OfficialCopy, OfficialDocument
from tinhso.records.operations.history import add_event
from tinhso.records.operations.packing import files_of
from tinhso.records.rules import agency_symbol, find_kind
from tinhso.records.rules.copies import copy_statement, provenance_words

REGISTER = "SAO"
MOST_PAGES = 40
_DRAW = "tinhso.records.tasks.draw_copy_task"
_PLACES = ("Tỉnh ", "Thành phố ", "Thị xã ", "Huyện ", "Phường ", "Xã ", "Thị trấn ")


class CopyImpossible(DomainError):
    """The document has no bytes a copy can be made of, or not those pages."""

    code = "copy_impossible"
    text = gettext_lazy(
        "Không sao được: văn bản chưa có tệp PDF hoặc ảnh, số trang không đúng, hoặc nhiều hơn 40"
        " trang. Văn bản điện tử gốc thì chuyển tiếp, không cần sao."
    )


class CopyMovedOn(DomainError):
    """The copy is not at this step."""

    code = "copy_moved_on"
    text = gettext_lazy("Bản sao không còn ở bước này. Hãy tải lại trang để xem tình trạng mới.")


@dataclass(frozen=True, slots=True)
class CopyOrder:
    """What is to be copied: form, pages counted from 1 (none: all), who gets how many.

    ``source_copy`` is the copy a further one (sao lục) is made from.
    """

    form: str
    pages: tuple[int, ...] = ()
    recipients: str = ""
    copy_count: int = 1
    source_copy: OfficialCopy | None = None


@transaction.atomic
def order_copy(
    *, official: OfficialDocument, order: CopyOrder, actor: Actor, at: datetime
) -> OfficialCopy:
    """Order a copy; the worker draws its pages, then whoever has authority signs it.

    :raises CopyImpossible: there is nothing to copy, or the form does not fit.
    """
    name, file, is_scan = _source(official, order)
    pages = _wanted_pages(order, file)
    copy = OfficialCopy.objects.create(
        token=new_token(),
        agency_id=actor.agency_id or 0,
        official=official,
        source_copy=order.source_copy,
        form=order.form,
        source_sha256=file.sha256,
        source_name=name,
        is_scan=is_scan,
        pages=pages,
        recipients=order.recipients,
        copy_count=order.copy_count,
        asked_by=actor.name,
        asked_at=at,
    )
    label = str(CopyForm(order.form).label)
    add_event(official, "COPY_ORDERED", actor=actor, at=at, to=label)
    app.configure_task(_DRAW).defer(copy_id=copy.pk)
    return copy


def _source(official: OfficialDocument, order: CopyOrder) -> tuple[str, StoredFile, bool]:
    """Give name and bytes of what is copied, and whether it is a scan of a paper."""
    if order.form == CopyForm.SAO_LUC:
        former = order.source_copy
        rendition = latest_rendition(former.document) if former and former.document else None
        is_issued = former and former.document and former.document.state == DocumentState.ISSUED
        if former is None or former.official_id != official.pk or not is_issued or not rendition:
            raise CopyImpossible
        return f"{former.document.notation if former.document else ''}.pdf", rendition.file, False
    found = files_of(official)
    is_drawable = found and found[0][1].media_type in {"application/pdf", "image/jpeg", "image/png"}
    if official.number is None or not is_drawable:
        raise CopyImpossible
    is_paper = official.direction == "INCOMING" and official.arrival.conclusion == "PAPER"
    return found[0][0], found[0][1], is_paper


def _wanted_pages(order: CopyOrder, file: StoredFile) -> list[int]:
    """Give the pages to draw; an extract (trích sao) needs some and not all of them."""
    count = 1
    if file.media_type == "application/pdf":
        count = read_file_text(load_bytes(file.sha256)).page_count
    pages = sorted(set(order.pages)) if order.form == CopyForm.TRICH_SAO else []
    is_extract = order.form == CopyForm.TRICH_SAO
    wrong = is_extract and (not pages or pages[0] < 1 or pages[-1] > count)
    if wrong or not 0 < (len(pages) or count) <= MOST_PAGES:
        raise CopyImpossible
    return pages or list(range(1, count + 1))


@transaction.atomic
def draw_copy(*, copy_id: int, at: datetime) -> OfficialCopy:
    """Draw the pages of a copy and begin its document, once; as the platform."""
    rows = OfficialCopy.objects.select_for_update(of=("self",)).select_related(
        "official", "agency__area", "agency__parent", "source_copy__document"
    )
    copy = rows.get(pk=copy_id)
    if copy.document_id is not None or copy.problem:
        return copy
    try:
        file = StoredFile.objects.get(sha256=copy.source_sha256)
        drawn = [draw_copy_page(file=file, page=page, at=at) for page in copy.pages]
    except (NotCopiable, StoredBytesBroken, StoredFile.DoesNotExist):
        copy.problem = "UNDRAWABLE"
        copy.save(update_fields=["problem"])
        return copy
    CopyPage.objects.bulk_create(
        CopyPage(copy=copy, file=file, ordinal=number) for number, file in enumerate(drawn, start=1)
    )
    copy.document = _begin(copy, [one.sha256 for one in drawn], at)
    copy.save(update_fields=["document"])
    _tell_signers(copy, at)
    return copy


def _begin(copy: OfficialCopy, page_files: Sequence[str], at: datetime) -> Document:
    official, agency = copy.official, copy.agency
    kind = find_kind(official.kind)
    source = f"{kind.name if kind else official.kind} {official.notation} {official.abstract}"
    label = str(CopyForm(copy.form).label)
    recipients = [one.strip() for one in copy.recipients.split(";") if one.strip()]
    return begin_copy(
        at=at,
        kind="COPY",
        template="official_copy",
        title=f"{label}: {official}"[:300],
        agency=agency,
        person_id=None,
        subject=f"copy:{copy.pk}",
        register=REGISTER,
        content={
            "form_name": label,
            "source": source,
            "page_files": list(page_files),
            "pages": copy.pages,
            "statement": copy_statement(copy.form, source, official.author_name, copy.pages),
            "provenance": provenance_words(copy.source_name, copy.source_sha256),
            "source_sha256": copy.source_sha256,
            "is_scan": copy.is_scan,
            "recipients": [*recipients, "Lưu: VT."],
            "notation_suffix": f"{copy.form}-{agency_symbol(agency.short_name)}",
            "place": _place(agency.area.name),
            "parent_agency_name": agency.parent.name if agency.parent else "",
            "agency_name": agency.name,
        },
    )


def _place(area: str) -> str:
    for kind in _PLACES:
        area = area.removeprefix(kind)
    return area


@transaction.atomic
def sign_copy(*, copy: OfficialCopy, actor: Actor, at: datetime) -> Document:
    """Sign a copy as who has authority over copies (art. 26); it takes its number.

    :raises CopyMovedOn: its pages are not drawn.
    :raises SignerNotAllowed: the actor is neither leader nor head of unit of the agency.
    :raises DocumentNotReady: it is signed already.
    """
    if copy.document is None:
        raise CopyMovedOn
    signed = sign_as_person(document=copy.document, actor=actor, at=at)
    add_event(copy.official, "COPY_SIGNED", actor=actor, at=at, to=signed.notation)
    return signed


@transaction.atomic
def seal_copy(*, copy: OfficialCopy, actor: Actor, at: datetime) -> Document:
    """Put the organisation's signature on a signed copy: it is issued.

    :raises CopyMovedOn: its pages are not drawn.
    :raises SignerNotAllowed: the actor is no registry clerk of the agency.
    :raises DocumentNotReady: nobody signed it, or it is sealed already.
    """
    if copy.document is None:
        raise CopyMovedOn
    issued = seal(document=copy.document, actor=actor, at=at)
    add_event(copy.official, "COPY_ISSUED", actor=actor, at=at, to=issued.notation)
    return issued


def has_sound_source(copy: OfficialCopy) -> bool:
    """Tell whether the bytes a copy was made from are kept and unchanged."""
    try:
        load_bytes(copy.source_sha256)
    except StoredBytesBroken:
        return False
    return True


def _tell_signers(copy: OfficialCopy, at: datetime) -> None:
    for officer in officers_of(copy.agency_id, "LEADER", organisation_date()):
        notify(
            person_id=officer.person_id,
            template="copy_wanted",
            context={"title": str(copy), "from": copy.asked_by, "note": f"{local(at):%d/%m/%Y}"},
            url=reverse("records:copy", args=[copy.token]),
            at=at,
            idempotency_key=f"copy:{copy.pk}:{officer.person_id}",
        )
