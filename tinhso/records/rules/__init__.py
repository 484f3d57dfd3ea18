"""Rules of the records slice: pure functions and data, no Django, no clock."""

from tinhso.records.rules.kinds import KINDS, DocumentKind, find_kind, get_kind, kind_named

__all__ = ["KINDS", "DocumentKind", "find_kind", "get_kind", "kind_named"]
