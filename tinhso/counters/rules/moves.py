"""Which act may follow which: the life of a ticket as a table."""

from tinhso.core.state_machine import StateMachine, Transition

MOVES = StateMachine(
    [
        Transition("CALL", frozenset({"WAITING"}), ("CALLED",)),
        Transition("CALL_AGAIN", frozenset({"CALLED"}), ("CALLED",)),
        Transition("BEGIN", frozenset({"CALLED"}), ("SERVING",)),
        Transition("FINISH", frozenset({"SERVING", "CALLED"}), ("FINISHED",)),
        Transition("NO_SHOW", frozenset({"CALLED"}), ("NO_SHOW",)),
        Transition("RECALL", frozenset({"NO_SHOW"}), ("CALLED",)),
        Transition("PASS_ON", frozenset({"CALLED", "SERVING"}), ("WAITING",)),
        Transition("CANCEL", frozenset({"WAITING"}), ("CANCELLED",)),
        Transition("EXPIRE", frozenset({"WAITING", "CALLED", "SERVING"}), ("EXPIRED",)),
    ]
)
#: What a clerk may press for the ticket in front of the counter.
ACTS = ("CALL_AGAIN", "BEGIN", "FINISH", "NO_SHOW", "PASS_ON")
