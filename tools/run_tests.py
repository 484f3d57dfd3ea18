"""All tests: sets up what they need, then runs pytest on two processes.

Usage: python -m tools.run_tests [pytest options and paths]
"""

import os
import subprocess
import sys

from tools.console import run_tool
from tools.debian import install_missing
from tools.folders import ROOT, VENV_PYTHON
from tools.setup import set_up


def main() -> int:
    """Give pytest's status."""
    set_up("dev")
    install_missing()
    processes = os.environ.get("TINHSO_TEST_PROCESSES", "2")
    command = [
        str(VENV_PYTHON),
        "-m",
        "pytest",
        "-n",
        processes,
        "--dist",
        "loadfile",
        *sys.argv[1:],
    ]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    run_tool(main)
