"""What a case's history adds to the public numbers, and which numbers there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SATISFIED_FROM = 4
#: Fewer answers than this are shown as they are, without a percentage to rank by.
FEWEST_TO_RANK = 30


class Measure(StrEnum):
    """Every public number."""

    RECEIVED = "RECEIVED"
    ON_TIME = "ON_TIME"
    LATE = "LATE"
    REFUSED = "REFUSED"
    APOLOGISED = "APOLOGISED"
    RATED = "RATED"
    SATISFIED = "SATISFIED"
    WAITING = "WAITING"
    OVERDUE = "OVERDUE"


#: The column whose day a measure counts by, and what else a case must be.
DATED: Mapping[Measure, tuple[str, Mapping[str, Any]]] = {
    Measure.RECEIVED: ("received_on", {}),
    Measure.ON_TIME: ("answered_on", {"is_late": False}),
    Measure.LATE: ("answered_on", {"is_late": True}),
    Measure.REFUSED: ("refused_on", {}),
    Measure.APOLOGISED: ("apologised_on", {}),
    Measure.RATED: ("rated_on", {}),
    Measure.SATISFIED: ("rated_on", {"score__gte": SATISFIED_FROM}),
}
#: Measures of the moment of the last count.
PRESENT: Mapping[Measure, Mapping[str, Any]] = {
    Measure.WAITING: {"is_waiting": True},
    Measure.OVERDUE: {"is_overdue": True},
}
_PAUSED = frozenset({"SUPPLEMENT_REQUESTED", "PAYMENT_REQUESTED"})
_WAITING = frozenset({"ACCEPTED", "IN_PROGRESS"}) | _PAUSED


@dataclass(frozen=True, slots=True)
class Happened:
    """One event as counting reads it."""

    kind: str
    at: datetime
    to_state: str
    changes: Mapping[str, Any]
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tallied:
    """What a history adds up to; see ``CaseTally``."""

    event_count: int
    received_on: date | None
    answered_on: date | None
    refused_on: date | None
    apologised_on: date | None
    rated_on: date | None
    due_at: datetime | None
    former_due_at: datetime | None
    is_late: bool
    is_waiting: bool
    is_paused: bool
    score: int | None


def tally(events: Sequence[Happened]) -> Tallied:
    """Fold a history, in its order, into what the case adds to the numbers.

    An answer is late when it was decided after the due date that held then; an answer without a
    due date is not late. Refusing to accept is not an answer in time, it is counted apart.
    """
    pointers: dict[str, Any] = {}
    days: dict[str, date] = {}
    former_due: datetime | None = None
    score: int | None = None
    for event in events:
        pointers.update(event.changes)
        days.setdefault(event.kind, event.at.astimezone(_VIETNAM).date())
        if event.kind == "RESCHEDULE" and former_due is None:
            former_due = _moment(event.facts.get("former_due_at"))
        if event.kind == "RATE":
            score = int(event.facts["score"])
    state = events[-1].to_state if events else ""
    due_at, decided_at = _moment(pointers.get("due_at")), _moment(pointers.get("decided_at"))
    return Tallied(
        event_count=len(events),
        received_on=days.get("ACCEPT"),
        answered_on=decided_at.astimezone(_VIETNAM).date() if decided_at else None,
        refused_on=days.get("REFUSE"),
        apologised_on=days.get("RESCHEDULE"),
        rated_on=days.get("RATE"),
        due_at=due_at,
        former_due_at=former_due,
        is_late=bool(decided_at and due_at and decided_at > due_at),
        is_waiting="ACCEPT" in days and decided_at is None and state in _WAITING,
        is_paused=state in _PAUSED,
        score=score,
    )


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None
