"""Proves that every engine gives equal answers, and writes the table of docs/algorithms/engines.md.

Usage: python -m tools.conformance [number of requests]. ChDB, ClickHouse's client and PySpark are
installed (pinned, hashed) in a folder of their own; PySpark is tried where Java is, and the table
says what was not.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tools import stamps
from tools.console import run_tool, step
from tools.folders import ROOT, VAR, VENV_PYTHON
from tools.setup import installer, set_up

TESTS = "tinhso/indicators/tests/test_conformance.py"
LOCK = ROOT / "requirements-conformance.lock"
PACKAGES = VAR / "conformance"
PAGE = ROOT / "docs" / "algorithms" / "engines.md"
REQUESTS = "100"
TITLES = {
    "sums": "PostgreSQL, sums by period",
    "facts": "PostgreSQL, facts",
    "duckdb": "DuckDB over Parquet",
    "clickhouse": "ClickHouse over HTTP (its peer runs chDB)",
    "chdb": "ClickHouse in the process (chDB) over Parquet",
    "spark": "PySpark over Parquet",
}
_TABLE = re.compile(r"(<!-- table -->\n).*?(<!-- end -->)", re.DOTALL)


def main() -> int:
    """Run the tests; give their status."""
    set_up("dev")
    install_engines()
    wanted = sys.argv[1] if len(sys.argv) > 1 else REQUESTS
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        names = {
            "TINHSO_CONFORMANCE_REPORT": str(report),
            "TINHSO_CONFORMANCE_REQUESTS": wanted,
            "TINHSO_CONFORMANCE_PACKAGES": str(PACKAGES),
        }
        command = [str(VENV_PYTHON), "-m", "pytest", "-q", TESTS, "--tb=short"]
        status = subprocess.run(command, cwd=ROOT, env={**os.environ, **names}, check=False)
        if status.returncode == 0:
            write_table(json.loads(report.read_text("utf-8")))
    return status.returncode


def install_engines() -> None:
    """Put the engines that are not the project's own beside it, exactly as locked."""
    mark = stamps.fingerprint([LOCK], sys.version)
    if stamps.is_fresh("conformance", mark, needs=PACKAGES):
        return
    with step("Cài bộ máy tính để đối chứng (1,2 GB) · Engines to compare with (1.2 GB)"):
        shutil.rmtree(PACKAGES, ignore_errors=True)
        command = ["pip", "install", "-q", "--python", str(VENV_PYTHON), "--target", str(PACKAGES)]
        command += ["--no-deps", "--require-hashes", "-r", str(LOCK)]
        subprocess.run([str(installer()), *command], cwd=ROOT, check=True)
        stamps.keep("conformance", mark)


def write_table(found: dict[str, dict[str, int]]) -> None:
    """Put what was found into the page."""
    rows = [
        f"| {title} | {found[name]['requests']} | {found[name]['groups']:,} | equal |"
        if name in found
        else f"| {title} | – | – | not installed here |"
        for name, title in TITLES.items()
    ]
    table = "\n".join(["| engine | requests | groups | answers |", "|---|---|---|---|", *rows])
    text = PAGE.read_text("utf-8")
    PAGE.write_text(_TABLE.sub(rf"\1{table}\n\2", text), encoding="utf-8")


if __name__ == "__main__":
    run_tool(main)
