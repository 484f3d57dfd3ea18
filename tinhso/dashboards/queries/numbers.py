"""All numbers of a board in few questions: tiles say what they need, needs are asked together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tinhso.core.actors import Actor
from tinhso.dashboards.queries.asking import BOARD_KINDS, Frame
from tinhso.dashboards.rules.document import Tile, TileKind
from tinhso.indicators.api import (
    Answer,
    AreaLevel,
    Calendar,
    Cell,
    IndicatorVersion,
    MetricQuery,
    PeriodKind,
    Span,
    answer,
    catalogue_for,
    periods,
)

#: How many periods a line shows, by kind.
HISTORY = {
    PeriodKind.MONTH: 25, PeriodKind.QUARTER: 13, PeriodKind.HALF_YEAR: 9, PeriodKind.YEAR: 6,
}  # fmt: skip
_BY_PARTS = {TileKind.RANKING, TileKind.MAP}


@dataclass
class Numbers:
    """Definitions by code, every cell the tiles of a board asked for, and who added them up."""

    frame: Frame
    versions: dict[str, IndicatorVersion]
    cells: dict[tuple[str, int, int], Cell] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)

    def span(self, code: str) -> Span:
        """Give the period of an indicator shown for the period chosen for the board."""
        return span_for(self.frame.asked.span, self.versions[code])

    def cell(self, code: str, area_id: int, span: Span) -> Cell:
        """Give one number; where none was asked for, an empty one."""
        key = (code, area_id, span.id)
        return self.cells.get(key) or Cell(code, area_id, span.id)


def span_for(chosen: Span, version: IndicatorVersion) -> Span:
    """Give the last period of an indicator that is over when the chosen one is.

    An indicator given by quarters is shown by quarters on a monthly board; one of the
    administrative calendar by the period that ends within the chosen one.
    """
    frequency = PeriodKind(version.frequency)
    is_daily = frequency is PeriodKind.DAY
    kind = chosen.kind
    if not is_daily and frequency in BOARD_KINDS:
        kind = max(chosen.kind, frequency, key=BOARD_KINDS.index)
    calendar = Calendar.CALENDAR if is_daily else Calendar(version.calendar)
    span = periods.period_of(chosen.last_day, calendar, kind)
    return span if span.ends_on <= chosen.ends_on else periods.following(span, -1)


def history(span: Span) -> tuple[Span, ...]:
    """Give the periods a line shows, oldest first, the last the given one."""
    return tuple(periods.following(span, -back) for back in range(HISTORY[span.kind] - 1, -1, -1))


def load_numbers(tiles: Sequence[Tile], frame: Frame, actor: Actor) -> Numbers:
    """Give every number the tiles show; unknown indicators are left out."""
    codes = {code for tile in tiles for code in tile.indicators}
    found = catalogue_for(actor).filter(code__in=codes, version__isnull=False)
    versions = {}
    for indicator in found:
        if indicator.version is not None:
            indicator.version.indicator = indicator
            versions[indicator.code] = indicator.version
    numbers = Numbers(frame, versions)
    for query in _queries(tiles, numbers):
        found_out = answer(query, actor)
        numbers.answers.append(found_out)
        for cell in found_out.cells:
            numbers.cells[cell.indicator, cell.area_id, cell.period_id] = cell
    return numbers


def _queries(tiles: Sequence[Tile], numbers: Numbers) -> Iterable[MetricQuery]:
    frame = numbers.frame
    lines: defaultdict[Span, dict[str, None]] = defaultdict(dict)
    by_parts: defaultdict[Span, dict[str, None]] = defaultdict(dict)
    for tile in tiles:
        wanted = by_parts if tile.kind in _BY_PARTS else lines
        for code in tile.indicators:
            if code in numbers.versions:
                wanted[numbers.span(code)][code] = None
    for span, codes in lines.items():
        spans = history(span)
        yield _query(frame, tuple(codes), spans, frame.level, (frame.place.pk,))
    for span, codes in by_parts.items():
        yield _query(frame, tuple(codes), (span,), frame.part_level, frame.part_ids)
        yield _query(frame, tuple(codes), (span,), frame.level, (frame.place.pk,))


def _query(
    frame: Frame, codes: tuple[str, ...], spans: Sequence[Span], level: AreaLevel,
    area_ids: tuple[int, ...],
) -> MetricQuery:  # fmt: skip
    asked = frame.asked
    return MetricQuery(
        indicators=codes, periods=tuple(span.id for span in spans), level=level, areas=area_ids,
        reading=asked.reading, agencies=asked.agencies, as_of=asked.as_of,
    )  # fmt: skip
