"""Tables as people give them: numbers and periods read, broken files refused with what to do."""

import io
import json
import zipfile
from datetime import date, datetime
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from tinhso.indicators.gateways.tables import UnreadableTable, read_table
from tinhso.indicators.rules import Calendar, NoSuchPeriod, PeriodKind, periods
from tinhso.indicators.rules.quality import Checked, broken_rule
from tinhso.indicators.rules.tables import NotANumber, guessed, read_number, read_period

CSV = "Mã chỉ tiêu;Xã;Kỳ;Giá trị\nPOP.BIRTHS;25195;01/2026;1.250\n"


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.250", "1250"), ("12,5", "12.5"), ("1,250.5", "1250.5"), ("1.250.000,75", "1250000.75"),
     ("-3", "-3"), ("0", "0"), ("1 250", "1250"), ("12.50", "12.5"), (7, "7"), (1.25, "1.25")],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text: object, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", None, "-", " – "])
def test_nothing_is_a_missing_number(text: object) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["=1+1", "abc", "NaN", "1e99", True, "1" * 40, "12,5%"])
def test_what_is_no_number_is_refused(text: object) -> None:
    with pytest.raises(NotANumber):
        read_number(text)


@given(st.integers(-(10**15), 10**15), st.integers(0, 999_999))
def test_vietnamese_writing_reads_back(whole: int, rest: int) -> None:
    written = f"{whole:,}".replace(",", ".") + f",{rest:06d}"

    sign = -1 if whole < 0 else 1
    expected = Decimal(whole) + sign * Decimal(rest) / 10**6
    assert read_number(written) == expected


@pytest.mark.parametrize(
    "text", ["C2026M1", "01/2026", "1/2026", "2026-01", "Tháng 1/2026", "15/01/2026", "2026-01-31",
             date(2026, 1, 9), datetime(2026, 1, 9, 8, 0)],  # noqa: DTZ001
)  # fmt: skip
def test_a_month_is_read_in_many_ways(text: object) -> None:
    assert read_period(text, Calendar.CALENDAR, PeriodKind.MONTH).code == "C2026M1"


def test_quarters_years_and_the_administrative_month_are_read() -> None:
    assert read_period("Quý III/2026", Calendar.CALENDAR, PeriodKind.QUARTER).code == "C2026Q3"
    assert read_period("2026", Calendar.CALENDAR, PeriodKind.YEAR).code == "C2026Y1"
    assert read_period(2026.0, Calendar.CALENDAR, PeriodKind.YEAR).code == "C2026Y1"
    administrative = read_period("20/01/2026", Calendar.ADMINISTRATIVE, PeriodKind.MONTH)
    assert administrative.code == "A2026M2"


@pytest.mark.parametrize("text", ["", "32/01/2026", "13/2026", "Quý V/2026", "hôm qua", "2026"])
def test_no_month_is_refused(text: str) -> None:
    with pytest.raises(NoSuchPeriod):
        read_period(text, Calendar.CALENDAR, PeriodKind.MONTH)


@given(st.dates(date(2017, 1, 1), date(2035, 1, 1)))
def test_codes_of_periods_read_back(day: date) -> None:
    span = periods.period_of(day, Calendar.CALENDAR, PeriodKind.MONTH)

    assert read_period(span.code, Calendar.CALENDAR, PeriodKind.MONTH) == span


@pytest.mark.parametrize(
    ("rule", "numbers", "is_broken"),
    [({"rule": "NOT_NEGATIVE"}, ("-1", None), True), ({"rule": "NOT_NEGATIVE"}, ("0", "1"), False),
     ({"rule": "RATIO_AT_MOST_ONE"}, ("3", "2"), True),
     ({"rule": "RATIO_AT_MOST_ONE"}, ("2", "2"), False),
     ({"rule": "RANGE", "least": "0", "most": "500"}, ("501", None), True),
     ({"rule": "RANGE", "least": "0", "most": "500"}, ("500", None), False),
     ({"rule": "JUMP", "times": "5"}, ("51", None), True),
     ({"rule": "JUMP", "times": "5"}, ("50", None), False),
     ({"rule": "JUMP", "times": "5"}, ("1", None), True)],
)  # fmt: skip
def test_rules_of_quality(rule: dict[str, str], numbers: tuple[str, str], is_broken: bool) -> None:
    parts = [None if text is None else Decimal(text) for text in numbers]
    checked = Checked(parts[0], parts[1], date(2026, 1, 1), former=Decimal(10))

    assert bool(broken_rule([rule], checked, date(2026, 2, 1))) is is_broken


def test_a_period_that_has_not_begun_breaks_its_rule() -> None:
    checked = Checked(Decimal(1), None, date(2026, 3, 1))

    assert broken_rule([{"rule": "NOT_IN_FUTURE"}], checked, date(2026, 2, 28)) == "NOT_IN_FUTURE"
    assert not broken_rule([{"rule": "NOT_IN_FUTURE"}], checked, date(2026, 3, 1))


def excel(*rows: tuple[object, ...]) -> bytes:
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return buffer.getvalue()


def parquet(folder: str) -> bytes:
    duckdb.sql(
        f"copy (select 'POP.BIRTHS' as indicator, 12.5 as numerator) to '{folder}/a.parquet'"
    )
    with open(f"{folder}/a.parquet", "rb") as file:  # noqa: PTH123
        return file.read()


def test_the_same_table_in_four_kinds_of_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = str(tmp_path_factory.mktemp("given"))
    row = {"indicator": "POP.BIRTHS", "numerator": 12.5}
    files = {
        "a.csv": "\ufeffindicator,numerator\nPOP.BIRTHS,12.5\n".encode(),
        "a.xlsx": excel(("indicator", "numerator"), ("POP.BIRTHS", 12.5)),
        "a.json": json.dumps([row]).encode(),
        "a.parquet": parquet(folder),
    }

    for name, content in files.items():
        table = read_table(name, content)
        assert table.columns == ("indicator", "numerator"), name
        assert read_number(table.rows[0]["numerator"]) == Decimal("12.5"), name


def test_separators_and_byte_order_are_found() -> None:
    for content in (CSV.encode(), CSV.replace(";", "\t").encode(), CSV.encode("utf-16")):
        assert guessed(read_table("a.csv", content).columns) == {
            "indicator": "Mã chỉ tiêu", "area": "Xã", "period": "Kỳ", "numerator": "Giá trị",
        }  # fmt: skip


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (201 * 1024 * 1024))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("a.csv", b"", "trống"), ("a.csv", CSV.encode("cp1258", "ignore"), "UTF-8"),
     ("a.csv", b"a,b\n", "không có số liệu"), ("a.csv", b"a,a\n1,2\n", "tên các cột"),
     ("a.csv", b"a\x00b,c\n1,2\n", "Không đọc được"), ("a.exe", b"MZ", "Không đọc được"),
     ("a.xlsx", b"PK\x03\x04 broken", "hỏng"), ("a.json", b"[1, 2]", "danh sách"),
     ("a.json", b"[" * 100_000, "hỏng"), ("a.parquet", b"PAR1xxxxPAR1", "hỏng"),
     ("a.csv", b"a\n" + b"1\n" * 200_001, "200.000"), ("a.csv", b"x" * (20 * 2**20 + 1), "20 MB")],
)  # fmt: skip
def test_a_bad_file_says_what_to_do(name: str, content: bytes, words: str) -> None:
    with pytest.raises(UnreadableTable) as refusal:
        read_table(name, content)

    assert words in refusal.value.message


def test_a_zip_bomb_is_not_opened() -> None:
    with pytest.raises(UnreadableTable, match="quá lớn"):
        read_table("a.xlsx", bomb())


def test_an_excel_formula_gives_its_kept_value_only() -> None:
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("indicator", "numerator"))
        sheet.write_formula(1, 1, "=1+1", value=2)
        sheet.write(1, 0, "POP.BIRTHS")

    assert read_number(read_table("a.xlsx", buffer.getvalue()).rows[0]["numerator"]) == 2
