"""Engines that add facts up over monthly Parquet files: DuckDB and PySpark here.

One Ibis expression says what is added up; Ibis writes it in each engine's SQL, and a thin driver
runs it. Sums stay ``Decimal(38, 6)`` everywhere, moments are whole microseconds, so that engines
cannot answer differently. Loaded only where such an engine is asked for.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import ibis
from ibis import _

from tinhso.core.deferred import deferred_library
from tinhso.indicators.gateways.engines import rows_of
from tinhso.indicators.rules.metrics import Capability, SmallestGroup, SumRequest, SumRow

duckdb = deferred_library("duckdb")
FACTS = ibis.table(
    {
        "indicator_id": "int64", "area_id": "int64", "agency_id": "int64", "period_id": "int32",
        "breakdown": "string", "numerator": "decimal(30, 6)", "denominator": "decimal(30, 6)",
        "recorded_us": "int64", "superseded_us": "int64",
    },
    name="facts",
)  # fmt: skip
AREA_MAP = ibis.table({"area_id": "int64", "target_id": "int64"}, name="area_map")
PERIOD_MAP = ibis.table({"period_id": "int32", "slot_id": "int32"}, name="period_map")
_KEYS = ("indicator_id", "target_id", "slot_id", "shown")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ZERO = ibis.literal(Decimal(0), "decimal(38, 6)")


def microseconds(moment: datetime) -> int:
    """Give a moment as whole microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def expression_of(request: SumRequest) -> Any:
    """Give what is added up as an Ibis expression; its columns are those ``rows_of`` reads."""
    facts = FACTS.filter(*_conditions(request))
    joined = facts.join(AREA_MAP, "area_id").join(PERIOD_MAP, "period_id")
    breakdown = joined.breakdown if request.by_breakdown else ibis.literal("")
    groups = joined.mutate(shown=breakdown).group_by(*_KEYS)
    areas = ibis.literal(0, "int64")
    if request.counts_areas:
        areas = _.area_id.nunique(where=_.numerator.notnull())
    found = groups.aggregate(
        numerator=ibis.coalesce(_.numerator.sum(), _ZERO),
        denominator=ibis.coalesce(_.denominator.sum(), _ZERO),
        fact_count=_.count(),
        numerator_count=_.numerator.count(),
        denominator_count=_.denominator.count(),
        **({"area_count": areas} if request.counts_areas else {}),
    )
    if not request.counts_areas:
        found = found.mutate(area_count=areas)
    return _without_small(found, request) if request.limits else found


def _without_small(groups: Any, request: SumRequest) -> Any:
    """Give the groups, of small ones their keys only; the last column says which they are."""
    marked = groups.mutate(small=ibis.or_(*(_is_small(groups, each) for each in request.limits)))
    told = {
        name: ibis.ifelse(marked.small, ibis.null(marked[name].type()), marked[name])
        for name in groups.columns[len(_KEYS) :]
    }
    return marked.select(*_KEYS, **told, small=marked.small)


def _is_small(groups: Any, limit: SmallestGroup) -> Any:
    counted = [groups.numerator, groups.denominator] if limit.is_ratio else [groups.numerator]
    smallest = ibis.literal(Decimal(limit.smallest), "decimal(38, 6)")
    few = [(count != _ZERO) & (count.abs() < smallest) for count in counted]
    return (groups.indicator_id == limit.indicator_id) & ibis.or_(*few)


def _conditions(request: SumRequest) -> list[Any]:
    facts = FACTS
    conditions = [
        facts.indicator_id.isin(list(request.indicator_ids)),
        facts.period_id.isin(sorted({period for period, _slot in request.periods})),
    ]
    if request.as_of is None:
        conditions.append(facts.superseded_us.isnull())
    else:
        moment = microseconds(request.as_of)
        conditions.append(facts.recorded_us <= moment)
        conditions.append(facts.superseded_us.isnull() | (facts.superseded_us > moment))
    if request.guarded:
        is_open = ~facts.indicator_id.isin(sorted(request.guarded))
        if request.own_agencies:
            is_open |= facts.agency_id.isin(list(request.own_agencies))
        conditions.append(is_open)
    if request.agencies:
        conditions.append(facts.agency_id.isin(list(request.agencies)))
    if request.breakdowns:
        conditions.append(facts.breakdown.isin(list(request.breakdowns)))
    return conditions


def reading(statement: str, **parts: str) -> str:
    """Give a statement with what it reads written before it, each part under its name."""
    named = ", ".join(f"{name} as ({part})" for name, part in parts.items())
    return f"with {named} select * from ({statement})"  # noqa: S608


class ColumnarEngine(ABC):
    """What the columnar engines share; each says its dialect and how a statement is run."""

    name = ""
    dialect = ""
    capabilities = frozenset({Capability.PAST_MOMENTS, Capability.DAYS, Capability.BREAKDOWNS})

    def __init__(self, files: Sequence[Path]) -> None:
        self.files = [str(file) for file in files]

    def add_up(self, request: SumRequest) -> list[SumRow]:
        """Give the groups; nothing where there are no files."""
        if not (self.files and request.areas and request.periods and request.indicator_ids):
            return []
        statement = str(ibis.to_sql(expression_of(request), dialect=self.dialect))
        return rows_of(self.run(statement, request))

    @abstractmethod
    def run(self, statement: str, request: SumRequest) -> list[Sequence[Any]]:
        """Run a statement over ``facts``, ``area_map`` and ``period_map``."""


class DuckDbEngine(ColumnarEngine):
    """DuckDB inside the process."""

    name = "duckdb"
    dialect = "duckdb"

    def run(self, statement: str, request: SumRequest) -> list[Sequence[Any]]:
        """Run on a connection of its own; files are read where they lie."""
        with duckdb.connect(":memory:") as connection:
            connection.execute("set enable_progress_bar = false")
            connection.execute(
                "create temp table area_map as"
                " select unnest(?::bigint[]) as area_id, unnest(?::bigint[]) as target_id",
                [list(column) for column in zip(*request.areas, strict=True)],
            )
            connection.execute(
                "create temp table period_map as"
                " select unnest(?::integer[]) as period_id, unnest(?::integer[]) as slot_id",
                [list(column) for column in zip(*request.periods, strict=True)],
            )
            connection.read_parquet(self.files).create_view("facts")
            found: list[Sequence[Any]] = connection.execute(statement).fetchall()
            return found


class SparkEngine(ColumnarEngine):
    """PySpark, local or on a cluster (``SPARK_REMOTE``); package ``pyspark`` and Java needed."""

    name = "spark"
    dialect = "pyspark"

    def run(self, statement: str, request: SumRequest) -> list[Sequence[Any]]:
        """Run in the session of the process."""
        spark = deferred_library("pyspark.sql").SparkSession.builder.getOrCreate()
        spark.read.parquet(*self.files).createOrReplaceTempView("facts")
        areas, periods = (
            ", ".join(f"({one}{mark}, {other}{mark})" for one, other in pairs)
            for pairs, mark in ((request.areas, "L"), (request.periods, ""))
        )
        whole = reading(
            statement,
            area_map=f"select * from values {areas} as t (area_id, target_id)",  # noqa: S608
            period_map=f"select * from values {periods} as t (period_id, slot_id)",  # noqa: S608
        )
        return [tuple(row) for row in spark.sql(whole).collect()]
