"""Lists as files: CSV any office program opens, or a workbook; at most 5,000 rows."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO, StringIO

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from tinhso.cases.models import Case
from tinhso.cases.views.officer.rows import CaseRow, case_rows
from tinhso.core.clock import local

_BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = (24, 28, 44, 14, 22, 18, 18, 18, 26)


def export(kind: str, cases: Iterable[Case], *, at: datetime) -> HttpResponse:
    """Give a list as a file.

    :raises Http404: when the kind is neither ``csv`` nor ``xlsx``.
    """
    rows = [_cells(row) for row in case_rows(cases, reader_id=None, at=at)]
    name = f"ho-so-{local(at):%Y%m%d-%H%M}"
    if kind == "csv":
        return as_file(_as_csv(rows).encode(), "text/csv; charset=utf-8", f"{name}.csv")
    if kind == "xlsx":
        return as_workbook(name, _("Hồ sơ"), [_headings(), *rows], _WIDTHS)
    raise Http404


def _headings() -> list[str]:
    return [
        _("Mã hồ sơ"),
        _("Người nộp"),
        _("Thủ tục"),
        _("Hình thức nộp"),
        _("Trạng thái"),
        _("Ở bước của"),
        _("Nộp lúc"),
        _("Hạn trả"),
        _("Thời gian còn lại"),
    ]


def _cells(row: CaseRow) -> list[str]:
    return [
        row.code,
        row.applicant_name,
        row.procedure_name,
        row.channel,
        row.state,
        row.holder,
        row.filed,
        row.due,
        row.deadline.text if row.deadline else "",
    ]


def _as_csv(rows: Iterable[list[str]]) -> str:
    """Write CSV; the mark at the start tells spreadsheets that it is UTF-8."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(_headings())
    writer.writerows(_harmless(row) for row in rows)
    return _BYTE_ORDER_MARK + out.getvalue()


def _harmless(row: list[str]) -> list[str]:
    """Keep a spreadsheet from running what somebody typed as a formula."""
    return [f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in row]


def as_workbook(
    name: str, title: str, lines: Iterable[Sequence[str]], widths: Sequence[int]
) -> HttpResponse:
    """Give lines as a workbook, the first bold and kept in sight."""
    return as_file(_workbook(title, lines, widths), _WORKBOOK_TYPE, f"{name}.xlsx")


def _workbook(title: str, lines: Iterable[Sequence[str]], widths: Sequence[int]) -> bytes:
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        sheet = book.add_worksheet(title)
        bold = book.add_format({"bold": True, "text_wrap": True})
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line, bold if number == 0 else None)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def as_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Give bytes as a file to keep, never cached."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
