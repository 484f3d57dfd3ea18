"""Which act may follow which: the life of a contact as a table."""

from tinhso.core.state_machine import StateMachine, Transition

_AT_WORK = frozenset({"NEW", "FORWARDED", "IN_PROGRESS"})

MOVES = StateMachine(
    [
        Transition("FORWARD", _AT_WORK, ("FORWARDED",)),
        Transition("TAKE", frozenset({"FORWARDED", "IN_PROGRESS", "NEW"}), ("IN_PROGRESS",)),
        Transition("RETURN", frozenset({"FORWARDED"}), ("NEW",)),
        Transition("ASK_CITIZEN", _AT_WORK, ("WAITING",)),
        Transition("HEAR_CITIZEN", frozenset({"WAITING"}), ("NEW", "FORWARDED", "IN_PROGRESS")),
        Transition("SUBMIT_ANSWER", frozenset({"NEW", "IN_PROGRESS"}), ("SUBMITTED",)),
        Transition("RETURN_ANSWER", frozenset({"SUBMITTED"}), ("IN_PROGRESS",)),
        Transition("PUBLISH_ANSWER", frozenset({"SUBMITTED"}), ("ANSWERED", "REFUSED")),
        Transition("ANSWER_AT_ONCE", frozenset({"NEW"}), ("ANSWERED",)),
        Transition("REFUSE", _AT_WORK, ("REFUSED",)),
        Transition("HAND_OVER", _AT_WORK, ("HANDED_OVER",)),
        Transition("LINK", _AT_WORK | {"WAITING"}, ("LINKED",)),
        Transition("UNLINK", frozenset({"LINKED"}), ("NEW",)),
        Transition("REOPEN", frozenset({"ANSWERED", "REFUSED"}), ("IN_PROGRESS",)),
        Transition("WITHDRAW", _AT_WORK | {"WAITING"}, ("WITHDRAWN",)),
    ]
)
#: Kinds with a procedure of their own: handed over with a receipt, never routed like a report.
OWN_PROCEDURE = frozenset({"COMPLAINT", "DENUNCIATION"})
#: Kinds that may become public, once somebody has looked at them.
PUBLISHABLE = frozenset({"FIELD_REPORT", "REGULATION_REPORT", "QUESTION", "OTHER"})
#: Who is called for help at once; the same everywhere in the country.
EMERGENCY_NUMBERS = ("113", "114", "115")
MOST_HOPS = 3
