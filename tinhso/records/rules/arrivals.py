"""Which move of an incoming document is legal, and which status the sender hears."""

from tinhso.core.state_machine import StateMachine, Transition

REGISTER, RETURN, DIRECT, BEGIN, FINISH, REOPEN, SHUT = (
    "REGISTER",
    "RETURN",
    "DIRECT",
    "BEGIN",
    "FINISH",
    "REOPEN",
    "SHUT",
)
_WORKING = frozenset({"REGISTERED", "ASSIGNED", "IN_PROGRESS"})
MACHINE = StateMachine(
    [
        Transition(REGISTER, frozenset({"ARRIVED"}), ("REGISTERED",)),
        Transition(RETURN, frozenset({"ARRIVED"}), ("RETURNED",)),
        Transition(DIRECT, frozenset({"REGISTERED", "ASSIGNED", "IN_PROGRESS"}), ("ASSIGNED",)),
        Transition(BEGIN, frozenset({"ASSIGNED", "IN_PROGRESS"}), ("IN_PROGRESS",)),
        Transition(FINISH, _WORKING, ("DONE",)),
        Transition(REOPEN, frozenset({"DONE"}), ("IN_PROGRESS",)),
        Transition(SHUT, frozenset({"ARRIVED", *_WORKING, "DONE"}), ("SHUT_AWAY",)),
    ]
)
#: Codes of QCVN 102:2016/BTTTT the sender is told when a state is reached.
STATUS_OF_STATE = {
    "RETURNED": "02",
    "REGISTERED": "03",
    "ASSIGNED": "04",
    "IN_PROGRESS": "05",
    "DONE": "06",
}
