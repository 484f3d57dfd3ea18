"""Working time: which days are worked, from when to when, and how much of it lies between moments.

Counting is in *counted* time: a working day is eight hours (internal processes are issued in
hours, 8 h = 1 day) however long the office is open. With sessions adding up to 7 h 30 min, an
open hour counts 1 h 4 min, so that eight counted hours are always exactly one day.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cached_property

from tinhso.core.clock import VIETNAM

Session = tuple[time, time]
Span = tuple[datetime, datetime]

DEFAULT_SESSIONS: tuple[Session, ...] = ((time(7), time(11, 30)), (time(13, 30), time(17)))
COUNTED_DAY = timedelta(hours=8)
_MICROSECOND = timedelta(microseconds=1)
_LONGEST_SEARCH_DAYS = 366 * 50


class BadCalendar(ValueError):
    """The sessions overlap or are empty, or a day is both a holiday and worked."""


class NoWorkingTime(ValueError):
    """Fifty years hold too little working time for this limit: the limit or calendar is wrong."""


@dataclass(frozen=True)
class WorkingCalendar:
    """The working days and hours of an office.

    Monday to Friday are worked unless in ``holidays``; other days only if in ``working_days``
    (a Saturday worked for a day swapped off). Moments are aware, in any zone.
    """

    sessions: tuple[Session, ...] = DEFAULT_SESSIONS
    holidays: frozenset[date] = field(default_factory=frozenset)
    working_days: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        """Refuse a calendar that cannot be counted with."""
        edges = [edge for session in self.sessions for edge in session]
        if not edges or any(left >= right for left, right in zip(edges, edges[1:], strict=False)):
            raise BadCalendar("sessions must be in order and not empty")
        if self.holidays & self.working_days:
            raise BadCalendar("a day cannot be both a holiday and worked")

    def is_working_day(self, day: date) -> bool:
        """Tell whether the office works on a day."""
        return day in self.working_days or (day.weekday() < 5 and day not in self.holidays)

    def next_working_day(self, day: date) -> date:
        """Give the first working day after a day."""
        return next(self._working_days_from(day + timedelta(days=1)))

    def first_working_day(self, day: date) -> date:
        """Give the day itself if it is worked, else the next working day."""
        return next(self._working_days_from(day))

    def add_working_days(self, start_on: date, days: int) -> date:
        """Give the n-th working day after a day, which itself is not counted.

        Civil Code 2015 article 147.2: the first day of a limit in days is not counted.
        """
        if days < 0:
            raise ValueError("days must not be negative")
        day = start_on
        for _ in range(days):
            day = self.next_working_day(day)
        return day

    def opens_at(self, day: date) -> datetime:
        """Give the beginning of working time on a day."""
        return _at(day, self.sessions[0][0])

    def closes_at(self, day: date) -> datetime:
        """Give the end of working time on a day."""
        return _at(day, self.sessions[-1][1])

    def add_working_hours(
        self, start: datetime, hours: float, pauses: tuple[Span, ...] = ()
    ) -> datetime:
        """Give the moment a number of counted hours after a start, pauses left out."""
        return self.add_working_time(start, timedelta(hours=hours), pauses)

    def add_working_time(
        self, start: datetime, amount: timedelta, pauses: tuple[Span, ...] = ()
    ) -> datetime:
        """Give the earliest moment by which this much counted time has passed outside the pauses.

        :raises NoWorkingTime: the calendar holds too little working time.
        """
        start = start.astimezone(VIETNAM)
        if amount < timedelta(0):
            raise ValueError("amount must not be negative")
        if amount == timedelta(0):
            return start
        wanted = self._scale_to_open(amount)
        for begin, end in self._open_spans(start, _merge(pauses)):
            if wanted <= end - begin:
                return begin + wanted
            wanted -= end - begin
        raise NoWorkingTime

    def working_time_between(self, begin: datetime, end: datetime) -> timedelta:
        """Give the counted time between two moments; nothing if the second is the earlier."""
        return self._scale_to_counted(self._open_time_between(begin, end))

    def working_minutes_between(self, begin: datetime, end: datetime) -> int:
        """Give the whole counted minutes between two moments."""
        return self.working_time_between(begin, end) // timedelta(minutes=1)

    def working_days_between(self, begin: date, end: date) -> int:
        """Give how many working days lie after ``begin`` up to ``end``; negative backwards."""
        if end < begin:
            return -self.working_days_between(end, begin)
        days = (end - begin).days
        return sum(self.is_working_day(begin + timedelta(days=n + 1)) for n in range(days))

    @cached_property
    def _open_day(self) -> timedelta:
        return sum((_at(_ANY_DAY, to) - _at(_ANY_DAY, at) for at, to in self.sessions), timedelta())

    def _scale_to_open(self, counted: timedelta) -> timedelta:
        return _multiply(counted, Fraction(self._open_day // _MICROSECOND, _COUNTED_MICROSECONDS))

    @cached_property
    def _counted_in_open(self) -> Fraction:
        return Fraction(_COUNTED_MICROSECONDS, self._open_day // _MICROSECOND)

    def _scale_to_counted(self, open_time: timedelta) -> timedelta:
        return _multiply(open_time, self._counted_in_open)

    def _open_time_between(self, begin: datetime, end: datetime) -> timedelta:
        begin, end = begin.astimezone(VIETNAM), end.astimezone(VIETNAM)
        total = timedelta(0)
        if end <= begin:
            return total
        for opened, closed in self._open_spans(begin, []):
            if opened >= end:
                break
            total += min(closed, end) - opened
        return total

    def _open_spans(self, start: datetime, pauses: list[Span]) -> Iterator[Span]:
        for day in self._working_days_from(start.date()):
            for opens, closes in self.sessions:
                begin, end = max(_at(day, opens), start), _at(day, closes)
                if begin < end:
                    yield from _without(begin, end, pauses)

    def _working_days_from(self, day: date) -> Iterator[date]:
        for _ in range(_LONGEST_SEARCH_DAYS):
            if self.is_working_day(day):
                yield day
            day += timedelta(days=1)
        raise NoWorkingTime


_ANY_DAY = date(2021, 1, 1)
_COUNTED_MICROSECONDS = COUNTED_DAY // _MICROSECOND


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, VIETNAM)


def _multiply(duration: timedelta, factor: Fraction) -> timedelta:
    return round(duration // _MICROSECOND * factor) * _MICROSECOND


def _merge(spans: tuple[Span, ...]) -> list[Span]:
    """Give the spans in order, overlapping and touching ones made one."""
    merged: list[Span] = []
    for begin, end in sorted((b.astimezone(VIETNAM), e.astimezone(VIETNAM)) for b, e in spans):
        if end < begin:
            raise ValueError("a pause ends before it begins")
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged


def _without(begin: datetime, end: datetime, pauses: list[Span]) -> Iterator[Span]:
    """Give what is left of a span without the pauses (merged, in order)."""
    first = max(bisect_right(pauses, begin, key=lambda pause: pause[0]) - 1, 0)
    for pause_begin, pause_end in pauses[first:]:
        if pause_begin >= end:
            break
        if pause_begin > begin:
            yield begin, pause_begin
        begin = max(begin, pause_end)
    if begin < end:
        yield begin, end
