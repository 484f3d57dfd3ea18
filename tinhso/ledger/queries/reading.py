"""Reads of the log: entries, tiles, checkpoints, proofs. Nothing here shows personal data."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.ledger.models import (
    LedgerCheckpoint,
    LedgerEntry,
    LedgerSecret,
    LedgerTile,
    WitnessedLog,
    WitnessState,
)
from tinhso.ledger.rules import records, tree


class NotYetSequenced(DomainError):
    """The entry waits for its place in the log: usually about a second."""

    code = "not_yet_sequenced"
    text = gettext_lazy(
        "Việc này vừa được ghi, sổ cái chưa xếp chỗ xong. Hãy thử lại sau vài giây."
    )


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """An entry's place, the hashes from it to the root, and the checkpoint stating that root."""

    entry: LedgerEntry
    leaf: bytes
    path: tuple[bytes, ...]
    checkpoint: LedgerCheckpoint

    @property
    def leaf_hash(self) -> bytes:
        """Give the hash of the leaf, where the proof starts."""
        return tree.leaf_hash(self.leaf)

    def is_valid(self) -> bool:
        """Tell whether the path leads to the root the checkpoint states."""
        return self.entry.index is not None and tree.verify_inclusion(
            leaf=self.leaf_hash,
            index=self.entry.index,
            size=self.checkpoint.size,
            path=self.path,
            root=bytes(self.checkpoint.root),
        )

    def as_json(self) -> dict[str, Any]:
        """Give the proof for programs; hashes in hexadecimal."""
        return {
            "index": self.entry.index,
            "size": self.checkpoint.size,
            "leaf": self.leaf.decode(),
            "leaf_hash": self.leaf_hash.hex(),
            "path": [item.hex() for item in self.path],
            "root": bytes(self.checkpoint.root).hex(),
            "checkpoint": self.checkpoint.note,
        }


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The secret of an entry, for who may see it: with it anyone can compute the commitment."""

    salt: bytes
    details: records.Json


def find_tile(level: int, number: int) -> bytes:
    """Give the hashes of a tile; nothing when the tile does not exist."""
    found = LedgerTile.objects.filter(level=level, number=number).values_list("hashes", flat=True)
    return bytes(next(iter(found), b""))


def tree_of_size(size: int) -> tree.Tree:
    """Give the tree of a size, each tile read at most once."""
    tiles: dict[tuple[int, int], bytes] = {}

    def read_tile(level: int, number: int) -> bytes:
        if (level, number) not in tiles:
            tiles[level, number] = find_tile(level, number)
        return tiles[level, number]

    return tree.Tree(size, read_tile)


def sequenced_count() -> int:
    """Give how many entries have their place."""
    return int(LedgerEntry.objects.aggregate(size=Coalesce(Max("index"), -1))["size"]) + 1


def latest_checkpoint() -> LedgerCheckpoint | None:
    """Give the newest signed checkpoint; ``None`` while the log is empty."""
    return LedgerCheckpoint.objects.order_by("-size").first()


def newest_note() -> str | None:
    """Give the newest checkpoint with what witnesses signed of it; ``None`` for an empty log."""
    return _with_cosignatures(latest_checkpoint())


def witnessed_note() -> str | None:
    """Give the newest checkpoint a witness signed, with every witness's line."""
    signed = LedgerCheckpoint.objects.filter(cosignatures__isnull=False)
    return _with_cosignatures(signed.order_by("-size").first())


def _with_cosignatures(checkpoint: LedgerCheckpoint | None) -> str | None:
    if checkpoint is None:
        return None
    lines = checkpoint.cosignatures.order_by("witness_id").values_list("line", flat=True)
    return checkpoint.note + "".join(f"{line}\n" for line in lines)


def list_witness_states() -> list[WitnessState]:
    """List what each witness has seen, by name."""
    return list(WitnessState.objects.order_by("name"))


def list_witnessed_logs() -> list[WitnessedLog]:
    """List the logs of others that this installation witnesses, by name."""
    return list(WitnessedLog.objects.order_by("origin"))


def find_entry(index: int) -> LedgerEntry | None:
    """Give the entry at an index of the log."""
    return LedgerEntry.objects.filter(index=index).first()


def list_latest_entries(count: int) -> list[LedgerEntry]:
    """Give the newest sequenced entries, newest first."""
    return list(LedgerEntry.objects.filter(index__isnull=False).order_by("-index")[:count])


def list_entries_between(begin: int, end: int) -> list[LedgerEntry]:
    """Give the entries from one index up to another, which is not included."""
    return list(LedgerEntry.objects.filter(index__gte=begin, index__lt=end).order_by("index"))


def leaf_of(entry: LedgerEntry) -> bytes:
    """Give the public bytes of an entry."""
    return records.leaf(
        entry_id=entry.id,
        kind=entry.kind,
        recorded_at=entry.recorded_at,
        commitment=bytes(entry.commitment),
    )


def inclusion_proof(entry_id: UUID) -> InclusionProof:
    """Give the proof that an entry is in the log the newest checkpoint signs.

    :raises NotYetSequenced: the entry has no place yet.
    :raises LedgerEntry.DoesNotExist: no such entry.
    """
    entry = LedgerEntry.objects.get(pk=entry_id)
    checkpoint = latest_checkpoint()
    if entry.index is None or checkpoint is None or entry.index >= checkpoint.size:
        raise NotYetSequenced
    path = tree_of_size(checkpoint.size).inclusion_path(entry.index)
    return InclusionProof(entry, leaf_of(entry), tuple(path), checkpoint)


def consistency_proof(old_size: int, size: int) -> list[bytes]:
    """Give the hashes that prove the log of ``old_size`` is a beginning of the log of ``size``.

    :raises IndexError: one of the sizes never existed.
    """
    if size > sequenced_count():
        raise IndexError("no such tree")
    return tree_of_size(size).consistency_path(old_size)


def find_entries(subject: str) -> list[LedgerEntry]:
    """Give the public entries about a subject, such as ``case:12``, oldest first.

    Runs as the platform: who asks must already know, and be allowed to know, the subject.
    """
    with acting_as(SYSTEM):
        return list(LedgerEntry.objects.filter(secret__subject=subject).order_by("position"))


def find_disclosure(entry_id: UUID) -> Disclosure | None:
    """Give the secret of an entry to the acting agency or platform; ``None`` for others."""
    secret = LedgerSecret.objects.filter(pk=entry_id).select_related("entry").first()
    if secret is None:
        return None
    return Disclosure(bytes(secret.salt), details_of(secret, secret.entry))


def details_of(secret: LedgerSecret, entry: LedgerEntry) -> records.Json:
    """Give what an entry commits to, from its stored rows."""
    return records.details(
        kind=entry.kind,
        subject=secret.subject,
        actor=secret.actor,
        recorded_at=entry.recorded_at,
        payload=secret.payload,
    )
