"""The life of a call as an exchange tells it: events in any order, any number of times.

The shape is that of Zammad's generic CTI: ``newCall``, ``answer``, ``hangup``. A fact is kept at
its first telling; what a call is follows from the facts, never from the order they came in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

MOST_ID = 120
ANSWER_TARGET_SECONDS = 20


class CallEvent(StrEnum):
    """What an exchange reports."""

    NEW = "newCall"
    ANSWER = "answer"
    HANGUP = "hangup"


class Direction(StrEnum):
    """Who calls whom."""

    IN = "IN"
    OUT = "OUT"


class CallState(StrEnum):
    """Where a call is."""

    RINGING = "RINGING"
    TALKING = "TALKING"
    ENDED = "ENDED"
    MISSED = "MISSED"


#: Reasons an exchange gives for the end, in words of the CTI's shape.
CAUSES = frozenset(
    {"normalClearing", "busy", "cancel", "noAnswer", "congestion", "notFound", "forwarded"}
)


class CallNoticeBroken(ValueError):
    """A notice cannot be understood; the text names the field, for the exchange's technician."""


@dataclass(frozen=True, slots=True)
class CallNotice:
    """One event as the exchange sent it; numbers as written."""

    event: CallEvent
    call_id: str
    caller: str
    called: str
    direction: Direction
    answered_by: str
    cause: str


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What is known of a call; every moment is when we first heard of it."""

    rang_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    answered_by: str = ""
    cause: str = ""

    @property
    def state(self) -> CallState:
        """Tell where the call is, whatever order the events came in."""
        if self.ended_at is not None:
            return CallState.ENDED if self.answered_at is not None else CallState.MISSED
        return CallState.TALKING if self.answered_at is not None else CallState.RINGING

    @property
    def waited_seconds(self) -> int | None:
        """Give how long the caller waited for an answer, ``None`` while nobody answered."""
        if self.rang_at is None or self.answered_at is None:
            return None
        return max(0, int((self.answered_at - self.rang_at).total_seconds()))


def read_notice(fields: Mapping[str, str]) -> CallNotice:
    """Read the fields of a notice.

    :raises CallNoticeBroken: the event is unknown, or the call has no usable id.
    """
    try:
        event = CallEvent(fields.get("event", ""))
    except ValueError as error:
        raise CallNoticeBroken("event: newCall, answer or hangup") from error
    call_id = fields.get("callId", "").strip()
    if not 0 < len(call_id) <= MOST_ID or not call_id.isprintable():
        raise CallNoticeBroken(f"callId: 1 to {MOST_ID} printable characters")
    direction = fields.get("direction", "in").strip().upper()
    if direction not in {"IN", "OUT"}:
        raise CallNoticeBroken("direction: in or out")
    cause = fields.get("cause", "").strip()
    return CallNotice(
        event=event,
        call_id=call_id,
        caller=fields.get("from", "").strip(),
        called=fields.get("to", "").strip(),
        direction=Direction(direction),
        answered_by=(fields.get("user") or fields.get("answeringNumber") or "").strip()[:80],
        cause=cause if cause in CAUSES else cause[:40],
    )


def learn(facts: CallFacts, notice: CallNotice, at: datetime) -> CallFacts:
    """Add what a notice tells; a repeated notice, or one that comes late, changes no earlier fact.

    A call that ends before we heard of its answer is missed until the answer is told after all.
    """
    if notice.event is CallEvent.NEW:
        return facts if facts.rang_at else replace(facts, rang_at=at)
    if notice.event is CallEvent.ANSWER:
        if facts.answered_at:
            return facts
        # An answer told after the end cannot have happened after it.
        answered_at = min(at, facts.ended_at) if facts.ended_at else at
        return replace(facts, answered_at=answered_at, answered_by=notice.answered_by)
    return facts if facts.ended_at else replace(facts, ended_at=at, cause=notice.cause)


def is_within_target(facts: CallFacts) -> bool | None:
    """Tell whether a call was answered in time (20 s); ``None`` while that is open."""
    if facts.state is CallState.RINGING:
        return None
    waited = facts.waited_seconds
    return waited is not None and waited <= ANSWER_TARGET_SECONDS
