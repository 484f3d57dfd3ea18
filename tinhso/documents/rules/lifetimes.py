"""How long evidence holds: when a document must be stamped anew."""

from datetime import datetime, timedelta

#: Parameter of the platform, not of the law: time enough to stamp a whole archive again.
RENEW_BEFORE = timedelta(days=365)


def next_protection(stamp_ends: datetime | None, sunset: datetime | None) -> datetime | None:
    """Give when to stamp again: a year before the stamp's certificate or the algorithms end.

    ``sunset`` is when an algorithm in use stops being trusted, where somebody has said so.
    """
    ends = [moment for moment in (stamp_ends, sunset) if moment is not None]
    return min(ends) - RENEW_BEFORE if ends else None
