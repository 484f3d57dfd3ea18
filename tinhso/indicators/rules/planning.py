"""Which base periods answer for a period asked about, and how engines group them."""

from collections.abc import Iterable
from dataclasses import dataclass

from tinhso.indicators.rules import periods
from tinhso.indicators.rules.definitions import AreaLevel, OverAreas, OverTime
from tinhso.indicators.rules.folding import Adding
from tinhso.indicators.rules.periods import FAMILIES, Calendar, PeriodKind, Span


@dataclass(frozen=True, slots=True)
class Shape:
    """What indicators must share to be added up in one request."""

    calendar: Calendar
    frequency: PeriodKind
    level: AreaLevel
    over_time: OverTime
    needs_slots: bool
    counts_areas: bool
    only_own_level: bool


def shape_of(*, calendar: str, frequency: str, level: str, adding: Adding) -> Shape:
    """Give the shape of an indicator by its definition's codes."""
    only_own_level = adding.over_areas is OverAreas.NONE
    return Shape(
        calendar=Calendar(calendar),
        frequency=PeriodKind(frequency),
        level=AreaLevel(level),
        over_time=adding.over_time,
        needs_slots=adding.needs_slots,
        counts_areas=adding.over_areas is OverAreas.MEAN and not adding.is_ratio,
        only_own_level=only_own_level,
    )


def base_periods(span: Span, shape: Shape, level: AreaLevel) -> list[int]:
    """Give the periods of facts (or of their sums) that make up a period; none: not available.

    Facts of days are summed by months; weeks and days are made of the days themselves. Numbers of
    one calendar never answer for the other, nor shorter periods than they are given for.
    """
    if shape.only_own_level and shape.level is not level:
        return []
    if shape.over_time is OverTime.NONE and span.kind is not shape.frequency:
        return []
    if shape.frequency is PeriodKind.DAY:
        is_long = span.calendar in FAMILIES
        kind = PeriodKind.MONTH if is_long else PeriodKind.DAY
    elif span.calendar is shape.calendar:
        kind = shape.frequency
    else:
        return []
    return [part.id for part in periods.parts(span, kind)]


def by_days(pairs: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Give days in the place of the months they are summed by: facts of days know no months."""
    return tuple(
        (day.id, slot)
        for base, slot in pairs
        for day in periods.parts(periods.from_id(base), PeriodKind.DAY)
    )


def slots_of(span: Span, shape: Shape) -> list[tuple[int, int]]:
    """Give base periods with the slot each is added up in: itself, or the period asked about."""
    bases = base_periods(span, shape, shape.level)
    return [(base, base if shape.needs_slots else span.id) for base in bases]
