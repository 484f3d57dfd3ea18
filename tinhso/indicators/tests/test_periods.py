"""Both families of periods: the decree's table, exact nesting, numbers and codes that come back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.indicators.rules import periods
from tinhso.indicators.rules.periods import (
    FAMILIES,
    MONTHS,
    Calendar,
    NoSuchPeriod,
    PeriodKind,
    Span,
    make,
)

A, C = Calendar.ADMINISTRATIVE, Calendar.CALENDAR
NESTED = (
    (PeriodKind.QUARTER, PeriodKind.MONTH),
    (PeriodKind.HALF_YEAR, PeriodKind.MONTH),
    (PeriodKind.HALF_YEAR, PeriodKind.QUARTER),
    (PeriodKind.NINE_MONTHS, PeriodKind.MONTH),
    (PeriodKind.NINE_MONTHS, PeriodKind.QUARTER),
    (PeriodKind.YEAR, PeriodKind.MONTH),
    (PeriodKind.YEAR, PeriodKind.QUARTER),
    (PeriodKind.YEAR, PeriodKind.HALF_YEAR),
)
DAYS = st.dates(date(2001, 1, 1), date(2090, 12, 31))


def spans() -> st.SearchStrategy[Span]:
    return st.builds(
        periods.period_of,
        DAYS,
        st.sampled_from(FAMILIES),
        st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.NINE_MONTHS]),
    )


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (make(A, PeriodKind.MONTH, 2026, 1), date(2025, 12, 15), date(2026, 1, 14)),
        (make(A, PeriodKind.MONTH, 2026, 3), date(2026, 2, 15), date(2026, 3, 14)),
        (make(A, PeriodKind.QUARTER, 2026, 1), date(2025, 12, 15), date(2026, 3, 14)),
        (make(A, PeriodKind.QUARTER, 2026, 3), date(2026, 6, 15), date(2026, 9, 14)),
        (make(A, PeriodKind.HALF_YEAR, 2026, 1), date(2025, 12, 15), date(2026, 6, 14)),
        (make(A, PeriodKind.NINE_MONTHS, 2026, 1), date(2025, 12, 15), date(2026, 9, 14)),
        (make(A, PeriodKind.YEAR, 2026, 1), date(2025, 12, 15), date(2026, 12, 14)),
        (make(C, PeriodKind.MONTH, 2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (make(C, PeriodKind.QUARTER, 2026, 4), date(2026, 10, 1), date(2026, 12, 31)),
        (make(C, PeriodKind.YEAR, 2026, 1), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_begin_and_end_as_the_decree_says(span: Span, first: date, last: date) -> None:
    assert (span.starts_on, span.last_day) == (first, last)


@given(year=st.integers(1990, 2100), family=st.sampled_from(FAMILIES), pair=st.sampled_from(NESTED))
def test_longer_periods_are_exactly_their_parts(
    year: int, family: Calendar, pair: tuple[PeriodKind, PeriodKind]
) -> None:
    whole_kind, part_kind = pair
    count = 1 if whole_kind is PeriodKind.NINE_MONTHS else 12 // MONTHS[whole_kind]
    for number in range(1, count + 1):
        whole = make(family, whole_kind, year, number)
        parts = periods.parts(whole, part_kind)

        assert len(parts) == MONTHS[whole_kind] // MONTHS[part_kind]
        assert parts[0].starts_on == whole.starts_on
        assert parts[-1].ends_on == whole.ends_on
        assert all(a.ends_on == b.starts_on for a, b in zip(parts, parts[1:], strict=False))


@given(day=DAYS, family=st.sampled_from(FAMILIES), kind=st.sampled_from(sorted(MONTHS)))
def test_every_day_is_in_one_period_of_each_kind(
    day: date, family: Calendar, kind: PeriodKind
) -> None:
    year = day.year + 1
    found = [
        span
        for span in (*periods.all_of_year(family, day.year), *periods.all_of_year(family, year))
        if span.kind is kind and span.holds(day)
    ]

    if kind is PeriodKind.NINE_MONTHS:
        assert len(found) <= 1
    else:
        assert found == [periods.period_of(day, family, kind)]


@given(span=spans())
def test_numbers_and_codes_come_back(span: Span) -> None:
    assert periods.from_id(span.id) == span
    assert periods.from_code(span.code) == span


@given(span=spans(), steps=st.integers(-40, 40))
def test_steps_forth_and_back_return(span: Span, steps: int) -> None:
    later = periods.following(span, steps)

    assert periods.following(later, -steps) == span
    assert later.kind is span.kind


@given(span=spans())
def test_the_next_period_begins_where_this_one_ends(span: Span) -> None:
    assert periods.following(span).starts_on == span.ends_on


@given(one=spans(), other=spans())
def test_numbers_are_of_one_period_only(one: Span, other: Span) -> None:
    assert (one.id == other.id) == (one == other)


@given(span=spans())
def test_days_make_up_any_period(span: Span) -> None:
    days = periods.parts(span, PeriodKind.DAY)

    assert len(days) == (span.ends_on - span.starts_on).days
    assert days[0].starts_on == span.starts_on
    assert days[-1].last_day == span.ends_on - timedelta(days=1)


def test_weeks_and_months_do_not_make_up_each_other() -> None:
    week = periods.week_of(date(2026, 11, 26))

    assert periods.parts(week, PeriodKind.MONTH) == []
    assert periods.parts(make(C, PeriodKind.MONTH, 2026, 11), PeriodKind.WEEK) == []
    assert periods.parts(make(C, PeriodKind.NINE_MONTHS, 2026), PeriodKind.HALF_YEAR) == []


@pytest.mark.parametrize("code", ["", "X2026M1", "A2026M13", "C2026Q0", "D20261340", "C26M1", "W1"])
def test_codes_of_no_period_are_refused(code: str) -> None:
    with pytest.raises(NoSuchPeriod):
        periods.from_code(code)


@pytest.mark.parametrize("period_id", [0, 1, 12026113, 52026101, 420261399, 12026601])
def test_numbers_of_no_period_are_refused(period_id: int) -> None:
    with pytest.raises(NoSuchPeriod):
        periods.from_id(period_id)
