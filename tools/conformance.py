"""Proves that every engine gives equal answers, and writes the table of docs/algorithms/engines.md.

Usage: python -m tools.conformance [number of requests]. ChDB and PySpark are tried where they are
installed; what is not is said in the table.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.console import run_tool
from tools.folders import ROOT, VENV_PYTHON
from tools.setup import set_up

TESTS = "tinhso/indicators/tests/test_conformance.py"
PAGE = ROOT / "docs" / "algorithms" / "engines.md"
REQUESTS = "200"
TITLES = {
    "sums": "PostgreSQL, sums by period",
    "facts": "PostgreSQL, facts",
    "duckdb": "DuckDB over Parquet",
    "chdb": "ClickHouse (chDB) over Parquet",
    "spark": "PySpark over Parquet",
}
_TABLE = re.compile(r"(<!-- table -->\n).*?(<!-- end -->)", re.DOTALL)


def main() -> int:
    """Run the tests; give their status."""
    set_up("dev")
    wanted = sys.argv[1] if len(sys.argv) > 1 else REQUESTS
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        names = {
            "TINHSO_CONFORMANCE_REPORT": str(report),
            "TINHSO_CONFORMANCE_REQUESTS": wanted,
        }
        command = [str(VENV_PYTHON), "-m", "pytest", "-q", TESTS]
        status = subprocess.run(command, cwd=ROOT, env={**os.environ, **names}, check=False)
        if status.returncode == 0:
            write_table(json.loads(report.read_text("utf-8")))
    return status.returncode


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
