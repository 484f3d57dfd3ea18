"""Reads of dispatch, for screens and for other slices."""

from tinhso.dispatch.queries.messages import (
    find_outgoing,
    get_inbound,
    list_files,
    list_transmissions,
    list_unreceived,
)

__all__ = [
    "find_outgoing",
    "get_inbound",
    "list_files",
    "list_transmissions",
    "list_unreceived",
]
