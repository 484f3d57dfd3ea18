"""A backup comes back whole, row security included; a damaged one is refused."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tools import database, sealed_archive
from tools.console import Problem
from tools.folders import ROOT
from tools.postgres import Cluster, cluster_in

pytestmark = pytest.mark.slow
PASSPHRASE = "đồng xoài một chín bảy lăm"
TABLE = """
create table letter (id int primary key, agency int, words text);
alter table letter enable row level security;
alter table letter force row level security;
create policy letter_select on letter using (current_setting('app.actor', true) = 'system');
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """Give a folder that the unprivileged user of PostgreSQL may enter."""
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="tinhso-backup-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def _tool(name: str, var: Path, *arguments: str, passphrase: str = PASSPHRASE) -> str:
    environment = {**os.environ, "TINHSO_VAR_DIR": str(var), "TINHSO_BACKUP_PASSPHRASE": passphrase}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-m", f"tools.{name}", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr + f"status {done.returncode}"


def _installation(var: Path) -> None:
    (var / "files" / "ab").mkdir(parents=True)
    (var / "files" / "ab" / "abcd").write_bytes(b"giay khai sinh")
    (var / "keys").mkdir()
    (var / "keys" / "ledger.key").write_bytes(bytes(32))
    cluster = cluster_in(var / "postgres")
    cluster.create_if_missing()
    cluster.start_in_background()
    database.prepare_cluster(cluster, "owner-password", "app-password")
    with _owner(cluster) as connection:
        connection.execute(TABLE)
        connection.execute("select set_config('app.actor', 'system', true)")
        connection.execute(
            "insert into letter select n, n % 7, 'thư ' || n from generate_series(1, 500) n"
        )
    cluster.stop()
    (var / "env").write_text(
        "TINHSO_OWNER_PASSWORD=owner-password\nTINHSO_APP_PASSWORD=app-password\n"
        "TINHSO_FIELD_KEYS=kept-key\n",
        encoding="utf-8",
    )


def _owner(cluster: Cluster) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(cluster.address(database.OWNER, "owner-password"))


def _letters(var: Path, actor: str) -> object:
    cluster = cluster_in(var / "postgres")
    cluster.start_in_background()
    try:
        with _owner(cluster) as connection:
            connection.execute("select set_config('app.actor', %s, true)", [actor])
            row = connection.execute("select count(*), max(words) from letter").fetchone()
    finally:
        cluster.stop()
    return row


def test_encrypted_backup_comes_back_whole(place: Path) -> None:
    old, new = place / "old", place / "new"
    _installation(old)

    assert "status 0" in _tool("backup", old, "--to", str(place / "saved"))
    archive = next((place / "saved").glob("*.tar.gz.enc"))
    assert "status 0" in _tool("restore", new, str(archive))

    assert _letters(new, "system") == (500, "thư 99")
    assert _letters(new, "citizen") == (0, None)
    assert (new / "files" / "ab" / "abcd").read_bytes() == b"giay khai sinh"
    assert "TINHSO_FIELD_KEYS=kept-key" in (new / "env").read_text(encoding="utf-8")
    assert b"giay khai sinh" not in archive.read_bytes()
    assert "status 1" in _tool("restore", old, str(archive)), "data must never be overwritten"
    assert "status 1" in _tool("restore", place / "other", str(archive), passphrase="wrong")


def test_nothing_to_save_is_said(place: Path) -> None:
    answer = _tool("backup", place / "empty")

    assert "make run" in answer
    assert "status 1" in answer


def test_changed_part_is_refused(place: Path) -> None:
    old = place / "old"
    _installation(old)
    _tool("backup", old, "--to", str(place / "saved"), passphrase="")
    archive = next((place / "saved").glob("*.tar.gz"))
    unpacked = place / "unpacked"
    shutil.unpack_archive(archive, unpacked, "gztar", filter="data")
    (unpacked / "files" / "ab" / "abcd").write_bytes(b"giay khac")
    changed = shutil.make_archive(str(place / "changed"), "gztar", unpacked)

    answer = _tool("restore", place / "new", changed)

    assert "files/ab/abcd" in answer
    assert "status 1" in answer
    assert not (place / "new" / "files").exists()


@pytest.mark.parametrize("damage", ["cut", "flipped", "swapped"])
def test_damaged_encryption_is_refused(
    damage: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed_archive, "PIECE_BYTES", 1000)
    plain, sealed = place / "plain", place / "sealed"
    plain.write_bytes(os.urandom(3000))
    sealed_archive.seal(plain, sealed, PASSPHRASE)
    content = sealed.read_bytes()
    head, piece = len(sealed_archive.MAGIC) + sealed_archive.SALT_BYTES, 1016
    pieces = [content[head + n * piece : head + (n + 1) * piece] for n in range(3)]
    damaged = {
        "cut": content[: head + 2 * piece],
        "flipped": content[:-1] + bytes([content[-1] ^ 1]),
        "swapped": content[:head] + pieces[1] + pieces[0] + pieces[2],
    }[damage]
    sealed.write_bytes(damaged)

    with pytest.raises(Problem, match="wrong passphrase"):
        sealed_archive.unseal(sealed, place / "again", PASSPHRASE)
