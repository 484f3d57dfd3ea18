"""Lines as a workbook that runs nothing."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from xlsxwriter import Workbook

WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_TITLE = 31


def workbook(title: str, lines: Iterable[Sequence[str]], widths: Sequence[int]) -> bytes:
    """Give lines as a workbook, the first bold and kept in sight; no text becomes a formula."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        sheet = book.add_worksheet(title[:_LONGEST_TITLE])
        bold = book.add_format({"bold": True, "text_wrap": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line, bold if number == 0 else wrapped)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
    return out.getvalue()
