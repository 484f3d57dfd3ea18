"""Made-up but lifelike numbers: level, trend, season and chance, the same at every load."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tinhso.indicators.rules.periods import MONTHS, Span

_MOST_SHARE = 0.998


@dataclass(frozen=True, slots=True)
class Shape:
    """How an indicator's made-up numbers behave.

    ``base`` is the province's total of one period (of the denominator, for a ratio), ``growth``
    and ``season`` are shares a year; ``is_stock`` numbers move smoothly.
    """

    code: str
    base: float
    growth: float
    season: float
    ratio: float | None = None
    is_stock: bool = False
    is_mean: bool = False
    decimals: int = 0


def weights(areas: Sequence[tuple[str, float]]) -> list[float]:
    """Give each area's share of the province from its code and relative size; together 1."""
    sizes = [size * math.exp(_chance(code).gauss(0, 0.35)) for code, size in areas]
    whole = sum(sizes)
    return [size / whole for size in sizes]


def series(
    shape: Shape, area: str, weight: float, spans: Sequence[Span]
) -> Iterator[tuple[float, float | None]]:
    """Give numerator and denominator of an area for each period, oldest first."""
    chance = _chance(f"{shape.code}/{area}")
    own_growth = shape.growth + chance.gauss(0, 0.01)
    own_level = math.exp(chance.gauss(0, 0.05 if shape.ratio is not None else 0.12))
    last = spans[-1]
    peak = _chance(f"{shape.code}/peak").uniform(2.5, 4.5)
    for span in spans:
        years = (span.starts_on - last.starts_on).days / 365.25
        wave = 1 + shape.season * _wave(peak, span)
        moved = (1 + own_growth) ** years * wave
        noise = 1 + chance.gauss(0, 0.002 if shape.is_stock else 0.05)
        if shape.ratio is None:
            share = 1.0 if shape.is_mean else weight
            yield _counted(shape.base * share * own_level * moved * noise, shape, chance), None
        else:
            whole = max(1.0, round(shape.base * weight * (1 if shape.is_stock else noise)))
            level = shape.ratio * own_level**0.3 * moved * (1 if shape.is_stock else noise)
            if shape.ratio < 1:
                level = min(level, _MOST_SHARE)
            yield float(min(round(whole * level), whole) if shape.ratio < 1 else
                        round(whole * level)), whole  # fmt: skip


def _wave(peak: float, span: Span) -> float:
    """Give the season's swing, -1 to 1; each indicator has its own best month."""
    middle = span.starts_on.month + MONTHS.get(span.kind, 1) / 2
    return math.cos(2 * math.pi * (middle - peak) / 12)


def _counted(value: float, shape: Shape, chance: Random) -> float:
    """Give a count as whole things, chance deciding the rest; a measure with two decimals."""
    if shape.decimals:
        return round(max(value, 0), 2)
    return float(math.floor(max(value, 0) + chance.random()))


def _chance(seed: str) -> Random:
    return Random(seed)  # noqa: S311 - made-up numbers, no secret
