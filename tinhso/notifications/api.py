"""The door of notifications: telling people, and how many they have not read."""

from tinhso.notifications.operations import UnknownTemplate, notify
from tinhso.notifications.queries import count_unread

__all__ = ["UnknownTemplate", "count_unread", "notify"]
