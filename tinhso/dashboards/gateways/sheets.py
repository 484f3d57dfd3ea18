"""A board's numbers as rows: CSV any office program opens, or a workbook with real numbers."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import BytesIO, StringIO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from tinhso.dashboards.queries import Content
from tinhso.dashboards.rules.document import TileKind

_BYTE_ORDER_MARK = "\ufeff"
_BY_AREA = {TileKind.RANKING, TileKind.MAP}
_WIDTHS = (34, 44, 26, 18, 14, 14, 16)
Row = tuple[str, str, str, str, Decimal | None, str, str]


def headings() -> list[str]:
    """Give what the columns are."""
    return [
        _("Ô"), _("Chỉ tiêu"), _("Địa bàn"), _("Kỳ"), _("Giá trị"), _("Đơn vị"), _("Nhận xét"),
    ]  # fmt: skip


def rows_of(contents: Iterable[Content], place: str) -> Iterator[Row]:
    """Give every number of a board: tile, indicator, area, period, value, unit, standing."""
    for content in contents:
        own_place = content.place or place
        for figure in content.figures:
            yield (
                content.title, figure.name, own_place, figure.period, figure.value, figure.unit,
                figure.stand,
            )  # fmt: skip
        main = content.main
        for entry in content.entries if main else ():
            is_area = content.tile.kind in _BY_AREA
            where, when = (entry.label, content.period) if is_area else (own_place, entry.label)
            if main and (is_area or entry.label != main.period):
                yield content.title, main.name, where, when, entry.value, main.unit, entry.note


def as_csv(contents: Sequence[Content], place: str) -> bytes:
    """Write CSV; the mark at the start tells spreadsheets that it is UTF-8."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(headings())
    writer.writerows(
        ["" if cell is None else str(cell) for cell in row] for row in rows_of(contents, place)
    )
    return (_BYTE_ORDER_MARK + out.getvalue()).encode()


def as_workbook(title: str, contents: Sequence[Content], place: str) -> bytes:
    """Write a workbook whose values are numbers; no text becomes a formula."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        sheet = book.add_worksheet(_("Số liệu"))
        book.set_properties({"title": title})
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, headings(), bold)
        for number, row in enumerate(rows_of(contents, place), start=1):
            cells = [float(cell) if isinstance(cell, Decimal) else cell or "" for cell in row]
            sheet.write_row(number, 0, cells)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
    return out.getvalue()
