"""The report of a reorganisation: to read, print, or take along as a workbook or CSV."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from xlsxwriter import Workbook

from tinhso.reorganisation.api import (
    Flow,
    Numbers,
    Reorganisation,
    list_flows,
    load_numbers,
    participant_labels,
)
from tinhso.reorganisation.views.frame import approver_required, frame, opened

_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BYTE_ORDER_MARK = "\ufeff"
_COLUMNS = ("counted", "moved", "settled", "undecided", "left", "lost", "doubled")
Row = Sequence[str | int]


@approver_required
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show both sides: every participant's numbers, and who got how much from whom."""
    with opened(request, pk) as reorganisation:
        labels = participant_labels()
        flows = list_flows(reorganisation)
        context = {
            **frame(request, reorganisation, "report"),
            "numbers": load_numbers(reorganisation),
            "flows": [(flow, labels.get(flow.participant, "")) for flow in flows],
        }
        return render(request, "reorganisation/report.html", context)


@approver_required
@require_safe
def report_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Give the report as a file: ``xlsx`` with two sheets, or ``csv`` with who got what."""
    with opened(request, pk) as reorganisation:
        flows = [_flow_headings(), *_flow_rows(list_flows(reorganisation))]
        name = f"sap-xep-{reorganisation.effective_on:%Y-%m-%d}.{kind}"
        if kind == "csv":
            return _file(_as_csv(flows), "text/csv; charset=utf-8", name)
        if kind != "xlsx":
            raise Http404
        sides = [_side_headings(), *_side_rows(load_numbers(reorganisation))]
        return _file(_as_workbook(reorganisation, sides, flows), _WORKBOOK_TYPE, name)


def _side_headings() -> Row:
    return [
        _("Loại dữ liệu"),
        _("Đếm trước"),
        _("Đã chuyển"),
        _("Không còn phải chuyển"),
        _("Chờ quyết định"),
        _("Còn sót"),
        _("Mất"),
        _("Chuyển hai lần"),
    ]


def _side_rows(numbers: Numbers) -> Iterable[Row]:
    for turn in numbers.turns:
        yield [turn.label, *(getattr(turn, column) for column in _COLUMNS)]
    yield [_("Tổng"), *(numbers.total(column) for column in _COLUMNS)]


def _flow_headings() -> Row:
    return [
        _("Loại dữ liệu"),
        _("Mã cơ quan cũ"),
        _("Cơ quan cũ"),
        _("Mã cơ quan mới"),
        _("Cơ quan mới"),
        _("Số dòng"),
        _("Đã chuyển"),
    ]


def _flow_rows(flows: Iterable[Flow]) -> Iterable[Row]:
    labels = participant_labels()
    for flow in flows:
        yield [
            labels.get(flow.participant, flow.participant),
            flow.predecessor_code,
            flow.predecessor_name,
            flow.successor_code,
            flow.successor_name,
            flow.count,
            flow.moved,
        ]


def _as_csv(rows: Iterable[Row]) -> bytes:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return (_BYTE_ORDER_MARK + out.getvalue()).encode()


def _as_workbook(
    reorganisation: Reorganisation, sides: Iterable[Row], flows: Iterable[Row]
) -> bytes:
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        book.set_properties({"title": str(reorganisation)})
        bold = book.add_format({"bold": True, "text_wrap": True})
        for title, rows in ((_("Hai phía"), sides), (_("Từ đâu đến đâu"), flows)):
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row, bold if number == 0 else None)
            sheet.set_column(0, 0, 36)
            sheet.set_column(1, 6, 24)
            sheet.freeze_panes(1, 0)
    return out.getvalue()


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
