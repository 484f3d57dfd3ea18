"""The report of a reorganisation: to read by agency, print whole, or take along as a file."""

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
    FlowPage,
    Numbers,
    Reorganisation,
    flows_by_agency,
    list_flows,
    load_numbers,
    page_of_flows,
)
from tinhso.reorganisation.views.frame import approver_required, frame, opened
from tinhso.ui.components import Filter, Option

_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BYTE_ORDER_MARK = "\ufeff"
_COLUMNS = ("counted", "moved", "settled", "undecided", "left", "lost", "doubled")
Row = Sequence[str | int]
WHOLE = "toan-bo"
_OPENED_AT_ONCE = 3


@approver_required
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a summary, every participant's numbers, and agency by agency who got how much.

    Lists are folded and paged; the whole report, unfolded, is one address to print.
    """
    words, participant = request.GET.get("q", "").strip(), request.GET.get("loai", "")
    is_whole = WHOLE in request.GET
    with opened(request, pk) as reorganisation:
        flows = list_flows(reorganisation)
        found = flows_by_agency(flows, words=words, participant=participant)
        listed = FlowPage(tuple(found)) if is_whole else page_of_flows(found, _number(request))
        context = {
            **frame(request, reorganisation, "report"),
            "numbers": load_numbers(reorganisation),
            "old_count": len({flow.predecessor_code for flow in flows if flow.predecessor_code}),
            "new_count": len({flow.successor_code for flow in flows if flow.successor_code}),
            "has_flows": bool(flows),
            "found_count": sum(bool(held.code) for held in found),
            "row_count": sum(held.count for held in found),
            "listed": listed,
            "is_whole": is_whole,
            "is_unfolded": is_whole or len(found) <= _OPENED_AT_ONCE,
            "query": words,
            "kept": {"q": words},
            "filters": _filters(flows, participant),
        }
        return render(request, "reorganisation/report.html", context)


def _number(request: HttpRequest) -> int:
    text = request.GET.get("trang", "1")
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 10_000):
        raise Http404
    return int(text)


def _filters(flows: Iterable[Flow], chosen: str) -> list[Filter]:
    kinds = {flow.participant: flow.label for flow in flows}
    options = [Option(kind, label) for kind, label in kinds.items()]
    return [Filter("loai", _("Loại dữ liệu"), chosen, (Option("", _("Tất cả")), *options))]


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
    for flow in flows:
        yield [
            flow.label,
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
