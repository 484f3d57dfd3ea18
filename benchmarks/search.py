"""Search of documents at size: `python -m benchmarks.search [documents]`.

Writes incoming and outgoing documents of 40 agencies by SQL, words kept by the triggers as they
always are, then asks as an officer, row security on: the first page of twenty of each question.
"""

import sys

from benchmarks.database import fresh_database, run_module

SIZES = (100_000, 500_000)


def main() -> None:
    """Measure at each size."""
    for size in [int(word) for word in sys.argv[1:]] or SIZES:
        with fresh_database() as settings:
            run_module(settings, "benchmarks.search_inside", str(size))


if __name__ == "__main__":
    main()
