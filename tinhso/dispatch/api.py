"""The door of dispatch: send documents, take what arrives, answer, revise.

Send: ``send_document`` with a ``DocumentToSend``; ``recall_document``, ``update_document`` later.
Receive: subscribe to ``events.DocumentArrived``, look at ``list_unreceived`` from a task too;
``get_inbound`` and ``list_files`` give what came; ``receive_document`` says 03 (idempotent),
``return_document`` 02, ``report_progress`` 04 to 06; ``decide_revision`` answers a recall, an
update or a replacement.
"""

from tinhso.dispatch.models import InboundFile, InboundMessage, OutgoingMessage, Transmission
from tinhso.dispatch.operations import (
    CannotBeWritten,
    ClassifiedNotSent,
    DocumentToSend,
    FileToSend,
    NothingToRevise,
    NothingToSend,
    NotPossibleNow,
    OriginalNotThere,
    ReasonMissing,
    Recipient,
    decide_revision,
    recall_document,
    receive_document,
    report_progress,
    return_document,
    send_document,
    update_document,
)
from tinhso.dispatch.permissions import NotYours
from tinhso.dispatch.queries import (
    find_outgoing,
    get_inbound,
    list_files,
    list_transmissions,
    list_unreceived,
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
    "CannotBeWritten",
    "ClassifiedNotSent",
    "DocumentId",
    "DocumentToSend",
    "FileToSend",
    "InboundFile",
    "InboundMessage",
    "NotPossibleNow",
    "NotYours",
    "NothingToRevise",
    "NothingToSend",
    "OriginalNotThere",
    "OutgoingMessage",
    "Priority",
    "ReasonMissing",
    "Recipient",
    "Signer",
    "Status",
    "Transmission",
    "decide_revision",
    "find_outgoing",
    "get_inbound",
    "list_files",
    "list_transmissions",
    "list_unreceived",
    "parse_document_id",
    "recall_document",
    "receive_document",
    "report_progress",
    "return_document",
    "send_document",
    "type_of",
    "update_document",
]
