"""Engines that add facts up in PostgreSQL: from the sums kept by period, or from the facts."""

from collections.abc import Sequence
from typing import Any, Protocol

from tinhso.core.prepared import Statement
from tinhso.indicators.rules import Sums
from tinhso.indicators.rules.metrics import Capability, SumRequest, SumRow


class EngineAway(Exception):
    """An engine outside the process cannot be reached, or does not answer."""


class Engine(Protocol):
    """Adds facts up exactly; ratios, roundings and small cells are not its business."""

    name: str
    capabilities: frozenset[Capability]

    def add_up(self, request: SumRequest) -> list[SumRow]:
        """Give a row for each group that has facts, in any order."""
        ...


_BREAKDOWNS = """
    and (%s::text[] is null or f.breakdown = any (%s::text[]))"""
_MAPS = f"""
    join unnest(%s::bigint[], %s::bigint[]) as a (area_id, target_id) using (area_id)
    join unnest(%s::int[], %s::int[]) as p (period_id, slot_id) using (period_id)
where f.indicator_id = any (%s::bigint[]) and f.period_id = any (%s::int[])
    and (f.indicator_id <> all (%s::bigint[]) or f.agency_id = any (%s::bigint[]))
    and (%s::bigint[] is null or f.agency_id = any (%s::bigint[])){_BREAKDOWNS}
"""
_GROUPS = " group by 1, 2, 3, 4"
_HEAD = "select f.indicator_id, a.target_id, p.slot_id, {breakdown}, "
_BREAKDOWN = {True: "f.breakdown", False: "''"}
_OF_SUMS = """sum(f.numerator), sum(f.denominator), sum(f.fact_count)::bigint,
    sum(f.numerator_count)::bigint, sum(f.denominator_count)::bigint, {areas}
from {table} f"""
_OF_FACTS = """coalesce(sum(f.numerator), 0), coalesce(sum(f.denominator), 0), count(*),
    count(f.numerator), count(f.denominator), {areas}
from indicators_fact f"""
_AREAS_OF_SUMS = "count(distinct f.area_id) filter (where f.numerator_count > 0)"
_AREAS_OF_FACTS = "count(distinct f.area_id) filter (where f.numerator is not null)"
_KNOWN_NOW = " and f.superseded_at is null"
_KNOWN_THEN = """ and f.recorded_at <= %s
    and (f.superseded_at is null or f.superseded_at > %s)"""


def _values(request: SumRequest) -> list[Any]:
    areas, periods = request.areas, request.periods
    agencies, breakdowns = list(request.agencies) or None, list(request.breakdowns) or None
    return [
        [area for area, _ in areas],
        [target for _, target in areas],
        [period for period, _ in periods],
        [slot for _, slot in periods],
        list(request.indicator_ids),
        sorted({period for period, _ in periods}),
        sorted(request.guarded),
        list(request.own_agencies),
        agencies,
        agencies,
        breakdowns,
        breakdowns,
    ]


def rows_of(found: Sequence[Sequence[Any]]) -> list[SumRow]:
    """Give an engine's rows: keys, both sums, three counts, and how many areas there are."""
    return [
        SumRow(
            indicator_id=row[0],
            target_id=row[1],
            slot_id=row[2],
            breakdown=row[3],
            sums=Sums(row[4] if row[7] else None, row[5] if row[8] else None, row[6]),
            area_count=row[9],
        )
        for row in found
        if row[6]
    ]


class SumsEngine:
    """Reads the sums kept by period: quick, and true to the last fact; knows no past, no days.

    Where breakdowns are not asked for it reads the totals over them.
    """

    name = "sums"
    capabilities = frozenset({Capability.BREAKDOWNS, Capability.LIVE})

    def add_up(self, request: SumRequest) -> list[SumRow]:
        """Give the groups."""
        areas = _AREAS_OF_SUMS if request.counts_areas else "0"
        head = _HEAD.format(breakdown=_BREAKDOWN[request.by_breakdown])
        values, maps, table = _values(request), _MAPS, "indicators_factsum"
        if not (request.by_breakdown or request.breakdowns):
            values, maps, table = (
                values[:-2],
                _MAPS.replace(_BREAKDOWNS, ""),
                "indicators_facttotal",
            )
        statement = Statement(head + _OF_SUMS.format(areas=areas, table=table) + maps + _GROUPS)
        return rows_of(statement.rows(*values))


class FactsEngine:
    """Reads the facts themselves, whose partitions of recent years are in memory: knows it all."""

    name = "facts"
    capabilities = frozenset(Capability)

    def add_up(self, request: SumRequest) -> list[SumRow]:
        """Give the groups."""
        areas = _AREAS_OF_FACTS if request.counts_areas else "0"
        head = _HEAD.format(breakdown=_BREAKDOWN[request.by_breakdown])
        known = _KNOWN_THEN if request.as_of else _KNOWN_NOW
        statement = Statement(head + _OF_FACTS.format(areas=areas) + _MAPS + known + _GROUPS)
        moments = [request.as_of] * 2 if request.as_of else []
        return rows_of(statement.rows(*_values(request), *moments))
