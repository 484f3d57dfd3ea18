"""By when an arrival must be acknowledged: the same day (NĐ 30/2020/NĐ-CP article 21, confirmed).

What comes after office hours, or on a day off, is due on the next working day: our reading of the
article (to confirm).
"""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tinhso.core.working_time import WorkingCalendar


def acknowledge_by(arrived_at: datetime, calendar: "WorkingCalendar") -> datetime:
    """Give the end of office hours of the day of arrival, or else of the next working day.

    ``arrived_at`` is in the office's own time zone.
    """
    closes = calendar.sessions[-1][1]
    day = arrived_at.date()
    if not calendar.is_working_day(day) or arrived_at.time() >= closes:
        day = calendar.next_working_day(day)
    return datetime.combine(day, closes, arrived_at.tzinfo)
