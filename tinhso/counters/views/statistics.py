"""A unit's day in numbers, on the screen and as a workbook."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.core.clock import today
from tinhso.counters.permissions import MANAGER_ROLES, access_own_unit
from tinhso.counters.queries import DayStatistics, StatisticsRow, day_statistics
from tinhso.identity.api import officer_required
from tinhso.ui.components import Cell, Column, Table
from tinhso.ui.navigation import actor_of

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@never_cache
@officer_required(*MANAGER_ROLES)
def statistics(request: HttpRequest) -> HttpResponseBase:
    """Show a day's tickets, waits, visits and no-shows."""
    found = _statistics(request)
    context = {
        "statistics": found,
        "services": _table(_("Theo nhóm lĩnh vực"), _("Nhóm lĩnh vực"), found.services),
        "counters": _table(_("Theo quầy"), _("Quầy"), found.counters),
    }
    return render(request, "counters/manage/statistics.html", context)


@require_safe
@officer_required(*MANAGER_ROLES)
def statistics_workbook(request: HttpRequest) -> HttpResponse:
    """Give the day's numbers as a workbook."""
    found = _statistics(request)
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        _write(book, _("Theo nhóm lĩnh vực"), _("Nhóm lĩnh vực"), found.services)
        _write(book, _("Theo quầy"), _("Quầy"), found.counters)
    response = HttpResponse(buffer.getvalue(), content_type=_WORKBOOK)
    name = f"hang-cho-{found.day:%Y-%m-%d}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _statistics(request: HttpRequest) -> DayStatistics:
    unit = access_own_unit(actor_of(request))
    if unit is None:
        raise Http404
    return day_statistics(unit.agency_id, _day(request.GET.get("ngay", "")))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today()


def _headings(first: str) -> list[str]:
    return [
        first,
        _("Số đã phát"),
        _("Đã xong"),
        _("Vắng mặt"),
        _("Huỷ, hết ngày"),
        _("Chờ trung bình (phút)"),
        _("Phục vụ trung bình (phút)"),
    ]


def _values(row: StatisticsRow) -> list[str | float | None]:
    return [
        row.name,
        row.tickets,
        row.finished,
        row.no_shows,
        row.cancelled,
        row.mean_wait,
        row.mean_visit,
    ]


def _table(caption: str, first: str, rows: Sequence[StatisticsRow]) -> Table:
    columns = [Column(name, is_numeric=at > 0) for at, name in enumerate(_headings(first))]
    return Table(caption, columns, [[Cell(_shown(v)) for v in _values(row)] for row in rows])


def _shown(value: str | float | None) -> str:
    if value is None:
        return "–"
    return number_format(value, 1) if isinstance(value, float) else str(value)


def _write(
    book: xlsxwriter.Workbook, title: str, first: str, rows: Sequence[StatisticsRow]
) -> None:
    sheet = book.add_worksheet(title[:31])
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 6, 16)
    bold = book.add_format({"bold": True, "text_wrap": True})
    for column, name in enumerate(_headings(first)):
        sheet.write_string(0, column, name, bold)
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(_values(row)):
            if isinstance(value, str):
                sheet.write_string(line, column, value)
            elif value is not None:
                sheet.write_number(line, column, value)
