"""Reads of the vault: lists, offers, uses, what it knows as data."""

from tinhso.vault.queries.facts import known_facts
from tinhso.vault.queries.lists import (
    count_ending,
    list_shared,
    list_uses,
    papers_page,
    reason_of,
)
from tinhso.vault.queries.offers import Offer, list_offers, reason_words

__all__ = [
    "Offer",
    "count_ending",
    "known_facts",
    "list_offers",
    "list_shared",
    "list_uses",
    "papers_page",
    "reason_of",
    "reason_words",
]
