"""Two accounts of one exchange laid beside each other: ours and the partner's.

Keys are what each message is known by on both sides. Nothing here knows how either is read.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What may be wrong with one message; the first four mean something is lost or doubled."""

    LOST_ON_THE_WAY_OUT = "LOST_ON_THE_WAY_OUT"
    DOUBLED_THERE = "DOUBLED_THERE"
    LOST_ON_THE_WAY_IN = "LOST_ON_THE_WAY_IN"
    DOUBLED_HERE = "DOUBLED_HERE"
    UNKNOWN_TO_US = "UNKNOWN_TO_US"


@dataclass(frozen=True, slots=True)
class Difference:
    """One message both accounts do not agree on; ``what`` names it for a person."""

    fault: Fault
    key: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class OurAccount:
    """What we believe: keys handed over (with what they are), keys still to be handed over.

    ``stored`` are the partner's numbers of messages we keep, each as often as it is kept.
    """

    sent: Mapping[str, str]
    open: Mapping[str, str]
    stored: Collection[str]


def around(before: OurAccount, after: OurAccount) -> OurAccount:
    """Join our account from before the partner's was read with the one from after it.

    What moves in between is in flight, never a difference: handed over is only what was before,
    known is whatever is known after, and so is what we keep.
    """
    still = {key: what for key, what in after.sent.items() if key not in before.sent}
    return OurAccount(before.sent, {**before.open, **after.open, **still}, after.stored)


@dataclass(frozen=True, slots=True)
class PartnerAccount:
    """What the partner says: keys it took, numbers it gave us, which of these we confirmed."""

    taken: Collection[str]
    given: Collection[str]
    confirmed: Collection[str]


def differences(ours: OurAccount, theirs: PartnerAccount) -> list[Difference]:
    """Give where the accounts differ; what is only late (not sent, not fetched yet) is none."""
    taken = Counter(theirs.taken)
    found = [
        *_each(Fault.LOST_ON_THE_WAY_OUT, (key for key in ours.sent if key not in taken), ours),
        *_each(Fault.DOUBLED_THERE, (key for key, n in taken.items() if n > 1), ours),
        *_each(Fault.UNKNOWN_TO_US, (key for key in taken if not _is_ours(key, ours)), ours),
    ]
    stored = Counter(ours.stored)
    lost = (number for number in theirs.confirmed if number not in stored)
    found += _each(Fault.LOST_ON_THE_WAY_IN, lost, ours)
    return found + _each(Fault.DOUBLED_HERE, (key for key, n in stored.items() if n > 1), ours)


def _is_ours(key: str, ours: OurAccount) -> bool:
    return key in ours.sent or key in ours.open


def _each(fault: Fault, keys: Iterable[str], ours: OurAccount) -> list[Difference]:
    named = {**ours.open, **ours.sent}
    return [Difference(fault, key, named.get(key, "")) for key in keys]
