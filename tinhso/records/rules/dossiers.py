"""Which move of a dossier is legal, when it must be handed over, how long it is kept."""

from dataclasses import dataclass
from datetime import date

from tinhso.core.state_machine import StateMachine, Transition

CLOSE, REOPEN, HAND_OVER, ACCEPT, RETURN, PROPOSE, KEEP, DESTROY = (
    "CLOSE",
    "REOPEN",
    "HAND_OVER",
    "ACCEPT",
    "RETURN",
    "PROPOSE",
    "KEEP",
    "DESTROY",
)
MACHINE = StateMachine(
    [
        Transition(CLOSE, frozenset({"OPEN"}), ("CLOSED",)),
        Transition(REOPEN, frozenset({"CLOSED"}), ("OPEN",)),
        Transition(HAND_OVER, frozenset({"CLOSED"}), ("HANDED_OVER",)),
        Transition(ACCEPT, frozenset({"HANDED_OVER"}), ("ARCHIVED",)),
        Transition(RETURN, frozenset({"HANDED_OVER"}), ("OPEN",)),
        Transition(PROPOSE, frozenset({"ARCHIVED"}), ("PROPOSED",)),
        Transition(KEEP, frozenset({"PROPOSED"}), ("ARCHIVED",)),
        Transition(DESTROY, frozenset({"PROPOSED"}), ("DESTROYED",)),
    ]
)


@dataclass(frozen=True, slots=True)
class RetentionLine:
    """One group of dossiers and how long it is kept; ``years`` without a value: for ever."""

    code: str
    name: str
    years: int | None


@dataclass(frozen=True, slots=True)
class RetentionSchedule:
    """A version of the schedule (bảng thời hạn bảo quản): since when, from where, how certain.

    ``certainty`` is ``confirmed``, ``secondary`` or ``to_confirm``.
    """

    valid_from: date
    name: str
    source: str
    certainty: str
    lines: tuple[RetentionLine, ...]

    def find(self, code: str) -> RetentionLine | None:
        """Give a line by its code, or ``None``."""
        return next((line for line in self.lines if line.code == code), None)


def destroyable_on(ended_on: date, years: int | None) -> date | None:
    """Give the first day on which destroying may be proposed: years count from the end's year.

    >>> destroyable_on(date(2021, 3, 5), 10)
    datetime.date(2032, 1, 1)
    """
    return None if years is None else date(ended_on.year + years + 1, 1, 1)


def hand_over_by(ended_on: date, months: int) -> date:
    """Give until when a dossier goes to the archive (Decree 30/2020 art. 30, secondary source).

    >>> hand_over_by(date(2021, 1, 31), 1)
    datetime.date(2021, 2, 28)
    """
    month = ended_on.month - 1 + months
    year, month = ended_on.year + month // 12, month % 12 + 1
    for day in range(ended_on.day, 0, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise ValueError("no such month")
