"""The offices' working calendar: days from the database, hours from the province pack."""

import csv
import tomllib
from collections.abc import Iterable
from datetime import date, time
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext

from tinhso.core.errors import DomainError
from tinhso.core.models import CalendarDay
from tinhso.core.prepared import Statement
from tinhso.core.working_time import DEFAULT_SESSIONS, Session, WorkingCalendar

_COLUMNS = ("date", "kind", "name_vi", "name_en", "source", "certainty")
# The days' fingerprint: when it is unchanged, the calendar in memory is still right.
_VERSION = Statement(
    "select md5(coalesce(string_agg(date::text || kind, ',' order by date), ''))"
    " from core_calendarday"
)


class BadCalendarRow(DomainError):
    """A row of the calendar file cannot be read; nothing was loaded."""

    code = "bad_calendar_row"


def load_calendar() -> WorkingCalendar:
    """Give the working calendar in force; one query, days are read again only after a change."""
    found = _VERSION.row()
    return _calendar(str(found[0]) if found else "", connection.settings_dict["NAME"])


@lru_cache(maxsize=2)
def _calendar(version: str, database: str) -> WorkingCalendar:
    days = CalendarDay.objects.values_list("date", "kind")
    return WorkingCalendar(
        sessions=working_sessions(Path(settings.PROVINCE_PACK)),
        holidays=frozenset(day for day, kind in days if kind == CalendarDay.Kind.HOLIDAY),
        working_days=frozenset(day for day, kind in days if kind == CalendarDay.Kind.WORKING_DAY),
    )


@lru_cache(maxsize=2)
def working_sessions(pack: Path) -> tuple[Session, ...]:
    """Give the office hours of a province pack."""
    described = tomllib.loads((pack / "pack.toml").read_text(encoding="utf-8"))
    sessions = described.get("working_hours", {}).get("sessions", ())
    read = tuple((time.fromisoformat(begin), time.fromisoformat(end)) for begin, end in sessions)
    return read or DEFAULT_SESSIONS


@transaction.atomic
def import_calendar_days(file: Path) -> int:
    """Add or update the days of a CSV file (date, kind, names, source, certainty); gives how many.

    Days the file does not name stay: an administrator may have added them.

    :raises BadCalendarRow: names the line; nothing is changed.
    """
    with file.open(encoding="utf-8", newline="") as rows:
        days = [_read_day(row, line) for line, row in enumerate(csv.DictReader(rows), start=2)]
    _refuse_repeats(day.date for day in days)
    CalendarDay.objects.bulk_create(
        days, update_conflicts=True, unique_fields=["date"], update_fields=list(_COLUMNS[1:])
    )
    return len(days)


def _read_day(row: dict[str, str], line: int) -> CalendarDay:
    try:
        day = CalendarDay(**{name: row[name].strip() for name in _COLUMNS})
        day.date = date.fromisoformat(row["date"])
        day.kind = CalendarDay.Kind(row["kind"])
    except (KeyError, ValueError, AttributeError) as error:
        problem = gettext("Dòng %(line)s của lịch làm việc không đọc được: %(error)s")
        raise BadCalendarRow(problem % {"line": line, "error": error}) from error
    return day


def _refuse_repeats(days: Iterable[date]) -> None:
    seen: set[date] = set()
    for day in days:
        if day in seen:
            problem = gettext("Ngày %(day)s có hai dòng trong lịch làm việc.")
            raise BadCalendarRow(problem % {"day": f"{day:%d/%m/%Y}"})
        seen.add(day)
