"""Reads of the records slice, for screens and for other slices."""

from tinhso.records.queries.official import list_events, list_links

__all__ = ["list_events", "list_links"]
