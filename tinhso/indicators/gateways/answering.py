"""The metric query answered: plan, add up in an engine, fold, divide, hide small cells."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tinhso.core.actors import Actor
from tinhso.indicators.gateways.choosing import add_up
from tinhso.indicators.gateways.engines import Engine
from tinhso.indicators.queries.defined import Defined, load_defined
from tinhso.indicators.queries.places import place_areas, targets_of
from tinhso.indicators.rules import Sums, periods, standing, suppressed, value_of
from tinhso.indicators.rules.folding import Slot, combined, divides, folded
from tinhso.indicators.rules.metrics import (
    Answer,
    Capability,
    Cell,
    CellKey,
    CellState,
    MetricQuery,
    SmallestGroup,
    SumRequest,
    SumRow,
)
from tinhso.indicators.rules.planning import Shape, base_periods, slots_of
from tinhso.orgs.api import organisation_date

_RowKey = tuple[int, int, int, str]
_Parts = list[tuple[Defined, list[int]]] | None


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every cell of an answer needs: definitions, sums by slot, and where they may stand."""

    query: MetricQuery
    defined: Mapping[str, Defined]
    rows: Mapping[_RowKey, SumRow]
    area_ids: tuple[int, ...]


def answer(query: MetricQuery, actor: Actor) -> Answer:
    """Answer a question with what the actor may read.

    Unknown indicators are left out. Restricted ones are summed over the facts of the actor's own
    agencies. The engine adds up and keeps small groups to itself; dividing, rounding, small cells
    made of several groups and their neighbours are seen to here, the same for every engine.
    """
    defined = load_defined(query.indicators, actor)
    placing = place_areas(query.reading, query.level, organisation_date())
    wanted = query.areas or tuple(area.pk for area in targets_of(query.reading, query.level))
    kept = set(wanted)
    areas = tuple(pair for pair in placing.targets if pair[1] in kept)
    parts_of_others = {code for each in defined.values() if each.expression for code in each.codes}
    rows: dict[_RowKey, SumRow] = {}
    engines: list[Engine] = []
    for shape, group in _grouped(defined.values()).items():
        request = replace(
            _request(query, shape, group, areas, actor), limits=_limits(group, parts_of_others)
        )
        if not request.periods:
            continue
        engine, found = add_up(request, shape, query.engine)
        engines.append(engine)
        for row in found:
            rows[row.indicator_id, row.target_id, row.slot_id, row.breakdown] = row
    frame = _Frame(query, defined, rows, wanted)
    cells = [
        cell for code in query.indicators if code in defined for cell in _cells_of(code, frame)
    ]
    return Answer(
        cells=tuple(cells),
        engines=tuple(dict.fromkeys(engine.name for engine in engines)),
        capabilities=_shared(engines),
        left_out=placing.left_out,
        by_key={key_of(cell): cell for cell in cells},
    )


def key_of(cell: Cell) -> CellKey:
    """Give what a cell is of."""
    return (cell.indicator, cell.area_id, cell.period_id, cell.breakdown)


def _shared(engines: Sequence[Engine]) -> frozenset[Capability]:
    if not engines:
        return frozenset()
    return frozenset.intersection(*(engine.capabilities for engine in engines))


def _grouped(defined: Iterable[Defined]) -> dict[Shape, list[Defined]]:
    groups: defaultdict[Shape, list[Defined]] = defaultdict(list)
    for each in defined:
        if each.expression is None:
            groups[each.shape].append(each)
    return groups


def _request(
    query: MetricQuery,
    shape: Shape,
    group: Sequence[Defined],
    areas: tuple[tuple[int, int], ...],
    actor: Actor,
) -> SumRequest:
    is_exact = shape.only_own_level and shape.level is not query.level
    pairs = {
        pair for period_id in query.periods for pair in slots_of(periods.from_id(period_id), shape)
    }
    return SumRequest(
        indicator_ids=tuple(each.id for each in group),
        areas=areas,
        periods=() if is_exact else tuple(sorted(pairs)),
        guarded=frozenset(each.id for each in group if each.is_guarded),
        own_agencies=actor.agency_ids,
        agencies=query.agencies,
        breakdowns=query.breakdowns,
        by_breakdown=query.by_breakdown,
        counts_areas=shape.counts_areas,
        as_of=query.as_of,
    )


def _limits(
    group: Sequence[Defined], parts_of_others: Collection[str]
) -> tuple[SmallestGroup, ...]:
    """Give the limits an engine keeps: of groups that are cells, and of which nothing is made."""
    return tuple(
        SmallestGroup(each.id, each.smallest_count, each.is_ratio)
        for each in group
        if each.smallest_count > 1 and each.adding.shows_groups and each.code not in parts_of_others
    )


def _cells_of(code: str, frame: _Frame) -> list[Cell]:
    each, breakdowns = frame.defined[code], _breakdowns(frame.defined[code], frame)
    parts_of = {period_id: _parts(each, period_id, frame) for period_id in frame.query.periods}
    cells = [
        _cell(each, area_id, period_id, breakdown, parts_of, frame)
        for area_id in frame.area_ids
        for period_id in frame.query.periods
        for breakdown in breakdowns
    ]
    if each.smallest_count <= 1:
        return cells
    groups = {
        key_of(cell): ((cell.period_id, cell.breakdown), cell.sums)
        for cell in cells
        if cell.state in {CellState.OK, CellState.HIDDEN}
    }
    known = {key_of(cell) for cell in cells if cell.state is CellState.HIDDEN}
    hidden = suppressed(groups, is_ratio=each.is_ratio, smallest=each.smallest_count, known=known)
    return [_hidden(cell) if key_of(cell) in hidden else cell for cell in cells]


def _breakdowns(each: Defined, frame: _Frame) -> list[str]:
    if not frame.query.by_breakdown:
        return [""]
    ids = {frame.defined[code].id for code in each.codes if code in frame.defined}
    return sorted({key[3] for key in frame.rows if key[0] in ids}) or [""]


def _cell(
    each: Defined, area_id: int, period_id: int, breakdown: str, parts_of: Mapping[int, _Parts],
    frame: _Frame,
) -> Cell:  # fmt: skip
    given = parts_of[period_id]
    if given is None:
        return Cell(each.code, area_id, period_id, breakdown, state=CellState.NOT_AVAILABLE)
    parts = {}
    for part, slots in given:
        keys = [(part.id, area_id, slot, breakdown) for slot in slots]
        rows = [row for key in keys if (row := frame.rows.get(key))]
        if _ends_small(rows):
            return Cell(each.code, area_id, period_id, breakdown, state=CellState.HIDDEN)
        told = [Slot(row.slot_id, row.sums, row.area_count) for row in rows if not row.is_small]
        parts[part.code] = folded(told, part.adding)
    return _valued((each.code, area_id, period_id, breakdown), each, _sums(each, parts, frame))


def _ends_small(rows: Sequence[SumRow]) -> bool:
    """Tell whether the latest group in which a number was given is one the engine hid."""
    given = [row for row in rows if row.is_small or row.sums.numerator is not None]
    return bool(given) and max(given, key=lambda row: row.slot_id).is_small


def _parts(each: Defined, period_id: int, frame: _Frame) -> _Parts:
    """Give what an indicator is made of in a period, with the slots of each; or nothing."""
    span = periods.from_id(period_id)
    found = []
    for code in each.codes:
        part = frame.defined.get(code)
        bases = base_periods(span, part.shape, frame.query.level) if part else []
        if part is None or not bases:
            return None
        slots = {slot for base, slot in slots_of(span, part.shape) if base in bases}
        found.append((part, sorted(slots)))
    return found


def _sums(each: Defined, parts: dict[str, Sums], frame: _Frame) -> Sums:
    if each.expression is None:
        return parts[each.code]
    whole = {code: _averaged(part, frame.defined[code]) for code, part in parts.items()}
    return combined(each.expression, whole)


def _averaged(sums: Sums, each: Defined) -> Sums:
    """Give a mean as one number before it enters an expression."""
    if not divides(each.adding) or sums.numerator is None or not sums.denominator:
        return sums
    value = value_of(sums, is_ratio=True, factor=each.factor, decimals=12)
    return Sums(value, None, sums.fact_count)


def _valued(key: CellKey, each: Defined, sums: Sums) -> Cell:
    is_ratio = each.is_ratio or (
        each.expression is None and divides(each.adding) and sums.denominator is not None
    )
    value = value_of(sums, is_ratio=is_ratio, factor=each.factor, decimals=each.decimals)
    if value is None:
        return Cell(*key, sums=sums)
    found = standing(value, direction=each.direction, warning=each.warning, alarm=each.alarm)
    return Cell(*key, value=value, sums=sums, state=CellState.OK, standing=found)


def _hidden(cell: Cell) -> Cell:
    return Cell(*key_of(cell), state=CellState.HIDDEN)
