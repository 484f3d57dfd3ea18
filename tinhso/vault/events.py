"""What happened in the vault; no event names a person."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PaperKept:
    """A verified paper entered a person's vault."""

    kind: str
    origin: str
    agency_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class PaperReused:
    """A paper of the vault went into a case instead of being handed in again (766: 4.3)."""

    kind: str
    agency_id: int
    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PaperRevoked:
    """An agency took back what it had verified."""

    kind: str
    agency_id: int
    at: datetime
