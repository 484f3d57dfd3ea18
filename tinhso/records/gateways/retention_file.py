"""The retention schedule of the province pack, in versions."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tinhso.records.rules.dossiers import RetentionLine, RetentionSchedule


@dataclass(frozen=True, slots=True)
class HandOverLimit:
    """Within how many months of its end a dossier goes to the archive, and who says so."""

    months: int
    source: str
    certainty: str


def schedule_on(day: date) -> RetentionSchedule:
    """Give the schedule in force on a day; days before the first version get the first."""
    versions = _versions()
    return next((one for one in reversed(versions) if one.valid_from <= day), versions[0])


def hand_over_limit() -> HandOverLimit:
    """Give the limit for handing over."""
    try:
        described = _described()["hand_over"]
        return HandOverLimit(described["months"], described["source"], described["certainty"])
    except (KeyError, TypeError) as error:
        raise _unreadable(error) from error


@lru_cache(maxsize=1)
def _versions() -> tuple[RetentionSchedule, ...]:
    try:
        found = _read_versions()
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(error) from error
    if not found:
        raise _unreadable("no versions")
    return tuple(sorted(found, key=lambda one: one.valid_from))


def _read_versions() -> list[RetentionSchedule]:
    return [
        RetentionSchedule(
            valid_from=date.fromisoformat(row["valid_from"]),
            name=row["name"],
            source=row["source"],
            certainty=row["certainty"],
            lines=tuple(RetentionLine(**line) for line in row["lines"]),
        )
        for row in _described()["versions"]
    ]


def _path() -> Path:
    return Path(settings.PROVINCE_PACK) / "archive" / "retention.json"


def _unreadable(why: object) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{_path()} cannot be read: {why!r}")


@lru_cache(maxsize=1)
def _described() -> dict[str, Any]:
    try:
        described: dict[str, Any] = json.loads(_path().read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise _unreadable(error) from error
    return described


def forget_schedule() -> None:
    """Read the file anew at the next question; for tests."""
    _versions.cache_clear()
    _described.cache_clear()
