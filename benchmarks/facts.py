"""Many facts: sums, free slicing, the past, a board: `python -m benchmarks.facts [n …]`.

Starts a PostgreSQL of its own, loads the province pack, writes facts of days over 24 months, their
sums and their monthly files, and measures questions as boards and analysts ask them, then a board
of twelve tiles with the web server as it runs and four clients. Indexes are made after the rows.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from benchmarks.__main__ import show, web_server
from benchmarks.client import BadAnswer, Client
from benchmarks.database import FOLDER, database_process, fresh_database, manage, vacuum
from benchmarks.load import Action, MakeAction, run
from tools.folders import ROOT, VENV_PYTHON

SIZES = (20_000_000, 100_000_000)
WRITERS = 2
#: Those of no use while rows are written; the slice's migrations make them.
_INDEXES = ("fact_current_once", "fact_by_subject", "fact_former", "fact_by_day")
_TABLES = ("indicators_fact", "indicators_factsum", "indicators_facttotal")


def main() -> None:
    """Prepare and measure at each size."""
    for count in [int(word) for word in sys.argv[1:]] or SIZES:
        with fresh_database() as settings:
            manage(settings, "load_indicators")
            begun = time.perf_counter()
            _write(settings, count)
            print(f"{count:,} facts in {time.perf_counter() - begun:.0f} s", flush=True)
            _inside(settings, "sum").wait()
            vacuum(settings, *_TABLES)
            _inside(settings, "files").wait()
            out = FOLDER / "board.json"
            _inside(settings, "measure", str(out)).wait()
            _measure_board(settings, json.loads(Path(out).read_text(encoding="utf-8")))


def _write(settings: dict[str, str], count: int) -> None:
    """Write the facts in processes beside each other, and the indexes after them."""
    with psycopg.connect(settings["TINHSO_OWNER_URL"], autocommit=True) as connection:
        made = [_definition(connection, name) for name in _INDEXES]
        for name in _INDEXES:
            connection.execute(f"drop index {name}")
        share = -(-count // WRITERS)
        starts = range(1, count + 1, share)
        writing = [
            _inside(settings, "write", str(first), str(min(count, first + share - 1)), str(count))
            for first in starts
        ]
        if any(process.wait() for process in writing):
            raise SystemExit("the facts could not be written")
        connection.execute("set maintenance_work_mem = '1GB'")
        for statement in made:
            connection.execute(statement)


def _definition(connection: "psycopg.Connection[tuple[str]]", name: str) -> str:
    found = connection.execute("select pg_get_indexdef(%s::regclass)", [name]).fetchone()
    return found[0].replace(" ON ONLY ", " ON ") if found else ""


def _inside(settings: dict[str, str], *words: str) -> "subprocess.Popen[bytes]":
    command = [str(VENV_PYTHON), "-m", "benchmarks.facts_inside", *words]
    return subprocess.Popen(command, cwd=ROOT, env=settings)


def _measure_board(settings: dict[str, str], cast: dict[str, str]) -> None:
    with web_server(settings) as (port, process):
        watched = {"web": process, "database": database_process()}
        show(run("board of 12 tiles", _board(port, cast, {}), watched=watched))
        part = {"X-Board-Part": "grid"}
        show(run("its tiles alone", _board(port, cast, part), watched=watched))


def _board(port: int, cast: dict[str, str], headers: dict[str, str]) -> MakeAction:
    def make(number: int) -> Action:
        client = Client(port, cookies={"tinhso_session": cast["session"]})

        def act() -> None:
            answer = client.send("GET", cast["path"], headers=headers)
            if answer.status != 200 or answer.body.count(b'data-tile="') < 12:
                raise BadAnswer(f"{answer.status}: {answer.body[:300]!r}")

        return act

    return make


if __name__ == "__main__":
    main()
