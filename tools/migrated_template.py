"""A migrated database the tests copy: migrations run once for what they say, not once a run."""

import fcntl
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tools.folders import ROOT

ADDRESS = "TINHSO_TEST_DATABASE_URL"
NAME = "TINHSO_TEST_TEMPLATE"
_PREFIX = "template_tinhso_"
_IMPORT = re.compile(r"^\s*(?:from|import) (tinhso(?:\.\w+)+)", re.MULTILINE)


def ready(address: str, folder: Path) -> str:
    """Give the name of a database in which every migration has run, made now if it is missing.

    :param address: the owner's address of the tests' server.
    :param folder: where runs of this project wait for each other.
    """
    name = _PREFIX + fingerprint()
    with _alone(folder), psycopg.connect(address, autocommit=True) as connection:
        found = [
            row[0]
            for row in connection.execute(
                "select datname from pg_database where starts_with(datname, %s)", [_PREFIX]
            )
        ]
        if name not in found:
            _make(connection, address, name, found)
    return name


def fingerprint() -> str:
    """Give a digest over the migrations, all they import, and the pinned libraries."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sources() -> list[Path]:
    migrations = set(ROOT.glob("tinhso/*/migrations/*.py"))
    found = migrations | {ROOT / "requirements.lock", ROOT / "tools" / "database.py"}
    found.update((ROOT / "tinhso" / "core").glob("*.py"))
    for path in migrations:
        for module in _IMPORT.findall(path.read_text(encoding="utf-8")):
            place = ROOT.joinpath(*module.split("."))
            found.update(place.rglob("*.py") if place.is_dir() else {place.with_suffix(".py")})
    return sorted(path for path in found if path.is_file() and "tests" not in path.parts)


def _make(connection: psycopg.Connection, address: str, name: str, older: list[str]) -> None:
    unfinished = f"unfinished_{name}"
    for past in [*older, unfinished]:
        connection.execute(
            sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(past))
        )
    connection.execute(sql.SQL("create database {}").format(sql.Identifier(unfinished)))
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"],
        cwd=ROOT,
        check=True,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            ADDRESS: urlunsplit(urlsplit(address)._replace(path=f"/{unfinished}")),
        },
    )
    connection.execute(
        sql.SQL("alter database {} rename to {}").format(
            sql.Identifier(unfinished), sql.Identifier(name)
        )
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    lock = os.open(folder / "template", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(lock)
