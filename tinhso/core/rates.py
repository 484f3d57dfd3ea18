"""How often something may be done, counted in the database: the same for every process.

Spans follow each other; what was done in the former one counts for the part of it that still lies
within the last span's length, so that the limit holds at every moment, nearly.
"""

from datetime import UTC, datetime, timedelta

from tinhso.core.models import RateCount
from tinhso.core.prepared import Statement
from tinhso.core.sealed import blind_index

_FORMER = Statement("select count from core_ratecount where key = %s and began_at = %s")
# A try that is refused is not counted: who waits may try again.
_COUNT = Statement(
    """
insert into core_ratecount (key, began_at, count) values (%s, %s, 1)
on conflict (key, began_at) do update set count = core_ratecount.count + 1
where core_ratecount.count < %s
returning count
"""
)


def is_within(key: str, *, allowed: int, span: timedelta, at: datetime) -> bool:
    """Count one try under a key; tell whether it is among those allowed within a span.

    Two tries at once wait for each other, so the limit holds whichever process they reach.
    """
    began_at, elapsed = _span(at, span)
    index = blind_index(key)
    former = _FORMER.row(index, began_at - span)
    still_counts = former[0] * (1 - elapsed / span) if former else 0
    left = int(allowed - still_counts)
    return left > 0 and bool(_COUNT.row(index, began_at, left))


def _span(at: datetime, span: timedelta) -> tuple[datetime, timedelta]:
    """Give when the span of a moment began, and how much of it is over."""
    epoch = datetime.fromtimestamp(0, UTC)
    elapsed = (at - epoch) % span
    return at - elapsed, elapsed


def clear_old_counts(*, before: datetime) -> int:
    """Forget spans begun before a moment; gives how many."""
    return RateCount.objects.filter(began_at__lt=before).delete()[0]
