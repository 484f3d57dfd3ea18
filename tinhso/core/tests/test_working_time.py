"""Properties of working time that hold for every calendar, and the calendars refused."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.core.clock import VIETNAM
from tinhso.core.deadlines import Limit, Pause, Unit, compute_due
from tinhso.core.working_time import BadCalendar, WorkingCalendar

FIRST = datetime(2021, 1, 1, tzinfo=VIETNAM)
HOURS_7_30 = ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))

days = st.dates(date(2021, 1, 1), date(2021, 4, 30))
moments = st.integers(0, 120 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
durations = st.integers(0, 200 * 60).map(lambda minutes: timedelta(minutes=minutes))
limits = st.builds(Limit, st.integers(1, 40), st.sampled_from(list(Unit)))


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    holidays = draw(st.frozensets(days, max_size=30))
    worked = draw(st.frozensets(days, max_size=5))
    return WorkingCalendar(holidays=holidays, working_days=worked - holidays)


@st.composite
def pauses(draw: st.DrawFn) -> Pause:
    begin, end = sorted([draw(moments), draw(moments)])
    return Pause(begin, end, "chờ bổ sung")


@given(calendars(), moments, durations)
def test_adding_then_measuring_gives_the_same_time(
    calendar: WorkingCalendar, start: datetime, amount: timedelta
) -> None:
    end = calendar.add_working_time(start, amount)

    assert calendar.working_time_between(start, end) == amount


@given(calendars(), moments, moments, moments)
def test_measured_time_adds_up(
    calendar: WorkingCalendar, first: datetime, second: datetime, third: datetime
) -> None:
    first, second, third = sorted([first, second, third])

    whole = calendar.working_time_between(first, third)

    assert whole == calendar.working_time_between(first, second) + calendar.working_time_between(
        second, third
    )


@given(calendars(), limits, moments, moments)
def test_later_receipt_is_never_due_earlier(
    calendar: WorkingCalendar, limit: Limit, one: datetime, other: datetime
) -> None:
    earlier, later = sorted([one, other])

    first = compute_due(received_at=earlier, limit=limit, calendar=calendar)
    second = compute_due(received_at=later, limit=limit, calendar=calendar)

    assert first.at <= second.at


@given(calendars(), limits, moments, st.lists(pauses(), max_size=3))
def test_nothing_is_due_outside_working_time(
    calendar: WorkingCalendar, limit: Limit, received: datetime, paused: list[Pause]
) -> None:
    due = compute_due(received_at=received, limit=limit, calendar=calendar, pauses=tuple(paused))

    assert calendar.is_working_day(due.at.date())
    assert any(begin < due.at.time() <= end for begin, end in calendar.sessions)


@given(calendars(), limits, moments, pauses())
def test_pause_moves_the_end_by_exactly_its_working_time(
    calendar: WorkingCalendar, limit: Limit, received: datetime, pause: Pause
) -> None:
    plain = compute_due(received_at=received, limit=limit, calendar=calendar)

    due = compute_due(received_at=received, limit=limit, calendar=calendar, pauses=(pause,))

    assert pause.to_at is not None
    paused = calendar.working_time_between(
        max(pause.from_at, received), max(received, min(pause.to_at, due.at))
    )
    assert calendar.working_time_between(
        received, due.at
    ) - paused == calendar.working_time_between(received, plain.at)


@given(calendars(), st.integers(1, 60))
def test_eight_hours_are_one_day_however_long_the_office_is_open(
    calendar: WorkingCalendar, days_count: int
) -> None:
    short = WorkingCalendar(HOURS_7_30, calendar.holidays, calendar.working_days)
    opens = short.opens_at(short.first_working_day(FIRST.date()))

    end = short.add_working_hours(opens, 8 * days_count)

    assert end == short.closes_at(short.add_working_days(opens.date(), days_count - 1))


@given(calendars(), days)
def test_next_working_day_is_the_nearest(calendar: WorkingCalendar, day: date) -> None:
    found = calendar.next_working_day(day)

    between = [day + timedelta(days=n) for n in range(1, (found - day).days)]
    assert calendar.is_working_day(found)
    assert not any(calendar.is_working_day(skipped) for skipped in between)


@given(calendars(), days, st.integers(0, 40))
def test_days_between_is_the_inverse_of_adding_days(
    calendar: WorkingCalendar, day: date, count: int
) -> None:
    end = calendar.add_working_days(day, count)

    assert calendar.working_days_between(day, end) == count
    assert calendar.working_days_between(end, day) == -count


def test_working_time_stands_still_when_the_office_is_closed() -> None:
    calendar = WorkingCalendar()
    saturday = datetime(2021, 6, 5, 8, tzinfo=VIETNAM)
    moments_of_weekend = [saturday + timedelta(hours=hours) for hours in range(0, 40, 8)]

    measured = [calendar.working_minutes_between(a, b) for a, b in pairwise(moments_of_weekend)]

    assert measured == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "sessions",
    [
        (),
        ((time(8), time(8)),),
        ((time(8), time(12)), (time(11), time(17))),
        ((time(13), time(17)), (time(7), time(11))),
    ],
)
def test_sessions_out_of_order_are_refused(sessions: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(BadCalendar):
        WorkingCalendar(sessions=sessions)


def test_day_cannot_be_both_holiday_and_worked() -> None:
    day = frozenset({date(2024, 5, 4)})

    with pytest.raises(BadCalendar):
        WorkingCalendar(holidays=day, working_days=day)


@pytest.mark.parametrize("days_count", [-1])
def test_negative_amounts_are_refused(days_count: int) -> None:
    calendar = WorkingCalendar()

    with pytest.raises(ValueError, match="negative"):
        calendar.add_working_days(FIRST.date(), days_count)
    with pytest.raises(ValueError, match="negative"):
        calendar.add_working_time(FIRST, timedelta(days=days_count))
