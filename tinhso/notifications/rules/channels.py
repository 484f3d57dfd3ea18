"""Which channels a message takes, which one follows a failure, and how its state may change."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """A way out of the platform (kênh); the inbox inside it always has every message."""

    EMAIL = "EMAIL"
    ZALO = "ZALO"
    SMS = "SMS"


class State(StrEnum):
    """Where one message on one channel stands."""

    QUEUED = "QUEUED"
    SENT = "SENT"
    DELIVERED = "DELIVERED"
    FAILED = "FAILED"
    BOUNCED = "BOUNCED"
    SUPPRESSED = "SUPPRESSED"
    #: The provider may have it and does not answer: a person decides.
    UNCLEAR = "UNCLEAR"


class Reason(StrEnum):
    """Why a message did not arrive, or was not sent."""

    NONE = ""
    SWITCHED_OFF = "SWITCHED_OFF"
    NO_ADDRESS = "NO_ADDRESS"
    UNREACHABLE = "UNREACHABLE"
    ADDRESS_REFUSED = "ADDRESS_REFUSED"
    MESSAGE_REFUSED = "MESSAGE_REFUSED"
    NO_PROVIDER = "NO_PROVIDER"
    NOT_DELIVERED = "NOT_DELIVERED"
    NO_ANSWER = "NO_ANSWER"


#: Cheapest first: a message costs the province nothing until it goes by SMS.
ORDER = (Channel.EMAIL, Channel.ZALO, Channel.SMS)
#: Zalo and SMS ring the same phone: the second is used when the first cannot.
PHONE = (Channel.ZALO, Channel.SMS)
ALIVE = frozenset({State.QUEUED, State.SENT, State.DELIVERED, State.UNCLEAR})

# A report never takes back what a person already has; a late success corrects a failure.
_REPORTED: Mapping[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SENT, State.DELIVERED, State.FAILED, State.BOUNCED}),
    State.SENT: frozenset({State.DELIVERED, State.FAILED, State.BOUNCED}),
    State.FAILED: frozenset({State.DELIVERED}),
    State.BOUNCED: frozenset({State.DELIVERED}),
    State.DELIVERED: frozenset(),
    State.SUPPRESSED: frozenset(),
    State.UNCLEAR: frozenset({State.SENT, State.DELIVERED, State.FAILED, State.BOUNCED}),
}


def after_report(state: State, reported: State) -> State:
    """Give the state after a report; an old, doubled or impossible report changes nothing."""
    return reported if reported in _REPORTED[state] else state


@dataclass(frozen=True, slots=True)
class Reach:
    """How a person can be reached by one channel."""

    has_address: bool
    is_reachable: bool
    is_chosen: bool

    @property
    def obstacle(self) -> Reason:
        """Give why the channel cannot be used, if it cannot."""
        if not self.has_address:
            return Reason.NO_ADDRESS
        return Reason.NONE if self.is_reachable else Reason.UNREACHABLE


@dataclass(frozen=True, slots=True)
class Planned:
    """One channel's part of a message: to be sent, or suppressed for a reason."""

    channel: Channel
    reason: Reason = Reason.NONE

    @property
    def state(self) -> State:
        """Give the state the row begins in."""
        return State.SUPPRESSED if self.reason else State.QUEUED


def route(reach: Mapping[Channel, Reach], *, is_legal: bool) -> list[Planned]:
    """Plan a message over the channels a province offers, in the order of ``ORDER``.

    Every chosen channel that works is used, SMS only when Zalo is not. A legal notice goes out on
    the first channel that works even when the person switched all of them off.
    """
    planned = [_plan(channel, reach[channel]) for channel in ORDER if channel in reach]
    used = {plan.channel for plan in planned if not plan.reason}
    if set(PHONE) <= used:
        planned = [plan for plan in planned if plan.channel is not Channel.SMS]
    if is_legal and not used:
        return _force(planned)
    return planned


def _plan(channel: Channel, reach: Reach) -> Planned:
    if reach.obstacle or reach.is_chosen:
        return Planned(channel, reach.obstacle)
    return Planned(channel, Reason.SWITCHED_OFF)


def _force(planned: Sequence[Planned]) -> list[Planned]:
    off = [plan.channel for plan in planned if plan.reason is Reason.SWITCHED_OFF]
    return [Planned(plan.channel) if plan.channel in off[:1] else plan for plan in planned]


def next_channel(
    reach: Mapping[Channel, Reach], tried: Collection[Channel], *, is_legal: bool
) -> Channel | None:
    """Give the channel that follows when all of the tried ones failed, if any is left.

    A legal notice may use a channel the person switched off; other messages may not.
    """
    for channel in ORDER:
        known = reach.get(channel)
        if known is None or channel in tried or known.obstacle:
            continue
        if known.is_chosen or is_legal:
            return channel
    return None


def is_choice_allowed(reach: Mapping[Channel, Reach], *, is_legal: bool) -> bool:
    """Tell whether choices keep a legal notice one channel to leave by, where there is any."""
    has_way = any(not known.obstacle for known in reach.values())
    keeps_way = any(known.is_chosen and not known.obstacle for known in reach.values())
    return keeps_way or not (is_legal and has_way)
