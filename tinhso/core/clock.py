"""The clock: only entry points call it; operations are told the time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Give the present moment, aware, in Vietnam's time."""
    return timezone.now().astimezone(VIETNAM)


def today() -> date:
    """Give the present day in Vietnam."""
    return now().date()


def local(moment: datetime) -> datetime:
    """Give the same moment in Vietnam's time."""
    return moment.astimezone(VIETNAM)
