"""A journey happens within one day of the province: it does not begin when the day is ending."""

import time
from datetime import datetime, timedelta

from tinhso.core.clock import local, now

MARGIN = timedelta(minutes=2)


def until_a_day_with_time(at: datetime, margin: timedelta = MARGIN) -> timedelta:
    """Give how long to wait until the day in Vietnam lasts longer than a margin; mostly nothing."""
    midnight = local(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    left = midnight - at
    return left if left <= margin else timedelta(0)


def stay_in_one_day() -> None:
    """Wait over midnight in Vietnam (17:00 UTC) when it is near, so that today stays today."""
    time.sleep(until_a_day_with_time(now()).total_seconds())
