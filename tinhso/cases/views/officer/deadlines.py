"""How near a case's date is, in working time and in words; late is said before it happens."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tinhso.cases.models import WAITING_STATES, Case, CaseState
from tinhso.cases.rules import limits_on
from tinhso.core.clock import local
from tinhso.core.working_time import WorkingCalendar
from tinhso.ui.components import Tone

DAY_MINUTES = 8 * 60
_RUNNING = frozenset({CaseState.FILED, CaseState.ACCEPTED, CaseState.IN_PROGRESS})


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date with how much working time is left; no date while the clock stands still."""

    text: str
    tone: Tone
    at: datetime | None = None


def deadline_of(case: Case, *, at: datetime, calendar: WorkingCalendar) -> Deadline | None:
    """Give the deadline of a case, ``None`` when there is nothing left to wait for.

    A new filing is to be answered within the law's hours; later the promised date counts.
    """
    if case.state in WAITING_STATES:
        return Deadline(_("Tạm dừng tính hạn"), Tone.NEUTRAL)
    if case.state not in _RUNNING:
        return None
    return _deadline(_date_of(case, calendar), at=at, calendar=calendar)


def _date_of(case: Case, calendar: WorkingCalendar) -> datetime:
    if case.due_at is not None:
        return case.due_at
    arrived = case.received_at or case.filed_at
    hours = limits_on(local(arrived).date()).acceptance_hours
    return calendar.add_working_hours(arrived, hours)


def _deadline(due_at: datetime, *, at: datetime, calendar: WorkingCalendar) -> Deadline:
    if at > due_at:
        late_minutes = calendar.working_minutes_between(due_at, at)
        if late_minutes == 0:
            return Deadline(_("Vừa quá hạn"), Tone.DANGER, due_at)
        late = _written(late_minutes)
        return Deadline(_("Quá hạn %(time)s") % {"time": late}, Tone.DANGER, due_at)
    left = calendar.working_minutes_between(at, due_at)
    tone = Tone.WARNING if left <= DAY_MINUTES else Tone.SUCCESS
    return Deadline(_("Còn %(time)s") % {"time": _written(left)}, tone, due_at)


def _written(minutes: int) -> str:
    """Write working time the way people count it: days, else hours, else minutes."""
    if minutes >= DAY_MINUTES:
        days = minutes // DAY_MINUTES
        return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", days) % {"n": days}
    if minutes >= 60:
        hours = minutes // 60
        return ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", hours) % {"n": hours}
    return ngettext("%(n)s phút làm việc", "%(n)s phút làm việc", minutes) % {"n": minutes}
