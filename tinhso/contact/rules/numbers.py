"""What one contact adds to the province's indicators (Quyết định 766/QĐ-TTg, 5.2 and 5.3).

A contact is judged once: on the day it was answered, or on the day its due date went by unanswered,
whichever came first. Handled on time = answered on or before the due date / all in competence;
satisfaction = (all − unsatisfied − overdue) / all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

#: Refused, handed over, followed elsewhere or withdrawn: not for the agency to answer.
OUT_OF_COMPETENCE = frozenset({"REFUSED", "HANDED_OVER", "LINKED", "WITHDRAWN"})
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
LEAST_SATISFIED, MOST_UNSATISFIED = 4, 2


@dataclass(frozen=True, slots=True)
class Standing:
    """How a contact stands; ``score`` one to five when its author rated it, at ``rated_at``."""

    kind: str
    state: str
    received_at: datetime
    due_at: datetime | None = None
    closed_at: datetime | None = None
    is_paused: bool = False
    score: int | None = None
    rated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One number: of an indicator by code, on a day of Vietnam; shares have a denominator."""

    indicator: str
    day: date
    numerator: int
    denominator: int | None = None


def numbers_of(standing: Standing, at: datetime) -> list[Said]:
    """Give what a contact says as it stands at a moment; a denunciation says nothing."""
    if standing.kind == "DENUNCIATION":
        return []
    received = Said("GOV.REPORTS_1022", _day(standing.received_at), 1)
    return [received, *_ended(standing), *_judged(standing, at), *_rated(standing)]


def is_overdue(standing: Standing, at: datetime) -> bool:
    """Tell whether the due date went by before an answer; a paused clock is not late."""
    if standing.due_at is None or standing.is_paused:
        return False
    return (standing.closed_at or at) > standing.due_at


def _day(moment: datetime) -> date:
    return moment.astimezone(_VIETNAM).date()


def _ended(standing: Standing) -> Iterator[Said]:
    if standing.closed_at is None:
        return
    day = _day(standing.closed_at)
    if standing.state == "ANSWERED":
        yield Said("GOV.REPORTS_1022_ANSWERED", day, 1)
    if standing.state == "REFUSED":
        yield Said("GOV.REPORTS_1022_REFUSED", day, 1)


def _judged(standing: Standing, at: datetime) -> Iterator[Said]:
    if standing.state in OUT_OF_COMPETENCE:
        return
    is_late = is_overdue(standing, at)
    judged_at = standing.due_at if is_late else standing.closed_at
    if judged_at is None:
        return
    day = _day(judged_at)
    is_unsatisfied = standing.score is not None and standing.score <= MOST_UNSATISFIED
    yield Said("GOV.REPORTS_1022_ON_TIME", day, int(not is_late), 1)
    yield Said("GOV.REPORTS_1022_SATISFACTION", day, int(not is_late and not is_unsatisfied), 1)
    if is_late:
        yield Said("GOV.REPORTS_1022_OVERDUE", day, 1)


def _rated(standing: Standing) -> Iterator[Said]:
    if standing.score is None or standing.rated_at is None:
        return
    day = _day(standing.rated_at)
    if standing.score >= LEAST_SATISFIED:
        yield Said("GOV.REPORTS_1022_SATISFIED", day, 1)
    if standing.score <= MOST_UNSATISFIED:
        yield Said("GOV.REPORTS_1022_UNSATISFIED", day, 1)
