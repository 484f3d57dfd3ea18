"""Rules of controlled access: limits of time, who may decide on whose change."""

from datetime import date, datetime, timedelta

#: A proposal nobody confirmed in a week is void: the reason for it has passed.
PROPOSAL_LASTS = timedelta(days=7)
#: A file somebody else released may be taken for a day; keys are changed within a week.
EXPORT_LASTS = timedelta(days=1)
ROTATION_LASTS = timedelta(days=7)
EMERGENCY_MINUTES = (15, 30, 60)
#: Working days within which a person's request about their data is answered
#: (Law 91/2025/QH15 and its decree; secondary source, to be confirmed against the article).
ANSWER_WORKING_DAYS = 2
ARCHIVE_KEPT = timedelta(days=7)
#: Days within which a head reviews the appointments of a quarter.
REVIEW_DAYS = 30
_SHORTEST_REASON = 15


def is_open(proposed_at: datetime, at: datetime) -> bool:
    """Tell whether a proposal may still be decided."""
    return at - proposed_at < PROPOSAL_LASTS


def is_reason(text: str) -> bool:
    """Tell whether a reason says something: fifteen letters at least."""
    return len("".join(text.split())) >= _SHORTEST_REASON


def quarter_of(day: date) -> str:
    """Give the quarter of a day: ``2026-Q4``."""
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


def review_due(day: date) -> date:
    """Give the day by which the reviews of a day's quarter are due."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first + timedelta(days=REVIEW_DAYS)


def answer_due(asked_on: date, days_off: frozenset[date] = frozenset()) -> date:
    """Give the last day for an answer: two working days after the day it was asked.

    Source: ``ANSWER_WORKING_DAYS``.
    """
    day, left = asked_on, ANSWER_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in days_off:
            left -= 1
    return day
