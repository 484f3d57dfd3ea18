"""How long to wait before trying again, when to leave a partner alone, when to give up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=15)
#: After this long without success a person must look; longer than any outage we promise to bridge.
GIVEN_UP_AFTER = timedelta(hours=72)
FAILURES_BEFORE_REST = 3
FIRST_REST = timedelta(seconds=10)
LONGEST_REST = timedelta(minutes=5)


def wait_after(attempts: int, chance: float) -> timedelta:
    """Give the wait after a number of failed attempts: doubling, half of it by chance in [0, 1)."""
    doublings = min(max(attempts - 1, 0), 12)
    return min(FIRST_WAIT * float(1 << doublings), LONGEST_WAIT) * (0.5 + chance / 2)


@dataclass(frozen=True, slots=True)
class Rest:
    """Failures in a row, and until when the partner is left alone."""

    failure_count: int
    until: datetime | None


def after_failure(failure_count: int, at: datetime) -> Rest:
    """Count one more failure; from the third in a row the partner rests, longer each time."""
    count = failure_count + 1
    if count < FAILURES_BEFORE_REST:
        return Rest(count, None)
    doublings = min(count - FAILURES_BEFORE_REST, 6)
    return Rest(count, at + min(FIRST_REST * float(1 << doublings), LONGEST_REST))
