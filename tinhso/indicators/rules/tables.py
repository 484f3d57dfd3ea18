"""Rows of a table somebody gave, as facts are made of them: columns, numbers, periods."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from tinhso.core.text import fold
from tinhso.indicators.rules import periods
from tinhso.indicators.rules.periods import Calendar, PeriodKind, Span

#: What a row says about a fact, in the order people read it.
PARTS = ("indicator", "area", "period", "numerator", "denominator", "breakdown")
NEEDED = ("indicator", "area", "period", "numerator")
#: What may be the same for every row instead of standing in a column.
FIXABLE = ("indicator", "area", "period")
_GUESSES = {
    "indicator": ("chi tieu", "ma chi tieu", "indicator", "code"),
    "area": ("dia ban", "ma dia ban", "xa", "phuong", "huyen", "don vi hanh chinh", "area"),
    "period": ("ky", "ky bao cao", "thang", "quy", "nam", "ngay", "period", "date"),
    "numerator": ("gia tri", "so lieu", "tu so", "value", "numerator", "amount"),
    "denominator": ("mau so", "denominator", "tong"),
    "breakdown": ("phan to", "breakdown", "nhom"),
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_YEAR_FIRST = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t].*)?$")
_MONTH = re.compile(r"^(?:thang\s*)?(\d{1,2})\s*[/-]\s*(\d{4})$|^(\d{4})-(\d{1,2})$")
_QUARTER = re.compile(r"^(?:quy|q)\s*(iv|i{1,3}|[1-4])\s*[/ -]\s*(\d{4})$")
_YEAR = re.compile(r"^(?:nam\s*)?(\d{4})$")
_GROUPED = re.compile(r"^-?\d{1,3}([.,]\d{3})+$")
_MOST_DIGITS = 24


class NotANumber(ValueError):
    """The text is no number."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column gives which part of a fact; ``fixed`` parts are the same for every row."""

    columns: Mapping[str, str]
    fixed: Mapping[str, str]

    def missing(self) -> list[str]:
        """Give the needed parts that nothing gives."""
        return [part for part in NEEDED if not self.columns.get(part) and not self.fixed.get(part)]

    def value(self, part: str, row: Mapping[str, object]) -> object:
        """Give what a row says about a part; nothing is an empty text."""
        column = self.columns.get(part)
        return row.get(column, "") if column else self.fixed.get(part, "")


def guessed(columns: Sequence[str]) -> dict[str, str]:
    """Give the likely column of each part, by its heading; each column serves once."""
    found: dict[str, str] = {}
    for part, words in _GUESSES.items():
        for column in columns:
            if column not in found.values() and fold(column).strip() in words:
                found[part] = column
                break
    return found


def read_number(given: object) -> Decimal | None:
    """Give a number as people write it: ``1.250``, ``12,5``, ``1,250.5``; nothing is ``None``.

    Groups of three after a single kind of mark are thousands, as in Vietnamese; otherwise the last
    mark is the decimal one.

    :raises NotANumber: it is none, has more than 24 digits, or is a formula.
    """
    if isinstance(given, bool):
        raise NotANumber(str(given))
    text = str(given if given is not None else "").replace("\u00a0", "").replace(" ", "").strip()
    if text in {"", "-", "–"}:
        return None
    if not isinstance(given, str):
        plain = text
    elif _GROUPED.match(text) and len({mark for mark in text if mark in ".,"}) == 1:
        plain = text.replace(".", "").replace(",", "")
    else:
        plain = _with_point(text)
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise NotANumber(text) from error
    if not number.is_finite() or number.adjusted() >= _MOST_DIGITS:
        raise NotANumber(text)
    return number.quantize(Decimal("0.000001")).normalize() + 0


def _with_point(text: str) -> str:
    point = max(text.rfind("."), text.rfind(","))
    if point < 0:
        return text
    whole = text[:point].replace(".", "").replace(",", "")
    return f"{whole}.{text[point + 1 :]}"


def read_period(given: object, calendar: Calendar, kind: PeriodKind) -> Span:
    """Give the period a cell names, of the calendar and kind an indicator is given for.

    Codes (``C2026M1``), days, ``01/2026``, ``Tháng 1/2026``, ``Quý I/2026``, ``2026`` are read; a
    day means the period that holds it.

    :raises NoSuchPeriod: it names none, or one of another kind.
    """
    if isinstance(given, datetime):
        given = given.date()
    if isinstance(given, date):
        return periods.period_of(given, calendar, kind)
    text = str(given).strip()
    if text.endswith(".0") and text[:-2].isdecimal():
        text = text[:-2]
    found = _by_code(text) or _by_words(fold(text).strip(), calendar)
    if isinstance(found, date):
        return periods.period_of(found, calendar, kind)
    if found is None or found.kind is not kind:
        raise periods.NoSuchPeriod(text)
    return found


def _by_code(text: str) -> Span | None:
    try:
        return periods.from_code(text.upper())
    except periods.NoSuchPeriod:
        return None


def _by_words(text: str, calendar: Calendar) -> Span | date | None:
    family = calendar if calendar in periods.FAMILIES else Calendar.CALENDAR
    try:
        if day := _DAY_FIRST.match(text):
            return date(int(day[3]), int(day[2]), int(day[1]))
        if day := _YEAR_FIRST.match(text):
            return date(int(day[1]), int(day[2]), int(day[3]))
    except ValueError:
        return None
    if month := _MONTH.match(text):
        year, number = (month[2], month[1]) if month[2] else (month[3], month[4])
        return periods.make(family, PeriodKind.MONTH, int(year), int(number))
    if quarter := _QUARTER.match(text):
        number = _ROMAN.get(quarter[1]) or int(quarter[1])
        return periods.make(family, PeriodKind.QUARTER, int(quarter[2]), number)
    if year := _YEAR.match(text):
        return periods.make(family, PeriodKind.YEAR, int(year[1]))
    return None
