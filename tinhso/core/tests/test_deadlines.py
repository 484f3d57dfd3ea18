"""Deadlines from real calendars: the Tết of 2021, the swapped days of 2024, cut-offs, pauses."""

from datetime import date, datetime, time, timedelta

import pytest

from tinhso.core.clock import VIETNAM
from tinhso.core.deadlines import (
    BadLimit,
    BadPause,
    Limit,
    Pause,
    Unit,
    compute_due,
    explain,
    reasons_from_json,
)
from tinhso.core.working_time import NoWorkingTime, WorkingCalendar

TET_2021 = frozenset(date(2021, 2, day) for day in range(10, 17))
CALENDAR_2021 = WorkingCalendar(holidays=TET_2021 | {date(2021, 4, 21), date(2021, 4, 30)})
CALENDAR_2024 = WorkingCalendar(
    holidays=frozenset({date(2024, 4, 18), date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)}),
    working_days=frozenset({date(2024, 5, 4)}),
)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("received", "amount", "unit", "cut_off", "due"),
    [
        ("2021-06-01 08:00", 3, Unit.WORKING_DAY, None, "2021-06-04 17:00"),
        ("2021-06-04 08:00", 1, Unit.WORKING_DAY, None, "2021-06-07 17:00"),
        ("2021-06-05 08:00", 1, Unit.WORKING_DAY, None, "2021-06-08 17:00"),
        ("2021-06-01 17:00", 1, Unit.WORKING_DAY, None, "2021-06-03 17:00"),
        ("2021-06-01 16:59", 1, Unit.WORKING_DAY, None, "2021-06-02 17:00"),
        ("2021-06-01 05:00", 1, Unit.WORKING_DAY, None, "2021-06-02 17:00"),
        ("2021-06-01 15:00", 0, Unit.WORKING_DAY, time(15), "2021-06-01 17:00"),
        ("2021-06-01 15:01", 0, Unit.WORKING_DAY, time(15), "2021-06-02 17:00"),
        ("2021-06-04 15:01", 0, Unit.WORKING_DAY, time(15), "2021-06-07 17:00"),
        ("2021-02-09 09:00", 5, Unit.WORKING_DAY, None, "2021-02-23 17:00"),
        ("2021-02-09 16:00", 8, Unit.WORKING_HOUR, None, "2021-02-17 16:00"),
        ("2021-02-05 09:00", 7, Unit.CALENDAR_DAY, None, "2021-02-17 17:00"),
        ("2021-06-01 09:00", 10, Unit.CALENDAR_DAY, None, "2021-06-11 17:00"),
        ("2021-06-01 09:00", 0, Unit.CALENDAR_DAY, None, "2021-06-01 17:00"),
        ("2024-04-26 09:00", 3, Unit.WORKING_DAY, None, "2024-05-04 17:00"),
        ("2024-05-03 15:00", 8, Unit.WORKING_HOUR, None, "2024-05-04 15:00"),
        ("2024-04-24 09:00", 10, Unit.CALENDAR_DAY, None, "2024-05-04 17:00"),
        ("2024-05-04 08:00", 1, Unit.WORKING_DAY, None, "2024-05-06 17:00"),
        ("2021-06-01 12:00", 1, Unit.WORKING_HOUR, None, "2021-06-01 14:30"),
        ("2021-06-01 07:00", 168, Unit.WORKING_HOUR, None, "2021-06-29 17:00"),
    ],
)
def test_limit_ends_when_the_law_says(
    received: str, amount: int, unit: Unit, cut_off: time | None, due: str
) -> None:
    calendar = CALENDAR_2024 if received.startswith("2024") else CALENDAR_2021

    computed = compute_due(
        received_at=at(received), limit=Limit(amount, unit), cut_off=cut_off, calendar=calendar
    )

    assert computed.at == at(due)


def test_pause_over_a_weekend_costs_working_time_only() -> None:
    pause = Pause(at("2021-06-04 15:00"), at("2021-06-07 09:00"), "chờ bổ sung")

    due = compute_due(
        received_at=at("2021-06-01 08:00"),
        limit=Limit(5, Unit.WORKING_DAY),
        calendar=CALENDAR_2021,
        pauses=(pause,),
    )

    assert due.at == at("2021-06-09 11:00")


def test_overlapping_pauses_count_once() -> None:
    limit = Limit(8, Unit.WORKING_HOUR)
    pauses = (
        Pause(at("2021-06-01 09:00"), at("2021-06-01 11:00"), "chờ bổ sung"),
        Pause(at("2021-06-01 10:00"), at("2021-06-01 11:30"), "chờ nộp phí"),
    )

    due = compute_due(
        received_at=at("2021-06-01 07:00"), limit=limit, calendar=CALENDAR_2021, pauses=pauses
    )

    assert due.at == at("2021-06-02 09:30")


def test_open_pause_stops_the_clock() -> None:
    pause = Pause(at("2021-06-02 09:00"), None, "chờ bổ sung")

    due = compute_due(
        received_at=at("2021-06-01 08:00"),
        limit=Limit(3, Unit.WORKING_DAY),
        calendar=CALENDAR_2021,
        pauses=(pause,),
    )

    assert not due.is_running
    assert "PAUSED_NOW" in [reason.code for reason in due.reasons]


def test_pause_longer_than_the_limit_moves_the_end_past_it() -> None:
    pause = Pause(at("2021-06-01 09:00"), at("2021-07-01 09:00"), "chờ cơ quan khác")

    due = compute_due(
        received_at=at("2021-06-01 08:00"),
        limit=Limit(8, Unit.WORKING_HOUR),
        calendar=CALENDAR_2021,
        pauses=(pause,),
    )

    assert due.at == at("2021-07-02 08:00")


def test_reasons_say_why_in_both_languages() -> None:
    due = compute_due(
        received_at=at("2021-02-05 17:30"),
        limit=Limit(5, Unit.CALENDAR_DAY),
        calendar=CALENDAR_2021,
        pauses=(Pause(at("2021-02-08 08:00"), at("2021-02-08 09:30"), "chờ bổ sung"),),
    )

    vietnamese, english = explain(due, "vi"), explain(due, "en")

    assert [reason.code for reason in due.reasons] == [
        "RECEIVED",
        "RECEIVED_AFTER_HOURS",
        "LIMIT",
        "FIRST_DAY_NOT_COUNTED",
        "MOVED_FROM_DAY_OFF",
        "PAUSED",
        "HOLIDAYS_SKIPPED",
        "DUE",
    ]
    assert vietnamese[1] == "Nhận ngoài giờ làm việc nên tính từ 07:00 08/02/2021."
    assert "1 giờ 30 phút làm việc" in vietnamese[5]
    assert "10/02/2021–12/02/2021, 15/02/2021–16/02/2021" in vietnamese[6]
    assert vietnamese[-1] == "Hạn trả kết quả: 08:30 18/02/2021."
    assert english[-1] == "Answer due: 08:30 18/02/2021."
    assert not set(vietnamese) & set(english)


def test_worked_saturday_is_named() -> None:
    due = compute_due(
        received_at=at("2024-05-02 09:00"),
        limit=Limit(2, Unit.WORKING_DAY),
        calendar=CALENDAR_2024,
    )

    assert due.at == at("2024-05-04 17:00")
    assert "Có tính ngày làm việc bù: 04/05/2024." in explain(due, "vi")


def test_reasons_survive_storage() -> None:
    due = compute_due(
        received_at=at("2021-06-01 08:00"),
        limit=Limit(3, Unit.WORKING_DAY),
        calendar=CALENDAR_2021,
    )

    assert reasons_from_json(due.reasons_as_json()) == due.reasons


@pytest.mark.parametrize(("amount", "unit"), [(-1, Unit.WORKING_DAY), (0, Unit.WORKING_HOUR)])
def test_impossible_limit_is_refused(amount: int, unit: Unit) -> None:
    with pytest.raises(BadLimit):
        Limit(amount, unit)


def test_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadPause):
        Pause(at("2021-06-02 09:00"), at("2021-06-01 09:00"), "chờ bổ sung")


def test_calendar_without_working_time_raises_and_gives_no_date() -> None:
    every_day = frozenset(date(2021, 1, 1) + timedelta(days=n) for n in range(366 * 60))
    calendar = WorkingCalendar(holidays=every_day)

    with pytest.raises(NoWorkingTime):
        compute_due(
            received_at=at("2021-06-01 08:00"),
            limit=Limit(1, Unit.WORKING_DAY),
            calendar=calendar,
        )


def test_pause_for_a_supplement_is_said_in_words() -> None:
    pause = Pause(
        datetime(2021, 6, 2, 10, 0, tzinfo=VIETNAM),
        datetime(2021, 6, 3, 10, 0, tzinfo=VIETNAM),
        "SUPPLEMENT",
    )
    due = compute_due(
        received_at=datetime(2021, 6, 2, 9, 0, tzinfo=VIETNAM),
        limit=Limit(0, Unit.WORKING_DAY),
        calendar=WorkingCalendar(),
        pauses=(pause,),
    )

    said = " ".join(explain(due, "vi"))

    assert "chờ người nộp bổ sung hồ sơ" in said
    assert "trong ngày làm việc" in said
    assert "SUPPLEMENT" not in said
