"""The day every partner lives through: what it does in each stretch of four hours."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from datetime import datetime, timedelta

from tinhso.core.errors import DomainError

#: Well, failing, breaking lines before and after it took something, failing for long, well again.
DAY = ("ok", "busy", "drop", "drop-after-storing", "busy", "ok")
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
