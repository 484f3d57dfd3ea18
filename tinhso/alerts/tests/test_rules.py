"""When a series rings and when it has returned: thresholds, trends, seasons, silence."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.alerts.rules import Condition, RuleKind, has_returned, rings

HIGH = Condition(RuleKind.THRESHOLD, lasts=2, limit=Decimal(10), clear_limit=Decimal(8))
LOW = Condition(RuleKind.THRESHOLD, is_lower_bad=True, limit=Decimal(90))
TREND = Condition(RuleKind.TREND, lasts=3, percent=Decimal(5))
SEASON = Condition(RuleKind.SEASONAL, times=Decimal(3))
SILENCE = Condition(RuleKind.NO_DATA, lasts=2)


def numbers(*values: object) -> list[Decimal | None]:
    return [None if value is None else Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    ("condition", "series", "expected"),
    [(HIGH, (11, 12), True), (HIGH, (9, 12), False), (HIGH, (12,), False),
     (HIGH, (None, 12), False), (HIGH, (10, 10), False), (LOW, (89.9,), True),
     (LOW, (90,), False), (TREND, (100, 106, 113, 120), True), (TREND, (100, 106, 107, 120), False),
     (TREND, (100, 90, 80, 70), False), (TREND, (106, 113, 120), False),
     (SILENCE, (None, None), True), (SILENCE, (None, 0), False), (SILENCE, (), False)],
)  # fmt: skip
def test_a_series_rings(condition: Condition, series: tuple[object, ...], expected: bool) -> None:
    assert rings(condition, numbers(*series)) is expected


def test_a_season_s_number_is_compared_with_former_years() -> None:
    former = numbers(100, 102, 98, 101, None)

    assert rings(SEASON, numbers(140), former)
    assert not rings(SEASON, numbers(104), former)
    assert not rings(SEASON, numbers(60), former)
    assert not rings(SEASON, numbers(140), numbers(100, None, 98))


def test_a_threshold_clears_beyond_its_clear_limit_only() -> None:
    assert not has_returned(HIGH, numbers(12, 9))
    assert has_returned(HIGH, numbers(12, 8))
    assert not has_returned(HIGH, numbers(12, None))
    assert has_returned(SILENCE, numbers(None, 1))


@given(st.lists(st.one_of(st.none(), st.integers(-50, 50)), min_size=2, max_size=6))
def test_what_rings_has_not_returned(values: list[int | None]) -> None:
    series = numbers(*values)

    for condition in (HIGH, LOW, TREND, SILENCE):
        assert not (rings(condition, series) and has_returned(condition, series))
