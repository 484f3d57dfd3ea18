"""The verdict on a signed file, from facts alone: valid, invalid or undetermined, and why.

Decree 30/2020/NĐ-CP art. 5: an electronic document signed by the authorised person *and* by the
organisation equals the original; art. 32: the organisation signs what the person has signed.
Sound cryptography is not enough: a file cut back to before the seal is cryptographically sound.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from tinhso.documents.rules.evidence import FileFacts, Obstacle, Role, SignatureFact, Trust


class Conclusion(StrEnum):
    """What a person may do with a file: rely on it, not rely on it, ask further."""

    VALID = "VALID"
    INVALID = "INVALID"
    UNDETERMINED = "UNDETERMINED"


class Reason(StrEnum):
    """Why; ``operations.reason_words`` says it to people."""

    AS_ISSUED = "AS_ISSUED"
    SIGNED_BY_KNOWN = "SIGNED_BY_KNOWN"
    NOT_ISSUED = "NOT_ISSUED"
    RECALLED = "RECALLED"
    OTHER_DOCUMENT = "OTHER_DOCUMENT"
    NOT_ON_RECORD = "NOT_ON_RECORD"
    DAMAGED = "DAMAGED"
    BROKEN_SIGNATURE = "BROKEN_SIGNATURE"
    CHANGED_AFTER = "CHANGED_AFTER"
    EXTRA_BYTES = "EXTRA_BYTES"
    NOT_SEALED = "NOT_SEALED"
    NO_PERSON = "NO_PERSON"
    WRONG_ORDER = "WRONG_ORDER"
    OTHER_AGENCY = "OTHER_AGENCY"
    OTHER_SIGNERS = "OTHER_SIGNERS"
    REVOKED = "REVOKED"
    OUTSIDE_PERIOD = "OUTSIDE_PERIOD"
    UNFIT = "UNFIT"
    TIMESTAMP_BROKEN = "TIMESTAMP_BROKEN"
    UNKNOWN_ISSUER = "UNKNOWN_ISSUER"
    UNCHECKED = "UNCHECKED"
    UNPROVEN_TIME = "UNPROVEN_TIME"
    NOT_PDF = "NOT_PDF"
    LOCKED = "LOCKED"
    TOO_HEAVY = "TOO_HEAVY"
    NO_SIGNATURE = "NO_SIGNATURE"


_FAVOURABLE = frozenset({Reason.AS_ISSUED, Reason.SIGNED_BY_KNOWN})
_OPEN = frozenset(
    {
        Reason.UNKNOWN_ISSUER,
        Reason.UNCHECKED,
        Reason.UNPROVEN_TIME,
        Reason.NOT_PDF,
        Reason.LOCKED,
        Reason.TOO_HEAVY,
        Reason.NO_SIGNATURE,
    }
)
_OBSTACLES = {
    Obstacle.NOT_PDF: Reason.NOT_PDF,
    Obstacle.DAMAGED: Reason.DAMAGED,
    Obstacle.LOCKED: Reason.LOCKED,
    Obstacle.TOO_HEAVY: Reason.TOO_HEAVY,
}
_DISTRUST = {
    Trust.UNKNOWN_ISSUER: Reason.UNKNOWN_ISSUER,
    Trust.REVOKED: Reason.REVOKED,
    Trust.OUTSIDE_PERIOD: Reason.OUTSIDE_PERIOD,
    Trust.UNCHECKED: Reason.UNCHECKED,
    Trust.UNFIT: Reason.UNFIT,
    Trust.UNPROVEN: Reason.UNPROVEN_TIME,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The conclusion and every reason for it, the weightiest first."""

    conclusion: Conclusion
    reasons: tuple[Reason, ...]

    @property
    def is_valid(self) -> bool:
        """Tell whether the file may be relied on."""
        return self.conclusion is Conclusion.VALID

    @property
    def is_undetermined(self) -> bool:
        """Tell whether nothing certain can be said."""
        return self.conclusion is Conclusion.UNDETERMINED


@dataclass(frozen=True, slots=True)
class Policy:
    """What a file must carry: who signs in which order, and by which certificates if recorded.

    ``serials`` are the certificates on record; without them any trusted ones do. ``favourable``
    is the reason given when nothing speaks against the file.
    """

    order: tuple[Role, ...] = (Role.PERSON, Role.ORGANISATION)
    serials: tuple[str, ...] | None = None
    favourable: Reason = Reason.SIGNED_BY_KNOWN


def verdict_of(*reasons: Reason) -> Verdict:
    """Give the verdict for reasons: one that speaks against the file outweighs every open one."""
    weighty = [reason for reason in reasons if reason not in _FAVOURABLE]
    against = [reason for reason in weighty if reason not in _OPEN]
    if against:
        still_open = [reason for reason in weighty if reason in _OPEN]
        return Verdict(Conclusion.INVALID, _once(against + still_open))
    if weighty:
        return Verdict(Conclusion.UNDETERMINED, _once(weighty))
    return Verdict(Conclusion.VALID, _once(list(reasons)))


def judge(facts: FileFacts, policy: Policy = Policy()) -> Verdict:
    """Judge a file by what was found in it."""
    if facts.obstacle:
        return verdict_of(_OBSTACLES[facts.obstacle])
    if not facts.signers:
        return verdict_of(Reason.NO_SIGNATURE)
    return verdict_of(policy.favourable, *_whole(facts), *_signers(facts, policy))


def _whole(facts: FileFacts) -> Iterator[Reason]:
    if any(not fact.is_intact for fact in facts.signers):
        yield Reason.BROKEN_SIGNATURE
    if any(fact.is_followed_by_changes for fact in facts.signatures) or not facts.is_covered:
        yield Reason.CHANGED_AFTER
    if not facts.is_bare:
        yield Reason.EXTRA_BYTES
    if any(_is_bad_stamp(fact) for fact in facts.timestamps):
        yield Reason.TIMESTAMP_BROKEN
    if any(fact.trust is not Trust.TRUSTED for fact in facts.timestamps):
        yield Reason.UNPROVEN_TIME


def _is_bad_stamp(fact: SignatureFact) -> bool:
    return not fact.is_intact or fact.trust in (Trust.REVOKED, Trust.UNFIT)


def _signers(facts: FileFacts, policy: Policy) -> Iterator[Reason]:
    for fact in facts.signers:
        if fact.trust is not Trust.TRUSTED:
            yield _DISTRUST[fact.trust]
    yield from _order([fact.role for fact in facts.signers], policy.order)
    if len({fact.organisation for fact in facts.signers}) > 1:
        yield Reason.OTHER_AGENCY
    if policy.serials is not None and policy.serials != tuple(f.serial for f in facts.signers):
        yield Reason.OTHER_SIGNERS


def _order(found: list[Role], wanted: tuple[Role, ...]) -> Iterator[Reason]:
    """Compare kinds of signers in order; several people in a row count as one step."""
    steps = tuple(role for role, _group in groupby(found))
    if steps == wanted:
        if found.count(Role.ORGANISATION) > 1:
            yield Reason.WRONG_ORDER
        return
    if Role.ORGANISATION in wanted and Role.ORGANISATION not in steps:
        yield Reason.NOT_SEALED
    elif Role.PERSON in wanted and Role.PERSON not in steps:
        yield Reason.NO_PERSON
    else:
        yield Reason.WRONG_ORDER


def _once(reasons: list[Reason]) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(reasons))
