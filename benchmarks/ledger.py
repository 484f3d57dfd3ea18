"""Appending to the ledger: `python -m benchmarks.ledger [entries]`.

Starts a PostgreSQL of its own, migrates it, records entries in transactions of a hundred (the rate
of many officers at once is another question: `make bench`), then lets the sequencer give them
their places in batches of 1, 100 and 1,000, and verifies the outcome. Prints entries a second.
"""

import subprocess
import sys

from benchmarks.database import migrated_database
from tools.folders import ROOT, VENV_PYTHON

COUNT = 50_000


def main() -> None:
    """Measure in a process of its own, which reads the benchmark's settings."""
    count = sys.argv[1] if sys.argv[1:] else str(COUNT)
    with migrated_database() as settings:
        command = [str(VENV_PYTHON), "-m", "benchmarks.ledger_inside", count]
        subprocess.run(command, cwd=ROOT, env=settings, check=True)


if __name__ == "__main__":
    main()
