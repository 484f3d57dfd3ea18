"""Periods and checks of organisation rows, in plain Python."""

from collections import defaultdict
from datetime import date
from typing import Generic, Protocol, TypeVar


class HasPeriod(Protocol):
    """A row that holds from a day to an exclusive day, or without end."""

    valid_from: date
    valid_to: date | None


RowT = TypeVar("RowT", bound=HasPeriod)


def holds(row: HasPeriod, day: date) -> bool:
    """Tell whether a row holds on a day; the last day is exclusive."""
    return row.valid_from <= day and (row.valid_to is None or day < row.valid_to)


def overlaps(row: HasPeriod, other: HasPeriod) -> bool:
    """Tell whether two periods share a day."""
    return (row.valid_to is None or other.valid_from < row.valid_to) and (
        other.valid_to is None or row.valid_from < other.valid_to
    )


def parse_period(valid_from: str, valid_to: str) -> tuple[date, date | None]:
    """Read the two days of a period.

    :raises ValueError: a day is not written ``YYYY-MM-DD``, or the period has no day.
    """
    start = date.fromisoformat(valid_from)
    end = date.fromisoformat(valid_to) if valid_to else None
    if end is not None and end <= start:
        raise ValueError(f"valid_to {valid_to} is not after valid_from {valid_from}")
    return start, end


class Periods(Generic[RowT]):
    """Rows by code, each code with its periods."""

    def __init__(self) -> None:
        self._rows: defaultdict[str, list[RowT]] = defaultdict(list)

    def add(self, code: str, row: RowT) -> None:
        """Keep a row.

        :raises ValueError: the code already has a row in a part of this period.
        """
        if any(overlaps(row, other) for other in self._rows[code]):
            raise ValueError(f"{code} has two rows for one day")
        self._rows[code].append(row)

    def at(self, code: str, day: date) -> RowT:
        """Give the row of a code on a day.

        :raises ValueError: there is none.
        """
        for row in self._rows[code]:
            if holds(row, day):
                return row
        raise ValueError(f"{code} does not exist on {day}")

    def starting(self, code: str, day: date) -> RowT:
        """Give the row of a code whose period begins on a day.

        :raises ValueError: there is none.
        """
        for row in self._rows[code]:
            if row.valid_from == day:
                return row
        raise ValueError(f"{code} does not begin on {day}")

    def ending(self, code: str, day: date) -> RowT:
        """Give the row of a code whose period ends on a day.

        :raises ValueError: there is none.
        """
        for row in self._rows[code]:
            if row.valid_to == day:
                return row
        raise ValueError(f"{code} does not end on {day}")
