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
    described = _described()["hand_over"]
    return HandOverLimit(described["months"], described["source"], described["certainty"])


@lru_cache(maxsize=1)
def _versions() -> tuple[RetentionSchedule, ...]:
    found = [
        RetentionSchedule(
            valid_from=date.fromisoformat(row["valid_from"]),
            name=row["name"],
            source=row["source"],
            certainty=row["certainty"],
            lines=tuple(RetentionLine(**line) for line in row["lines"]),
        )
        for row in _described()["versions"]
    ]
    return tuple(sorted(found, key=lambda one: one.valid_from))


@lru_cache(maxsize=1)
def _described() -> dict[str, Any]:
    path = Path(settings.PROVINCE_PACK) / "archive" / "retention.json"
    try:
        described: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"{path} cannot be read") from error
    return described
