"""Reads of the log, and its verification from the first entry to the last checkpoint."""

from tinhso.ledger.queries.reading import (
    Disclosure,
    InclusionProof,
    NotYetSequenced,
    consistency_proof,
    details_of,
    find_disclosure,
    find_entries,
    find_entry,
    find_tile,
    inclusion_proof,
    latest_checkpoint,
    leaf_of,
    list_entries_between,
    list_latest_entries,
    sequenced_count,
    tree_of_size,
)
from tinhso.ledger.queries.verification import Finding, Report, verify_log

__all__ = [
    "Disclosure",
    "Finding",
    "InclusionProof",
    "NotYetSequenced",
    "Report",
    "consistency_proof",
    "details_of",
    "find_disclosure",
    "find_entries",
    "find_entry",
    "find_tile",
    "inclusion_proof",
    "latest_checkpoint",
    "leaf_of",
    "list_entries_between",
    "list_latest_entries",
    "sequenced_count",
    "tree_of_size",
    "verify_log",
]
