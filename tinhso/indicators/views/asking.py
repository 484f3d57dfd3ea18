"""What an indicator's page was asked: read from the address, so every view can be shared."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeVar

from django.http import HttpRequest, QueryDict

from tinhso.core.clock import VIETNAM
from tinhso.indicators.models import IndicatorVersion
from tinhso.indicators.rules import AreaLevel, PeriodKind, Span, periods
from tinhso.indicators.rules.metrics import Reading
from tinhso.indicators.rules.periods import FAMILIES, Calendar

E = TypeVar("E", bound=StrEnum)
SHOWN = {
    PeriodKind.DAY: 30,
    PeriodKind.WEEK: 26,
    PeriodKind.MONTH: 24,
    PeriodKind.QUARTER: 12,
    PeriodKind.HALF_YEAR: 10,
    PeriodKind.NINE_MONTHS: 5,
    PeriodKind.YEAR: 5,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The spans shown (oldest first), the areas and the moment."""

    kind: PeriodKind
    calendar: Calendar
    level: AreaLevel
    reading: Reading
    spans: tuple[Span, ...]
    chosen: Span
    area_id: int | None
    as_of: datetime | None
    as_of_day: str

    @property
    def query(self) -> str:
        """Give the part of an address that asks the same again."""
        query = QueryDict(mutable=True)
        query.update(
            {
                "ky": self.kind, "lich": self.calendar, "cap": self.level, "cach": self.reading,
                "den": self.chosen.code, "luc": self.as_of_day,
            }
        )  # fmt: skip
        return query.urlencode()


def read_asked(request: HttpRequest, version: IndicatorVersion, today: date) -> Asked:
    """Read what a page was asked; what is missing or wrong is the usual."""
    given = request.GET
    is_daily = version.frequency == PeriodKind.DAY
    usual = PeriodKind.MONTH if is_daily else PeriodKind(version.frequency)
    kind = _one_of(PeriodKind, given.get("ky", ""), usual)
    calendar = _one_of(Calendar, given.get("lich", ""), Calendar(version.calendar))
    calendar = calendar if calendar in FAMILIES else Calendar.CALENDAR
    chosen = _chosen(given.get("den", ""), kind, calendar, today)
    spans = tuple(periods.following(chosen, -steps) for steps in range(SHOWN[kind] - 1, -1, -1))
    day = _day(given.get("luc", ""))
    return Asked(
        kind=kind,
        calendar=calendar,
        level=_one_of(AreaLevel, given.get("cap", ""), AreaLevel.DISTRICT),
        reading=_one_of(Reading, given.get("cach", ""), Reading.AS_WAS),
        spans=spans,
        chosen=chosen,
        area_id=int(given["vung"]) if given.get("vung", "").isdecimal() else None,
        as_of=datetime.combine(day, time.max, VIETNAM) if day else None,
        as_of_day=day.isoformat() if day else "",
    )


def _chosen(code: str, kind: PeriodKind, calendar: Calendar, today: date) -> Span:
    try:
        span = periods.from_code(code)
        if span.kind is kind and span.calendar in {calendar, Calendar.WEEK, Calendar.DAY}:
            return span
    except periods.NoSuchPeriod:
        pass
    if kind is PeriodKind.NINE_MONTHS:
        return periods.make(calendar, kind, today.year - 1)
    return periods.following(periods.period_of(today, calendar, kind), -1)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _one_of(kinds: type[E], value: str, otherwise: E) -> E:
    try:
        return kinds(value)
    except ValueError:
        return otherwise
