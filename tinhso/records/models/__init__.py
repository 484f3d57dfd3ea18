"""Rows of the records slice, one file a subject; this list is what the slice's other files use."""

from tinhso.records.models.official import (
    Direction,
    DocumentEvent,
    DocumentLink,
    LinkKind,
    OfficialDocument,
    Urgency,
)
from tinhso.records.models.outgoing import (
    DocumentTemplate,
    Follower,
    OpinionAnswer,
    OpinionRequest,
    OutgoingDocument,
    OutgoingRegister,
    OutgoingState,
    Recipient,
    Remark,
    Revision,
)

__all__ = [
    "DocumentTemplate",
    "Follower",
    "OpinionAnswer",
    "OpinionRequest",
    "OutgoingDocument",
    "OutgoingRegister",
    "OutgoingState",
    "Recipient",
    "Remark",
    "Revision",
    "Direction",
    "DocumentEvent",
    "DocumentLink",
    "LinkKind",
    "OfficialDocument",
    "Urgency",
]
