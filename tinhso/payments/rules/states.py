"""What may happen to claims, attempts and refunds, as tables; when to ask a provider again."""

from datetime import datetime, timedelta
from enum import StrEnum

from tinhso.core.state_machine import StateMachine, Transition


def _row(action: str, sources: tuple[str, ...], target: str) -> Transition:
    return Transition(action, frozenset(sources), (target,))


INTENT = StateMachine(
    [
        _row("CAPTURE", ("OPEN",), "PAID"),
        _row("CANCEL", ("OPEN",), "CANCELLED"),
    ]
)

#: A failed or expired attempt may still be captured: banks do that, and the money is real.
ATTEMPT = StateMachine(
    [
        _row("CAPTURE", ("STARTED", "FAILED", "EXPIRED"), "CAPTURED"),
        _row("FAIL", ("STARTED",), "FAILED"),
        _row("EXPIRE", ("STARTED",), "EXPIRED"),
    ]
)

REFUND = StateMachine(
    [
        _row("APPROVE", ("REQUESTED",), "APPROVED"),
        _row("REFUSE", ("REQUESTED",), "REFUSED"),
        _row("FINISH", ("APPROVED",), "DONE"),
    ]
)


#: The way of paying of those who paid at the national portal.
PORTAL = "national-portal"


class Status(StrEnum):
    """What a provider says of an order."""

    PENDING = "PENDING"
    CAPTURED = "CAPTURED"
    FAILED = "FAILED"
    EXPIRED = "EXPIRED"


#: Action on an attempt for what a provider says; ``PENDING`` does nothing.
ACTION_OF_STATUS = {
    Status.CAPTURED: "CAPTURE",
    Status.FAILED: "FAIL",
    Status.EXPIRED: "EXPIRE",
}

FIRST_CHECK = timedelta(seconds=30)
#: Until an attempt is this old, ask this often; afterwards the daily statement tells.
_CHECKS: dict[str, tuple[tuple[timedelta, timedelta], ...]] = {
    "STARTED": (
        (timedelta(minutes=15), timedelta(minutes=1)),
        (timedelta(days=1), timedelta(minutes=15)),
        (timedelta(days=7), timedelta(hours=6)),
    ),
    "FAILED": (
        (timedelta(minutes=15), timedelta(minutes=2)),
        (timedelta(days=3), timedelta(hours=1)),
    ),
    "EXPIRED": ((timedelta(days=3), timedelta(hours=1)),),
}


def next_check_at(*, state: str, created_at: datetime, now: datetime) -> datetime | None:
    """Give when to ask the provider about an attempt again, or ``None``: never.

    A captured attempt is not asked about any more.
    """
    for until_age, every in _CHECKS.get(state, ()):
        if now - created_at < until_age:
            return now + every
    return None


def may_retry(*, intent_state: str, attempt_states: tuple[str, ...]) -> bool:
    """Tell whether another attempt may be started: the claim is open and no money has come."""
    return intent_state == "OPEN" and "CAPTURED" not in attempt_states
