"""What is checked: each function gives the findings, one line each; none means it holds."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tinhso_verify import merkle, notes
from tinhso_verify.tiles import WIDTH, Log, TileMissing


def check_top(log: Log, checkpoint: notes.Checkpoint) -> Iterator[str]:
    """Compare the root the tiles lead to with the signed one."""
    try:
        if log.root() != checkpoint.root:
            yield "ROOT the tiles do not give the signed root"
    except TileMissing as error:
        yield f"MISSING {error}"


def check_growth(log: Log, checkpoint: notes.Checkpoint, old: notes.Checkpoint) -> Iterator[str]:
    """Prove that an older checkpoint is a beginning of the newest."""
    if old.size > checkpoint.size:
        yield f"CUT the log had {old.size} entries, now {checkpoint.size}"
        return
    try:
        path = log.consistency_path(old.size)
    except TileMissing as error:
        yield f"MISSING {error}"
        return
    if not merkle.proves_consistency(
        old_size=old.size,
        old_root=old.root,
        size=checkpoint.size,
        root=checkpoint.root,
        path=path,
    ):
        yield f"REWRITTEN the log of {old.size} entries is no beginning of today's"


def check_entry(
    log: Log, checkpoint: notes.Checkpoint, index: int, details: Path | None
) -> Iterator[str]:
    """Prove that an entry is in the log, and that given details are what it sealed."""
    if index >= checkpoint.size:
        yield f"ENTRY {index} the log has {checkpoint.size} entries"
        return
    try:
        leaf = log.entries(index // WIDTH)[index % WIDTH]
        path = log.inclusion_path(index)
    except TileMissing as error:
        yield f"MISSING {error}"
        return
    if not _is_included(leaf, index, checkpoint, path):
        yield f"ENTRY {index} is not what the signed log holds"
    if details is not None and not gives_commitment(leaf, details):
        yield f"DETAILS are not what entry {index} sealed"


def check_proof(file: Path, key: notes.Key, held: Path | None = None) -> Iterator[str]:
    """Check a downloaded proof: signatures, paths, seal; nothing is asked of the network.

    ``held`` is a document somebody holds, which the entry must name by its SHA-256.
    """
    try:
        proof = json.loads(file.read_text(encoding="utf-8"))
        yield from _proof_findings(proof, key, held)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        yield f"PROOF cannot be read: {error}"


def _proof_findings(proof: dict[str, Any], key: notes.Key, held: Path | None) -> Iterator[str]:
    checkpoint = notes.open_checkpoint(proof["checkpoint"], key)
    leaf, index = proof["leaf"].encode(), proof["index"]
    if isinstance(index, bool) or not isinstance(index, int):
        raise TypeError("the index is no whole number")
    if not _is_included(leaf, index, checkpoint, _hashes(proof["path"])):
        yield "PROOF does not lead to the signed root"
    stated = (proof["size"], proof["root"], proof["leaf_hash"])
    if stated != (checkpoint.size, checkpoint.root.hex(), merkle.leaf_hash(leaf).hex()):
        yield "PROOF states another size, root or hash than it proves"
    if "earlier_checkpoint" in proof or "consistency" in proof:
        yield from _growth_findings(proof, index, checkpoint, key)
    is_sealed = "details" in proof or "salt" in proof
    if is_sealed and not is_commitment_of(leaf, proof):
        yield "DETAILS are not what the entry sealed"
    if held is not None:
        yield from _held_findings(proof, held)


def _growth_findings(
    proof: dict[str, Any], index: int, checkpoint: notes.Checkpoint, key: notes.Key
) -> Iterator[str]:
    old = notes.open_checkpoint(proof["earlier_checkpoint"], key)
    if index >= old.size or not merkle.proves_consistency(
        old_size=old.size,
        old_root=old.root,
        size=checkpoint.size,
        root=checkpoint.root,
        path=_hashes(proof["consistency"]),
    ):
        yield f"REWRITTEN the log of {old.size} entries is no beginning of this one"


def _held_findings(proof: dict[str, Any], held: Path) -> Iterator[str]:
    named = proof["details"]["payload"]["sha256"] if "details" in proof else ""
    if hashlib.sha256(held.read_bytes()).hexdigest() != named:
        yield f"FILE {held} is not the one the entry names"


def _hashes(texts: list[str]) -> list[bytes]:
    """Read hashes; each has one written form."""
    hashes = [bytes.fromhex(text) for text in texts]
    if [hashed.hex() for hashed in hashes] != texts:
        raise ValueError("a hash is not written in hexadecimal")
    return hashes


def _is_included(leaf: bytes, index: int, checkpoint: notes.Checkpoint, path: list[bytes]) -> bool:
    return merkle.proves_inclusion(
        leaf=merkle.leaf_hash(leaf),
        index=index,
        size=checkpoint.size,
        path=path,
        root=checkpoint.root,
    )


def gives_commitment(leaf: bytes, file: Path) -> bool:
    """Tell whether salt and details of a file give the commitment of a leaf."""
    try:
        return is_commitment_of(leaf, json.loads(file.read_text(encoding="utf-8")))
    except ValueError:
        return False


def is_commitment_of(leaf: bytes, given: dict[str, Any]) -> bool:
    """Tell whether the salt and details given are what a leaf commits to."""
    try:
        salt = bytes.fromhex(given["salt"])
        written = json.dumps(
            given["details"], sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        stated = json.loads(leaf)["commitment"]
    except (ValueError, KeyError, TypeError):
        return False
    if salt.hex() != given["salt"]:
        return False
    return len(salt) == 32 and hashlib.sha256(salt + written.encode()).hexdigest() == stated


def check_everything(log: Log, checkpoint: notes.Checkpoint) -> Iterator[str]:
    """Compute the whole log again from its entries, and compare every tile on the way."""
    grown = merkle.Growing()
    roots: list[bytes] = []
    for number in range(-(-log.size // WIDTH)):
        hashes, findings = _leaf_hashes(log, number)
        yield from findings
        for hashed in hashes:
            grown.add(hashed)
        if len(hashes) == WIDTH:
            roots.append(_root_of(hashes))
    yield from _upper_tiles(log, roots)
    if grown.root() != checkpoint.root:
        yield "ROOT the entries do not give the signed root"


def _leaf_hashes(log: Log, number: int) -> tuple[list[bytes], list[str]]:
    """Give the hashes of a bundle's entries; where it is missing, those of its tile."""
    findings: list[str] = []
    stored = _tile(log, 0, number, findings)
    try:
        hashes = [merkle.leaf_hash(leaf) for leaf in log.entries(number)]
    except TileMissing as error:
        return stored, [*findings, f"MISSING {error}"]
    changed = [at for at, pair in enumerate(zip(hashes, stored, strict=False)) if len({*pair}) > 1]
    findings += [f"ENTRY {number * WIDTH + at} does not give its hash" for at in changed]
    return hashes, findings


def _upper_tiles(log: Log, roots: list[bytes]) -> Iterator[str]:
    level = 1
    while roots:
        above = []
        for number in range(-(-len(roots) // WIDTH)):
            findings: list[str] = []
            computed = roots[number * WIDTH : (number + 1) * WIDTH]
            stored = _tile(log, level, number, findings)
            if not findings and stored != computed:
                findings.append(f"TILE {level}/{number} is not the hash of what is below")
            yield from findings
            if len(computed) == WIDTH:
                above.append(_root_of(computed))
        level, roots = level + 1, above


def _tile(log: Log, level: int, number: int, findings: list[str]) -> list[bytes]:
    try:
        return log.tile(level, number)
    except TileMissing as error:
        findings.append(f"MISSING {error}")
        return []


def _root_of(hashes: list[bytes]) -> bytes:
    grown = merkle.Growing()
    for hashed in hashes:
        grown.add(hashed)
    return grown.root()
