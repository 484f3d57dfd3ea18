"""A database of its own for the benchmarks: PostgreSQL's defaults, the province pack, cases."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tools.database import prepare_cluster
from tools.folders import ROOT, VAR, VENV_PYTHON
from tools.postgres import cluster_in

FOLDER = VAR / "bench"
OWNER_PASSWORD = APP_PASSWORD = "bench"  # noqa: S105 - a throw-away cluster on loopback
_KEY = "YmVuY2htYXJrLW9ubHkta2V5LTAwMDAwMDAwMDAwMDA="


def environment(port: int) -> dict[str, str]:
    """Give the settings under which the platform runs on the benchmark's database."""
    address = f"127.0.0.1:{port}/tinhso"
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "TINHSO_DATABASE_URL": f"postgresql://tinhso_app:{APP_PASSWORD}@{address}",
        "TINHSO_OWNER_URL": f"postgresql://tinhso_owner:{OWNER_PASSWORD}@{address}",
        "TINHSO_SECRET_KEY": "benchmark-only-secret-key-0123456789-0123456789-0123456789",
        "TINHSO_FIELD_KEYS": _KEY,
        "TINHSO_BLIND_INDEX_KEY": _KEY,
        "TINHSO_VAR_DIR": str(FOLDER / "var"),
        "TINHSO_PKCS11_MODULE": "",
        "TINHSO_LOG_LEVEL": "ERROR",
    }


@contextmanager
def fresh_database() -> Iterator[dict[str, str]]:
    """Start a new cluster with PostgreSQL's defaults, load the pack, give the environment."""
    with migrated_database() as settings:
        manage(settings, "collectstatic", "--noinput", "-v0")
        for command in ("load_calendar", "load_organisation", "load_procedures", "load_people"):
            manage(settings, command)
        yield settings


@contextmanager
def migrated_database() -> Iterator[dict[str, str]]:
    """Start a new cluster with PostgreSQL's defaults and empty tables, give the environment."""
    cluster = cluster_in(FOLDER / "postgres")
    subprocess.run(["rm", "-rf", str(cluster.folder)], check=True)
    cluster.create_if_missing()
    cluster.start_in_background()
    try:
        prepare_cluster(cluster, OWNER_PASSWORD, APP_PASSWORD)
        settings = environment(cluster.port)
        manage(settings, "migrate", "-v0", as_owner=True)
        yield settings
    finally:
        cluster.stop()


def database_process() -> int:
    """Give the number of the process all of PostgreSQL's others descend from."""
    first = (cluster_in(FOLDER / "postgres").data / "postmaster.pid").read_text(encoding="ascii")
    return int(first.split("\n", 1)[0])


def prepare_cases(settings: dict[str, str], count: int) -> dict[str, Any]:
    """Write cases and sessions in a process of its own; give what the scenarios need."""
    out = FOLDER / "cast.json"
    _run(settings, "-m", "benchmarks.prepare", str(count), str(out))
    found: dict[str, Any] = json.loads(Path(out).read_text(encoding="utf-8"))
    return found


def vacuum(settings: dict[str, str], *tables: str) -> None:
    """Let PostgreSQL look at tables, which only their owner may have it do."""
    with psycopg.connect(settings["TINHSO_OWNER_URL"], autocommit=True) as connection:
        for table in tables:
            connection.execute(sql.SQL("vacuum analyze {}").format(sql.Identifier(table)))


def manage(settings: dict[str, str], *arguments: str, as_owner: bool = False) -> None:
    """Run a command of the project on the benchmark's database."""
    given = {**settings, "TINHSO_AS_OWNER": "1"} if as_owner else settings
    _run(given, "manage.py", *arguments)


def run_module(settings: dict[str, str], module: str, *arguments: str) -> None:
    """Run a module in a process of its own on the benchmark's database."""
    _run(settings, "-m", module, *arguments)


def _run(settings: dict[str, str], *arguments: str) -> None:
    subprocess.run([str(VENV_PYTHON), *arguments], cwd=ROOT, env=settings, check=True)
