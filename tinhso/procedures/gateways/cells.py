"""Cells of the workbook: values of a content written into them and read back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from tinhso.procedures.gateways.columns import OPTIONAL_WORDS, Column, Form

HEADING_ROWS = 2
COLUMN_WIDTH = 24
Row = dict[str, Any]


def write_sheet(book: Workbook, title: str, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    """Write rows of cell values by path, under a row for people and a row of paths."""
    sheet = book.add_worksheet(title)
    strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    faint = book.add_format({"font_color": "#6b7280", "italic": True})
    sheet.freeze_panes(HEADING_ROWS, 1)
    sheet.set_column(0, len(columns) - 1, COLUMN_WIDTH)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, column.heading, strong)
        sheet.write_string(1, at, column.path, faint)
    for line, row in enumerate(rows, HEADING_ROWS):
        for at, column in enumerate(columns):
            _write_cell(sheet, line, at, row[column.path])


def read_sheet(
    book: CalamineWorkbook, title: str, columns: Sequence[Column]
) -> Iterator[tuple[int, Row]]:
    """Give the rows of a sheet with their line: cell values by path, empty rows left out.

    :raises KeyError: the sheet or one of its columns is missing; it names which.
    """
    if title not in book.sheet_names:
        raise KeyError(_("Thiếu trang tính “%(title)s”.") % {"title": title})
    lines = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
    paths = [str(cell) for cell in lines[1]] if len(lines) > 1 else []
    wanted = [column.path for column in columns if not column.may_be_absent]
    missing = [path for path in wanted if path not in paths]
    if missing:
        raise KeyError(
            _("Trang “%(title)s” thiếu cột %(columns)s ở dòng 2.")
            % {"title": title, "columns": ", ".join(missing)}
        )
    for line, cells in enumerate(lines[HEADING_ROWS:], HEADING_ROWS + 1):
        if any(cell != "" for cell in cells):
            yield line, dict(zip(paths, cells, strict=False))


def cells_of(content: Mapping[str, Any], columns: Sequence[Column]) -> Row:
    """Give the cell values by path of a content or of one of its rows."""
    return {column.path: _cell(_at(content, column.path), column) for column in columns}


def content_of(row: Row, columns: Sequence[Column]) -> dict[str, Any]:
    """Give a content, or one of its rows, from cell values by path.

    :raises ValueError: a cell does not hold what its column asks for.
    """
    content: dict[str, Any] = {}
    for column in columns:
        cell = row.get(column.path, "")
        if column.may_be_absent and cell in ("", False):
            continue
        value = _value(cell, column)
        place = content
        *above, last = [step for step in column.path.split(".") if step]
        for step in above:
            place = place.setdefault(step, {})
        place[last] = value
    for name in OPTIONAL_WORDS & content.keys():
        if not any(content[name].values()):
            content[name] = None
    return content


def _at(content: Any, path: str) -> Any:
    for step in path.split("."):
        if step:
            content = content.get(step) if content is not None else None
    return content


def _cell(value: Any, column: Column) -> str | int | bool:
    if value is None:
        return ""
    if column.form is Form.LINES:
        return "\n".join(value)
    cell: str | int | bool = value
    return cell


def _write_cell(sheet: Any, line: int, at: int, cell: str | int | bool) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(line, at, cell)
    elif isinstance(cell, int):
        sheet.write_number(line, at, cell)
    elif cell:
        sheet.write_string(line, at, cell)


def _value(cell: Any, column: Column) -> Any:
    if column.form is Form.TRUTH:
        return _truth(cell, column)
    if column.form is Form.NUMBER:
        return _number(cell, column)
    text = _text(cell, column)
    if column.form is Form.LINES:
        return [line.strip() for line in text.splitlines() if line.strip()]
    return None if column.form is Form.OPTIONAL and not text else text


def _truth(cell: Any, column: Column) -> bool:
    if not isinstance(cell, bool):
        raise ValueError(_("Cột “%(column)s”: ghi TRUE hoặc FALSE.") % {"column": column.heading})
    return cell


def _number(cell: Any, column: Column) -> int:
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell != int(cell):
        raise ValueError(_("Cột “%(column)s”: ghi một số nguyên.") % {"column": column.heading})
    return int(cell)


def _text(cell: Any, column: Column) -> str:
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    if isinstance(cell, bool | int | float):
        # A code typed as a number has lost its zeros: 1.000050 became 1.00005.
        raise ValueError(
            _("Cột “%(column)s”: đặt ô ở dạng văn bản (Text) rồi ghi lại.")
            % {"column": column.heading}
        )
    return str(cell).strip()
