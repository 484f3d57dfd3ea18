"""Procedures as an Excel workbook: a sheet of procedures and one for each kind of their rows.

The first row of a sheet is for people, the second names the place in the content. Formulas are
never written nor run: the reader sees stored values only.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter import Workbook

from tinhso.procedures.gateways.cells import (
    Row,
    cells_of,
    content_of,
    read_sheet,
    write_sheet,
)
from tinhso.procedures.gateways.columns import (
    CODE,
    JSON_SHEETS,
    OPTIONAL_JSON_SHEETS,
    PROCEDURE_COLUMNS,
    PROCEDURE_TITLE,
    ROW_SHEETS,
    VARIANT,
    VARIANT_SHEETS,
    VARIANTS,
    Column,
    Sheet,
)
from tinhso.procedures.gateways.pack import CatalogueEntry, Content, check

# What reading a file that is no workbook raises.
BROKEN = (BadZipFile, CalamineError)
# A cell holds at most 32,767 characters.
PIECE_LETTERS = 30_000
_PIECE = Column("json", "Nội dung")
# What belongs to a procedure, by its code, then by the name of the part.
_Parts = Mapping[str, Mapping[str, list[Any]]]


def write_workbook(contents: Sequence[Content]) -> bytes:
    """Give the procedures as a workbook that reads back the same."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        procedures = (cells_of(content, PROCEDURE_COLUMNS) for content in contents)
        write_sheet(book, PROCEDURE_TITLE, PROCEDURE_COLUMNS, procedures)
        for sheet in ROW_SHEETS:
            write_sheet(book, sheet.title, (CODE, *sheet.columns), _rows(contents, sheet))
        write_sheet(book, VARIANTS.title, (CODE, *VARIANTS.columns), _rows(contents, VARIANTS))
        for sheet in VARIANT_SHEETS:
            columns = (CODE, VARIANT, *sheet.columns)
            write_sheet(book, sheet.title, columns, _variant_rows(contents, sheet))
        for part, title in (*JSON_SHEETS, *OPTIONAL_JSON_SHEETS):
            write_sheet(book, title, (CODE, _PIECE), _pieces(contents, part))
    return buffer.getvalue()


def read_workbook(source: str, raw: bytes) -> list[CatalogueEntry]:
    """Give the procedures of a workbook, each checked, with the line it stands on.

    :raises KeyError: a sheet or a column is missing; it names which.
    """
    book = CalamineWorkbook.from_filelike(BytesIO(raw))
    parts = _parts(book)
    return [
        _entry(f"{source}, {PROCEDURE_TITLE} {line}", row, parts)
        for line, row in read_sheet(book, PROCEDURE_TITLE, PROCEDURE_COLUMNS)
    ]


def _entry(place: str, row: Row, parts: _Parts) -> CatalogueEntry:
    try:
        content = content_of(row, PROCEDURE_COLUMNS)
        mine = parts[content["code"]["value"]]
        for sheet in ROW_SHEETS:
            content[sheet.part] = [content_of(cells, sheet.columns) for cells in mine[sheet.part]]
        for part, _title in JSON_SHEETS:
            content[part] = _whole(mine[part])
        for part, _title in OPTIONAL_JSON_SHEETS:
            if mine.get(part):
                content[part] = _whole(mine[part])
        if mine[VARIANTS.part]:
            content[VARIANTS.part] = [_variant(cells, mine) for cells in mine[VARIANTS.part]]
    except (KeyError, ValueError) as problem:
        return CatalogueEntry(place, None, (str(problem),))
    return check(place, content)


def _whole(pieces: Iterable[Row]) -> Any:
    return json.loads("".join(str(cells[_PIECE.path]) for cells in pieces))


def _variant(cells: Row, mine: Mapping[str, list[Row]]) -> Content:
    variant = content_of(cells, VARIANTS.columns)
    for sheet in VARIANT_SHEETS:
        rows = mine[f"{VARIANTS.part}.{sheet.part}"]
        own = [row for row in rows if row[VARIANT.path] == variant["code"]]
        variant[sheet.part] = [content_of(row, sheet.columns) for row in own]
    return variant


def _parts(book: CalamineWorkbook) -> _Parts:
    parts: defaultdict[str, defaultdict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for sheet in ROW_SHEETS:
        for _line, row in read_sheet(book, sheet.title, (CODE, *sheet.columns)):
            parts[str(row[CODE.path])][sheet.part].append(row)
    present = [sheet for sheet in OPTIONAL_JSON_SHEETS if sheet[1] in book.sheet_names]
    for part, title in (*JSON_SHEETS, *present):
        for _line, row in read_sheet(book, title, (CODE, _PIECE)):
            parts[str(row[CODE.path])][part].append(row)
    if VARIANTS.title in book.sheet_names:
        for part, title, columns in _variant_sheets():
            for _line, row in read_sheet(book, title, columns):
                parts[str(row[CODE.path])][part].append(row)
    return parts


def _variant_sheets() -> Iterable[tuple[str, str, tuple[Column, ...]]]:
    """Give the sheets about variants: older files have none of them."""
    yield VARIANTS.part, VARIANTS.title, (CODE, *VARIANTS.columns)
    for sheet in VARIANT_SHEETS:
        yield f"{VARIANTS.part}.{sheet.part}", sheet.title, (CODE, VARIANT, *sheet.columns)


def _rows(contents: Iterable[Content], sheet: Sheet) -> Iterable[Row]:
    for content in contents:
        for row in content.get(sheet.part) or []:
            yield {CODE.path: content["code"]["value"], **cells_of(row, sheet.columns)}


def _variant_rows(contents: Iterable[Content], sheet: Sheet) -> Iterable[Row]:
    for content in contents:
        for variant in content.get(VARIANTS.part) or []:
            key = {CODE.path: content["code"]["value"], VARIANT.path: variant["code"]}
            for row in variant[sheet.part]:
                yield {**key, **cells_of(row, sheet.columns)}


def _pieces(contents: Iterable[Content], part: str) -> Iterable[Row]:
    for content in (content for content in contents if part in content):
        text = json.dumps(content[part], ensure_ascii=False, separators=(",", ":"))
        for start in range(0, len(text), PIECE_LETTERS):
            piece = text[start : start + PIECE_LETTERS]
            yield {CODE.path: content["code"]["value"], _PIECE.path: piece}
