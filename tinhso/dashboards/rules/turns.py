"""When a board is sent: every day, a day of the week, a day of the month, at an hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LAST_DAY = 28
_MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Turns:
    """A rhythm with its hour; ``weekday`` 1 to 7 from Monday, ``day`` 1 to 28."""

    rhythm: str
    weekday: int = 1
    day: int = 1
    hour: int = 7

    def falls_on(self, moment: datetime) -> bool:
        """Tell whether the rhythm has its turn on a moment's day."""
        if self.rhythm == "WEEKLY":
            return moment.isoweekday() == self.weekday
        return self.rhythm == "DAILY" or moment.day == self.day


def next_turn(turns: Turns, after: datetime) -> datetime:
    """Give the first turn after a moment, in the moment's own time zone (one without summer time).

    >>> next_turn(Turns("MONTHLY", day=5, hour=7), datetime(2026, 3, 5, 7))
    datetime.datetime(2026, 4, 5, 7, 0)
    """
    first = after.replace(hour=turns.hour, minute=0, second=0, microsecond=0)
    days = (first + timedelta(days=ahead) for ahead in range(_MOST_DAYS + 1))
    return next(day for day in days if day > after and turns.falls_on(day))
