"""The door of dispatch: send documents, take what arrives, answer, revise.

What is sent is described by ``DocumentToSend``; ``events`` tells what comes back.
"""

from tinhso.dispatch.models import InboundFile, InboundMessage, OutgoingMessage, Transmission
from tinhso.dispatch.operations import (
    DocumentToSend,
    FileToSend,
    NothingToSend,
    Recipient,
)
from tinhso.dispatch.rules import (
    DOCUMENT_TYPES,
    Act,
    DocumentId,
    Priority,
    Signer,
    Status,
    parse_document_id,
    type_of,
)

__all__ = [
    "DOCUMENT_TYPES",
    "Act",
    "DocumentId",
    "DocumentToSend",
    "FileToSend",
    "InboundFile",
    "InboundMessage",
    "NothingToSend",
    "OutgoingMessage",
    "Priority",
    "Recipient",
    "Signer",
    "Status",
    "Transmission",
    "parse_document_id",
    "type_of",
]
