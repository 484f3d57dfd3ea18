"""Downloaded proof files: true ones hold, each of 1,000 tampered ones is refused."""

import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tinhso_verify import checks, merkle
from tinhso_verify.__main__ import CHANGED, HOLDS, main
from tinhso_verify.tests.test_verify import KEY, KEY_TEXT, signed
from tinhso_verify.tiles import Log, Source

TAMPERS, SIZE, EARLIER = 1000, 70, 41
HELD = b"%PDF-1.7 a document"
Proof = dict[str, Any]


def sealed(number: int) -> tuple[bytes, str, dict[str, Any]]:
    """Give an entry's leaf, its salt and what it seals."""
    salt = hashlib.sha256(b"salt %d" % number).digest()
    details = {
        "actor": "officer:7",
        "kind": "DOCUMENT_ISSUED",
        "payload": {"notation": f"{number}/QĐ", "sha256": hashlib.sha256(HELD).hexdigest()},
        "subject": f"document:{number}",
    }
    written = json.dumps(details, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    commitment = hashlib.sha256(salt + written.encode()).hexdigest()
    return json.dumps({"commitment": commitment, "id": number}).encode(), salt.hex(), details


def log_of(hashes: list[bytes]) -> Log:
    """Give a log without files."""
    log = Log(Source("."), len(hashes))
    log.tile = lambda level, number: hashes  # type: ignore[assignment] # no files
    return log


def proof_of(number: int) -> Proof:
    """Give the proof file of an entry."""
    entries = [sealed(at) for at in range(SIZE)]
    hashes = [merkle.leaf_hash(leaf) for leaf, _, _ in entries]
    log, earlier = log_of(hashes), log_of(hashes[:EARLIER])
    leaf, salt, details = entries[number]
    return {
        "index": number,
        "size": SIZE,
        "leaf": leaf.decode(),
        "leaf_hash": hashes[number].hex(),
        "path": [item.hex() for item in log.inclusion_path(number)],
        "root": log.root().hex(),
        "checkpoint": signed(SIZE, log.root()),
        "earlier_checkpoint": signed(EARLIER, earlier.root()),
        "consistency": [item.hex() for item in log.consistency_path(EARLIER)],
        "salt": salt,
        "details": details,
    }


def findings(folder: Path, proof: object, held: Path | None = None) -> list[str]:
    """Check a proof as it is downloaded."""
    file = folder / "proof.json"
    file.write_text(json.dumps(proof), encoding="utf-8")
    return list(checks.check_proof(file, KEY, held))


@pytest.mark.parametrize("number", [0, 1, 12, EARLIER - 1])
def test_a_true_proof_holds(number: int, tmp_path: Path) -> None:
    held = tmp_path / "held.pdf"
    held.write_bytes(HELD)

    assert findings(tmp_path, proof_of(number), held) == []


def test_another_file_is_not_the_one_that_was_recorded(tmp_path: Path) -> None:
    held, proof = tmp_path / "held.pdf", tmp_path / "proof.json"
    proof.write_text(json.dumps(proof_of(3)), encoding="utf-8")
    asked = ["verify", "-", "--key", KEY_TEXT, "--proof", str(proof), "--file", str(held)]

    held.write_bytes(HELD)
    assert main(asked) == HOLDS
    held.write_bytes(HELD + b" changed")
    assert main(asked) == CHANGED


def test_an_entry_younger_than_the_earlier_log_proves_no_growth(tmp_path: Path) -> None:
    assert findings(tmp_path, proof_of(EARLIER)) != []


def test_each_of_a_thousand_tampered_proofs_is_refused(tmp_path: Path) -> None:
    proofs = [proof_of(number) for number in (0, 12, EARLIER - 1)]
    chance = random.Random(9162)  # noqa: S311 - reproducible damage
    accepted, count = [], 0
    while count < TAMPERS:
        proof = chance.choice(proofs)
        field = chance.choice(sorted(proof))
        harm = chance.choice(HARMS)
        bent = {**proof, field: harm(proof[field], chance)}
        if bent == proof:
            continue
        count += 1
        if not findings(tmp_path, bent):
            accepted.append((field, harm.__name__, bent[field]))

    assert accepted == []


def change(value: Any, chance: random.Random) -> Any:
    """Change a value a little: a number, a letter, one of several."""
    if isinstance(value, int):
        return value + chance.choice((-SIZE, -1, 1, SIZE))
    if isinstance(value, str):
        at = chance.randrange(len(value))
        return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]
    if isinstance(value, list):
        at = chance.randrange(len(value))
        return [*value[:at], change(value[at], chance), *value[at + 1 :]]
    name = chance.choice(sorted(value))
    return {**value, name: change(value[name], chance)}


def shorten(value: Any, chance: random.Random) -> Any:
    """Take something away."""
    if isinstance(value, int):
        return chance.choice((None, "", -1))
    if isinstance(value, dict):
        gone = chance.choice(sorted(value))
        return {name: part for name, part in value.items() if name != gone}
    at = chance.randrange(len(value))
    return value[:at] + value[at + 1 :]


def lengthen(value: Any, chance: random.Random) -> Any:
    """Add something."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return {**value, "more": "1"}
    at = chance.randrange(len(value))
    return value[: at + 1] + value[at:]


def turn(value: Any, chance: random.Random) -> Any:
    """Put the other way round what has an order."""
    return value[::-1] if isinstance(value, list | str) else change(value, chance)


HARMS: tuple[Callable[[Any, random.Random], Any], ...] = (change, shorten, lengthen, turn)
