"""Periods of reporting: months, quarters, half-years, nine months, years, weeks and days.

Two calendars coexist. The administrative one (kỳ báo cáo hành chính, Nghị định 09/2019/NĐ-CP
article 12, as a province's decision states it) begins its months on the 15th of the month before;
statistics use calendar months. A period's number says what it is, so every engine joins on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


class Calendar(StrEnum):
    """The family a period belongs to."""

    CALENDAR = "CALENDAR"
    ADMINISTRATIVE = "ADMINISTRATIVE"
    WEEK = "WEEK"
    DAY = "DAY"


class PeriodKind(StrEnum):
    """How long a period is."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    HALF_YEAR = "HALF_YEAR"
    NINE_MONTHS = "NINE_MONTHS"
    YEAR = "YEAR"


FAMILIES = (Calendar.CALENDAR, Calendar.ADMINISTRATIVE)
#: Months in one period of a kind.
MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}
FIRST_DAY = 15
_FAMILY_NUMBER = {Calendar.CALENDAR: 1, Calendar.ADMINISTRATIVE: 2}
_KIND_NUMBER = {kind: number for number, kind in enumerate(MONTHS, start=1)}
_KIND_OF_NUMBER = {number: kind for kind, number in _KIND_NUMBER.items()}
_FAMILY_OF_NUMBER = {number: family for family, number in _FAMILY_NUMBER.items()}
_WEEK, _DAY = 3 * 10**7, 4 * 10**8
_LETTERS = {
    PeriodKind.MONTH: "M",
    PeriodKind.QUARTER: "Q",
    PeriodKind.HALF_YEAR: "H",
    PeriodKind.NINE_MONTHS: "N",
    PeriodKind.YEAR: "Y",
}
_ONLY_NINE = 1


class NoSuchPeriod(ValueError):
    """The number or code names no period."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One period: ``starts_on`` is its first day, ``ends_on`` the day after its last."""

    starts_on: date
    ends_on: date
    calendar: Calendar
    kind: PeriodKind
    year: int
    number: int

    @property
    def id(self) -> int:
        """Give the number by which facts and engines know the period."""
        if self.kind is PeriodKind.DAY:
            return day_id(self.starts_on)
        if self.kind is PeriodKind.WEEK:
            return _WEEK + self.year * 1000 + self.number
        family = _FAMILY_NUMBER[self.calendar] * 10**7
        return family + self.year * 1000 + _KIND_NUMBER[self.kind] * 100 + self.number

    @property
    def code(self) -> str:
        """Give the short code people and addresses use, such as ``C2026M11`` or ``A2026Q3``."""
        if self.kind is PeriodKind.DAY:
            return f"D{self.starts_on:%Y%m%d}"
        if self.kind is PeriodKind.WEEK:
            return f"W{self.year}{self.number:02d}"
        return f"{self.calendar[0]}{self.year}{_LETTERS[self.kind]}{self.number}"

    @property
    def last_day(self) -> date:
        """Give the period's last day."""
        return self.ends_on - timedelta(days=1)

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in the period."""
        return self.starts_on <= day < self.ends_on


#: Periods are asked for again and again: some 2,000 of them make up the years anybody reads.
@lru_cache(maxsize=8_192)
def make(calendar: Calendar, kind: PeriodKind, year: int, number: int = 1) -> Span:
    """Give the period of a family.

    :raises NoSuchPeriod: the kind has no such number in a year.
    """
    months = MONTHS.get(kind)
    most = _ONLY_NINE if kind is PeriodKind.NINE_MONTHS else 12 // (months or 1)
    if months is None or calendar not in FAMILIES or not 1 <= number <= most:
        raise NoSuchPeriod(f"{calendar} {kind} {year}/{number}")
    first = (number - 1) * months
    return Span(
        _boundary(calendar, year, first), _boundary(calendar, year, first + months),
        calendar, kind, year, number,
    )  # fmt: skip


def _boundary(calendar: Calendar, year: int, months: int) -> date:
    """Give the first day after so many months of a year, in the family's reckoning."""
    shifted = year * 12 + months - (1 if calendar is Calendar.ADMINISTRATIVE else 0)
    day = FIRST_DAY if calendar is Calendar.ADMINISTRATIVE else 1
    return date(shifted // 12, shifted % 12 + 1, day)


def day_id(day: date) -> int:
    """Give the number of a day as a period."""
    return _DAY + day.year * 10_000 + day.month * 100 + day.day


def day_span(day: date) -> Span:
    """Give a day as a period."""
    return Span(day, day + timedelta(days=1), Calendar.DAY, PeriodKind.DAY, day.year, day.day)


def week_of(day: date) -> Span:
    """Give the ISO week of a day."""
    year, number, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return Span(monday, monday + timedelta(days=7), Calendar.WEEK, PeriodKind.WEEK, year, number)


def period_of(day: date, calendar: Calendar, kind: PeriodKind) -> Span:
    """Give the period of a family and kind that holds a day (nine months: the year's first).

    :raises NoSuchPeriod: a day after the first nine months is in no period of nine months.
    """
    if kind is PeriodKind.DAY:
        return day_span(day)
    if kind is PeriodKind.WEEK:
        return week_of(day)
    year, month = day.year, day.month
    if calendar is Calendar.ADMINISTRATIVE and day.day >= FIRST_DAY:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return make(calendar, kind, year, (month - 1) // MONTHS[kind] + 1)


@lru_cache(maxsize=8_192)
def from_id(period_id: int) -> Span:
    """Give the period with a number.

    :raises NoSuchPeriod: there is none.
    """
    try:
        if period_id >= _DAY:
            rest = period_id - _DAY
            return day_span(date(rest // 10_000, rest // 100 % 100, rest % 100))
        family, rest = divmod(period_id, 10**7)
        year, rest = divmod(rest, 1000)
        if family == _WEEK // 10**7:
            return week_of(date.fromisocalendar(year, rest, 1))
        kind = _KIND_OF_NUMBER[rest // 100]
        return make(_FAMILY_OF_NUMBER[family], kind, year, rest % 100)
    except (KeyError, ValueError) as error:
        raise NoSuchPeriod(str(period_id)) from error


def from_code(code: str) -> Span:
    """Give the period with a code such as ``A2026Q3``.

    :raises NoSuchPeriod: no period has this code.
    """
    try:
        head, year, rest = code[:1], int(code[1:5]), code[5:]
        if head == "D":
            return day_span(date(year, int(rest[:2]), int(rest[2:4])))
        if head == "W":
            return week_of(date.fromisocalendar(year, int(rest), 1))
        calendar = next(family for family in FAMILIES if family[0] == head)
        kind = next(kind for kind, letter in _LETTERS.items() if letter == rest[:1])
        return make(calendar, kind, year, int(rest[1:]))
    except (StopIteration, ValueError) as error:
        raise NoSuchPeriod(code) from error


def parts(whole: Span, kind: PeriodKind) -> list[Span]:
    """Give the periods of a shorter kind of the same family that make up a period, in order.

    Days make up any period; a period is made up of itself. What does not fit gives nothing:
    quarters and weeks never make up each other.
    """
    if kind is whole.kind:
        return [whole]
    if kind is PeriodKind.DAY:
        days = (whole.ends_on - whole.starts_on).days
        return [day_span(whole.starts_on + timedelta(days=after)) for after in range(days)]
    if whole.kind not in MONTHS or kind not in MONTHS or kind is PeriodKind.NINE_MONTHS:
        return []
    count, rest = divmod(MONTHS[whole.kind], MONTHS[kind])
    if rest or not count:
        return []
    first = (whole.number - 1) * MONTHS[whole.kind] // MONTHS[kind] + 1
    return [make(whole.calendar, kind, whole.year, first + after) for after in range(count)]


@lru_cache(maxsize=8_192)
def following(span: Span, steps: int = 1) -> Span:
    """Give the period so many of its kind later; earlier when negative."""
    if span.kind in {PeriodKind.DAY, PeriodKind.WEEK}:
        length = span.ends_on - span.starts_on
        moved = span.starts_on + length * steps
        return day_span(moved) if span.kind is PeriodKind.DAY else week_of(moved)
    if span.kind is PeriodKind.NINE_MONTHS:
        return make(span.calendar, span.kind, span.year + steps)
    in_year = 12 // MONTHS[span.kind]
    years, number = divmod(span.number - 1 + steps, in_year)
    return make(span.calendar, span.kind, span.year + years, number + 1)


def year_before(span: Span) -> Span:
    """Give the same period of the year before (cùng kỳ năm trước)."""
    if span.kind is PeriodKind.WEEK:
        return following(span, -52)
    if span.kind is PeriodKind.DAY:
        return following(span, -364)
    return make(span.calendar, span.kind, span.year - 1, span.number)


def all_of_year(calendar: Calendar, year: int) -> Iterator[Span]:
    """Give every period of a family in a year."""
    for kind, months in MONTHS.items():
        count = 1 if kind is PeriodKind.NINE_MONTHS else 12 // months
        for number in range(1, count + 1):
            yield make(calendar, kind, year, number)
