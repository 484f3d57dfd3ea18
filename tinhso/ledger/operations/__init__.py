"""Writes to the log: acts, their places, erasures; witnesses' signatures; daily anchors."""

from tinhso.ledger.operations.anchoring import write_anchor
from tinhso.ledger.operations.log import (
    BATCH_SIZE,
    BadKind,
    erase_details,
    record,
    sequence_waiting,
)
from tinhso.ledger.operations.witnessing import ask_witnesses

__all__ = [
    "BATCH_SIZE",
    "BadKind",
    "ask_witnesses",
    "erase_details",
    "record",
    "sequence_waiting",
    "write_anchor",
]
