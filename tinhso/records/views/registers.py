"""Registers of outgoing documents: looked at, printed, as a workbook, with every column."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.access.api import LargeFile, release_address
from tinhso.core.clock import local, now, today
from tinhso.core.grouping import grouped
from tinhso.core.keyset import page_by_keyset
from tinhso.documents.api import RegisterBook, render_register
from tinhso.identity.api import officer_required
from tinhso.orgs.api import get_agency_by_id
from tinhso.records.models import OutgoingDocument, OutgoingState
from tinhso.records.permissions import outgoing_for
from tinhso.records.queries import RegisterChoice, list_registers, registered
from tinhso.records.views.words import kind_name
from tinhso.records.views.workbook import WORKBOOK_TYPE, workbook
from tinhso.ui.components import Option
from tinhso.ui.navigation import actor_of

_LIMIT = 5000
_WIDTHS = (20, 12, 60, 24, 40, 24, 20, 10, 18, 30)


@require_safe
@never_cache
@officer_required()
def register(request: HttpRequest) -> HttpResponseBase:
    """Show one register of the officer's agency in a year, newest number first."""
    code, year = _asked(request)
    page = page_by_keyset(
        _rows_of(request, code, year).order_by(),
        order=("-official__number", "-official_id"),
        cursor=request.GET.get("trang"),
        size=30,
    )
    registers = list_registers(actor_of(request).agency_id or 0, year)
    context = {
        "may_arrange": actor_of(request).has_role("REGISTRAR"),
        "register_name": next((_shown(one) for one in registers if one.code == code), code),
        "rows": [list(zip(headings(), _cells(one), strict=True)) for one in page.items],
        "page_of_rows": page,
        "headings": headings(),
        "code": code,
        "year": year,
        "registers": [
            Option(one.code, _shown(one), is_selected=one.code == code) for one in registers
        ],
        "years": [
            Option(str(y), str(y), is_selected=y == year) for y in range(today().year, 2020, -1)
        ],
    }
    return render(request, "records/outgoing/register.html", context)


@require_safe
@never_cache
@officer_required()
def register_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give a register as a PDF to print or as a workbook; numbers rising, at most 5,000."""
    code, year = _asked(request)
    found = _rows_of(request, code, year).order_by("official__number")
    words = _("Sổ đăng ký văn bản đi %(code)s năm %(year)s") % {"code": code, "year": year}
    file = LargeFile(request.get_full_path(), words, min(found.count(), _LIMIT))
    if asks := release_address(file=file, actor=actor_of(request), at=now()):
        return HttpResponseRedirect(asks)
    rows = [_cells(one) for one in found[:_LIMIT]]
    name = f"so-van-ban-di-{code}-{year}"
    if kind == "pdf":
        return _file(
            render_register(_book(request, code, year, rows)), "application/pdf", name, kind
        )
    if kind == "xlsx":
        book = workbook(_("Văn bản đi"), [headings(), *rows], _WIDTHS)
        return _file(book, WORKBOOK_TYPE, name, kind)
    raise Http404


def headings() -> list[str]:
    """Give the columns of the register of outgoing documents (annex IV of Decree 30/2020)."""
    return [
        _("Số, ký hiệu"),
        _("Ngày ban hành"),
        _("Tên loại và trích yếu"),
        _("Người ký"),
        _("Nơi nhận"),
        _("Đơn vị soạn thảo"),
        _("Người nhận bản lưu"),
        _("Số lượng bản"),
        _("Ngày chuyển"),
        _("Ghi chú"),
    ]


def _shown(register: RegisterChoice) -> str:
    return register.name if register.is_arranged else kind_name(register.code)


def _asked(request: HttpRequest) -> tuple[str, int]:
    year = request.GET.get("nam", "")
    chosen = int(year) if year.isdecimal() and len(year) == 4 else today().year
    return request.GET.get("so", "CV")[:40], chosen


def _rows_of(request: HttpRequest, code: str, year: int) -> Any:
    actor = actor_of(request)
    ours = outgoing_for(actor).filter(official__agency_id=actor.agency_id or 0)
    return registered(ours, code, year).prefetch_related("official__recipients")


def _cells(found: OutgoingDocument) -> list[str]:
    official = found.official
    note = found.void_reason if found.state == OutgoingState.VOID else ""
    sent = found.issued_at
    return [
        official.notation,
        f"{official.issued_on:%d/%m/%Y}" if official.issued_on else "",
        f"{kind_name(official.kind)}: {official.abstract}",
        official.signer_name,
        "; ".join(one.name for one in official.recipients.all()) or _("Theo nơi nhận"),
        found.unit_name or found.author_name,
        found.sealed_by,
        str(found.content.get("copies") or 1),
        f"{local(sent):%d/%m/%Y %H:%M}" if sent else "",
        _("Hủy số: %(reason)s") % {"reason": note} if note else "",
    ]


def _book(request: HttpRequest, code: str, year: int, rows: list[list[str]]) -> RegisterBook:
    agency = get_agency_by_id(actor_of(request).agency_id or 0)
    names = {one.code: one.name for one in list_registers(agency.pk, year)}
    return RegisterBook(
        agency_name=agency.name,
        parent_name=agency.parent.name if agency.parent else "",
        title=_("Sổ đăng ký văn bản đi"),
        period=f"{names.get(code, code)} – {year}",
        summary=_("%(n)s văn bản, in lúc %(at)s")
        % {"n": grouped(len(rows)), "at": f"{local(now()):%H:%M %d/%m/%Y}"},
        columns=tuple(headings()),
        rows=tuple(tuple(row) for row in rows),
    )


def _file(content: bytes, media_type: str, name: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
