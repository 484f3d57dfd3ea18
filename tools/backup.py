"""Backup: database, files and keys in one archive with a manifest of checksums.

Usage: python -m tools.backup [--to FOLDER]
TINHSO_BACKUP_PASSPHRASE encrypts the archive; without it keep the archive as safe as its keys.
"""

import argparse
import hashlib
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tools import env_file, sealed_archive
from tools.console import Problem, run_tool, step
from tools.folders import VAR
from tools.postgres import cluster_in

FOLDERS = ("files", "keys", "pki")
DUMP, MANIFEST, ENVIRONMENT = "database.dump", "manifest.json", "env"
PASSPHRASE = "TINHSO_BACKUP_PASSPHRASE"  # noqa: S105
# Row security holds for the owner too: the dump is read as the platform itself.
AS_PLATFORM = {"PGOPTIONS": "-c app.actor=system"}


def main() -> None:
    """Make an archive and print where it is."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", type=Path, default=VAR / "backups")
    archive = make_backup(parser.parse_args().to)
    print(f"\n✓ {archive} ({archive.stat().st_size / 1024**2:.1f} MB)")


def make_backup(target: Path) -> Path:
    """Save everything an installation needs to come back; give the archive's path."""
    target.mkdir(parents=True, exist_ok=True)
    name = f"tinhso-{datetime.now(UTC):%Y%m%d-%H%M%S}.tar.gz"
    passphrase = os.environ.get(PASSPHRASE, "")
    with tempfile.TemporaryDirectory(dir=target, prefix=".making-") as folder:
        made = Path(folder) / name
        dump = Path(folder) / DUMP
        # Files never change and are kept for ever: saved after the database they are complete.
        with step("Lưu cơ sở dữ liệu · Database"), database_address() as address:
            run_program(
                "pg_dump",
                f"--dbname={address}",
                "--format=custom",
                "--file",
                str(dump),
                "--enable-row-security",
            )
        with step("Lưu tệp và khóa · Files and keys"):
            pack(made, dump)
        if passphrase:
            with step("Mã hóa · Encrypting"):
                sealed = made.with_name(name + ".enc")
                sealed_archive.seal(made, sealed, passphrase)
                made = sealed
        made.chmod(0o600)
        return made.rename(target / made.name)


def pack(archive: Path, dump: Path) -> None:
    """Write the archive: the dump, the folders, the settings, and the manifest of all."""
    parts = [(dump, DUMP), (env_file.ENV_FILE, ENVIRONMENT), *stored_files()]
    checksums = {}
    with tarfile.open(archive, "w:gz", compresslevel=3) as tar:
        for path, name in parts:
            checksums[name] = checksum(path)
            tar.add(path, name, recursive=False)
        manifest = archive.with_name(MANIFEST)
        content = {"made_at": datetime.now(UTC).isoformat(), "sha256": checksums}
        manifest.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")
        tar.add(manifest, MANIFEST)


def stored_files() -> Iterator[tuple[Path, str]]:
    """Walk the installation's files and keys with their names in the archive."""
    for folder in FOLDERS:
        for path in sorted((VAR / folder).rglob("*")):
            if path.is_file():
                yield path, str(path.relative_to(VAR))


def checksum(path: Path) -> str:
    """Give a file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def database_address() -> Iterator[str]:
    """Give the owner's address; a private cluster that sleeps is woken for the while."""
    if "DATABASE_URL" in os.environ:
        yield os.environ["DATABASE_URL"]
        return
    settings = env_file.read()
    cluster = cluster_in(VAR / "postgres")
    if "TINHSO_OWNER_PASSWORD" not in settings or not (cluster.data / "PG_VERSION").exists():
        raise Problem(
            f"Chưa có dữ liệu nào ở {VAR} để sao lưu. Hãy chạy make run trước.",
            f"There is nothing to save in {VAR}. Start with make run.",
        )
    was_running = cluster.serves()
    cluster.start_in_background()
    try:
        yield cluster.address("tinhso_owner", settings["TINHSO_OWNER_PASSWORD"])
    finally:
        if not was_running:
            cluster.stop()


def run_program(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's client programs as the platform itself."""
    done = subprocess.run(
        [cluster_in(VAR / "postgres").programs / "bin" / program, *arguments],
        env={**os.environ, **AS_PLATFORM},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Problem(
            f"{program} báo lỗi:\n  {done.stderr.strip()}",
            f"{program} failed, see above. Check disk space and the database.",
        )


if __name__ == "__main__":
    run_tool(main)
