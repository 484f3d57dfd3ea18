"""The door of the ledger: record an act, prove it, look it up."""

from tinhso.ledger.models import LedgerCheckpoint, LedgerEntry
from tinhso.ledger.operations import BadKind, erase_details, record
from tinhso.ledger.queries import (
    Disclosure,
    InclusionProof,
    NotYetSequenced,
    WholeProof,
    consistency_proof,
    find_disclosure,
    find_entries,
    inclusion_proof,
    latest_checkpoint,
    whole_proof,
)
from tinhso.ledger.rules.kinds import name_kinds
from tinhso.ledger.rules.records import NotRecordable, canonical_payload
from tinhso.ledger.rules.tree import verify_consistency, verify_inclusion

__all__ = [
    "BadKind",
    "Disclosure",
    "InclusionProof",
    "LedgerCheckpoint",
    "LedgerEntry",
    "NotRecordable",
    "NotYetSequenced",
    "WholeProof",
    "canonical_payload",
    "consistency_proof",
    "erase_details",
    "find_disclosure",
    "find_entries",
    "inclusion_proof",
    "latest_checkpoint",
    "name_kinds",
    "record",
    "verify_consistency",
    "verify_inclusion",
    "whole_proof",
]
