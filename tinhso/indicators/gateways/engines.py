"""Engines that add facts up in PostgreSQL: from the sums kept by period, or from the facts."""

from collections.abc import Sequence
from typing import Any, Protocol

from tinhso.core.prepared import Statement
from tinhso.indicators.rules import Sums
from tinhso.indicators.rules.metrics import Capability, SumRequest, SumRow


class EngineAway(Exception):
    """An engine outside the process cannot be reached, or does not answer."""


class Engine(Protocol):
    """Adds facts up exactly, and keeps small groups to itself; ratios and roundings come later."""

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
#: Where a row says that its group is small.
_SMALL = 10
_GROUPS = " group by 1, 2, 3, 4"
_HEAD = "select f.indicator_id, a.target_id, p.slot_id, {breakdown} as shown, "
_BREAKDOWN = {True: "f.breakdown", False: "''"}
_OF_SUMS = """sum(f.numerator) as numerator, sum(f.denominator) as denominator,
    sum(f.fact_count)::bigint as fact_count, sum(f.numerator_count)::bigint as numerator_count,
    sum(f.denominator_count)::bigint as denominator_count, {areas} as area_count
from {table} f"""
_OF_FACTS = """coalesce(sum(f.numerator), 0) as numerator,
    coalesce(sum(f.denominator), 0) as denominator, count(*) as fact_count,
    count(f.numerator) as numerator_count, count(f.denominator) as denominator_count,
    {areas} as area_count
from indicators_fact f"""
_WITHOUT_SMALL = """
select g.indicator_id, g.target_id, g.slot_id, g.shown,
    case when not s.small then g.numerator end, case when not s.small then g.denominator end,
    case when not s.small then g.fact_count end, case when not s.small then g.numerator_count end,
    case when not s.small then g.denominator_count end, case when not s.small then g.area_count end,
    s.small
from ({groups}) g
    left join unnest(%s::bigint[], %s::numeric[], %s::boolean[])
        as k (indicator_id, smallest, is_ratio) using (indicator_id)
    cross join lateral (select coalesce(
        (g.numerator <> 0 and abs(g.numerator) < k.smallest)
            or (k.is_ratio and g.denominator <> 0 and abs(g.denominator) < k.smallest), false
    ) as small) s"""
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
    """Give an engine's rows: keys, both sums, three counts, how many areas there are, and, where
    limits were asked for, whether the group is small and the rest therefore empty.
    """
    return [
        SumRow(
            indicator_id=row[0],
            target_id=row[1],
            slot_id=row[2],
            breakdown=row[3],
            sums=Sums(row[4] if row[7] else None, row[5] if row[8] else None, row[6] or 0),
            area_count=row[9] or 0,
            is_small=_is_small(row),
        )
        for row in found
        if row[6] or _is_small(row)
    ]


def _is_small(row: Sequence[Any]) -> bool:
    return len(row) > _SMALL and bool(row[_SMALL])


def _read(groups: str, values: Sequence[Any], request: SumRequest) -> list[SumRow]:
    """Add up, and let small groups stay where they are."""
    if not request.limits:
        return rows_of(Statement(groups).rows(*values))
    limits = [
        [limit.indicator_id for limit in request.limits],
        [limit.smallest for limit in request.limits],
        [limit.is_ratio for limit in request.limits],
    ]
    return rows_of(Statement(_WITHOUT_SMALL.format(groups=groups)).rows(*values, *limits))


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
        groups = head + _OF_SUMS.format(areas=areas, table=table) + maps + _GROUPS
        return _read(groups, values, request)


class FactsEngine:
    """Reads the facts themselves, whose partitions of recent years are in memory: knows it all."""

    name = "facts"
    capabilities = frozenset(Capability)

    def add_up(self, request: SumRequest) -> list[SumRow]:
        """Give the groups."""
        areas = _AREAS_OF_FACTS if request.counts_areas else "0"
        head = _HEAD.format(breakdown=_BREAKDOWN[request.by_breakdown])
        known = _KNOWN_THEN if request.as_of else _KNOWN_NOW
        groups = head + _OF_FACTS.format(areas=areas) + _MAPS + known + _GROUPS
        moments = [request.as_of] * 2 if request.as_of else []
        return _read(groups, [*_values(request), *moments], request)
