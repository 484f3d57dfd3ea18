"""All tests: sets up what they need, then runs pytest on two processes.

Journeys come last and in processes of their own: the browser's driver keeps an event loop in the
main thread, in which neither Django's queries nor signing would run.

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


def main() -> int:
    """Give the first status that is not zero; every test runs even when an early one fails."""
    set_up("dev")
    install_missing()
    chosen = sys.argv[1:]
    runs = [chosen] if chosen else [[f"--ignore={JOURNEYS}"], [JOURNEYS]]
    statuses = [run_pytest(*arguments) for arguments in runs]
    return next((status for status in statuses if status), 0)


def run_pytest(*arguments: str) -> int:
    """Run pytest on two processes, a file's tests in one of them; give its status."""
    processes = os.environ.get("TINHSO_TEST_PROCESSES", "2")
    command = [str(VENV_PYTHON), "-m", "pytest", "-n", processes, "--dist", "loadfile", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    run_tool(main)
