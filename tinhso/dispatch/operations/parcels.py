"""What callers hand over to be sent: the document, its files, to whom; and refusals of sending."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError
from tinhso.dispatch.rules import DocumentId, Priority, Signer
from tinhso.documents.api import StoredFile


class NothingToSend(DomainError):
    """No recipient was named, or a message that carries a document has no file."""

    code = "nothing_to_send"
    text = gettext_lazy("Cần ít nhất một nơi nhận và một tệp văn bản.")


@dataclass(frozen=True, slots=True)
class FileToSend:
    """A stored file that goes along; the name is what the recipient sees, without a path."""

    name: str
    media_type: str
    file: StoredFile
    description: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom: one of our agencies by its key, or an outside organisation by its OrganId."""

    agency_id: int | None = None
    organ_id: str = ""


@dataclass(frozen=True, slots=True)
class DocumentToSend:
    """An issued document with what the header says of it.

    ``number`` is the plain number (``15``), ``notation`` what follows the stroke (``QĐ-UBND``);
    ``type_code`` is an abbreviation of ``rules.DOCUMENT_TYPES`` (``CV`` for công văn).
    ``priority`` 0 to 4. ``responds_to`` are documents this one answers, ``replaces`` those it
    takes the place of (their recipients are asked to agree).
    """

    agency_id: int
    number: str
    notation: str
    issued_on: date
    type_code: str
    subject: str
    files: tuple[FileToSend, ...]
    signer: Signer = Signer()
    place: str = ""
    priority: Priority = Priority.NORMAL
    due_on: date | None = None
    places_sent: tuple[str, ...] = ()
    page_count: int = 0
    copy_count: int = 0
    responds_to: tuple[DocumentId, ...] = ()
    replaces: tuple[DocumentId, ...] = ()
    recipients: tuple[Recipient, ...] = field(default=())
