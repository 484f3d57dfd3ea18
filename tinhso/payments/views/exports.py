"""Takings as a workbook: one line a payment, numbers as numbers."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tinhso.core.clock import local
from tinhso.payments.models import PaymentAttempt
from tinhso.payments.queries.papers import way_name
from tinhso.payments.queries.takings import DayReport

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = (18, 14, 24, 28, 44, 26, 18, 16, 20, 22)
_Row = list[str | int]


def export_day(report: DayReport) -> HttpResponse:
    """Give an agency's day as a workbook: payments, then drawers."""
    response = HttpResponse(_workbook(report), content_type=_TYPE)
    name = f"thu-phi-{report.day:%Y%m%d}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _workbook(report: DayReport) -> bytes:
    from xlsxwriter import Workbook

    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True})
        for title, headings, rows in (
            (_("Các khoản đã thu"), _headings(), map(_row, report.attempts)),
            (_("Khóa sổ quầy"), _closing_headings(), _closing_rows(report)),
        ):
            sheet = book.add_worksheet(title)
            sheet.write_row(0, 0, headings, bold)
            for number, row in enumerate(rows, 1):
                sheet.write_row(number, 0, row)
            for column, width in enumerate(_WIDTHS):
                sheet.set_column(column, column, width)
            sheet.freeze_panes(1, 0)
    return out.getvalue()


def _headings() -> list[str]:
    return [
        _("Thu lúc"),
        _("Mã khoản nộp"),
        _("Mã hồ sơ"),
        pgettext("fee", "Người nộp"),
        pgettext("fee", "Nội dung"),
        _("Hình thức"),
        pgettext("fee", "Quầy"),
        _("Số tiền (đồng)"),
        _("Số biên lai"),
        _("Mã giao dịch"),
    ]


def _row(attempt: PaymentAttempt) -> _Row:
    intent = attempt.intent
    return [
        f"{local(attempt.captured_at or attempt.created_at):%H:%M %d/%m/%Y}",
        intent.reference,
        intent.reference_text,
        intent.payer_name,
        intent.purpose,
        way_name(attempt.provider),
        attempt.drawer.name if attempt.drawer else "",
        attempt.captured_vnd,
        intent.receipt.notation if intent.receipt else "",
        "" if attempt.drawer else attempt.provider_transaction or "",
    ]


def _closing_headings() -> Sequence[str]:
    return [
        pgettext("fee", "Quầy"),
        _("Người khóa sổ"),
        _("Phải có (đồng)"),
        _("Đếm được (đồng)"),
        _("Chênh lệch (đồng)"),
        _("Lý do chênh lệch"),
    ]


def _closing_rows(report: DayReport) -> Iterable[_Row]:
    return (
        [
            closing.drawer.name,
            closing.closed_by_name,
            closing.expected_vnd,
            closing.counted_vnd,
            closing.difference_vnd,
            closing.note,
        ]
        for closing in report.closings
    )
