"""Which step of an outgoing document may follow which, and who takes it (Decree 30/2020 art. 9–14).

The number is taken with the leader's signature, so that it stands inside the signed bytes and no
draft leaves a gap; the registry clerk then checks and applies the organisation's signature, in the
order of art. 14: number and date, register, organisation's signature, issue.
"""

from enum import StrEnum

from tinhso.core.state_machine import StateMachine, Transition


class State(StrEnum):
    """Where an outgoing document is."""

    DRAFT = "DRAFT"
    UNIT_REVIEW = "UNIT_REVIEW"
    FORMAT_REVIEW = "FORMAT_REVIEW"
    SIGNING = "SIGNING"
    SIGNED = "SIGNED"
    ISSUED = "ISSUED"
    VOID = "VOID"
    WITHDRAWN = "WITHDRAWN"


class Act(StrEnum):
    """What may be done to it."""

    SUBMIT = "SUBMIT"
    APPROVE_CONTENT = "APPROVE_CONTENT"
    APPROVE_LAYOUT = "APPROVE_LAYOUT"
    RETURN = "RETURN"
    SIGN = "SIGN"
    SEAL = "SEAL"
    VOID = "VOID"
    WITHDRAW = "WITHDRAW"


def _row(act: Act, sources: tuple[State, ...], *targets: State) -> Transition:
    return Transition(act, frozenset(sources), targets)


MACHINE = StateMachine(
    [
        _row(Act.SUBMIT, (State.DRAFT,), State.UNIT_REVIEW, State.FORMAT_REVIEW),
        _row(Act.APPROVE_CONTENT, (State.UNIT_REVIEW,), State.FORMAT_REVIEW),
        _row(Act.APPROVE_LAYOUT, (State.FORMAT_REVIEW,), State.SIGNING),
        _row(Act.RETURN, (State.UNIT_REVIEW, State.FORMAT_REVIEW, State.SIGNING), State.DRAFT),
        _row(Act.SIGN, (State.SIGNING,), State.SIGNED),
        _row(Act.SEAL, (State.SIGNED,), State.ISSUED),
        _row(Act.VOID, (State.SIGNED,), State.VOID),
        _row(Act.WITHDRAW, (State.DRAFT,), State.WITHDRAWN),
    ]
)
ROLES: dict[Act, frozenset[str]] = {
    Act.APPROVE_CONTENT: frozenset({"HEAD_OF_UNIT", "LEADER"}),
    Act.APPROVE_LAYOUT: frozenset({"FORMAT_CHECKER", "REGISTRAR"}),
    Act.SIGN: frozenset({"LEADER", "HEAD_OF_UNIT"}),
    Act.SEAL: frozenset({"REGISTRAR"}),
    Act.VOID: frozenset({"REGISTRAR"}),
}
WAITS_FOR: dict[State, frozenset[str]] = {
    State.UNIT_REVIEW: frozenset({"HEAD_OF_UNIT"}),
    State.FORMAT_REVIEW: frozenset({"FORMAT_CHECKER", "REGISTRAR"}),
    State.SIGNING: frozenset({"LEADER", "HEAD_OF_UNIT"}),
    State.SIGNED: frozenset({"REGISTRAR"}),
}
DRAFTERS = frozenset(
    {
        "SPECIALIST",
        "HEAD_OF_UNIT",
        "REGISTRAR",
        "LEADER",
        "CLERK",
        "ACCOUNTANT",
        "FORMAT_CHECKER",
        "ARCHIVIST",
    }
)
EDITABLE = frozenset({State.DRAFT, State.UNIT_REVIEW, State.FORMAT_REVIEW})
OPEN_STATES = frozenset(
    {State.DRAFT, State.UNIT_REVIEW, State.FORMAT_REVIEW, State.SIGNING, State.SIGNED}
)


def reviewing_roles(state: State) -> frozenset[str]:
    """Give who may return a document that is in a state: whoever it waits for."""
    return WAITS_FOR.get(state, frozenset())
