"""Fair turns, honest estimates, bookable times: rules without a database."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.counters.rules import (
    ACTS,
    MOVES,
    Estimate,
    QueueAhead,
    estimate_wait,
    list_slots,
    rank_time,
)

AT = datetime(2021, 6, 1, 2, tzinfo=UTC)
WEIGHTS = st.sampled_from([0, 10, 15, 20])
ARRIVALS = st.lists(st.tuples(st.integers(0, 600), WEIGHTS), min_size=1, max_size=60)


def ranks(arrivals: list[tuple[int, int]]) -> list[tuple[datetime, int]]:
    """Give rank and place in order of arrival."""
    ordered = sorted(arrivals, key=lambda one: one[0])
    return [
        (rank_time(taken_at=AT + timedelta(minutes=at), weight_minutes=weight), place)
        for place, (at, weight) in enumerate(ordered)
    ]


@given(ARRIVALS)
def test_order_within_a_class_is_the_order_of_arrival(arrivals: list[tuple[int, int]]) -> None:
    ordered = sorted(arrivals, key=lambda one: one[0])
    called = [place for _, place in sorted(ranks(arrivals))]

    for weight in {weight for _, weight in ordered}:
        of_class = [place for place in called if ordered[place][1] == weight]
        assert of_class == sorted(of_class)


@given(ARRIVALS, st.integers(0, 600))
def test_nobody_waits_for_ever(arrivals: list[tuple[int, int]], mine: int) -> None:
    my_rank = rank_time(taken_at=AT + timedelta(minutes=mine))

    overtaking = [at for at, weight in arrivals if at > mine and _rank(at, weight) < my_rank]

    assert all(at - mine < 20 for at in overtaking)


def _rank(at: int, weight: int) -> datetime:
    return rank_time(taken_at=AT + timedelta(minutes=at), weight_minutes=weight)


@given(st.integers(0, 600), st.integers(0, 600), WEIGHTS)
def test_priority_never_makes_anyone_later(taken: int, booked: int, weight: int) -> None:
    plain = rank_time(taken_at=AT + timedelta(minutes=taken))

    assert rank_time(taken_at=AT + timedelta(minutes=taken), weight_minutes=weight) <= plain


def test_booking_counts_from_its_time_for_the_early_and_from_arrival_for_the_late() -> None:
    booked = AT + timedelta(minutes=30)

    early = rank_time(taken_at=AT, booked_for=booked, weight_minutes=20)
    late = rank_time(taken_at=AT + timedelta(minutes=50), booked_for=booked, weight_minutes=20)

    assert early == AT + timedelta(minutes=10)
    assert late == AT + timedelta(minutes=30)


VISITS = st.lists(st.floats(0.5, 60), min_size=5, max_size=40)


def test_estimate_is_the_worked_example_of_its_docstring() -> None:
    ahead = QueueAhead(own=4, all=6, open_counters=2)

    assert estimate_wait(ahead, [8, 8, 10, 12, 12]) == Estimate(low=15, high=50)


@pytest.mark.parametrize(("counters", "visits"), [(0, [10] * 9), (2, []), (2, [10] * 4)], ids=str)
def test_nothing_is_said_when_too_little_is_known(counters: int, visits: list[float]) -> None:
    assert estimate_wait(QueueAhead(3, 3, counters), visits) is None


@given(st.integers(0, 80), st.integers(0, 40), st.integers(1, 12), VISITS)
def test_range_is_in_order_and_grows_with_the_queue(
    own: int, others: int, counters: int, visits: list[float]
) -> None:
    now = estimate_wait(QueueAhead(own, own + others, counters), visits)
    longer = estimate_wait(QueueAhead(own + 1, own + others + 1, counters), visits)

    assert now is not None
    assert longer is not None
    assert 0 <= now.low < now.high
    assert now.low % 5 == now.high % 5 == 0
    assert now.low <= longer.low
    assert now.high <= longer.high


@given(st.integers(0, 80), st.integers(1, 11), VISITS)
def test_another_counter_never_makes_the_wait_longer(
    people: int, counters: int, visits: list[float]
) -> None:
    few = estimate_wait(QueueAhead(people, people, counters), visits)
    more = estimate_wait(QueueAhead(people, people, counters + 1), visits)

    assert few is not None
    assert more is not None
    assert more.low <= few.low
    assert more.high <= few.high


def test_slots_fit_whole_into_the_sessions() -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    sessions = [(time(7), time(8, 15)), (time(13, 30), time(14))]

    slots = list_slots(date(2021, 6, 1), sessions, 30, zone)

    assert [f"{slot:%H:%M}" for slot in slots] == ["07:00", "07:30", "13:30"]


@pytest.mark.parametrize("state", ["FINISHED", "CANCELLED", "EXPIRED"])
def test_ended_tickets_stay_ended(state: str) -> None:
    assert MOVES.actions_from(state) == set()


def test_waiting_ticket_is_not_served_before_it_is_called() -> None:
    assert MOVES.actions_from("WAITING").isdisjoint(ACTS)
