"""Reads of controlled access."""

from tinhso.access.queries.holders import DataHolder, gather, plain_rows, register_holder
from tinhso.access.queries.lists import (
    list_changes,
    list_emergencies,
    list_requests,
    list_reviews,
)
from tinhso.access.queries.wording import in_words

__all__ = [
    "DataHolder",
    "gather",
    "in_words",
    "list_changes",
    "list_emergencies",
    "list_requests",
    "list_reviews",
    "plain_rows",
    "register_holder",
]
