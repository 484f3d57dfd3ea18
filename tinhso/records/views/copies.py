"""Copies: ordered from a document, signed, sealed, kept in a register that prints."""

from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tinhso.access.api import LargeFile, release_address
from tinhso.core.actors import Actor
from tinhso.core.clock import local, now, today
from tinhso.core.errors import DomainError
from tinhso.core.grouping import grouped
from tinhso.core.keyset import BadCursor, page_by_keyset
from tinhso.documents.api import (
    DocumentState,
    RegisterBook,
    latest_rendition,
    load_bytes,
    render_register,
    serve_bytes,
    serve_document,
    verification_path,
)
from tinhso.identity.api import officer_required
from tinhso.orgs.api import get_agency_by_id
from tinhso.records.forms.dossiers import CopyOrderForm
from tinhso.records.models import CopyForm, OfficialCopy, OfficialDocument
from tinhso.records.operations.copying import (
    CopyOrder,
    has_sound_source,
    order_copy,
    seal_copy,
    sign_copy,
)
from tinhso.records.permissions import (
    COPY_ROLES,
    access_copy,
    access_official_document,
    copies_for,
)
from tinhso.records.views.copy_rows import HEADINGS, copy_rows, line_of, row_of
from tinhso.records.views.workbook import WORKBOOK_TYPE, workbook
from tinhso.ui.navigation import actor_of

_WIDTHS = (8, 16, 12, 14, 60, 34, 10, 30)
_MOST = 2000
_SIGNERS = ("LEADER", "HEAD_OF_UNIT")


@require_GET
@never_cache
@officer_required(*COPY_ROLES)
def copy_list(request: HttpRequest) -> HttpResponse:
    """Show the register of copies, newest first; asked for a file, give the year's whole."""
    rows = copies_for(actor_of(request))
    if kind := request.GET.get("xuat"):
        return _file(request, kind)
    try:
        page = page_by_keyset(rows, order=("-id",), cursor=request.GET.get("trang"), size=20)
    except BadCursor as refusal:
        messages.warning(request, refusal.message)
        return HttpResponseRedirect(reverse("records:copies"))
    context = {"rows": [row_of(copy) for copy in page.items], "keyset": page}
    return render(request, "records/copies/list.html", context)


def _file(request: HttpRequest, kind: str) -> HttpResponse:
    actor, year = actor_of(request), today().year
    rows = copies_for(actor).filter(document__year=year, document__number__isnull=False)
    words = _("Sổ đăng ký bản sao năm %(year)s") % {"year": year}
    file = LargeFile(request.get_full_path(), words, min(rows.count(), _MOST))
    if asks := release_address(file=file, actor=actor, at=now()):
        return HttpResponseRedirect(asks)
    lines = [line_of(copy) for copy in rows.order_by("document__number")[:_MOST]]
    headings = tuple(str(one) for one in HEADINGS)
    if kind == "xlsx":
        content = workbook(_("Sổ đăng ký bản sao"), [headings, *lines], _WIDTHS)
        return serve_bytes(content, WORKBOOK_TYPE, f"so-ban-sao-{year}.xlsx")
    if kind != "pdf":
        raise Http404
    agency = get_agency_by_id(actor.agency_id or 0)
    book = RegisterBook(
        agency_name=agency.name,
        parent_name=agency.parent.name if agency.parent else "",
        title="Sổ đăng ký bản sao",
        period=_("Năm %(year)s") % {"year": year},
        summary=_("Cộng %(count)s bản sao.") % {"count": grouped(len(lines))},
        columns=headings,
        rows=tuple(lines),
        widths=_WIDTHS,
    )
    return serve_bytes(render_register(book), "application/pdf", f"so-ban-sao-{year}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*COPY_ROLES)
def new_copy(request: HttpRequest, token: str) -> HttpResponse:
    """Order a copy of a document."""
    actor = actor_of(request)
    official = access_official_document(actor, token)
    issued = copies_for(actor).filter(
        official=official, form=CopyForm.SAO_Y, document__state=DocumentState.ISSUED
    )
    sources = {copy.token: copy for copy in issued}
    offered = [(key, one.document.notation if one.document else "") for key, one in sources.items()]
    form = CopyOrderForm(request.POST if request.method == "POST" else None, sources=offered)
    refusal = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        order = CopyOrder(
            form=given["form"],
            pages=given["page_numbers"],
            recipients=given["recipients"],
            copy_count=given["copy_count"],
            source_copy=sources.get(given["source_copy"]),
        )
        try:
            copy = order_copy(official=official, order=order, actor=actor, at=now())
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("Đã đề nghị. Trang bản sao đang được tạo để trình ký."))
            return HttpResponseRedirect(reverse("records:copy", args=[copy.token]))
    context = {"form": form, "official": official, "refusal": refusal, "back": _page_of(official)}
    status = HTTPStatus.BAD_REQUEST if request.method == "POST" else HTTPStatus.OK
    return render(request, "records/copies/new.html", context, status=status)


def _page_of(official: OfficialDocument) -> str:
    page = "incoming_document" if official.direction == "INCOMING" else "outgoing"
    return reverse(f"records:{page}", args=[official.token])


@require_GET
@never_cache
@officer_required(*COPY_ROLES)
def copy(request: HttpRequest, token: str) -> HttpResponse:
    """Show a copy: its pages, where it stands, from which bytes, who may sign or seal."""
    actor = actor_of(request)
    found = access_copy(actor, token)
    document = found.document
    state = document.state if document else ""
    context = {
        "copy": found,
        "row": row_of(found),
        "rows": copy_rows(found),
        "pages": range(1, found.drawn.count() + 1),
        "is_sound": has_sound_source(found),
        "may_sign": state == DocumentState.DRAFT and actor.has_role(*_SIGNERS),
        "may_seal": state == DocumentState.SIGNED and actor.has_role("REGISTRAR"),
        "verify_url": verification_path(document.token) if document else "",
        "back": _page_of(found.official),
    }
    return render(request, "records/copies/copy.html", context)


@require_GET
@never_cache
@officer_required(*COPY_ROLES)
def copy_page(request: HttpRequest, token: str, number: int) -> HttpResponseBase:
    """Give the picture of one page of a copy."""
    found = access_copy(actor_of(request), token)
    drawn = found.drawn.select_related("file").filter(ordinal=number).first()
    if drawn is None:
        raise Http404
    response = HttpResponse(load_bytes(drawn.file.sha256), content_type="image/jpeg")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
@never_cache
@officer_required(*COPY_ROLES)
def copy_file(request: HttpRequest, token: str) -> HttpResponseBase:
    """Hand out an issued copy."""
    found = access_copy(actor_of(request), token)
    if found.document is None or latest_rendition(found.document) is None:
        raise Http404
    return serve_document(found.document)


@require_POST
@officer_required(*COPY_ROLES)
def copy_act(request: HttpRequest, token: str) -> HttpResponse:
    """Sign or seal a copy."""
    actor, at = actor_of(request), now()
    found = access_copy(actor, token)
    done = _sign if request.POST.get("lam") == "ky" else _seal
    try:
        messages.success(request, done(found, actor, at))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return HttpResponseRedirect(reverse("records:copy", args=[token]))


def _sign(found: OfficialCopy, actor: Actor, at: datetime) -> str:
    document = sign_copy(copy=found, actor=actor, at=at)
    return _("Đã ký bản sao số %(notation)s; chờ văn thư đóng dấu.") % {
        "notation": document.notation
    }


def _seal(found: OfficialCopy, actor: Actor, at: datetime) -> str:
    document = seal_copy(copy=found, actor=actor, at=at)
    day = f"{local(at):%d/%m/%Y}"
    return _("Đã phát hành bản sao số %(notation)s ngày %(day)s.") % {
        "notation": document.notation,
        "day": day,
    }
