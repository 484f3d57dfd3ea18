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
from benchmarks.database import FOLDER, fresh_database, prepare_cases
from benchmarks.load import Result, run
from benchmarks.scenarios import (
    create_case,
    read_case,
    read_own_case,
    read_worklist,
    submit_two_steps,
)
from tools.folders import ROOT, VENV
from tools.postgres import free_port

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
        with web_server(settings) as port:
            return [show(result) for result in _scenarios(port, cast)]


def _scenarios(port: int, cast: dict[str, object]) -> Iterator[Result]:
    yield run("one case", read_own_case(port, cast))
    yield run("one case, officer", read_case(port, cast))
    yield run("worklist page", read_worklist("/can-bo/ho-so/?tab=UNIT")(port, cast))
    yield run("worklist, JSON", read_worklist("/api/worklist?tab=UNIT")(port, cast))
    yield run("create case", create_case(port, cast))
    yield run("two-step submission", submit_two_steps(port, cast))


def show(result: Result) -> Result:
    """Print one line of the table."""
    target = TARGETS.get(result.name)
    wanted = f"target {target}/s" if target else ""
    print(
        f"{result.name:<22}{result.per_second:>8.1f}/s   p50 {result.p50_ms:6.1f} ms"
        f"   p95 {result.p95_ms:6.1f} ms   failures {result.failures}   {wanted}",
        flush=True,
    )
    return result


@contextmanager
def web_server(settings: dict[str, str]) -> Iterator[int]:
    """Run the web server as the supervisor does: granian, two workers, two threads each."""
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
        yield port
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


if __name__ == "__main__":
    main()
