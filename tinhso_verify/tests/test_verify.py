"""The stand-alone verifier: true logs hold, 1,000 tampered copies are found."""

import base64
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tinhso_verify import merkle, notes
from tinhso_verify.__main__ import CHANGED, HOLDS, NOT_CHECKED, main
from tinhso_verify.tiles import WIDTH, Log, Source, TileMissing, tile_name

ORIGIN = "tinh.example/so-cai"
PRIVATE = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
KEY = notes.Key(ORIGIN, notes.LOG, PRIVATE.public_key().public_bytes_raw())
KEY_TEXT = f"{ORIGIN}+{KEY.key_id.hex()}+{base64.b64encode(bytes([1]) + KEY.public).decode()}"
TAMPERS = 1000


def signed(size: int, root: bytes) -> str:
    body = f"{ORIGIN}\n{size}\n{base64.b64encode(root).decode()}\n"
    raw = base64.b64encode(KEY.key_id + PRIVATE.sign(body.encode())).decode()
    return f"{body}\n— {ORIGIN} {raw}\n"


def leaf(number: int) -> bytes:
    return json.dumps({"commitment": f"{number:064x}", "id": number}).encode()


def write(folder: Path, size: int) -> Path:
    """Write a log of a size the plain way: every tile, every bundle, the checkpoint."""
    hashes = [merkle.leaf_hash(leaf(number)) for number in range(size)]
    level, root = 0, merkle.Growing()
    for hashed in hashes:
        root.add(hashed)
    while hashes:
        above = []
        for number in range(-(-len(hashes) // WIDTH)):
            tile = hashes[number * WIDTH : (number + 1) * WIDTH]
            put(folder / tile_name(str(level), number, len(tile)), b"".join(tile))
            if level == 0:
                first = number * WIDTH
                leaves = [leaf(at) for at in range(first, first + len(tile))]
                bundle = b"".join(len(item).to_bytes(2, "big") + item for item in leaves)
                put(folder / tile_name("entries", number, len(tile)), bundle)
            if len(tile) == WIDTH:
                whole = merkle.Growing()
                for hashed in tile:
                    whole.add(hashed)
                above.append(whole.root())
        hashes, level = above, level + 1
    put(folder / "checkpoint", signed(size, root.root()).encode())
    return folder


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.fixture(scope="module")
def log_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("log"), 600)


def verify(folder: Path, *more: str) -> int:
    return main(["verify", str(folder), "--key", KEY_TEXT, *more])


def test_a_true_log_holds(log_folder: Path) -> None:
    assert verify(log_folder, "--all", "--entry", "599") == HOLDS


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257])
def test_logs_of_every_edge_hold(size: int, tmp_path: Path) -> None:
    assert verify(write(tmp_path, size), "--all", "--entry", str(size - 1)) == HOLDS


def test_each_of_a_thousand_tampered_files_is_found(
    log_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = shutil.copytree(log_folder, tmp_path / "log")
    files = sorted(path for path in copy.rglob("*") if path.is_file())
    chance = random.Random(6962)  # noqa: S311 - reproducible damage
    missed = []
    for number in range(TAMPERS):
        path = chance.choice(files)
        kept = path.read_bytes()
        harm = chance.choice((flip, cut, lengthen, swap))
        path.write_bytes(harm(kept, chance))
        if path.read_bytes() != kept and verify(copy, "--all") != CHANGED:
            missed.append((number, path.name, harm.__name__))
        path.write_bytes(kept)
    capsys.readouterr()

    assert missed == []
    assert verify(copy, "--all") == HOLDS


def flip(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def lengthen(content: bytes, chance: random.Random) -> bytes:
    return content + chance.randbytes(chance.choice((1, 32)))


def swap(content: bytes, chance: random.Random) -> bytes:
    middle = chance.randrange(1, len(content))
    return content[middle:] + content[:middle]


def test_a_log_cut_short_or_rewritten_contradicts_what_was_remembered(tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    assert verify(write(tmp_path / "a", 300), "--remember", str(memory)) == HOLDS

    assert verify(write(tmp_path / "b", 290), "--remember", str(memory)) == CHANGED
    other = write(tmp_path / "c", 500)
    assert verify(other, "--remember", str(memory)) == HOLDS
    assert "500" in memory.read_text(encoding="utf-8")
    root = merkle.Growing()
    for number in range(500):
        root.add(merkle.leaf_hash(leaf(number if number else 9999)))
    memory.write_text(signed(500, root.root()), encoding="utf-8")
    assert verify(other, "--remember", str(memory)) == CHANGED


def test_an_anchor_is_a_beginning_or_a_finding(tmp_path: Path) -> None:
    early = write(tmp_path / "early", 40)
    anchor = str(early / "checkpoint")
    today = write(tmp_path / "today", 270)

    assert verify(today, "--anchor", anchor) == HOLDS
    assert verify(early, "--anchor", str(today / "checkpoint")) == CHANGED
    assert verify(today, "--anchor", str(tmp_path / "none")) == CHANGED


@pytest.mark.parametrize("details", [{"salt": "00", "details": {}}, {"salt": "zz"}, []])
def test_details_that_were_not_sealed_are_found(
    log_folder: Path, tmp_path: Path, details: object
) -> None:
    file = tmp_path / "details.json"
    file.write_text(json.dumps(details), encoding="utf-8")

    assert verify(log_folder, "--entry", "3", "--details", str(file)) == CHANGED


@pytest.mark.parametrize(
    ("site", "key"),
    [("/nowhere/at/all", KEY_TEXT), ("http://127.0.0.1:1", KEY_TEXT), ("-", "x+y+z"), ("-", "")],
)
def test_what_cannot_be_looked_at_is_neither_right_nor_wrong(site: str, key: str) -> None:
    assert main(["verify", site, "--key", key]) == NOT_CHECKED


def test_another_key_is_refused(log_folder: Path) -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    key = notes.Key(ORIGIN, notes.LOG, other)
    text = f"{ORIGIN}+{key.key_id.hex()}+{base64.b64encode(bytes([1]) + other).decode()}"

    assert main(["verify", str(log_folder), "--key", text]) == CHANGED


@pytest.mark.parametrize(
    "note",
    [
        "",
        "x",
        signed(0, b"r" * 32),
        signed(5, b"short"),
        signed(5, b"r" * 32).replace("\n5\n", "\n05\n"),
        signed(5, b"r" * 32).replace("— ", "- "),
        signed(5, b"r" * 32).replace("\n5\n", "\n6\n"),
    ],
)
def test_a_note_that_is_none_is_refused(note: str) -> None:
    with pytest.raises(notes.NoteRefused):
        notes.open_checkpoint(note, KEY)


@given(st.integers(1, 70), st.data())
def test_proofs_from_tiles_hold_and_bent_ones_do_not(size: int, drawn: st.DataObject) -> None:
    hashes = [merkle.leaf_hash(b"%d" % number) for number in range(size)]
    log = Log(Source("."), size)
    log.tile = lambda level, number: hashes  # type: ignore[assignment] # no files
    index, old = drawn.draw(st.integers(0, size - 1)), drawn.draw(st.integers(1, size))
    path, root = log.inclusion_path(index), log.root()
    early = Log(Source("."), old)
    early.tile = log.tile
    growth = {"old_size": old, "old_root": early.root(), "size": size, "root": root}

    assert merkle.proves_inclusion(leaf=hashes[index], index=index, size=size, path=path, root=root)
    assert merkle.proves_consistency(**growth, path=log.consistency_path(old))  # type: ignore[arg-type] # mixed
    assert not merkle.proves_inclusion(
        leaf=hashes[index], index=index, size=size, path=[*path, root], root=root
    )
    bent = [*log.consistency_path(old), root]
    assert not merkle.proves_consistency(**growth, path=bent)  # type: ignore[arg-type] # mixed


@pytest.mark.parametrize(
    ("number", "width", "name"),
    [
        (0, 256, "tile/0/000"),
        (1, 7, "tile/0/001.p/7"),
        (1234067, 256, "tile/0/x001/x234/067"),
    ],
)
def test_tiles_are_named_as_the_specification_says(number: int, width: int, name: str) -> None:
    assert tile_name("0", number, width) == name


def test_a_tile_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TileMissing, match=r"tile/0/000\.p/3"):
        Log(Source(str(tmp_path)), 3).tile(0, 0)


def test_it_needs_no_part_of_the_platform(log_folder: Path) -> None:
    code = (
        "import sys; from tinhso_verify.__main__ import main;"
        f" main(['verify', {str(log_folder)!r}, '--key', {KEY_TEXT!r}]);"
        " print([name for name in sys.modules if name.split('.')[0] in {'tinhso', 'django'}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip

    assert done.stdout.splitlines()[-1] == "[]"
