"""The history of a message: every step moves its state by the table and leaves a line."""

from datetime import datetime

from tinhso.exchange.models import EventKind, Message, MessageEvent
from tinhso.exchange.rules import MACHINE, Step

_MOST = 300


def move(message: Message, step: Step) -> None:
    """Put a message into the state a step leads to.

    :raises TransitionRefused: the table has no such step from its present state.
    """
    message.state = MACHINE.target(action=step, state=message.state)


def note(message: Message, kind: EventKind, *, at: datetime, by: str = "", words: str = "") -> None:
    """Add a line to a message's history."""
    MessageEvent.objects.create(
        message=message, kind=kind, at=at, by=by, note=words.replace("\0", "")[:_MOST]
    )
