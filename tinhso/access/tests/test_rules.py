"""Rules of controlled access, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tinhso.access.rules import answer_due, is_open, is_reason, quarter_of, review_due

AT = datetime(2021, 6, 1, tzinfo=UTC)


def test_proposal_is_void_after_a_week() -> None:
    assert is_open(AT, AT + timedelta(days=7) - timedelta(seconds=1))
    assert not is_open(AT, AT + timedelta(days=7))


@pytest.mark.parametrize("text", ["", "vì cần", " a b c d e f g h i "])
def test_reason_that_says_nothing_is_none(text: str) -> None:
    assert not is_reason(text)


@pytest.mark.parametrize(
    ("day", "quarter", "due"),
    [
        (date(2026, 1, 1), "2026-Q1", date(2026, 1, 31)),
        (date(2026, 11, 26), "2026-Q4", date(2026, 10, 31)),
    ],
)
def test_review_is_due_thirty_days_into_the_quarter(day: date, quarter: str, due: date) -> None:
    assert (quarter_of(day), review_due(day)) == (quarter, due)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 25)),
        (date(2026, 11, 26), date(2026, 11, 30)),
        (date(2026, 11, 28), date(2026, 12, 1)),
    ],
)
def test_answer_is_due_in_two_working_days(asked: date, due: date) -> None:
    assert answer_due(asked) == due


def test_days_off_are_no_working_days() -> None:
    assert answer_due(date(2026, 11, 23), frozenset({date(2026, 11, 24)})) == date(2026, 11, 26)
