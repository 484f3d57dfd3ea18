"""What happened in the records slice: frozen dataclasses named in the past."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OfficialDocumentIssued:
    """An outgoing document is numbered, signed, sealed and out."""

    official_id: int
    agency_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class IncomingStateChanged:
    """An incoming document stands elsewhere; ``status`` is the code its sender is told, or empty.

    ``inbound_id`` is dispatch's message, ``None`` for what came another way.
    """

    arrival_id: int
    inbound_id: int | None
    status: str
    reason: str
    at: datetime
