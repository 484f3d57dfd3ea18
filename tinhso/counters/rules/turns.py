"""Whose turn it is: the fair rule of the queue.

Waiting counts for everybody; a priority counts as having waited some minutes longer. So a ticket
has one moment, its rank, that never changes while it waits, and the earliest rank is called first:

- nobody waits for ever: a ticket taken more than the largest weight after mine is always behind me;
- within one class the order in which tickets were taken is kept;
- a booking counts from its time when its person comes earlier, from arrival when later.
"""

from datetime import datetime, timedelta


def rank_time(
    *, taken_at: datetime, weight_minutes: int = 0, booked_for: datetime | None = None
) -> datetime:
    """Give the moment by which a waiting ticket is ordered; the earliest is called first."""
    counted_from = max(taken_at, booked_for) if booked_for else taken_at
    return counted_from - timedelta(minutes=weight_minutes)
