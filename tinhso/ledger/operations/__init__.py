"""Writes to the log: acts, places, erasures; witnesses' signatures and ours of others; anchors."""

from tinhso.ledger.operations.anchoring import write_anchor
from tinhso.ledger.operations.cosigning import (
    CosigningRefused,
    cosign_checkpoint,
    own_witness_key,
    witness_log,
)
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
    "CosigningRefused",
    "ask_witnesses",
    "cosign_checkpoint",
    "erase_details",
    "own_witness_key",
    "record",
    "sequence_waiting",
    "witness_log",
    "write_anchor",
]
