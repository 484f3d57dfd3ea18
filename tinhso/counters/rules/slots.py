"""The times that can be booked on a day."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo


def list_slots(
    day: date, sessions: Sequence[tuple[time, time]], minutes: int, zone: tzinfo
) -> list[datetime]:
    """Give the beginnings of the slots that fit whole into the office hours of a day, in order."""
    step = timedelta(minutes=max(minutes, 1))
    slots = []
    for opens, closes in sessions:
        begin = datetime.combine(day, opens, zone)
        end = datetime.combine(day, closes, zone)
        while begin + step <= end:
            slots.append(begin)
            begin += step
    return slots
