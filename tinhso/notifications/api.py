"""The door of notifications: telling people, and how many they have not read; what was told."""

from tinhso.notifications.operations import UnknownTemplate, notify
from tinhso.notifications.operations.forgetting import forget_told
from tinhso.notifications.queries import count_unread
from tinhso.notifications.queries.inbox import list_told

__all__ = ["UnknownTemplate", "count_unread", "forget_told", "list_told", "notify"]
