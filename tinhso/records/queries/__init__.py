"""Reads of the records slice, for screens and for other slices."""

from tinhso.records.queries.official import (
    list_events,
    list_links,
)
from tinhso.records.queries.outgoing import (
    list_signers,
    list_templates,
    preview_pages,
    preview_pdf,
    printed_page,
    waiting_for,
)
from tinhso.records.queries.registers import (
    RegisterChoice,
    list_arranged,
    list_registers,
    register_of,
    registered,
)
from tinhso.records.queries.search import (
    SearchNarrowing,
    documents_found,
    matching_documents,
)

__all__ = [
    "RegisterChoice",
    "SearchNarrowing",
    "documents_found",
    "list_arranged",
    "list_events",
    "list_links",
    "list_registers",
    "list_signers",
    "list_templates",
    "matching_documents",
    "preview_pages",
    "preview_pdf",
    "printed_page",
    "register_of",
    "registered",
    "waiting_for",
]
