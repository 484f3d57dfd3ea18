"""How often something may be done: counted for every process, at every moment, then forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tinhso.core.models import RateCount
from tinhso.core.rates import clear_old_counts, is_within

AT = datetime(2021, 6, 1, 8, tzinfo=UTC)
SPAN = timedelta(minutes=1)


def tried(times: int, after: float = 0, key: str = "a") -> list[bool]:
    """Try some times at one moment, seconds after the first."""
    at = AT + timedelta(seconds=after)
    return [is_within(key, allowed=3, span=SPAN, at=at) for _ in range(times)]


@pytest.mark.django_db
def test_more_than_allowed_is_refused_and_others_are_not() -> None:
    assert tried(4) == [True, True, True, False]
    assert tried(1, key="b") == [True]


@pytest.mark.django_db
def test_refused_tries_do_not_make_the_wait_longer() -> None:
    tried(40)

    assert tried(1, after=59) == [False]
    assert tried(4, after=60) == [False] * 4
    assert tried(2, after=90) == [True, False]
    assert tried(3, after=120 + 60) == [True, True, True]


@pytest.mark.django_db
def test_nothing_readable_is_kept_and_old_spans_are_forgotten() -> None:
    tried(1, key="10.0.0.1")

    assert b"10.0.0.1" not in bytes(RateCount.objects.get().key)
    assert clear_old_counts(before=AT) == 0
    assert clear_old_counts(before=AT + SPAN) == 1


@pytest.mark.django_db(transaction=True)
def test_processes_share_the_count() -> None:
    def one(_number: int) -> bool:
        try:
            return is_within("shared", allowed=5, span=SPAN, at=AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(24)))

    assert answers.count(True) == 5


@pytest.mark.django_db
@given(seconds=st.lists(st.floats(0, 600, allow_nan=False), max_size=40))
def test_never_many_more_than_allowed_within_any_span(seconds: list[float]) -> None:
    RateCount.objects.all().delete()
    taken = [second for second in sorted(seconds) if tried(1, after=second)[0]]

    for first in taken:
        within = [second for second in taken if first <= second < first + SPAN.total_seconds()]
        assert len(within) <= 2 * 3
