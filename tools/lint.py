"""All lints, one after the other; every finding is shown before the verdict.

Usage: python -m tools.lint [format]
"""

import os
import subprocess
import sys
import time

from tools.console import run_tool
from tools.folders import ROOT, VENV
from tools.setup import set_up

BIN = VENV / "bin"
PYTHON = str(BIN / "python")
PYTHON_SOURCES = ["config", "tinhso", "tools", "peers", "benchmarks", "tests", "conftest.py"]
LINTS: dict[str, list[str]] = {
    "ruff check": [str(BIN / "ruff"), "check", "."],
    "ruff format": [str(BIN / "ruff"), "format", "--check", "--output-format", "concise", "."],
    "sizes": [PYTHON, "-m", "tools.size_lint"],
    "phrases": [PYTHON, "-m", "tools.text_lint"],
    "imports": [str(BIN / "lint-imports")],
    "templates": [str(BIN / "djlint"), "tinhso", "--lint", "--quiet"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "types": [str(BIN / "mypy")],
}
FORMATS: dict[str, list[str]] = {
    "ruff": [str(BIN / "ruff"), "check", "--fix", "-q", "."],
    "format": [str(BIN / "ruff"), "format", "-q", "."],
}


def main() -> int:
    """Run all; give 1 when any found something."""
    set_up("dev")
    chosen = FORMATS if sys.argv[1:] == ["format"] else LINTS
    failed = [name for name, command in chosen.items() if not passes(name, command)]
    print(f"\n✗ {', '.join(failed)}" if failed else "\n✓ lint")
    return 1 if failed else 0


def passes(name: str, command: list[str]) -> bool:
    """Run one lint and print its findings."""
    started = time.monotonic()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    seconds = time.monotonic() - started
    print(f"{'✗' if done.returncode else '✓'} {name} ({seconds:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    run_tool(main)
