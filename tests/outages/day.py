"""The day every partner lives through: what it does in each stretch of four hours.

The suite's day is always the same. ``make outages`` lives through several, each with its troubles
in another order (``TINHSO_OUTAGE_DAY`` is the day's number).
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from datetime import datetime, timedelta
from itertools import permutations

from tinhso.core.errors import DomainError

#: Failing, breaking lines before and after it took something, failing again.
_TROUBLES = ("busy", "drop", "drop-after-storing", "busy")


def _day(number: int) -> tuple[str, ...]:
    """Give a day, well at its beginning and well again at its end."""
    orders = list(dict.fromkeys(permutations(_TROUBLES)))
    # Steps of five: days that follow each other are unlike each other.
    return ("ok", *orders[5 * number % len(orders)], "ok")


DAY = _day(int(os.environ.get("TINHSO_OUTAGE_DAY", "0")))
STRETCH = timedelta(hours=4)
#: When somebody works in a stretch: soon, and later again.
TURNS = (timedelta(0), timedelta(minutes=2), timedelta(minutes=30), timedelta(hours=2))


def moments(begins: datetime) -> Iterator[tuple[int, str, datetime]]:
    """Give each stretch of the day: its number, what partners do in it, when it begins."""
    for number, mode in enumerate(DAY):
        yield number, mode, begins + number * STRETCH


def turns(begins: datetime) -> list[datetime]:
    """Give the moments at which work is done in a stretch."""
    return [begins + after for after in TURNS]


def tried(act: Callable[[], object]) -> bool:
    """Do something as a person would: told that it does not work now, they give up for now."""
    with _refused():
        act()
        return True
    return False


def _refused() -> AbstractContextManager[None]:
    return suppress(DomainError)
