"""The deadline engine: when an answer is due, and why, so that the slip can say it.

Pure: moments in, a moment and its reasons out. The rules and their sources are explained in
docs/algorithms/deadlines.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, ngettext

from tinhso.core.clock import VIETNAM
from tinhso.core.working_time import Span, WorkingCalendar

_MINUTE = timedelta(minutes=1)


class Unit(StrEnum):
    """What a limit counts."""

    WORKING_DAY = "WORKING_DAY"
    WORKING_HOUR = "WORKING_HOUR"
    CALENDAR_DAY = "CALENDAR_DAY"


class BadLimit(ValueError):
    """A limit is not a whole number of units, zero or more."""


class BadPause(ValueError):
    """A pause ends before it begins."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How long the law gives (thời hạn giải quyết); zero days mean the same day."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse a limit nobody can keep."""
        if self.amount < 0 or (self.amount == 0 and self.unit is Unit.WORKING_HOUR):
            raise BadLimit(f"{self.amount} {self.unit}")


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count (tạm dừng): for a supplement, a payment, another agency."""

    from_at: datetime
    to_at: datetime | None
    reason: str

    def __post_init__(self) -> None:
        """Refuse a pause that ends before it begins."""
        if self.to_at is not None and self.to_at < self.from_at:
            raise BadPause(self.reason)


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the reckoning: a code and its values as text, ready to be stored as JSON."""

    code: str
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Due:
    """When the answer is due (hạn trả kết quả) and why.

    While a pause is open the clock does not run: ``is_running`` is false and ``at`` is the
    earliest moment it can become.
    """

    at: datetime
    reasons: tuple[Reason, ...]
    is_running: bool = True

    def reasons_as_json(self) -> list[dict[str, object]]:
        """Give the reasons as they are stored."""
        return [{"code": reason.code, "params": dict(reason.params)} for reason in self.reasons]


def reasons_from_json(stored: Iterable[Mapping[str, Any]]) -> tuple[Reason, ...]:
    """Give back stored reasons."""
    return tuple(Reason(str(item["code"]), item["params"]) for item in stored)


def compute_due(
    *,
    received_at: datetime,
    limit: Limit,
    calendar: WorkingCalendar,
    cut_off: time | None = None,
    pauses: tuple[Pause, ...] = (),
) -> Due:
    """Give when a case received at a moment is due.

    1. Received on a day off, after working time or after the cut-off: counts as received when
       the next working day opens. Received before opening: when the same day opens.
    2. Days: the day of receipt is not counted (Civil Code 2015, article 147.2), the limit ends
       with the working time of its last day; a calendar-day limit that ends on a day off ends
       with the next working day (article 148.5). Hours: counted working time, 8 h = 1 day.
    3. Pauses move the end by exactly the working time they hold.

    :raises BadLimit, BadPause: from the values; ``NoWorkingTime`` from a calendar without any.
    """
    received = received_at.astimezone(VIETNAM)
    start, start_reasons = _start(received, cut_off, calendar)
    end, end_reasons = _end_without_pauses(start, limit, calendar)
    closed, pause_reasons = _pauses(pauses, start, calendar)
    at = end
    if closed:
        at = calendar.add_working_time(start, calendar.working_time_between(start, end), closed)
    reasons = [
        Reason("RECEIVED", {"at": received.isoformat()}),
        *start_reasons,
        Reason("LIMIT", {"amount": str(limit.amount), "unit": str(limit.unit)}),
        *end_reasons,
        *pause_reasons,
        *_days_skipped(start, at, calendar),
        Reason("DUE", {"at": at.isoformat()}),
    ]
    return Due(at, tuple(reasons), is_running=all(pause.to_at for pause in pauses))


RESCHEDULED = "RESCHEDULED"


def extend_due(due: Due, *, minutes: int, reason: Mapping[str, str], to: WorkingCalendar) -> Due:
    """Give a due date put off by counted working minutes, with why as one more reason.

    ``reason`` holds ``from`` and ``until`` (moments as ISO texts when it was put off) and ``why``.
    """
    at = to.add_working_time(due.at, timedelta(minutes=minutes))
    reasons = [reason for reason in due.reasons if reason.code not in {"DUE", RESCHEDULED}]
    ending = [Reason(RESCHEDULED, reason), Reason("DUE", {"at": at.isoformat()})]
    return Due(at, (*reasons, *ending), is_running=due.is_running)


def _start(
    received: datetime, cut_off: time | None, calendar: WorkingCalendar
) -> tuple[datetime, list[Reason]]:
    day = received.date()
    if not calendar.is_working_day(day):
        code = "RECEIVED_ON_DAY_OFF"
    elif received >= calendar.closes_at(day):
        code = "RECEIVED_AFTER_HOURS"
    elif cut_off is not None and received.time() > cut_off:
        code = "RECEIVED_AFTER_CUT_OFF"
    else:
        return max(received, calendar.opens_at(day)), []
    start = calendar.opens_at(calendar.next_working_day(day))
    params = {"start": start.isoformat(), "cut_off": f"{cut_off:%H:%M}" if cut_off else ""}
    return start, [Reason(code, params)]


def _end_without_pauses(
    start: datetime, limit: Limit, calendar: WorkingCalendar
) -> tuple[datetime, list[Reason]]:
    if limit.unit is Unit.WORKING_HOUR:
        return calendar.add_working_hours(start, limit.amount), []
    if limit.amount == 0:
        return calendar.closes_at(start.date()), [Reason("SAME_DAY", {})]
    not_counted = Reason("FIRST_DAY_NOT_COUNTED", {"day": start.date().isoformat()})
    if limit.unit is Unit.WORKING_DAY:
        last = calendar.add_working_days(start.date(), limit.amount)
        return calendar.closes_at(last), [not_counted]
    last = start.date() + timedelta(days=limit.amount)
    moved = calendar.first_working_day(last)
    reasons = [not_counted]
    if moved != last:
        params = {"from": last.isoformat(), "to": moved.isoformat()}
        reasons.append(Reason("MOVED_FROM_DAY_OFF", params))
    return calendar.closes_at(moved), reasons


def _pauses(
    pauses: tuple[Pause, ...], start: datetime, calendar: WorkingCalendar
) -> tuple[tuple[Span, ...], list[Reason]]:
    closed: list[Span] = []
    reasons = []
    for pause in sorted(pauses, key=lambda pause: pause.from_at):
        since = pause.from_at.astimezone(VIETNAM)
        params = {"from": since.isoformat(), "reason": pause.reason}
        if pause.to_at is None:
            reasons.append(Reason("PAUSED_NOW", params))
            continue
        until = pause.to_at.astimezone(VIETNAM)
        closed.append((since, until))
        counted = calendar.working_time_between(max(since, start), until)
        params |= {"to": until.isoformat(), "minutes": str(counted // _MINUTE)}
        reasons.append(Reason("PAUSED", params))
    return tuple(closed), reasons


def _days_skipped(start: datetime, end: datetime, calendar: WorkingCalendar) -> list[Reason]:
    """Name the holidays left out and the Saturdays and Sundays worked between two days."""
    count = (end.date() - start.date()).days + 1
    days = [start.date() + timedelta(days=number) for number in range(count)]
    worked = [day for day in days if day in calendar.working_days]
    skipped = [day for day in days if day in calendar.holidays and day.weekday() < 5]
    found = (("HOLIDAYS_SKIPPED", skipped), ("WORKED_DAYS_OFF", worked))
    return [Reason(code, {"days": ",".join(map(str, given))}) for code, given in found if given]


def explain(due: Due, language: str = "vi") -> list[str]:
    """Give the reasons as sentences for the person, one a step."""
    with translation.override(language):
        return [_sentence(reason) for reason in due.reasons]


def _sentence(reason: Reason) -> str:
    values = {name: _written(name, value) for name, value in reason.params.items()}
    if reason.code == "LIMIT":
        return _limit_sentence(reason.params)
    return _sentences()[reason.code] % values


def _sentences() -> dict[str, str]:
    return {
        "RECEIVED": gettext("Nhận hồ sơ lúc %(at)s."),
        "RECEIVED_ON_DAY_OFF": gettext("Nhận vào ngày nghỉ nên tính từ %(start)s."),
        "RECEIVED_AFTER_HOURS": gettext("Nhận ngoài giờ làm việc nên tính từ %(start)s."),
        "RECEIVED_AFTER_CUT_OFF": gettext("Nhận sau %(cut_off)s nên tính từ %(start)s."),
        "SAME_DAY": gettext("Trả kết quả ngay trong ngày làm việc tính nhận."),
        "FIRST_DAY_NOT_COUNTED": gettext(
            "Ngày nhận %(day)s không tính vào thời hạn (khoản 2 Điều 147 Bộ luật Dân sự 2015)."
        ),
        "MOVED_FROM_DAY_OFF": gettext(
            "Ngày cuối %(from)s là ngày nghỉ nên thời hạn kết thúc vào cuối ngày %(to)s"
            " (khoản 5 Điều 148 Bộ luật Dân sự 2015)."
        ),
        "PAUSED": gettext(
            "Tạm dừng từ %(from)s đến %(to)s, %(minutes)s làm việc không tính: %(reason)s."
        ),
        "PAUSED_NOW": gettext("Đang tạm dừng từ %(from)s: %(reason)s."),
        RESCHEDULED: gettext(
            "Xin lỗi và hẹn lại một lần, từ %(from)s sang %(until)s, vì: %(why)s."
        ),
        "HOLIDAYS_SKIPPED": gettext("Không tính ngày nghỉ lễ, Tết: %(days)s."),
        "WORKED_DAYS_OFF": gettext("Có tính ngày làm việc bù: %(days)s."),
        "DUE": gettext("Hạn trả kết quả: %(at)s."),
    }


def _limit_sentence(params: Mapping[str, str]) -> str:
    amount = int(params["amount"])
    if amount == 0:
        return gettext("Thời hạn: trong ngày làm việc.")
    if params["unit"] == Unit.WORKING_HOUR:
        text = ngettext(
            "Thời hạn: %(amount)s giờ làm việc.", "Thời hạn: %(amount)s giờ làm việc.", amount
        )
    elif params["unit"] == Unit.WORKING_DAY:
        text = ngettext(
            "Thời hạn: %(amount)s ngày làm việc.", "Thời hạn: %(amount)s ngày làm việc.", amount
        )
    else:
        text = ngettext("Thời hạn: %(amount)s ngày.", "Thời hạn: %(amount)s ngày.", amount)
    return text % {"amount": amount}


def _pause_words(reason: str) -> str:
    """Say why a pause was made; a reason without a code of its own is already words."""
    return {
        "SUPPLEMENT": gettext("chờ người nộp bổ sung hồ sơ"),
        "PAYMENT": gettext("chờ người nộp nộp phí, lệ phí"),
    }.get(reason, reason)


def _written(name: str, value: str) -> str:
    if name == "reason":
        return _pause_words(value)
    if name in {"cut_off", "amount", "unit", "why"}:
        return value.rstrip(".")
    if name == "minutes":
        return _written_minutes(int(value))
    if name == "days":
        return ", ".join(_written_days([date.fromisoformat(day) for day in value.split(",")]))
    if "T" in value:
        return f"{datetime.fromisoformat(value).astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    return f"{date.fromisoformat(value):%d/%m/%Y}"


def _written_minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    written_hours = gettext("%(hours)s giờ") % {"hours": hours}
    written_minutes = gettext("%(minutes)s phút") % {"minutes": rest}
    return f"{written_hours} {written_minutes}" if rest else written_hours


def _written_days(days: list[date]) -> list[str]:
    """Write runs of neighbouring days as one: ``10/02/2021–12/02/2021``."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return [
        f"{first:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"
        for first, last in runs
    ]
