"""Reads of the exchange: how connectors are doing, lists of messages, both sides' accounts."""

from tinhso.exchange.queries.accounts import our_account
from tinhso.exchange.queries.health import (
    Health,
    Numbers,
    find_health,
    last_reconciliations,
    list_health,
    rest_of,
)
from tinhso.exchange.queries.messages import (
    Exchanged,
    MessageFilter,
    count_messages,
    history_of,
    list_exchanged,
    page_of_messages,
)

__all__ = [
    "Exchanged",
    "Health",
    "MessageFilter",
    "count_messages",
    "Numbers",
    "find_health",
    "history_of",
    "last_reconciliations",
    "list_exchanged",
    "list_health",
    "our_account",
    "page_of_messages",
    "rest_of",
]
