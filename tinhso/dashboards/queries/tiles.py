"""Tiles as they are shown: each kind's content made of the board's numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.core.actors import Actor
from tinhso.core.grouping import grouped
from tinhso.dashboards.queries.asking import Frame, address_of, frame_for, shown_name
from tinhso.dashboards.queries.figures import (
    Figure,
    cell_text,
    facts_path,
    figure_of,
    standing_of,
)
from tinhso.dashboards.queries.numbers import Numbers, history, load_numbers
from tinhso.dashboards.queries.shapes import Land, Piece, load_land
from tinhso.dashboards.rules import drawing
from tinhso.dashboards.rules.document import Tile, TileKind
from tinhso.indicators.api import (
    STANDINGS,
    Cell,
    IndicatorVersion,
    Reading,
    Reckoned,
    period_words,
    reckoned_words,
)
from tinhso.orgs.api import Area
from tinhso.ui.components import Tone

_USUAL_ROWS = 11
CLASSES = 5
_ENGLISH_KINDS = {"City", "Town", "District", "Ward", "Commune", "Township"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a ranking or of the table beside a picture."""

    label: str
    text: str
    url: str = ""
    label_url: str = ""
    share: str = "0"
    tone: Tone = Tone.NEUTRAL
    note: str = ""
    rank: int = 0
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a picture."""

    name: str
    line: drawing.Line
    is_main: bool
    last: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """One area of a map: its piece, its class (0 to 4, empty without number), and its words."""

    piece: Piece
    step: int | None
    entry: Entry


@dataclass(frozen=True, slots=True)
class Gauge:
    """A half circle up to the number, with the place of its target."""

    track: str
    arc: str
    tick_from: tuple[str, str] | None
    tick_to: tuple[str, str] | None
    high: str


@dataclass(frozen=True, slots=True)
class Content:
    """A tile with everything its drawing needs; what a kind does not use is empty."""

    tile: Tile
    title: str
    figures: tuple[Figure, ...] = ()
    entries: tuple[Entry, ...] = ()
    series: tuple[Series, ...] = ()
    columns: tuple[drawing.Column, ...] = ()
    labels: tuple[str, ...] = ()
    scale: tuple[str, str] = ("", "")
    gauge: Gauge | None = None
    regions: tuple[Region, ...] = ()
    land: Land | None = None
    legend: tuple[tuple[int, str], ...] = ()
    paragraphs: tuple[str, ...] = ()
    period: str = ""
    unit: str = ""
    place: str = ""
    missing: tuple[str, ...] = field(default=())

    @property
    def main(self) -> Figure | None:
        """Give the first number."""
        return self.figures[0] if self.figures else None


@dataclass(frozen=True, slots=True)
class Drawn:
    """Tiles as they are shown, how their numbers were added up, whether old areas fell apart."""

    contents: list[Content]
    reckoned: Reckoned
    is_split: bool


def contents_of(tiles: Sequence[Tile], frame: Frame, actor: Actor) -> list[Content]:
    """Give every tile's content in reading order, with what the actor may read."""
    return draw(tiles, frame, actor).contents


def draw(tiles: Sequence[Tile], frame: Frame, actor: Actor) -> Drawn:
    """Give every tile's content in reading order, and how its numbers came about."""
    alike: dict[tuple[str, str], list[Tile]] = {}
    for tile in tiles:
        alike.setdefault((tile.area, tile.period), []).append(tile)
    numbers = {
        key: load_numbers(own, frame_for(own[0], frame), actor) for key, own in alike.items()
    }
    contents = [_placed(tile, numbers[tile.area, tile.period]) for tile in tiles]
    answers = [each for own in numbers.values() for each in own.answers if each.engines]
    able = frozenset.intersection(*(each.capabilities for each in answers)) if answers else ()
    engines = [name for each in answers for name in each.engines]
    is_split = frame.asked.reading is Reading.AS_IS and any(each.left_out for each in answers)
    return Drawn(contents, reckoned_words(engines, able), is_split)


def _placed(tile: Tile, numbers: Numbers) -> Content:
    """Give a tile's content, naming the area when it keeps to one of its own."""
    content = content_of(tile, numbers)
    return replace(content, place=shown_name(numbers.frame.place)) if tile.area else content


def content_of(tile: Tile, numbers: Numbers) -> Content:
    """Give one tile's content from numbers that were asked for."""
    language = "en" if get_language() == "en" else "vi"
    known = [code for code in tile.indicators if code in numbers.versions]
    title = tile.title.get(language) or tile.title.get("vi") or (
        numbers.versions[known[0]].indicator.shown_name if known else _("Ô chưa có chỉ tiêu")
    )  # fmt: skip
    if tile.kind is TileKind.TEXT:
        text = tile.text.get(language) or tile.text.get("vi", "")
        return Content(tile, title if tile.title else "", paragraphs=tuple(text.split("\n\n")))
    missing = tuple(code for code in tile.indicators if code not in numbers.versions)
    if not known:
        return Content(tile, title, missing=missing)
    return _MAKERS[tile.kind](tile, title, known, numbers)


def _number(tile: Tile, title: str, codes: list[str], numbers: Numbers) -> Content:
    figures = tuple(figure_of(code, numbers, tile) for code in codes)
    return Content(
        tile, title, figures, entries=_line_entries(codes[0], numbers),
        period=figures[0].period, unit=figures[0].unit,
    )  # fmt: skip


def _line_entries(code: str, numbers: Numbers) -> tuple[Entry, ...]:
    """Give the numbers of a line, newest first, each leading to its facts."""
    version, frame = numbers.versions[code], numbers.frame
    entries = []
    for span in reversed(history(numbers.span(code))):
        cell = numbers.cell(code, frame.place.pk, span)
        url = facts_path(code, frame, frame.place, frame.level, span)
        stand = STANDINGS[cell.standing]
        entries.append(
            Entry(
                period_words(span),
                cell_text(cell, version),
                url,
                note=str(stand[0]),
                value=cell.value,
            )  # fmt: skip
        )
    return tuple(entries)


def _trend(tile: Tile, title: str, codes: list[str], numbers: Numbers) -> Content:
    code, frame = codes[0], numbers.frame
    version = numbers.versions[code]
    spans = history(numbers.span(code))
    spans = spans[-(tile.count or 13) :]
    drawn = {
        each: [numbers.cell(each, frame.place.pk, span).value for span in spans]
        for each in codes[:3]
        if numbers.span(each) == numbers.span(code)
    }
    low, high = drawing.bounds([value for values in drawn.values() for value in values])
    series = []
    for each, values in drawn.items():
        line = drawing.line(values, low, high)
        if line:
            name = numbers.versions[each].indicator.shown_name
            series.append(Series(name, line, each == code))
    figures = tuple(figure_of(each, numbers, tile) for each in codes[:3])
    return Content(
        tile, title, figures, _line_entries(code, numbers), tuple(series),
        labels=_labels([period_words(span) for span in spans]), period=figures[0].period,
        scale=(grouped(low, version.decimals), grouped(high, version.decimals)),
        unit=version.shown_unit,
    )  # fmt: skip


def _labels(words: list[str]) -> tuple[str, ...]:
    """Give the first, the middle and the last label."""
    return (words[0], words[len(words) // 2], words[-1]) if len(words) > 2 else tuple(words)


def _bar(tile: Tile, title: str, codes: list[str], numbers: Numbers) -> Content:
    code, frame = codes[0], numbers.frame
    version = numbers.versions[code]
    spans = history(numbers.span(code))[-(tile.count or 12) :]
    values = [numbers.cell(code, frame.place.pk, span).value for span in spans]
    high = max((value for value in values if value is not None), default=Decimal(0))
    figure = figure_of(code, numbers, tile)
    return Content(
        tile, title, (figure,), _line_entries(code, numbers),
        columns=tuple(drawing.columns(values, high)),
        labels=_labels([period_words(span) for span in spans]),
        scale=(grouped(Decimal(0), version.decimals), grouped(high, version.decimals)),
        period=figure.period, unit=version.shown_unit,
    )  # fmt: skip


def _table(tile: Tile, title: str, codes: list[str], numbers: Numbers) -> Content:
    figures = tuple(figure_of(code, numbers, tile) for code in codes)
    return Content(tile, title, figures, period=figures[0].period)


def _gauge(tile: Tile, title: str, codes: list[str], numbers: Numbers) -> Content:
    figure = figure_of(codes[0], numbers, tile)
    version = numbers.versions[codes[0]]
    high = _whole(figure.value, tile.target, version)
    part = (figure.value or Decimal(0)) / high
    target = tile.target if tile.target is not None else version.warning
    tick = target / high if target is not None else None
    gauge = Gauge(
        drawing.arc(Decimal(1)), drawing.arc(part) if figure.value else "",
        drawing.on_arc(tick, 70) if tick is not None else None,
        drawing.on_arc(tick, 98) if tick is not None else None,
        f"{grouped(high, 0)} {version.shown_unit}",
    )  # fmt: skip
    return Content(
        tile, title, (figure,), _line_entries(codes[0], numbers), gauge=gauge,
        period=figure.period, unit=figure.unit,
    )  # fmt: skip


def _whole(value: Decimal | None, target: Decimal | None, version: IndicatorVersion) -> Decimal:
    """Give what a full gauge means: 100 for percents, else half more than the most."""
    if version.unit == "%" and (value or 0) <= 100:
        return Decimal(100)
    most = max(value or Decimal(1), target or Decimal(0), version.warning or Decimal(0))
    size = Decimal(10) ** (most.adjusted())
    return (most * Decimal("1.2") // size + 1) * size


def _by_area(code: str, numbers: Numbers, tile: Tile) -> list[tuple[Area, Cell, Entry]]:
    version, frame = numbers.versions[code], numbers.frame
    span = numbers.span(code)
    cells = {area.pk: numbers.cell(code, area.pk, span) for area in frame.parts}
    high = max((abs(cell.value) for cell in cells.values() if cell.value is not None),
               default=Decimal(0))  # fmt: skip
    listed = []
    for area in frame.parts:
        cell = cells[area.pk]
        stand, tone = STANDINGS[standing_of(cell, version, tile.target)]
        entry = Entry(
            _name(area), cell_text(cell, version),
            facts_path(code, frame, area, frame.part_level, span),
            address_of(frame.asked, vung=area.code) if frame.part_level is not frame.level else "",
            drawing.share(cell.value, high), tone, str(stand), value=cell.value,
        )  # fmt: skip
        listed.append((area, cell, entry))
    return listed


def _name(area: Area) -> str:
    """Give an area's name without its kind, as a short label."""
    if get_language() == "en" and area.name_en:
        name, _space, kind = area.name_en.rpartition(" ")
        return name if kind in _ENGLISH_KINDS else area.name_en
    name = area.name
    for kind in ("Thành phố ", "Thị xã ", "Huyện ", "Phường ", "Xã ", "Thị trấn "):
        name = name.removeprefix(kind)
    return name


def _ranking(tile: Tile, title: str, codes: list[str], numbers: Numbers) -> Content:
    version = numbers.versions[codes[0]]
    listed = _by_area(codes[0], numbers, tile)
    sign = -1 if version.direction != "LOWER" else 1
    given = sorted(
        (each for each in listed if each[1].value is not None),
        key=lambda each: (sign * (each[1].value or 0), each[2].label),
    )
    ranked = [replace(e, rank=rank) for rank, (_area, _cell, e) in enumerate(given, start=1)]
    without = [entry for _area, cell, entry in listed if cell.value is None]
    figure = figure_of(codes[0], numbers, tile)
    most = tile.count or _USUAL_ROWS
    return Content(
        tile, title, (figure,), tuple((ranked + without)[:most]), period=figure.period,
        unit=version.shown_unit,
    )  # fmt: skip


def _map(tile: Tile, title: str, codes: list[str], numbers: Numbers) -> Content:
    frame, version = numbers.frame, numbers.versions[codes[0]]
    listed = _by_area(codes[0], numbers, tile)
    values = [cell.value for _area, cell, _entry in listed]
    steps = drawing.steps_of(values, CLASSES)
    land = load_land(frame.part_ids, tuple(area.code for area in frame.parts))
    pieces = {piece.area_id: piece for piece in land.pieces} if land else {}
    regions = tuple(
        Region(pieces[area.pk], step, entry)
        for (area, _cell, entry), step in zip(listed, steps, strict=True)
        if area.pk in pieces
    )
    figure = figure_of(codes[0], numbers, tile)
    return Content(
        tile, title, (figure,), tuple(entry for _a, _c, entry in listed), regions=regions,
        land=land, legend=legend_of(values, steps, version), period=figure.period,
        unit=version.shown_unit,
    )  # fmt: skip


def legend_of(
    values: Sequence[Decimal | None], steps: Sequence[int | None], version: IndicatorVersion
) -> tuple[tuple[int, str], ...]:
    """Give each class of a map with the numbers it holds, from the least to the most."""
    found = []
    for step in range(CLASSES):
        own = [v for v, s in zip(values, steps, strict=True) if s == step and v is not None]
        if own:
            low, high = grouped(min(own), version.decimals), grouped(max(own), version.decimals)
            found.append((step, low if low == high else f"{low}–{high}"))
    return tuple(found)


_MAKERS: dict[TileKind, Callable[[Tile, str, list[str], Numbers], Content]] = {
    TileKind.NUMBER: _number,
    TileKind.TREND: _trend,
    TileKind.BAR: _bar,
    TileKind.TABLE: _table,
    TileKind.GAUGE: _gauge,
    TileKind.RANKING: _ranking,
    TileKind.MAP: _map,
}
