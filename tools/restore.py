"""Restore: brings an archive back into an installation that holds no data yet.

Usage: python -m tools.restore ARCHIVE
With DATABASE_URL the database goes to that (empty) server, otherwise to a cluster under var/.
"""

import argparse
import json
import os
import shutil
import tarfile
import tempfile
from pathlib import Path

from tools import database, env_file, sealed_archive
from tools.backup import DUMP, ENVIRONMENT, FOLDERS, MANIFEST, PASSPHRASE, checksum, run_program
from tools.console import Problem, run_tool, step
from tools.folders import VAR
from tools.postgres import cluster_in

DATABASE_SETTINGS = {"TINHSO_OWNER_URL", "TINHSO_DATABASE_URL"}


def main() -> None:
    """Restore the archive named on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("archive", type=Path)
    restore(parser.parse_args().archive)
    print("\n✓ Đã khôi phục. Chạy: make run · Restored. Start with: make run")


def restore(archive: Path) -> None:
    """Check the archive, then put database, files and keys in their places."""
    if not archive.is_file():
        raise Problem(f"Không thấy tệp {archive}.", f"There is no file {archive}.")
    refuse_existing_data()
    VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=VAR, prefix=".restoring-") as name:
        folder = Path(name)
        with step("Kiểm tra bản sao lưu · Checking the archive"):
            unpack(archive, folder)
            check_manifest(folder)
        with step("Đặt lại tệp và khóa · Files and keys"):
            place_files(folder)
        with step("Nạp cơ sở dữ liệu · Database"):
            restore_database(folder / DUMP)


def refuse_existing_data() -> None:
    """Refuse to mix an archive with data that is already there."""
    used = [name for name in FOLDERS if any((VAR / name).glob("**/*"))]
    if "DATABASE_URL" in os.environ:
        with database.connected(os.environ["DATABASE_URL"]) as connection:
            found = connection.execute("select 1 from pg_tables where schemaname = 'public'")
            used += ["DATABASE_URL"] if found.fetchone() else []
    elif (cluster_in(VAR / "postgres").data / "PG_VERSION").exists():
        used.append("postgres")
    if used:
        raise Problem(
            f"Nơi khôi phục đã có dữ liệu ({', '.join(used)} trong {VAR}). Hãy chọn nơi trống, "
            "ví dụ TINHSO_VAR_DIR=/đường-dẫn-mới, hoặc tự dọn thư mục đó trước.",
            f"There is data already ({', '.join(used)} in {VAR}). Choose an empty place, for "
            "example TINHSO_VAR_DIR=/new/path, or clear it yourself first.",
        )


def unpack(archive: Path, folder: Path) -> None:
    """Unpack the archive, decrypted when it is encrypted; nothing may leave the folder."""
    if archive.suffix == ".enc":
        passphrase = os.environ.get(PASSPHRASE, "")
        if not passphrase:
            raise Problem(
                f"Bản sao lưu được mã hóa. Hãy đặt biến {PASSPHRASE} rồi chạy lại.",
                f"The archive is encrypted. Set {PASSPHRASE}, then try again.",
            )
        plain = folder / ".plain.tar.gz"
        sealed_archive.unseal(archive, plain, passphrase)
        archive = plain
    try:
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(folder, filter="data")
    except (tarfile.TarError, OSError, EOFError) as error:
        raise Problem(
            f"Bản sao lưu bị hỏng, không giải nén được: {error}",
            "The archive is damaged and cannot be unpacked.",
        ) from error


def check_manifest(folder: Path) -> None:
    """Refuse an archive of which any part is missing or differs from its checksum."""
    manifest = folder / MANIFEST
    sums = json.loads(manifest.read_text(encoding="utf-8"))["sha256"] if manifest.exists() else {}
    wrong = [
        name
        for name, expected in sums.items()
        if not (folder / name).is_file() or checksum(folder / name) != expected
    ]
    if wrong or DUMP not in sums:
        raise Problem(
            f"Bản sao lưu không nguyên vẹn: {', '.join(wrong) or 'thiếu danh mục'}.",
            "The archive is not whole: the parts above are missing or changed.",
        )


def place_files(folder: Path) -> None:
    """Put files, keys and settings where the platform reads them."""
    for name in FOLDERS:
        if (folder / name).exists():
            shutil.copytree(folder / name, VAR / name, dirs_exist_ok=True)
    kept = env_file.read(folder / ENVIRONMENT)
    env_file.update({key: kept[key] for key in kept if key not in DATABASE_SETTINGS})


def restore_database(dump: Path) -> None:
    """Fill an empty database from the dump, all of it or nothing."""
    if "DATABASE_URL" in os.environ:
        database.prepare_given_server(os.environ["DATABASE_URL"])
        fill(os.environ["DATABASE_URL"], dump)
        return
    settings = env_file.make_secrets()
    cluster = cluster_in(VAR / "postgres")
    cluster.create_if_missing()
    cluster.start_in_background()
    try:
        passwords = settings["TINHSO_OWNER_PASSWORD"], settings["TINHSO_APP_PASSWORD"]
        database.prepare_cluster(cluster, *passwords)
        fill(cluster.address(database.OWNER, passwords[0]), dump)
    finally:
        cluster.stop()


def fill(address: str, dump: Path) -> None:
    """Run pg_restore in one transaction."""
    options = ["--no-owner", "--exit-on-error", "--single-transaction"]
    run_program("pg_restore", f"--dbname={address}", *options, str(dump))


if __name__ == "__main__":
    run_tool(main)
