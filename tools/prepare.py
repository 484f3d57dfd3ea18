"""Brings a database to the state of the sources: migrations, province pack, demo data.

What was done is remembered in the database itself, so that a restored, emptied or foreign
database is never taken for a prepared one.
"""

import os
import subprocess

import psycopg
from psycopg import sql

from tools.console import Problem, step
from tools.database import connected
from tools.folders import ROOT, VENV_PYTHON
from tools.programs import django_environment, is_demo
from tools.stamps import fingerprint

LOADS = (
    "load_calendar",
    "load_organisation",
    "load_procedures",
    "load_priorities",
    "load_contact",
    "init_pki",
    "load_indicators",
    "load_alerts",
    "load_boards",
    "load_sharing",
)
DEMO_LOADS = (
    "load_people",
    "load_demo",
    "load_demo_queue",
    "load_demo_documents",
    "load_demo_incoming",
    "load_demo_indicators",
    "load_demo_alerts",
    "load_demo_signers",
    "load_demo_contact",
    "load_demo_channels",
    "load_demo_sharing",
)


def prepare(owner_url: str) -> None:
    """Migrate and load what the sources hold, unless this database was given exactly that."""
    wanted = mark()
    with connected(owner_url) as connection:
        if remembered(connection) == wanted:
            return
    with step("Cập nhật cấu trúc dữ liệu · Migrations"):
        run("manage.py", "migrate", "-v0", environment={"TINHSO_AS_OWNER": "1"})
    run("-m", "tools.loads", *commands_present(), output=None)
    with connected(owner_url) as connection:
        remember(connection, wanted)


def mark() -> str:
    """Give the fingerprint of everything that shapes or fills a new database."""
    folders = [*ROOT.glob("tinhso/*/migrations"), *ROOT.glob("tinhso/*/management")]
    return fingerprint([*folders, ROOT / "provinces"], str(is_demo()), *commands_present())


def commands_present() -> list[str]:
    """List the loading commands that the slices bring, in their order."""
    usual = [*LOADS, *(DEMO_LOADS if is_demo() else ())]
    wanted = os.environ["TINHSO_LOADS"].split() if "TINHSO_LOADS" in os.environ else usual
    return [name for name in wanted if [*ROOT.glob(f"tinhso/*/management/commands/{name}.py")]]


def remembered(connection: psycopg.Connection[tuple[object, ...]]) -> object:
    """Give the mark this database was last prepared with."""
    row = connection.execute(
        "select shobj_description(oid, 'pg_database') from pg_database "
        "where datname = current_database()"
    ).fetchone()
    return row[0] if row else None


def remember(connection: psycopg.Connection[tuple[object, ...]], wanted: str) -> None:
    """Keep the mark with the database."""
    name = sql.Identifier(connection.info.dbname)
    statement = sql.SQL("comment on database {} is {}")
    connection.execute(statement.format(name, sql.Literal(wanted)))


def run(
    *arguments: str, environment: dict[str, str] | None = None, output: int | None = subprocess.PIPE
) -> None:
    """Run one program of the project to its end, or explain that it failed."""
    settings = {**os.environ, **django_environment(), "TINHSO_LOG_LEVEL": "WARNING"}
    # No peer runs yet: what is loaded is signed by the development authority.
    settings["TINHSO_TRUST_URL"] = settings["TINHSO_REMOTE_SIGNING_URL"] = ""
    settings.pop("PROMETHEUS_MULTIPROC_DIR")
    done = subprocess.run(
        [VENV_PYTHON, *arguments],
        cwd=ROOT,
        env={**settings, **(environment or {})},
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        last_lines = "\n  ".join(((done.stdout or "") + done.stderr).strip().splitlines()[-15:])
        name = " ".join(arguments)
        raise Problem(
            f"Lệnh sau không chạy được: {name}\n  {last_lines}",
            f"{name} failed, see above; nothing else was started.",
        )
