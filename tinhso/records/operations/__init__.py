"""Writes of the records slice: one act, one transaction, named refusals."""

from tinhso.records.operations.history import add_event, link_documents

__all__ = ["add_event", "link_documents"]
