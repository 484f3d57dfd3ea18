"""Limits of the law, whom the platform warns when, and which law a refusal may rest on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the law as dated parameters; every one is still to be confirmed (U).

    ``complaint_days``: days to settle a first complaint (Law on Complaints 2011, article 28).
    ``apology_may_follow_lateness``: whether slip 04 may still be issued once the date has passed.
    """

    supplement_requests: int
    acceptance_hours: int
    reschedules: int
    apology_may_follow_lateness: bool
    complaint_days: int
    source: str
    valid_from: date
    certainty: str = "to_confirm"


LIMITS: tuple[Limits, ...] = (
    Limits(
        supplement_requests=1,
        acceptance_hours=8,
        reschedules=1,
        apology_may_follow_lateness=False,
        complaint_days=30,
        source="Nghị định 61/2018/NĐ-CP, Luật Khiếu nại 2011 (cần đối chiếu điều khoản)",
        valid_from=date(2018, 6, 21),
    ),
)


def limits_on(day: date) -> Limits:
    """Give the limits in force on a day.

    :raises LookupError: when none was in force yet.
    """
    rows = [limits for limits in LIMITS if limits.valid_from <= day]
    if not rows:
        raise LookupError(day)
    return rows[-1]


@dataclass(frozen=True, slots=True)
class DraftKeeping:
    """How long an application nobody goes on with is kept, and how long before its owner is told.

    No law is known to us that says so: it is the province's choice, to keep personal data no longer
    than needed.
    """

    kept_days: int
    told_days_before: int
    source: str
    valid_from: date
    certainty: str = "to_confirm"

    def kept_until(self, saved_on: date) -> date:
        """Give the first day an application last saved on a day is no longer kept."""
        return saved_on + timedelta(days=self.kept_days)


DRAFT_KEEPING: tuple[DraftKeeping, ...] = (
    DraftKeeping(
        kept_days=90,
        told_days_before=14,
        source="Lựa chọn của tỉnh (chưa tìm được quy định)",
        valid_from=date(2018, 6, 21),
    ),
)


def draft_keeping_on(day: date) -> DraftKeeping:
    """Give the rule in force on a day.

    :raises LookupError: when none was in force yet.
    """
    rows = [row for row in DRAFT_KEEPING if row.valid_from <= day]
    if not rows:
        raise LookupError(day)
    return rows[-1]


@dataclass(frozen=True, slots=True)
class Escalation:
    """At which share of the time the platform tells whom; the case stays where it is."""

    percent: int
    roles: tuple[str, ...]


#: The province's own rule, in order; a new filing goes to its clerk and to the heads at 100 %.
ESCALATIONS: tuple[Escalation, ...] = (
    Escalation(80, ("HEAD_OF_UNIT",)),
    Escalation(100, ("HEAD_OF_UNIT", "LEADER")),
    Escalation(150, ("LEADER",)),
)


def escalation_due(*, spent_percent: int, told_percent: int) -> Escalation | None:
    """Give the highest escalation that is due and was not told yet, or ``None``."""
    due = [row for row in ESCALATIONS if told_percent < row.percent <= spent_percent]
    return due[-1] if due else None


def next_escalation(told_percent: int) -> Escalation | None:
    """Give the escalation that comes after what was told, or ``None`` after the last."""
    return next((row for row in ESCALATIONS if row.percent > told_percent), None)


#: The general law on handling cases, which a refusal or stop may rest on beside the procedure's.
GENERAL_BASIS: tuple[Mapping[str, str], ...] = (
    {
        "number": "Nghị định 61/2018/NĐ-CP",
        "title": "Cơ chế một cửa, một cửa liên thông",
        "certainty": "to_confirm",
    },
)


def cites(legal_basis: str, laws: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether a legal basis names one of the given laws, by number or by title."""
    cited = legal_basis.casefold()
    return any(
        str(law.get(name) or "").casefold() in cited
        for law in laws
        for name in ("number", "title")
        if law.get(name)
    )
