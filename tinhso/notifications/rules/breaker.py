"""The circuit breaker of a provider: after failures in a row it rests, then one message tries."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FAILURES_TO_OPEN = 3
FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Health:
    """How a provider does: failures in a row, and until when it rests."""

    failure_count: int = 0
    rests_until: datetime | None = None

    def is_open(self, at: datetime) -> bool:
        """Tell whether the circuit is open: nothing is handed to the provider."""
        return self.rests_until is not None and at < self.rests_until


def after_failure(health: Health, at: datetime) -> Health:
    """Give the health after one more failure: the rest doubles with each failed trial."""
    failure_count = health.failure_count + 1
    if failure_count < FAILURES_TO_OPEN:
        return Health(failure_count)
    doublings = min(failure_count - FAILURES_TO_OPEN, 20)
    return Health(failure_count, at + min(FIRST_REST * float(1 << doublings), LONGEST_REST))


def after_success(health: Health) -> Health:
    """Give the health after a success: closed, nothing counted."""
    return Health()
