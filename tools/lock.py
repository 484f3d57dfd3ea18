"""Resolves the dependencies of pyproject.toml into hashed lock files, without addresses.

Usage: python -m tools.lock (then the set-up installs exactly what the files say).
"""

import subprocess
import sys

from tools.console import run_tool, step
from tools.folders import ROOT
from tools.setup import installer, set_up

EXPORT = [
    "export",
    "--frozen",
    "--no-emit-project",
    "--no-header",
    "-q",
    "--format",
    "requirements.txt",
]


def main() -> None:
    """Lock, export the files and install the development packages."""
    uv = str(installer())
    with step("Khóa phiên bản · Lock"):
        _run(uv, "lock", "-q", "--python", sys.executable)
        _run(uv, *EXPORT, "--no-dev", "-o", "requirements.lock")
        _run(uv, *EXPORT, "-o", "requirements-dev.lock")
        _run(uv, *EXPORT, "--only-group", "conformance", "-o", "requirements-conformance.lock")
    set_up("dev")


def _run(*command: str) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    run_tool(main)
