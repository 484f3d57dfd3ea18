"""All tests: sets up what they need, then runs pytest on two processes.

Journeys come last and in processes of their own: the browser's driver keeps an event loop in the
main thread, in which neither Django's queries nor signing would run. A journey that failed is tried
once more: on a loaded machine a browser may miss a moment; what fails twice is wrong, and a journey
that needed its second try is told at the end.

Usage: python -m tools.run_tests [pytest options and paths]
"""

import os
import subprocess
import sys

from tools.console import run_tool
from tools.debian import install_missing
from tools.folders import ROOT, VENV_PYTHON
from tools.setup import set_up

JOURNEYS = "tests/journeys"
TESTS_FAILED = 1  # pytest's own status: tests ran, some failed


def main() -> int:
    """Give the first status that is not zero; every test runs even when an early one fails."""
    set_up("dev")
    install_missing()
    chosen = sys.argv[1:]
    if chosen:
        return run_pytest(*chosen)
    statuses = [run_pytest(f"--ignore={JOURNEYS}"), run_journeys()]
    return next((status for status in statuses if status), 0)


def run_journeys() -> int:
    """Run the journeys, those that failed once more; give the last status."""
    remembered = ["-o", "addopts=-q --strict-markers", "-o", "cache_dir=var/pytest"]
    status = run_pytest(JOURNEYS, *remembered)
    if status != TESTS_FAILED:
        return status
    print("Journeys failed; those alone are tried once more.", flush=True)
    again = run_pytest(JOURNEYS, *remembered, "--last-failed", "--last-failed-no-failures=none")
    if not again:
        print("Passed at the second try only: see the failures printed above.", flush=True)
    return again


def run_pytest(*arguments: str) -> int:
    """Run pytest on two processes, a file's tests in one of them; give its status."""
    processes = os.environ.get("TINHSO_TEST_PROCESSES", "2")
    command = [str(VENV_PYTHON), "-m", "pytest", "-n", processes, "--dist", "loadfile", *arguments]
    command += ["--durations=40", "--durations-min=5"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    run_tool(main)
