"""A whole proof of one entry: it is in the log, and since then the log only grew."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.ledger.models import LedgerCheckpoint
from tinhso.ledger.queries.reading import (
    Disclosure,
    InclusionProof,
    find_disclosure,
    inclusion_proof,
    tree_of_size,
)
from tinhso.ledger.rules import tree


@dataclass(frozen=True, slots=True)
class WholeProof:
    """That an entry is in the newest log, and that the log which first held it is its beginning.

    ``disclosure`` is what the entry sealed, given only to who already knows its subject.
    """

    inclusion: InclusionProof
    earlier: LedgerCheckpoint
    growth: tuple[bytes, ...]
    disclosure: Disclosure | None = None

    def has_only_grown(self) -> bool:
        """Tell whether the earlier log is a beginning of the newest."""
        newest = self.inclusion.checkpoint
        return tree.verify_consistency(
            old_size=self.earlier.size,
            old_root=bytes(self.earlier.root),
            size=newest.size,
            root=bytes(newest.root),
            path=self.growth,
        )

    def is_valid(self) -> bool:
        """Tell whether both proofs hold."""
        return self.inclusion.is_valid() and self.has_only_grown()

    def as_json(self) -> dict[str, Any]:
        """Give the proof file ``tinhso verify --proof`` reads; hashes in hexadecimal."""
        proof = {
            **self.inclusion.as_json(),
            "earlier_checkpoint": self.earlier.note,
            "consistency": [item.hex() for item in self.growth],
        }
        if self.disclosure is None:
            return proof
        return {**proof, "salt": self.disclosure.salt.hex(), "details": self.disclosure.details}


def whole_proof(entry_id: UUID, *, discloses: bool = False) -> WholeProof:
    """Give both proofs of an entry; ``discloses`` adds what it sealed, unless that was erased.

    :raises NotYetSequenced: the entry has no place yet.
    :raises LedgerEntry.DoesNotExist: no such entry.
    """
    inclusion = inclusion_proof(entry_id)
    newest = inclusion.checkpoint
    holding = LedgerCheckpoint.objects.filter(size__gt=inclusion.entry.index)
    earlier = holding.order_by("size").first() or newest
    growth = tree_of_size(newest.size).consistency_path(earlier.size)
    disclosure = None
    if discloses:
        with acting_as(SYSTEM):
            disclosure = find_disclosure(entry_id)
    return WholeProof(inclusion, earlier, tuple(growth), disclosure)
