"""Reads the organisation tables of a province pack: UTF-8 CSV with a header, in NFC."""

import csv
from pathlib import Path

from tinhso.core.text import squeeze

PackRow = dict[str, str]


def read_table(folder: Path, name: str) -> list[PackRow]:
    """Give the rows of ``<folder>/<name>.csv``, composed and stripped.

    :raises FileNotFoundError: the pack lacks the table.
    """
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            {key: squeeze(value or "") for key, value in row.items() if key}
            for row in csv.DictReader(file)
        ]
