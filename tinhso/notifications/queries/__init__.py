"""Reads of notifications: the inbox, words, reach, the province's choices, the board."""

from tinhso.notifications.queries.inbox import (
    count_unread,
    list_inbox,
    notifications_of,
    reading_own,
    unread_badge,
)
from tinhso.notifications.queries.words import Wording, wording_of

__all__ = [
    "Wording",
    "count_unread",
    "list_inbox",
    "notifications_of",
    "reading_own",
    "unread_badge",
    "wording_of",
]
