"""Which move of a task is legal, when somebody is reminded, how words are looked for."""

from datetime import datetime, timedelta
from enum import IntEnum

from tinhso.core.state_machine import StateMachine, Transition
from tinhso.core.text import fold, nfc

OPEN_STATES = frozenset({"GIVEN", "IN_PROGRESS", "REPORTED"})
NOTE, REPORT, ACCEPT, SEND_BACK, CANCEL, ASK_TIME = (
    "NOTE",
    "REPORT",
    "ACCEPT",
    "SEND_BACK",
    "CANCEL",
    "ASK_TIME",
)
MACHINE = StateMachine(
    [
        Transition(NOTE, frozenset({"GIVEN", "IN_PROGRESS"}), ("IN_PROGRESS",)),
        Transition(REPORT, frozenset({"GIVEN", "IN_PROGRESS"}), ("REPORTED",)),
        Transition(ACCEPT, OPEN_STATES, ("DONE",)),
        Transition(SEND_BACK, frozenset({"REPORTED"}), ("IN_PROGRESS",)),
        Transition(CANCEL, OPEN_STATES, ("CANCELLED",)),
        Transition(ASK_TIME, frozenset({"GIVEN", "IN_PROGRESS"}), ()),
    ]
)


class Stage(IntEnum):
    """How near a deadline is; each is told once."""

    CALM = 0
    NEAR = 1
    DUE = 2
    LATE = 3


def stage_of(due_at: datetime | None, near_from: datetime, at: datetime) -> Stage:
    """Give how near a deadline is: ``near_from`` is the moment from which one is reminded."""
    if due_at is None or at < near_from:
        return Stage.CALM
    if at > due_at:
        return Stage.LATE
    return Stage.DUE if due_at - at <= timedelta(hours=4) else Stage.NEAR


def search_forms(text: str) -> str:
    """Give a text as it is searched: as written in small letters, then without accents."""
    written = " ".join(nfc(text).lower().split())
    return f"{written}\n{fold(written)}"
