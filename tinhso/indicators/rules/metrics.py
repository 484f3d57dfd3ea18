"""The one question about numbers, and its answer, whichever engine adds up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from tinhso.indicators.rules.definitions import AreaLevel, Standing
from tinhso.indicators.rules.numbers import Sums


class Reading(StrEnum):
    """Areas as they stood in each period (lúc đó), or as they stand on the day of reading."""

    AS_WAS = "AS_WAS"
    AS_IS = "AS_IS"


class CellState(StrEnum):
    """Why a cell has a value or has none."""

    OK = "OK"
    MISSING = "MISSING"
    HIDDEN = "HIDDEN"
    NOT_AVAILABLE = "NOT_AVAILABLE"


class Capability(StrEnum):
    """What the engine that answered can do, for screens to offer or explain."""

    PAST_MOMENTS = "PAST_MOMENTS"
    DAYS = "DAYS"
    BREAKDOWNS = "BREAKDOWNS"
    LIVE = "LIVE"


@dataclass(frozen=True, slots=True)
class MetricQuery:
    """Which numbers are wanted.

    ``indicators`` are codes, ``periods`` numbers of periods. Areas are every area of ``level``, or
    those of the keys in ``areas``. ``agencies`` and ``breakdowns`` narrow the facts.
    ``by_breakdown`` gives a cell for each breakdown. ``as_of`` tells the numbers as they were
    known at a moment. ``engine`` names one to be used, for trials; otherwise the planner chooses.
    """

    indicators: tuple[str, ...]
    periods: tuple[int, ...]
    level: AreaLevel = AreaLevel.PROVINCE
    areas: tuple[int, ...] = ()
    reading: Reading = Reading.AS_WAS
    agencies: tuple[int, ...] = ()
    breakdowns: tuple[str, ...] = ()
    by_breakdown: bool = False
    as_of: datetime | None = None
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number: of an indicator, an area and a period (and a breakdown).

    ``value`` is rounded; ``sums`` are what it was made of. Both are empty where it is hidden.
    """

    indicator: str
    area_id: int
    period_id: int
    breakdown: str = ""
    value: Decimal | None = None
    sums: Sums = Sums()
    state: CellState = CellState.MISSING
    standing: Standing = Standing.NONE


CellKey = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The cells in the order of the question: indicator, area, period, breakdown.

    ``left_out`` are areas of facts that cannot be placed today: their land was split.
    """

    cells: tuple[Cell, ...]
    engines: tuple[str, ...]
    capabilities: frozenset[Capability]
    left_out: tuple[int, ...] = ()
    by_key: Mapping[CellKey, Cell] = field(default_factory=dict)

    def cell(self, indicator: str, area_id: int, period_id: int, breakdown: str = "") -> Cell:
        """Give one cell; where nothing was given, an empty one."""
        key = (indicator, area_id, period_id, breakdown)
        return self.by_key.get(key) or Cell(*key)


@dataclass(frozen=True, slots=True)
class SmallestGroup:
    """From how many people on a group of an indicator may be given (``rules.is_small``)."""

    indicator_id: int
    smallest: int
    is_ratio: bool


@dataclass(frozen=True, slots=True)
class SumRequest:
    """What an engine adds up: facts of some indicators, grouped by target area and slot.

    ``areas`` maps areas of facts to target areas, ``periods`` periods of facts to slots; facts of
    others are left out. ``guarded`` indicators are summed over facts of ``own_agencies`` only: the
    reader may not see the rest. ``counts_areas`` asks how many areas gave a number. Small
    groups of indicators in ``limits`` stay with the engine: it says only that there is one.
    """

    indicator_ids: tuple[int, ...]
    areas: tuple[tuple[int, int], ...]
    periods: tuple[tuple[int, int], ...]
    guarded: frozenset[int] = frozenset()
    own_agencies: tuple[int, ...] = ()
    agencies: tuple[int, ...] = ()
    breakdowns: tuple[str, ...] = ()
    by_breakdown: bool = False
    counts_areas: bool = False
    as_of: datetime | None = None
    limits: tuple[SmallestGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class SumRow:
    """One group an engine added up; ``area_count`` (if asked for): areas that gave a numerator.

    ``is_small``: it counts too few people, and nothing else is told of it.
    """

    indicator_id: int
    target_id: int
    slot_id: int
    breakdown: str
    sums: Sums
    area_count: int = 0
    is_small: bool = False
