"""Periods of organisation rows, in plain Python."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from a first to an exclusive last one, or without end."""

    valid_from: date
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in the period."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def overlaps(self, other: "Period") -> bool:
        """Tell whether two periods share a day."""
        return (self.valid_to is None or other.valid_from < self.valid_to) and (
            other.valid_to is None or self.valid_from < other.valid_to
        )


def parse_period(valid_from: str, valid_to: str) -> Period:
    """Read the two days of a period.

    :raises ValueError: a day is not written ``YYYY-MM-DD``, or the period has no day.
    """
    start = date.fromisoformat(valid_from)
    end = date.fromisoformat(valid_to) if valid_to else None
    if end is not None and end <= start:
        raise ValueError(f"valid_to {valid_to} is not after valid_from {valid_from}")
    return Period(start, end)


class Periods(Generic[RowT]):
    """Rows by code, each code with its periods."""

    def __init__(self) -> None:
        self._rows: defaultdict[str, list[tuple[Period, RowT]]] = defaultdict(list)

    def add(self, code: str, period: Period, row: RowT) -> None:
        """Keep a row.

        :raises ValueError: the code already has a row in a part of this period.
        """
        if any(period.overlaps(other) for other, _ in self._rows[code]):
            raise ValueError(f"{code} has two rows for one day")
        self._rows[code].append((period, row))

    def at(self, code: str, day: date) -> RowT:
        """Give the row of a code on a day.

        :raises ValueError: there is none.
        """
        for period, row in self._rows[code]:
            if period.holds(day):
                return row
        raise ValueError(f"{code} does not exist on {day}")

    def starting(self, code: str, day: date) -> RowT:
        """Give the row of a code whose period begins on a day.

        :raises ValueError: there is none.
        """
        for period, row in self._rows[code]:
            if period.valid_from == day:
                return row
        raise ValueError(f"{code} does not begin on {day}")

    def ending(self, code: str, day: date) -> RowT:
        """Give the row of a code whose period ends on a day.

        :raises ValueError: there is none.
        """
        for period, row in self._rows[code]:
            if period.valid_to == day:
                return row
        raise ValueError(f"{code} does not end on {day}")
