"""Twenty million facts: sums for boards, free slicing, the past: `python -m benchmarks.facts [n]`.

Starts a PostgreSQL of its own, loads the province pack, writes facts of days over 24 months, their
sums and their monthly files, and measures questions as boards and analysts ask them.
"""

import subprocess
import sys

from benchmarks.database import fresh_database
from tools.folders import ROOT, VENV_PYTHON

COUNT = 20_000_000


def main() -> None:
    """Prepare and measure."""
    count = sys.argv[1] if len(sys.argv) > 1 else str(COUNT)
    with fresh_database() as settings:
        for command in (["manage.py", "load_indicators"], ["-m", "benchmarks.facts_inside", count]):
            subprocess.run([str(VENV_PYTHON), *command], cwd=ROOT, env=settings, check=True)


if __name__ == "__main__":
    main()
