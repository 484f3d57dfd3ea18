"""Rules of the reorganisation slice: which act is allowed when, and who may approve."""

from enum import StrEnum

from tinhso.core.state_machine import StateMachine, Transition


class State(StrEnum):
    """Life of a reorganisation."""

    DRAFT = "DRAFT"
    COUNTING = "COUNTING"
    PREVIEWED = "PREVIEWED"
    PROPOSED = "PROPOSED"
    APPROVED = "APPROVED"
    RUNNING = "RUNNING"
    HELD = "HELD"
    DONE = "DONE"
    VERIFIED = "VERIFIED"


class Step(StrEnum):
    """What people and the platform do to a reorganisation."""

    CHANGE_PLAN = "CHANGE_PLAN"
    COUNT = "COUNT"
    FINISH_COUNT = "FINISH_COUNT"
    DECIDE = "DECIDE"
    PROPOSE = "PROPOSE"
    RETURN = "RETURN"
    APPROVE = "APPROVE"
    START = "START"
    HOLD = "HOLD"
    RESUME = "RESUME"
    FINISH = "FINISH"
    VERIFY = "VERIFY"


_OPEN = frozenset({State.DRAFT, State.PREVIEWED, State.PROPOSED})

MACHINE = StateMachine(
    [
        Transition(Step.CHANGE_PLAN, _OPEN, (State.DRAFT,)),
        Transition(Step.COUNT, frozenset({State.DRAFT, State.PREVIEWED}), (State.COUNTING,)),
        Transition(Step.FINISH_COUNT, frozenset({State.COUNTING}), (State.PREVIEWED,)),
        Transition(
            Step.DECIDE,
            frozenset({State.PREVIEWED, State.PROPOSED, State.HELD}),
            (State.PREVIEWED, State.HELD),
        ),
        Transition(Step.PROPOSE, frozenset({State.PREVIEWED}), (State.PROPOSED,)),
        Transition(Step.RETURN, frozenset({State.PROPOSED, State.APPROVED}), (State.PREVIEWED,)),
        Transition(Step.APPROVE, frozenset({State.PROPOSED}), (State.APPROVED,)),
        Transition(Step.START, frozenset({State.APPROVED}), (State.RUNNING,)),
        Transition(Step.HOLD, frozenset({State.RUNNING}), (State.HELD,)),
        Transition(
            Step.RESUME,
            frozenset({State.HELD, State.DONE, State.VERIFIED, State.RUNNING}),
            (State.RUNNING,),
        ),
        Transition(Step.FINISH, frozenset({State.RUNNING}), (State.DONE,)),
        Transition(
            Step.VERIFY, frozenset({State.DONE, State.VERIFIED}), (State.VERIFIED, State.DONE)
        ),
    ]
)


def may_approve(*, proposer: str, approver: str) -> bool:
    """Four eyes: whoever proposed a plan does not approve it. Both are actor references."""
    return bool(proposer) and proposer != approver


def share_percent(done: int, total: int) -> int:
    """Give how much is done, 0–100; nothing to do is done."""
    return 100 if total <= 0 else min(100, 100 * done // total)
