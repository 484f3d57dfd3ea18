"""The door of notifications: telling people, letters by schedule; what was told, what is unread."""

from tinhso.notifications.gateways.email import send_letter
from tinhso.notifications.gateways.parcel import (
    AddressRefused,
    Enclosure,
    Letter,
    MessageRefused,
    NotTaken,
    Unclear,
)
from tinhso.notifications.operations import UnknownTemplate, notify
from tinhso.notifications.operations.forgetting import forget_told
from tinhso.notifications.queries import count_unread
from tinhso.notifications.queries.inbox import list_told

__all__ = [
    "AddressRefused",
    "Enclosure",
    "Letter",
    "MessageRefused",
    "NotTaken",
    "Unclear",
    "UnknownTemplate",
    "count_unread",
    "forget_told",
    "list_told",
    "notify",
    "send_letter",
]
