"""Measures the main job on generated data: `make bench`, `make bench only=100000`.

Client, server and database share the machine; two web workers, four clients, PostgreSQL's defaults.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from benchmarks.client import Client
from benchmarks.database import FOLDER, database_process, fresh_database, prepare_cases
from benchmarks.load import MakeAction, Result, run
from benchmarks.processor import spent
from benchmarks.scenarios import (
    create_case,
    read_case,
    read_own_case,
    read_worklist,
    read_worklist_page,
    submit_form,
)
from tools.folders import ROOT, VENV
from tools.postgres import free_port

IDLE_SECONDS = 0.05  # of processor time within a second
SIZES = (100_000, 1_000_000)
TARGETS = {"create case": 275, "worklist page": 200, "one case": 350, "two-step submission": 57}


def main() -> None:
    """Run every scenario at each size and print a table; the figures also go to var/bench."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    results = {size: measure(size) for size in sizes}
    FOLDER.mkdir(parents=True, exist_ok=True)
    rows = {size: [asdict(result) for result in found] for size, found in results.items()}
    (FOLDER / "results.json").write_text(json.dumps(rows, indent=2), encoding="utf-8")


def measure(size: int) -> list[Result]:
    """Generate ``size`` cases and run the scenarios on them."""
    print(f"\n{size:,} cases: preparing …", flush=True)
    begun = time.perf_counter()
    with fresh_database() as settings:
        cast = prepare_cases(settings, size)
        print(f"prepared in {time.perf_counter() - begun:.0f} s", flush=True)
        with web_server(settings) as (port, process):
            watched = {"web": process, "database": database_process()}
            actions = _scenarios(port, cast).items()
            return [show(run(name, action, watched=watched)) for name, action in actions]


def _scenarios(port: int, cast: dict[str, object]) -> dict[str, MakeAction]:
    return {
        "one case": read_own_case(port, cast),
        "one case, officer": read_case(port, cast),
        "worklist page": read_worklist_page(port, cast),
        "worklist, JSON": read_worklist(port, cast),
        "create case": create_case(port, cast),
        "two-step submission": submit_form(port, cast, "two_step"),
        "the same, place, papers": submit_form(port, cast, "four_step"),
    }


def show(result: Result) -> Result:
    """Print one line of the table."""
    target = TARGETS.get(result.name)
    wanted = f"target {target}/s" if target else ""
    spent = ", ".join(f"{who} {amount:.1f}" for who, amount in result.processor_ms.items())
    print(
        f"{result.name:<24}{result.per_second:>8.1f}/s   p50 {result.p50_ms:6.1f} ms"
        f"   p95 {result.p95_ms:6.1f} ms   failures {result.failures}   {wanted}\n"
        f"{'':<24}processor ms each: {spent}",
        flush=True,
    )
    return result


@contextmanager
def web_server(settings: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Run the web server as the supervisor does; give its port and its process."""
    port = free_port()
    command = [
        *(str(VENV / "bin" / "granian"), "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", "2", "--blocking-threads", "2"),
        *("--no-access-log", "config.wsgi:application"),
    ]
    log = (FOLDER / "web.log").open("wb")
    server = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=log, stderr=log)
    try:
        _wait_until_ready(port)
        _wait_until_idle(server.pid)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


def _wait_until_ready(port: int) -> None:
    for _ in range(120):
        try:
            if Client(port).get("/health/live").status == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError("the web server does not answer")


def _wait_until_idle(process: int) -> None:
    """Let the server read the libraries it keeps for later, which it does beside its first work."""
    used = -1.0
    while (now := spent({"web": process})["web"]) - used > IDLE_SECONDS:
        used = now
        time.sleep(1)


if __name__ == "__main__":
    main()
