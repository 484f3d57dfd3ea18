"""Writes of the vault: keeping papers, using them again, sharing, revoking, erasing."""

from tinhso.vault.operations.keeping import NewPaper, keep_paper, revoke_paper
from tinhso.vault.operations.owning import erase_paper, share_paper, stop_sharing
from tinhso.vault.operations.reminding import MOST_AT_ONCE, remind_of_expiry
from tinhso.vault.operations.reusing import (
    PaperNotOffered,
    Use,
    check_papers,
    pick_paper,
    provenance_of,
    use_papers,
)

__all__ = [
    "MOST_AT_ONCE",
    "NewPaper",
    "PaperNotOffered",
    "Use",
    "check_papers",
    "erase_paper",
    "keep_paper",
    "pick_paper",
    "provenance_of",
    "remind_of_expiry",
    "revoke_paper",
    "share_paper",
    "stop_sharing",
    "use_papers",
]
