"""Writes of dispatch: sending, arriving, answering, deciding."""

from tinhso.dispatch.operations.parcels import (
    DocumentToSend,
    FileToSend,
    NothingToSend,
    Recipient,
)

__all__ = ["DocumentToSend", "FileToSend", "NothingToSend", "Recipient"]
