"""Adds facts up in ClickHouse: a server over HTTP (``CLICKHOUSE_URL``), or its double chDB.

A monthly file never changes, its name carries its digest. Each is brought to a server once, as a
table named after it that appears whole; whoever asks next finds it there.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings

from tinhso.indicators.gateways.columnar import ColumnarEngine, reading
from tinhso.indicators.gateways.engines import EngineAway
from tinhso.indicators.rules.metrics import SumRequest

_PREFIX = "facts_"
_COLUMNS = {
    "indicator_id": "Int64", "area_id": "Int64", "agency_id": "Int64", "period_id": "Int32",
    "breakdown": "String", "numerator": "Nullable(Decimal(30, 6))",
    "denominator": "Nullable(Decimal(30, 6))", "recorded_us": "Int64",
    "superseded_us": "Nullable(Int64)",
}  # fmt: skip
_CREATE = (
    "create table {name} ("
    + ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
    + ") engine = MergeTree order by (indicator_id, period_id, area_id)"
)
_SETTINGS = {"max_query_size": 16 * 1024 * 1024}


class ChDbEngine(ColumnarEngine):
    """ClickHouse inside the process (chDB), the double of a server; package ``chdb`` needed."""

    name = "chdb"
    dialect = "clickhouse"

    def run(self, statement: str, request: SumRequest) -> list[Sequence[Any]]:
        """Run once; files are read where they lie."""
        sources = [f"file('{file}', Parquet)" for file in self.files]
        whole = _over(sources, request, statement)
        answer = import_module("chdb").query(whole, "JSONCompactEachRow")
        return [_from_text(row) for row in str(answer).splitlines()]


def _from_text(line: str) -> list[Any]:
    row = json.loads(line, parse_float=str)
    sums = [None if each is None else Decimal(each) for each in row[4:6]]
    counts = [each if each is None else int(each) for each in row[6:10]]
    return [int(row[0]), int(row[1]), int(row[2]), row[3], *sums, *counts, *row[10:]]


class ClickHouseEngine(ColumnarEngine):
    """A ClickHouse server or cluster; package ``clickhouse-connect`` needed."""

    name = "clickhouse"
    dialect = "clickhouse"

    def run(self, statement: str, request: SumRequest) -> list[Sequence[Any]]:
        """Run on the server over the tables of the files.

        :raises EngineAway: the server cannot be reached, or does not answer.
        """
        with _server() as client:
            tables = _brought(client, [Path(file) for file in self.files])
            found = client.query(_over(tables, request, statement), settings=_SETTINGS)
            return list(found.result_rows)


def drop_tables_but(files: Iterable[str]) -> int:
    """Drop tables of files that are no more; gives how many.

    :raises EngineAway: the server cannot be reached, or does not answer.
    """
    kept = {_table_of(Path(file)) for file in files}
    with _server() as client:
        old = sorted(_tables(client) - kept)
        for table in old:
            client.command(f"drop table if exists {table}")
    return len(old)


@contextmanager
def _server() -> Iterator[Any]:
    """Give the client of the server; what fails meanwhile means that the engine is away."""
    failure = import_module("clickhouse_connect.driver.exceptions").ClickHouseError
    try:
        yield _client(settings.CLICKHOUSE_URL)
    except (failure, OSError) as error:
        raise EngineAway(str(error)) from error


@lru_cache(maxsize=4)
def _client(url: str) -> Any:
    """Give the client of the process: threads share it, so it keeps no session."""
    return import_module("clickhouse_connect").get_client(
        dsn=url, interface=urlsplit(url).scheme, autogenerate_session_id=False
    )


def _table_of(file: Path) -> str:
    return _PREFIX + file.stem.replace("-", "_")


def _tables(client: Any) -> set[str]:
    found = client.query("select name from system.tables where database = currentDatabase()")
    return {row[0] for row in found.result_rows if row[0].startswith(_PREFIX)}


def _brought(client: Any, files: Sequence[Path]) -> list[str]:
    """Give the tables of the files, after bringing those the server does not have yet."""
    there = _tables(client)
    for file in files:
        if _table_of(file) not in there:
            _bring(client, file)
    return [_table_of(file) for file in files]


def _bring(client: Any, file: Path) -> None:
    """Fill a table under another name and rename it: nobody ever reads half a month."""
    table, loading = _table_of(file), f"loading_{uuid4().hex}"
    client.command(_CREATE.format(name=loading))
    try:
        client.raw_insert(loading, list(_COLUMNS), file.read_bytes(), fmt="Parquet")
        client.command(f"rename table {loading} to {table}")
    except Exception:
        client.command(f"drop table if exists {loading}")
        if table not in _tables(client):
            raise


def _over(sources: Sequence[str], request: SumRequest, statement: str) -> str:
    """Give the statement with the facts of its sources, ``area_map`` and ``period_map``."""
    columns = ", ".join(_COLUMNS)
    return reading(
        statement,
        facts=" union all ".join(f"select {columns} from {source}" for source in sources),  # noqa: S608
        area_map=_values("area_id Int64, target_id Int64", request.areas),
        period_map=_values("period_id Int32, slot_id Int32", request.periods),
    )


def _values(columns: str, pairs: Iterable[tuple[int, int]]) -> str:
    rows = ", ".join(f"({one}, {other})" for one, other in pairs)
    return f"select * from values('{columns}', {rows})"  # noqa: S608
