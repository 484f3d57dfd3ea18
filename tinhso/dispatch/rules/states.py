"""The two state machines: what became of what we sent, and of what came to us.

The sender's state is computed from the *set* of statuses known, never from their order: messages
come twice and overtake each other, and any order must end in the same place.
"""

from collections.abc import Collection
from enum import StrEnum

from tinhso.core.state_machine import StateMachine, Transition
from tinhso.dispatch.rules.codes import Status


class Sent(StrEnum):
    """States of a message at one recipient, as its sender knows them."""

    QUEUED = "QUEUED"
    SENT = "SENT"
    FAILED = "FAILED"
    ARRIVED = "ARRIVED"
    RETURNED = "RETURNED"
    RECEIVED = "RECEIVED"
    ASSIGNED = "ASSIGNED"
    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    TAKEN_BACK = "TAKEN_BACK"


class Taken(StrEnum):
    """States of a message at its receiver; CLOSED is for recalls and updates once decided."""

    ARRIVED = "ARRIVED"
    RECEIVED = "RECEIVED"
    ASSIGNED = "ASSIGNED"
    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    RETURNED = "RETURNED"
    RECALLED = "RECALLED"
    REPLACED = "REPLACED"
    SHUT_AWAY = "SHUT_AWAY"
    CLOSED = "CLOSED"


class Decision(StrEnum):
    """Whether a recall, update or replacement was agreed to; NONE for new documents."""

    NONE = ""
    OPEN = "OPEN"
    AGREED = "AGREED"
    DECLINED = "DECLINED"


#: The furthest of the statuses known decides; one that comes later in this list wins.
_FURTHEST = (
    (Status.ARRIVED, Sent.ARRIVED),
    (Status.RETURNED, Sent.RETURNED),
    (Status.RECEIVED, Sent.RECEIVED),
    (Status.ASSIGNED, Sent.ASSIGNED),
    (Status.IN_PROGRESS, Sent.IN_PROGRESS),
    (Status.DONE, Sent.DONE),
    (Status.TAKEN_BACK, Sent.TAKEN_BACK),
)


def sent_state(own: Sent, statuses: Collection[Status]) -> Sent:
    """Give the sender's state from what sending alone gave and the statuses known, in any order.

    ``own`` is QUEUED, SENT or FAILED: a status proves the message arrived, whatever we think.
    """
    state = own
    for status, reached in _FURTHEST:
        if status in statuses:
            state = reached
    return state


def sent_decision(statuses: Collection[Status]) -> Decision:
    """Give what the receiver said to a recall, update or replacement.

    Taken back counts as agreed; should both answers be there, agreement stands: it was carried out.
    """
    if Status.AGREED in statuses or Status.TAKEN_BACK in statuses:
        return Decision.AGREED
    return Decision.DECLINED if Status.DECLINED in statuses else Decision.OPEN


_WORKED_ON = frozenset({Taken.RECEIVED, Taken.ASSIGNED, Taken.IN_PROGRESS})
_HELD = _WORKED_ON | {Taken.ARRIVED, Taken.DONE}

#: What a receiver may do with a document that arrived.
RECEIVER = StateMachine(
    [
        Transition("receive", frozenset({Taken.ARRIVED}), (Taken.RECEIVED,)),
        Transition("return", frozenset({Taken.ARRIVED}), (Taken.RETURNED,)),
        Transition("assign", _WORKED_ON, (Taken.ASSIGNED,)),
        Transition("start", _WORKED_ON, (Taken.IN_PROGRESS,)),
        Transition("finish", _WORKED_ON, (Taken.DONE,)),
        Transition("recall", _HELD, (Taken.RECALLED,)),
        Transition("replace", _HELD, (Taken.REPLACED,)),
        Transition("shut", frozenset(Taken) - {Taken.SHUT_AWAY}, (Taken.SHUT_AWAY,)),
        Transition("close", frozenset({Taken.ARRIVED}), (Taken.CLOSED,)),
    ]
)

#: Which status each act of the receiver reports.
REPORTS = {
    "receive": Status.RECEIVED,
    "return": Status.RETURNED,
    "assign": Status.ASSIGNED,
    "start": Status.IN_PROGRESS,
    "finish": Status.DONE,
}
