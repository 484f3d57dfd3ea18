"""The door of the vault: verified papers of people, offered again instead of asked for again."""

from tinhso.vault.models import PaperOrigin, VaultPaper
from tinhso.vault.operations import (
    NewPaper,
    PaperNotOffered,
    Use,
    check_papers,
    keep_paper,
    pick_paper,
    revoke_paper,
    use_papers,
)
from tinhso.vault.queries import Offer, known_facts, list_offers
from tinhso.vault.queries.kinds import load_kinds
from tinhso.vault.rules import PaperKind

__all__ = [
    "NewPaper",
    "Offer",
    "PaperKind",
    "PaperNotOffered",
    "PaperOrigin",
    "Use",
    "VaultPaper",
    "check_papers",
    "keep_paper",
    "kind_of_paper",
    "kind_of_result",
    "known_facts",
    "list_offers",
    "pick_paper",
    "revoke_paper",
    "use_papers",
]


def kind_of_paper(paper_code: str) -> PaperKind | None:
    """Give the kind that answers a procedure's paper; ``None`` when it is for one case only."""
    return load_kinds().of_paper(paper_code)


def kind_of_result(procedure_code: str) -> PaperKind | None:
    """Give the kind a procedure's result is of, ``None`` when the pack names none."""
    return load_kinds().of_result(procedure_code)
