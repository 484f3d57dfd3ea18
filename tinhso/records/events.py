"""What happened in the records slice: frozen dataclasses named in the past."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OfficialDocumentIssued:
    """An outgoing document is numbered, signed, sealed and out."""

    official_id: int
    agency_id: int
    at: datetime
