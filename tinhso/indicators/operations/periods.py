"""Filling the period table, with the day by which each period's report is due."""

from collections.abc import Iterator

from tinhso.core.calendar import load_calendar
from tinhso.core.working_time import WorkingCalendar
from tinhso.indicators.models import Period
from tinhso.indicators.rules import periods
from tinhso.indicators.rules.periods import FAMILIES, Span

FIRST_YEAR, LAST_YEAR = 2016, 2036
#: Nghị định 09/2019/NĐ-CP as a province's decision carries it out (secondary source).
WORKING_DAYS_TO_SEND = 2


def load_periods() -> int:
    """Write every period of both families and the weeks; gives how many. Run again, the same."""
    calendar = load_calendar()
    rows = [_row(span, calendar) for span in _all()]
    Period.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=["due_on"],
        batch_size=1000,
    )  # fmt: skip
    return len(rows)


def _all() -> Iterator[Span]:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for family in FAMILIES:
            yield from periods.all_of_year(family, year)
    week = periods.week_of(periods.make(FAMILIES[0], periods.PeriodKind.YEAR, FIRST_YEAR).starts_on)
    while week.year <= LAST_YEAR:
        yield week
        week = periods.following(week)


def _row(span: Span, calendar: WorkingCalendar) -> Period:
    return Period(
        id=span.id, code=span.code, calendar=span.calendar, kind=span.kind, year=span.year,
        number=span.number, starts_on=span.starts_on, ends_on=span.ends_on,
        due_on=calendar.add_working_days(span.last_day, WORKING_DAYS_TO_SEND),
    )  # fmt: skip
