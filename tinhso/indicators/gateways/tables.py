"""Tables people give as files: CSV, Excel, JSON and Parquet read into rows, never run."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext_lazy

from tinhso.core.deferred import deferred_library
from tinhso.core.errors import DomainError

duckdb = deferred_library("duckdb")
calamine = deferred_library("python_calamine")
MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 200
_MOST_CELL = 2_000
#: What an Excel file may hold once unpacked; more is a bomb or no table for people.
_MOST_UNPACKED = 200 * 1024 * 1024
_ENCODINGS = ("utf-8-sig", "utf-16")
Row = dict[str, object]


class UnreadableTable(DomainError):
    """The file is no table this platform reads; the text says what to do."""

    code = "unreadable_table"
    text = gettext_lazy(
        "Không đọc được tệp này. Hãy gửi tệp CSV (UTF-8), .xlsx, .json hoặc .parquet."
    )


@dataclass(frozen=True, slots=True)
class GivenTable:
    """The columns of a table and its rows by column, in the order of the file."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(name: str, content: bytes) -> GivenTable:
    """Read a file by the ending of its name.

    :raises UnreadableTable: it is empty, broken, too large or of another kind; it says which.
    """
    if not content:
        raise UnreadableTable(gettext_lazy("Tệp này trống. Hãy chọn tệp khác."))
    if len(content) > MOST_BYTES:
        raise UnreadableTable(gettext_lazy("Tệp lớn hơn 20 MB. Hãy chia thành nhiều tệp nhỏ hơn."))
    reader = _READERS.get(Path(name).suffix.lower())
    if reader is None:
        raise UnreadableTable
    lines = reader(content)
    heading = next(lines, [])
    columns = tuple(_heading(cell, at) for at, cell in enumerate(heading[:MOST_COLUMNS], 1))
    if not any(str(cell).strip() for cell in heading) or len(set(columns)) < len(columns):
        raise UnreadableTable(
            gettext_lazy("Dòng đầu phải là tên các cột, mỗi tên một lần. Hãy sửa rồi gửi lại.")
        )
    rows = tuple(_rows(columns, lines))
    if not rows:
        raise UnreadableTable(gettext_lazy("Tệp chỉ có dòng tên cột, không có số liệu nào."))
    return GivenTable(columns, rows)


def _heading(cell: object, at: int) -> str:
    return str(cell).strip()[:120] or f"#{at}"


def _rows(columns: tuple[str, ...], lines: Iterable[list[object]]) -> Iterator[Row]:
    for count, cells in enumerate(lines, 1):
        if count > MOST_ROWS:
            raise UnreadableTable(
                gettext_lazy("Tệp có hơn 200.000 dòng. Hãy chia thành nhiều tệp nhỏ hơn.")
            )
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        yield {column: _cell(value) for column, value in zip(columns, padded, strict=False)}


def _cell(value: object) -> object:
    return value[:_MOST_CELL] if isinstance(value, str) else value


def _csv_lines(content: bytes) -> Iterator[list[object]]:
    text = _decoded(content)
    if "\x00" in text:
        raise UnreadableTable
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:20_000], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), dialect):
            if any(cells):
                yield list(cells)
    except csv.Error as error:
        raise UnreadableTable(
            gettext_lazy("Tệp CSV bị hỏng: dấu ngoặc kép hoặc dấu ngăn cách không khớp.")
        ) from error


def _decoded(content: bytes) -> str:
    marks = (b"\xff\xfe", b"\xfe\xff")
    try:
        return content.decode(_ENCODINGS[content[:2] in marks])
    except UnicodeDecodeError as error:
        raise UnreadableTable(
            gettext_lazy("Tệp không dùng bảng mã UTF-8. Hãy lưu lại dạng “CSV UTF-8” rồi gửi lại.")
        ) from error


def _excel_lines(content: bytes) -> Iterator[list[object]]:
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > _MOST_UNPACKED:
            raise UnreadableTable(
                gettext_lazy("Tệp Excel quá lớn khi mở ra. Hãy chỉ giữ trang tính có số liệu.")
            )
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=True)
    except (BadZipFile, calamine.CalamineError) as error:
        raise UnreadableTable(gettext_lazy("Tệp Excel bị hỏng hoặc có mật khẩu.")) from error
    yield from (list(cells) for cells in rows if any(cell != "" for cell in cells))


def _json_lines(content: bytes) -> Iterator[list[object]]:
    try:
        given = json.loads(_decoded(content))
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnreadableTable(gettext_lazy("Tệp JSON bị hỏng, không đọc được.")) from error
    rows = given.get("rows") if isinstance(given, dict) else given
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableTable(gettext_lazy("Tệp JSON phải là danh sách các dòng: [{…}, {…}]."))
    columns = list(dict.fromkeys(str(column) for row in rows for column in row))
    yield list(columns)
    for row in rows:
        yield [_plain(row.get(column, "")) for column in columns]


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float) else "" if value is None else str(value)


def _parquet_lines(content: bytes) -> Iterator[list[object]]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "given.parquet"
        file.write_bytes(content)
        try:
            with duckdb.connect(":memory:", config={"memory_limit": "256MB"}) as database:
                found = database.execute(
                    "select * from read_parquet(?) limit ?", [str(file), MOST_ROWS + 1]
                )
                yield [column[0] for column in found.description]
                for row in found.fetchall():
                    yield ["" if cell is None else cell for cell in row]
        except duckdb.Error as error:
            raise UnreadableTable(gettext_lazy("Tệp Parquet bị hỏng, không đọc được.")) from error


_READERS = {
    ".csv": _csv_lines,
    ".txt": _csv_lines,
    ".tsv": _csv_lines,
    ".xlsx": _excel_lines,
    ".json": _json_lines,
    ".parquet": _parquet_lines,
}
