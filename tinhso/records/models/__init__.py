"""Rows of the records slice, one file a subject; this list is what the slice's other files use."""

from tinhso.records.models.official import (
    Direction,
    DocumentEvent,
    DocumentLink,
    LinkKind,
    OfficialDocument,
    Urgency,
)

__all__ = [
    "Direction",
    "DocumentEvent",
    "DocumentLink",
    "LinkKind",
    "OfficialDocument",
    "Urgency",
]
