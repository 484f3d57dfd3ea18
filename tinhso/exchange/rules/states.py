"""What may happen to a message of the exchange, in which state: one table, both directions."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from tinhso.core.state_machine import StateMachine, Transition


class Direction(StrEnum):
    """Which way a message goes, seen from here."""

    OUT = "OUT"
    IN = "IN"


class State(StrEnum):
    """Where a message is.

    Out: WAITING, SENDING (the partner may have it), DELIVERED, REHEARSED (tried without sending).
    In: RECEIVED, HELD (an earlier one of its subject is missing), HANDLED. Both: DEAD.
    """

    WAITING = "WAITING"
    SENDING = "SENDING"
    DELIVERED = "DELIVERED"
    REHEARSED = "REHEARSED"
    RECEIVED = "RECEIVED"
    HELD = "HELD"
    HANDLED = "HANDLED"
    DEAD = "DEAD"


class Step(StrEnum):
    """What is done to a message."""

    SEND = "SEND"
    ACKNOWLEDGE = "ACKNOWLEDGE"
    FAIL = "FAIL"
    REHEARSE = "REHEARSE"
    HANDLE = "HANDLE"
    HOLD = "HOLD"
    GIVE_UP = "GIVE_UP"
    REPLAY = "REPLAY"
    TAKE_AGAIN = "TAKE_AGAIN"


def _row(step: Step, sources: Iterable[State], target: State) -> Transition:
    return Transition(step, frozenset(str(state) for state in sources), (str(target),))


_ON_THE_WAY = (State.WAITING, State.SENDING)
_HERE = (State.RECEIVED, State.HELD)
MACHINE = StateMachine(
    [
        _row(Step.SEND, _ON_THE_WAY, State.SENDING),
        _row(Step.ACKNOWLEDGE, [State.SENDING], State.DELIVERED),
        _row(Step.FAIL, [State.SENDING], State.WAITING),
        _row(Step.REHEARSE, [State.WAITING], State.REHEARSED),
        _row(Step.HANDLE, _HERE, State.HANDLED),
        _row(Step.HOLD, _HERE, State.HELD),
        _row(Step.GIVE_UP, [*_ON_THE_WAY, *_HERE], State.DEAD),
        # Outbound starts again; what came is taken up again.
        _row(Step.REPLAY, [State.DEAD, State.REHEARSED], State.WAITING),
        _row(Step.TAKE_AGAIN, [State.DEAD], State.RECEIVED),
    ]
)
OPEN_OUT, OPEN_IN = _ON_THE_WAY, _HERE
SETTLED = (State.DELIVERED, State.REHEARSED, State.HANDLED)
#: A message whose earlier one never comes is taken up after this long, and its history says so.
HELD_AT_MOST = timedelta(hours=30)
