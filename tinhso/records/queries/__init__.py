"""Reads of the records slice, for screens and for other slices."""

from tinhso.records.queries.official import (
    list_events,
    list_links,
)
from tinhso.records.queries.outgoing import (
    RegisterChoice,
    list_registers,
    list_signers,
    list_templates,
    preview_pages,
    preview_pdf,
    printed_page,
    register_of,
    registered,
    search_outgoing,
    waiting_for,
)

__all__ = [
    "RegisterChoice",
    "list_events",
    "list_links",
    "list_registers",
    "list_signers",
    "list_templates",
    "preview_pages",
    "preview_pdf",
    "printed_page",
    "register_of",
    "registered",
    "search_outgoing",
    "waiting_for",
]
