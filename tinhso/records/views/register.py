"""The incoming register of a period: shown, printed with all columns, as a workbook (art. 22)."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from tinhso.access.api import LargeFile, release_address
from tinhso.core.clock import local, now, today
from tinhso.core.grouping import grouped
from tinhso.documents.api import RegisterBook, render_register, serve_bytes
from tinhso.identity.api import officer_required
from tinhso.orgs.api import get_agency_by_id
from tinhso.records.models import Arrival
from tinhso.records.permissions import INCOMING_ROLES
from tinhso.records.queries.incoming import MOST_ROWS, incoming_register
from tinhso.records.rules import find_kind
from tinhso.records.views.workbook import WORKBOOK_TYPE, workbook
from tinhso.ui.navigation import actor_of

_SHOWN = 100
_MOST_PRINTED = 1000
_PRINTED = (11, 7, 20, 17, 11, 48, 22, 11, 16)
_WIDTHS = (12, 10, 34, 20, 14, 60, 34, 18, 30)


def headings() -> tuple[str, ...]:
    """Give the columns of the incoming register (annex IV of Decree 30/2020, secondary source)."""
    return (
        _("Ngày đến"),
        _("Số đến"),
        _("Tác giả"),
        _("Số, ký hiệu"),
        _("Ngày ban hành"),
        _("Tên loại và trích yếu"),
        _("Đơn vị hoặc người nhận"),
        _("Hạn giải quyết"),
        _("Ghi chú"),
    )


def line_of(arrival: Arrival) -> tuple[str, ...]:
    """Give one line of the register."""
    official = arrival.official
    kind = find_kind(official.kind)
    title = f"{kind.name}: {official.abstract}" if kind else official.abstract
    return (
        f"{local(arrival.arrived_at):%d/%m/%Y}",
        str(official.number or ""),
        official.author_name,
        official.notation,
        f"{official.issued_on:%d/%m/%Y}" if official.issued_on else "",
        title,
        arrival.recipient,
        f"{local(official.due_at):%d/%m/%Y}" if official.due_at else "",
        arrival.note,
    )


@require_GET
@never_cache
@officer_required(*INCOMING_ROLES)
def incoming_register_book(request: HttpRequest) -> HttpResponse:
    """Show the register of a period; asked for a file, give it whole."""
    actor = actor_of(request)
    first, last = _period(request)
    rows = incoming_register(actor, first, last)
    if kind := request.GET.get("xuat"):
        most = _MOST_PRINTED if kind == "pdf" else MOST_ROWS
        count = min(rows.count(), most)
        words = _("Sổ đăng ký văn bản đến %(first)s – %(last)s") % _written(first, last)
        file = LargeFile(request.get_full_path(), words, count)
        if asks := release_address(file=file, actor=actor, at=now()):
            return HttpResponseRedirect(asks)
        lines = [line_of(arrival) for arrival in rows[:most]]
        return _file(kind, actor.agency_id or 0, (first, last), lines)
    context = {
        "headings": headings(),
        "lines": [
            (arrival.official.token, list(zip(headings(), line_of(arrival), strict=True)))
            for arrival in rows[:_SHOWN]
        ],
        "total": rows.count(),
        "shown": _SHOWN,
        "first": first,
        "last": last,
    }
    return render(request, "records/incoming/register.html", context)


def _period(request: HttpRequest) -> tuple[date, date]:
    try:
        first = date.fromisoformat(request.GET.get("tu", ""))
        last = date.fromisoformat(request.GET.get("den", ""))
    except ValueError:
        return today() - timedelta(days=30), today()
    return first, last


def _written(first: date, last: date) -> dict[str, str]:
    return {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}


def _file(
    kind: str, agency_id: int, days: tuple[date, date], lines: list[tuple[str, ...]]
) -> HttpResponse:
    name = f"so-van-ban-den-{days[0]:%Y%m%d}-{days[1]:%Y%m%d}"
    if kind == "xlsx":
        content = workbook(_("Sổ đăng ký văn bản đến"), [headings(), *lines], _WIDTHS)
        return serve_bytes(content, WORKBOOK_TYPE, f"{name}.xlsx")
    if kind != "pdf":
        raise Http404
    agency = get_agency_by_id(agency_id)
    book = RegisterBook(
        agency_name=agency.name,
        parent_name=agency.parent.name if agency.parent else "",
        title="Sổ đăng ký văn bản đến",
        period=_("Từ ngày %(first)s đến ngày %(last)s") % _written(*days),
        summary=_("Cộng %(count)s văn bản.") % {"count": grouped(len(lines))},
        columns=headings(),
        rows=tuple(lines),
        widths=_PRINTED,
    )
    return serve_bytes(render_register(book), "application/pdf", f"{name}.pdf")
