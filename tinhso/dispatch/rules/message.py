"""An edXML message as plain values: what the writer writes and the reader gives."""

from dataclasses import dataclass
from datetime import date, datetime

from tinhso.dispatch.rules.codes import Act, Priority, Status
from tinhso.dispatch.rules.document_ids import DocumentId


@dataclass(frozen=True, slots=True)
class Organ:
    """An organisation as headers name it; ``organ_id`` is its national code."""

    organ_id: str
    name: str = ""
    in_charge: str = ""
    address: str = ""
    email: str = ""
    telephone: str = ""
    fax: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: authority (TM., KT. …), position, name."""

    full_name: str = ""
    position: str = ""
    competence: str = ""


@dataclass(frozen=True, slots=True)
class Staff:
    """The person to ask."""

    department: str = ""
    name: str = ""
    mobile: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class ReceiverChange:
    """An update adds a receiver or takes one off."""

    organ_id: str
    is_added: bool


@dataclass(frozen=True, slots=True)
class Business:
    """What the message does, why, and to which earlier document.

    ``target`` is the document recalled or updated; ``replaced`` are those a new one replaces.
    """

    act: Act = Act.NEW
    reason: str = ""
    target: DocumentId | None = None
    replaced: tuple[DocumentId, ...] = ()
    receivers: tuple[ReceiverChange, ...] = ()
    changes_document: bool = False
    changes_receivers: bool = False
    is_paper_sent: bool = False
    staff: Staff = Staff()


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """One file of a message; ``name`` never holds a path."""

    name: str
    media_type: str
    content: bytes
    description: str = ""


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What the header says about the document itself."""

    document_id: DocumentId
    number: str
    notation: str
    type_code: str
    type_name: str
    subject: str
    content: str = ""
    place: str = ""
    signer: Signer = Signer()
    due_on: date | None = None
    priority: Priority = Priority.NORMAL
    places_sent: tuple[str, ...] = ()
    appendixes: tuple[str, ...] = ()
    page_count: int = 0
    copy_count: int = 0
    sphere: str = ""
    typist: str = ""
    steering: int = 0
    responds_to: tuple[DocumentId, ...] = ()


@dataclass(frozen=True, slots=True)
class TraceStep:
    """When the message passed an organisation."""

    organ_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """A whole message that carries, recalls, updates or replaces a document."""

    sender: Organ
    recipients: tuple[Organ, ...]
    head: DocumentHead
    business: Business = Business()
    trace: tuple[TraceStep, ...] = ()
    files: tuple[AttachedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusNote:
    """A status message: what became of a document at its receiver."""

    sender: Organ
    document_id: DocumentId
    status: Status
    at: datetime
    description: str = ""
    staff: Staff = Staff()
