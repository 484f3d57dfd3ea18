"""Rules of the records slice: pure functions and data, no Django, no clock."""

from tinhso.records.rules.kinds import KINDS, DocumentKind, find_kind, get_kind, kind_named
from tinhso.records.rules.naming import agency_symbol, default_register, notation_suffix
from tinhso.records.rules.page import (
    Letterhead,
    document_title,
    empty_content,
    page_content,
    searchable_text,
)
from tinhso.records.rules.parts import Part, Parts, parts_of

__all__ = [
    "KINDS",
    "DocumentKind",
    "Letterhead",
    "Part",
    "Parts",
    "agency_symbol",
    "default_register",
    "document_title",
    "empty_content",
    "find_kind",
    "get_kind",
    "kind_named",
    "notation_suffix",
    "page_content",
    "parts_of",
    "searchable_text",
]
