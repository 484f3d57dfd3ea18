"""What happened to documents."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DocumentSigned:
    """The authorised person signed; the document has its number and waits for the seal."""

    document_id: int
    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DocumentIssued:
    """The organisation signed: the document is valid and may be handed out."""

    document_id: int
    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StoredBytesLost:
    """The audit found stored files missing or changed."""

    run_id: int
    count: int
    at: datetime
