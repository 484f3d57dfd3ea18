"""JSON and Excel files of the catalogue: they read back the same, and errors name their place."""

import json
from contextlib import suppress
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from tinhso.procedures.gateways import files
from tinhso.procedures.gateways.files import UnreadableFile, export_catalogue, read_catalogue
from tinhso.procedures.gateways.pack import read_pack
from tinhso.procedures.gateways.workbook import write_workbook
from tinhso.procedures.tests.factories import FOLDER, ON, make_content


def pack_contents() -> list[dict[str, Any]]:
    """Give every content of the pack."""
    return [entry.content for entry in read_pack(FOLDER) if entry.content]


def test_whole_catalogue_reads_back_the_same_from_excel() -> None:
    contents = pack_contents()

    entries = read_catalogue(name="a.xlsx", raw=write_workbook(contents))

    assert [entry.content for entry in entries] == contents


@pytest.mark.django_db
@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_export_reads_back_what_is_in_force(kind: str) -> None:
    export = export_catalogue(kind, on=date(2026, 1, 1))

    entries = read_catalogue(name=export.name, raw=export.raw)

    assert export.count == len(entries) == len(pack_contents())
    assert not [entry.problems for entry in entries if entry.problems]


def test_export_of_another_kind_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        export_catalogue("pdf", on=ON)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    content = make_content(everyday_words=["=1+1", "+a b", "-a b", "@sum", "\tab c"])
    content["everyday_words"] = ["=1+1", "+ab", "-ab", "@sum", "abc"]

    (entry,) = read_catalogue(name="a.xlsx", raw=write_workbook([content]))

    assert entry.content
    assert entry.content["everyday_words"][0] == "=1+1"


def workbook_with(sheet: str, column: str, cell: object) -> bytes:
    """Give a workbook of one procedure with one cell written otherwise."""
    book = CalamineWorkbook.from_filelike(BytesIO(write_workbook([make_content()])))
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as copy:
        for name in book.sheet_names:
            page = copy.add_worksheet(name)
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for line, cells in enumerate(rows):
                for at, value in enumerate(cells):
                    is_it = name == sheet and line == 2 and rows[1][at] == column
                    page.write(line, at, cell if is_it else value)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("sheet", "column", "cell", "problem"),
    [
        ("Thủ tục", "code.value", 1.001193, "dạng văn bản"),
        ("Thủ tục", "sets_of_papers", "một", "số nguyên"),
        ("Thủ tục", "sets_of_papers", 1.5, "số nguyên"),
        ("Thủ tục", "complete", "có", "TRUE hoặc FALSE"),
        ("Thủ tục", "tier", "MOON", "tier"),
        ("Cách nộp", "time_limit.amount", -1, "time_limit/amount"),
        ("Biểu mẫu (JSON)", "json", "{", "Expecting"),
    ],
)
def test_bad_cell_is_reported_with_its_line(
    sheet: str, column: str, cell: object, problem: str
) -> None:
    (entry,) = read_catalogue(name="a.xlsx", raw=workbook_with(sheet, column, cell))

    assert entry.content is None
    assert entry.source == "a.xlsx, Thủ tục 3"
    assert problem in " ".join(entry.problems)


def test_missing_sheet_and_column_are_named() -> None:
    buffer = BytesIO()
    with Workbook(buffer) as book:
        book.add_worksheet("Trình tự").write_row(1, 0, ["code.value", "vi"])

    with pytest.raises(UnreadableFile, match="en"):
        read_catalogue(name="a.xlsx", raw=buffer.getvalue())


@pytest.mark.parametrize("raw", [b"PK\x03\x04 broken", b"PK"])
def test_broken_workbook_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_catalogue(name="a.xlsx", raw=raw)


def test_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 10_000)
    monkeypatch.setattr(files, "MOST_UNPACKED_BYTES", 9_999)

    with pytest.raises(UnreadableFile):
        read_catalogue(name="a.xlsx", raw=buffer.getvalue())


def test_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 3)

    with pytest.raises(UnreadableFile):
        read_catalogue(name="a.json", raw=b"[{}]")


def test_json_list_names_the_place_of_each_problem() -> None:
    raw = json.dumps([make_content(), {"code": 1}, 5]).encode()

    good, bad, worse = read_catalogue(name="a.json", raw=raw)

    assert good.content
    assert bad.source == "a.json [2]"
    assert any("code" in problem for problem in bad.problems)
    assert worse.problems


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_entries_or_a_named_refusal(raw: bytes) -> None:
    with suppress(UnreadableFile):
        entries = read_catalogue(name="a", raw=raw)
        assert all(entry.content is None and entry.problems for entry in entries)
