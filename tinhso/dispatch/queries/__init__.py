"""Reads of dispatch, for screens and for other slices."""

from tinhso.dispatch.queries.address_book import find_partner, search_partners
from tinhso.dispatch.queries.messages import (
    find_outgoing,
    get_inbound,
    list_decided,
    list_documents_sent,
    list_files,
    list_holders,
    list_revisions,
    list_sent_under,
    list_transmissions,
    list_unreceived,
)

__all__ = [
    "find_outgoing",
    "find_partner",
    "get_inbound",
    "list_decided",
    "list_documents_sent",
    "list_files",
    "list_holders",
    "list_revisions",
    "list_sent_under",
    "list_transmissions",
    "list_unreceived",
    "search_partners",
]
