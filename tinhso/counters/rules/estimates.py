"""How long people still wait: an honest range from today's own visits, or nothing.

With n open counters that take my service and visits lasting between q1 and q3 (the middle half of
today's visits), each counter frees itself every q1 to q3 minutes. At best only those of my own
service are before me, at worst also those of other services whom these counters may call first
(by the share of their counters that are mine), and visits that just began last their whole length:

    low  = own ahead × q1 / n        high = (all ahead + n) × q3 / n

rounded outwards to five minutes. Fewer than five finished visits, or no open counter: no estimate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from statistics import quantiles

LEAST_VISITS = 5
STEP_MINUTES = 5


@dataclass(frozen=True, slots=True)
class QueueAhead:
    """What lies before a ticket: people of the same service, all people, open counters."""

    own: int
    all: float
    open_counters: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """A range of minutes; both ends are multiples of five."""

    low: int
    high: int


def estimate_wait(ahead: QueueAhead, visit_minutes: Sequence[float]) -> Estimate | None:
    """Give how many minutes a ticket still waits, or ``None`` when too little is known."""
    if ahead.open_counters < 1 or len(visit_minutes) < LEAST_VISITS:
        return None
    first, _, third = quantiles(visit_minutes, n=4, method="inclusive")
    low = ahead.own * first / ahead.open_counters
    high = (ahead.all + ahead.open_counters) * third / ahead.open_counters
    rounded_low = floor(low / STEP_MINUTES) * STEP_MINUTES
    rounded_high = max(ceil(high / STEP_MINUTES) * STEP_MINUTES, rounded_low + STEP_MINUTES)
    return Estimate(rounded_low, rounded_high)
