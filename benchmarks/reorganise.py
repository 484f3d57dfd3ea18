"""A merger on 100,000 open cases, killed on the way: `python -m benchmarks.reorganise [count]`.

Starts a PostgreSQL of its own, loads the province pack, writes open cases at every committee,
prepares and approves the merger of 1 July 2025, runs it in a process that is killed with -9 again
and again (once with PostgreSQL), and counts both sides by SQL that knows nothing of the operation.
"""

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.database import FOLDER, fresh_database
from tools.folders import ROOT, VENV_PYTHON
from tools.postgres import cluster_in

COUNT = 100_000
DAY = "2025-07-01"
KILL_AFTER_SECONDS = (10.0, 20.0, 30.0)


def main() -> None:
    """Prepare, run with kills, verify, and print times and counts."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with fresh_database() as settings:
        prepared = _timed("prepared and counted", settings, "prepare", str(count))
        begun = time.perf_counter()
        for number, seconds in enumerate(KILL_AFTER_SECONDS):
            _run_and_kill(settings, seconds, with_database=number == 1)
        _run(settings, "manage.py", "reorganise", "run", DAY, "--quiet")
        took = time.perf_counter() - begun
        _timed("verified", settings, "count", str(count))
        print(f"prepare {prepared:.0f} s, run with {len(KILL_AFTER_SECONDS)} kills {took:.0f} s")


def _run_and_kill(settings: dict[str, str], seconds: float, *, with_database: bool) -> None:
    command = [str(VENV_PYTHON), "manage.py", "reorganise", "run", DAY, "--quiet"]
    with (Path(FOLDER) / "reorganise.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=log, stderr=log)
        time.sleep(seconds)
        if with_database:
            cluster = cluster_in(FOLDER / "postgres")
            cluster.stop()
            cluster.start_in_background()
        process.kill()
        process.wait()
    print(
        f"killed after {seconds:.0f} s{' with the database' if with_database else ''}", flush=True
    )


def _timed(what: str, settings: dict[str, str], *arguments: str) -> float:
    begun = time.perf_counter()
    _run(settings, "-m", "benchmarks.reorganise_inside", *arguments)
    seconds = time.perf_counter() - begun
    print(f"{what} in {seconds:.0f} s", flush=True)
    return seconds


def _run(settings: dict[str, str], *arguments: str) -> None:
    subprocess.run([str(VENV_PYTHON), *arguments], cwd=ROOT, env=settings, check=True)


if __name__ == "__main__":
    main()
