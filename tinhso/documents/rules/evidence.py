"""What checking the signatures of a file finds: facts only, the verdict is in ``verdicts``."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """Who speaks through a signature, as its certificate says."""

    PERSON = "PERSON"
    ORGANISATION = "ORGANISATION"
    TIMESTAMP = "TIMESTAMP"


class Trust(StrEnum):
    """Whether the certificate of a signature could be relied on when it signed."""

    TRUSTED = "TRUSTED"
    UNKNOWN_ISSUER = "UNKNOWN_ISSUER"
    REVOKED = "REVOKED"
    OUTSIDE_PERIOD = "OUTSIDE_PERIOD"
    UNCHECKED = "UNCHECKED"
    UNFIT = "UNFIT"
    UNPROVEN = "UNPROVEN"


class Obstacle(StrEnum):
    """Why a file could not be read to its end."""

    NONE = ""
    NOT_PDF = "NOT_PDF"
    DAMAGED = "DAMAGED"
    LOCKED = "LOCKED"
    TOO_HEAVY = "TOO_HEAVY"


@dataclass(frozen=True, slots=True)
class SignatureFact:
    """One signature in a file, as checked.

    ``claimed_at`` is what the signer's machine said; ``proven_at`` what a time-stamp proves;
    ``revision_end`` is where its revision ends, in bytes.
    """

    field: str
    role: Role
    signer_name: str
    organisation: str
    serial: str
    claimed_at: datetime | None
    proven_at: datetime | None
    is_intact: bool
    trust: Trust
    is_followed_by_changes: bool
    covers_file: bool
    revision_end: int


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What was found in a file; signatures in the order they were made, time-stamps among them.

    ``is_bare``: nothing stands before the header or after the last end mark. ``is_covered``:
    nothing but validation data follows the last signature or time-stamp.
    """

    obstacle: Obstacle = Obstacle.NONE
    is_bare: bool = True
    is_covered: bool = True
    page_count: int = 0
    signatures: tuple[SignatureFact, ...] = ()

    @property
    def signers(self) -> tuple[SignatureFact, ...]:
        """Give the signatures of people and organisations, without time-stamps."""
        return tuple(fact for fact in self.signatures if fact.role is not Role.TIMESTAMP)

    @property
    def timestamps(self) -> tuple[SignatureFact, ...]:
        """Give the time-stamps over the whole file."""
        return tuple(fact for fact in self.signatures if fact.role is Role.TIMESTAMP)


def facts_as_json(facts: FileFacts) -> dict[str, Any]:
    """Give facts as a JSON object: moments as ISO texts."""
    found = asdict(facts)
    for signature in found["signatures"]:
        for name in ("claimed_at", "proven_at"):
            moment = signature[name]
            signature[name] = moment.isoformat() if moment else None
    return found


def facts_from_json(found: dict[str, Any]) -> FileFacts:
    """Read what ``facts_as_json`` gave.

    :raises KeyError, TypeError, ValueError: it is something else.
    """
    read = FileFacts(**{**found, "obstacle": Obstacle(found["obstacle"]), "signatures": ()})
    return replace(read, signatures=tuple(_signature(row) for row in found["signatures"]))


def _signature(row: dict[str, Any]) -> SignatureFact:
    moments = {
        name: datetime.fromisoformat(row[name]) if row[name] else None
        for name in ("claimed_at", "proven_at")
    }
    return SignatureFact(
        **{**row, **moments, "role": Role(row["role"]), "trust": Trust(row["trust"])}
    )
