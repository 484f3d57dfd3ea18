"""Monthly Parquet files of facts: written from PostgreSQL in one stream, sorted for reading."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import connection

from tinhso.core.deferred import deferred_library

duckdb = deferred_library("duckdb")
_READ = """copy (
    select indicator_id, area_id, agency_id, period_id, breakdown, subject, version, numerator,
        denominator, source_id, (extract(epoch from recorded_at) * 1000000)::bigint,
        (extract(epoch from superseded_at) * 1000000)::bigint, id
    from indicators_fact where day >= '{first}' and day < '{following}'
) to stdout (format csv, force_quote (breakdown, subject))"""
_COLUMNS = {
    "indicator_id": "bigint", "area_id": "bigint", "agency_id": "bigint", "period_id": "integer",
    "breakdown": "varchar", "subject": "varchar", "version": "smallint",
    "numerator": "decimal(30, 6)", "denominator": "decimal(30, 6)", "source_id": "bigint",
    "recorded_us": "bigint", "superseded_us": "bigint", "id": "bigint",
}  # fmt: skip
_WRITE = """copy (
    select * from read_csv(?, header = false, columns = {columns}, nullstr = '', quote = '"',
        auto_detect = false, allow_quoted_nulls = false)
    order by indicator_id, period_id, area_id, id
) to '{file}' (format parquet, compression zstd)"""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file written: its name in the folder, SHA-256 and rows."""

    name: str
    digest: str
    row_count: int


def write_month(month: date, folder: Path) -> WrittenFile:
    """Write every version of the facts of a month; readers of a former file keep reading it.

    The file appears under its own digest at once, whole. A month without facts has none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder) as place:
        text, parquet = Path(place) / "facts.csv", Path(place) / "facts.parquet"
        row_count = _copy_out(month, text)
        if not row_count:
            return WrittenFile("", "", 0)
        with _duckdb() as database:
            columns = ", ".join(f"'{name}': '{kind}'" for name, kind in _COLUMNS.items())
            database.execute(_WRITE.format(columns=f"{{{columns}}}", file=parquet), [str(text)])
        digest = _digest_of(parquet)
        name = f"{month:%Y-%m}-{digest[:12]}.parquet"
        parquet.replace(folder / name)
    return WrittenFile(name, digest, row_count)


def _copy_out(month: date, file: Path) -> int:
    following = (month.replace(day=28) + (date(2000, 1, 5) - date(2000, 1, 1))).replace(day=1)
    with connection.cursor() as cursor, file.open("wb") as out:
        with cursor.copy(_READ.format(first=month, following=following)) as stream:
            for block in stream:
                out.write(block)
        return int(cursor.rowcount)


def _digest_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


@contextmanager
def _duckdb() -> Iterator[Any]:
    with duckdb.connect(":memory:") as database:
        database.execute("set enable_progress_bar = false")
        yield database
