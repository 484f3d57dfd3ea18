"""Verification: everything the log claims is computed again from the rows of the database.

Whoever changes rows, a superuser included, cannot sign: a changed entry no longer gives its leaf
hash, a changed tile no longer gives the signed root, changed details no longer give the
commitment, and a log cut short no longer reaches the witness kept outside the database.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Func, IntegerField, Max, Sum

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerSecret, LedgerTile
from tinhso.ledger.queries.reading import details_of, find_tile, leaf_of, sequenced_count
from tinhso.ledger.rules import notes, records, tree

DETAILS_ERASED = "LEDGER_DETAILS_ERASED"
_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was recorded: a code, where, and what."""

    code: str
    place: str


@dataclass
class Report:
    """What a verification looked at and what it found."""

    entry_count: int = 0
    waiting_count: int = 0
    erased_count: int = 0
    checkpoint_count: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_intact(self) -> bool:
        """Tell whether nothing was found."""
        return not self.findings

    def add(self, code: str, place: object) -> None:
        """Note a finding."""
        self.findings.append(Finding(code, str(place)))


def verify_log(*, origin: str, public_key: bytes | None, witnesses: tuple[str, ...] = ()) -> Report:
    """Verify the whole log; ``witnesses`` are signed checkpoints kept outside the database.

    Safe while the sequencer works: rows only ever grow, and growth is told from surplus.
    """
    report = Report()
    with acting_as(SYSTEM):
        size = sequenced_count()
        checkpoints = _checkpoints(size, origin, public_key, report)
        stated = {item.size: item.root for item in checkpoints}
        for witness in witnesses:
            _check_witness(witness, origin, public_key, stated, report)
        _check_entries(size, stated, report)
        _check_upper_tiles(size, report)
        _check_surplus(report)
        _check_waiting(report)
    return report


def _checkpoints(
    size: int, origin: str, public_key: bytes | None, report: Report
) -> list[notes.Checkpoint]:
    opened = []
    for row in LedgerCheckpoint.objects.filter(size__lte=size).order_by("size"):
        report.checkpoint_count += 1
        stated = _open(row.note, origin, public_key)
        if stated is None or (stated.size, stated.root) != (row.size, bytes(row.root)):
            report.add("CHECKPOINT_FORGED", row.size)
        else:
            opened.append(stated)
    if size and (not opened or opened[-1].size != size):
        report.add("CHECKPOINT_MISSING", size)
    return opened


def _open(note: str, origin: str, public_key: bytes | None) -> notes.Checkpoint | None:
    if public_key is None:
        return None
    try:
        return notes.open_note(note, origin=origin, public_key=public_key)
    except notes.BadNote:
        return None


def _check_witness(
    witness: str, origin: str, public_key: bytes | None, stated: dict[int, bytes], report: Report
) -> None:
    kept = _open(witness, origin, public_key)
    if kept is None:
        report.add("WITNESS_FORGED", "witness")
    elif stated.get(kept.size) != kept.root:
        report.add("WITNESS_CONTRADICTED", kept.size)


class _Walk:
    """Grows the tree twice: as the entries say, and as the stored leaf hashes say."""

    def __init__(self, stated: dict[int, bytes], report: Report) -> None:
        self._stated = stated
        self._report = report
        self._as_entries = tree.CompactRange()
        self._as_tiles = tree.CompactRange()
        self._tile: list[bytes] = []

    def step(self, entry_leaf: bytes | None) -> None:
        """Take the next leaf: compare both sides, and both with the checkpoint of this size."""
        index = self._as_entries.size
        stored = self._stored_leaf(index)
        if entry_leaf is None:
            self._report.add("ENTRY_MISSING", index)
        elif entry_leaf != stored:
            self._report.add("ENTRY_CHANGED" if stored else "TILE_MISSING", index)
        self._as_entries.append(entry_leaf or stored or tree.EMPTY_ROOT)
        self._as_tiles.append(stored or entry_leaf or tree.EMPTY_ROOT)
        root = self._stated.get(index + 1)
        if root and root not in (self._as_entries.root(), self._as_tiles.root()):
            self._report.add("CHECKPOINT_CONTRADICTED", index + 1)

    def _stored_leaf(self, index: int) -> bytes | None:
        number, offset = divmod(index, tree.TILE_WIDTH)
        if offset == 0:
            self._tile = tree.split_hashes(find_tile(0, number))
        return self._tile[offset] if offset < len(self._tile) else None


def _check_entries(size: int, stated: dict[int, bytes], report: Report) -> None:
    erased = _erased_ids()
    walk = _Walk(stated, report)
    expected = 0
    for entry in _entries(size):
        for _ in range(expected, entry.index):
            walk.step(None)
        walk.step(tree.leaf_hash(leaf_of(entry)))
        _check_details(entry, erased, report)
        expected = entry.index + 1
        report.entry_count += 1
    for _ in range(expected, size):
        walk.step(None)


def _entries(size: int) -> Iterator[Any]:
    entries = LedgerEntry.objects.filter(index__gte=0, index__lt=size).select_related("secret")
    return entries.order_by("index").iterator(chunk_size=_CHUNK)


def _erased_ids() -> set[str]:
    erasures = LedgerSecret.objects.filter(entry__kind=DETAILS_ERASED)
    return {
        entry_id
        for payload in erasures.values_list("payload", flat=True)
        for entry_id in payload.get("entries", [])
    }


def _check_details(entry: LedgerEntry, erased: set[str], report: Report) -> None:
    place = entry.id if entry.index is None else entry.index
    try:
        secret = entry.secret
    except LedgerSecret.DoesNotExist:
        if str(entry.id) in erased:
            report.erased_count += 1
        else:
            report.add("DETAILS_MISSING", place)
        return
    if not _gives_commitment(secret, entry):
        report.add("DETAILS_CHANGED", place)


def _gives_commitment(secret: LedgerSecret, entry: LedgerEntry) -> bool:
    try:
        commitment = records.commit(bytes(secret.salt), details_of(secret, entry))
    except ValueError:
        return False
    return commitment == bytes(entry.commitment)


def _check_upper_tiles(size: int, report: Report) -> None:
    level = 1
    while count := size >> (tree.TILE_HEIGHT * level):
        stored: list[bytes] = []
        for number in range(count):
            if number % tree.TILE_WIDTH == 0:
                stored = tree.split_hashes(find_tile(level, number // tree.TILE_WIDTH))
            below = tree.split_hashes(find_tile(level - 1, number))
            offset = number % tree.TILE_WIDTH
            if len(below) != tree.TILE_WIDTH or stored[offset : offset + 1] != [
                tree.full_root(below)
            ]:
                report.add("TILE_CHANGED", f"{level}/{number}")
        level += 1


def _check_surplus(report: Report) -> None:
    """Find hashes and checkpoints beyond the log: they are read before its size, which grows."""
    lengths = LedgerTile.objects.values("level").annotate(
        length=Sum(Func(F("hashes"), function="octet_length", output_field=IntegerField()))
    )
    found = [(row["level"], row["length"]) for row in lengths.order_by("level")]
    newest = LedgerCheckpoint.objects.aggregate(size=Max("size"))["size"] or 0
    size = sequenced_count()
    for level, length in found:
        if length > (size >> (tree.TILE_HEIGHT * level)) * tree.HASH_BYTES:
            report.add("TILE_SURPLUS", level)
    if newest > size:
        report.add("CHECKPOINT_SURPLUS", newest)


def _check_waiting(report: Report) -> None:
    waiting = LedgerEntry.objects.filter(index=None).select_related("secret")
    erased = _erased_ids()
    for entry in waiting.order_by("position").iterator(chunk_size=_CHUNK):
        report.waiting_count += 1
        _check_details(entry, erased, report)
