"""Periods of organisation rows."""

from datetime import date

import pytest

from tinhso.orgs.rules import Period, Periods, parse_period

OLD = Period(date(2020, 1, 1), date(2025, 7, 1))
NEW = Period(date(2025, 7, 1))


def test_last_day_of_a_period_is_exclusive() -> None:
    assert OLD.holds(date(2025, 6, 30))
    assert not OLD.holds(date(2025, 7, 1))
    assert NEW.holds(date(2025, 7, 1))


def test_periods_that_touch_do_not_overlap() -> None:
    assert not OLD.overlaps(NEW)
    assert OLD.overlaps(Period(date(2025, 6, 30)))


@pytest.mark.parametrize(
    ("start", "end"), [("2021-01-01", "2021-01-01"), ("2021-02-30", ""), ("", "")]
)
def test_period_without_a_day_is_refused(start: str, end: str) -> None:
    with pytest.raises(ValueError, match="valid_to|day|isoformat"):
        parse_period(start, end)


def test_code_gives_its_row_of_the_day() -> None:
    periods: Periods[str] = Periods()
    periods.add("697", OLD, "old")
    periods.add("697", NEW, "new")

    assert periods.at("697", date(2022, 1, 1)) == "old"
    assert periods.at("697", date(2026, 1, 1)) == "new"
    assert periods.starting("697", date(2025, 7, 1)) == "new"
    assert periods.ending("697", date(2025, 7, 1)) == "old"


def test_second_row_for_one_day_is_refused() -> None:
    periods: Periods[str] = Periods()
    periods.add("697", OLD, "old")

    with pytest.raises(ValueError, match="two rows"):
        periods.add("697", Period(date(2025, 6, 30)), "new")


@pytest.mark.parametrize("ask", ["at", "starting", "ending"])
def test_unknown_code_is_refused(ask: str) -> None:
    with pytest.raises(ValueError, match="999"):
        getattr(Periods(), ask)("999", date(2021, 1, 1))
