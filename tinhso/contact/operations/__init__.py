"""Writes of the contact slice: one act, one transaction, named refusals."""

from tinhso.contact.operations.loading import load_line
from tinhso.contact.operations.opening import (
    ContactRequest,
    KindUnknown,
    Place,
    PlaceMissing,
    Receipt,
    Reporter,
    TextMissing,
    open_contact,
)

__all__ = [
    "ContactRequest",
    "KindUnknown",
    "Place",
    "PlaceMissing",
    "Receipt",
    "Reporter",
    "TextMissing",
    "load_line",
    "open_contact",
]
