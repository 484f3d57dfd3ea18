"""What each answer and failure of a partner does to its circuit."""

from datetime import datetime

from tinhso.exchange.models import ConnectorState
from tinhso.exchange.rules import after_failure


def lock_state(code: str) -> ConnectorState:
    """Give a connector's state, locked until the transaction ends; made when first needed."""
    ConnectorState.objects.get_or_create(code=code)
    return ConnectorState.objects.select_for_update().get(code=code)


def note_answer(code: str, at: datetime) -> None:
    """Keep that a partner answered: failures in a row end, and so does its rest."""
    state = lock_state(code)
    state.failure_count, state.rests_until, state.last_answered_at = 0, None, at
    state.save(update_fields=["failure_count", "rests_until", "last_answered_at"])


def note_failure(code: str, at: datetime, error: str) -> None:
    """Keep that a partner gave no trustworthy answer; failures in a row make it rest."""
    state = lock_state(code)
    rest = after_failure(state.failure_count, at)
    state.failure_count, state.rests_until = rest.failure_count, rest.until
    state.last_failed_at, state.last_error = at, error.replace("\0", "")[:300]
    state.save(update_fields=["failure_count", "rests_until", "last_failed_at", "last_error"])


def note_garbage(code: str) -> None:
    """Count bytes a partner handed over that are none of its messages."""
    state = lock_state(code)
    state.garbage_count += 1
    state.save(update_fields=["garbage_count"])
