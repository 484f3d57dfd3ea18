"""The map of a board: numbers of every area over the last periods, its land as vector tiles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from tinhso.alerts.api import open_alerts
from tinhso.core.actors import Actor
from tinhso.core.remember import remembered
from tinhso.dashboards.queries.asking import Frame, address_of, shown_name
from tinhso.dashboards.queries.figures import cell_text, facts_path
from tinhso.dashboards.queries.numbers import Numbers, history
from tinhso.dashboards.queries.shapes import rings_of_area
from tinhso.dashboards.queries.tiles import CLASSES, legend_of
from tinhso.dashboards.rules import drawing
from tinhso.dashboards.rules.cells import Point, outlines
from tinhso.dashboards.rules.vector_tiles import Shape, to_world
from tinhso.indicators.api import (
    AreaLevel,
    Cell,
    IndicatorVersion,
    MetricQuery,
    Span,
    answer,
    period_words,
    targets_of,
)
from tinhso.orgs.api import Area

PERIODS_SHOWN = 13
Layers = tuple[tuple[str, tuple[Shape, ...]], ...]


@dataclass(frozen=True, slots=True)
class MapRow:
    """One area beside the map: its number in the period shown, and where it leads."""

    area_id: int
    name: str
    text: str
    facts_url: str
    place_url: str
    step: int | None


@dataclass(frozen=True, slots=True)
class MapNumbers:
    """An indicator of every area over some periods, oldest first, with one scale for all."""

    version: IndicatorVersion
    spans: tuple[Span, ...]
    rows: tuple[MapRow, ...]
    legend: tuple[tuple[int, str], ...]
    script: dict[str, Any]


def communes_of(frame: Frame) -> Frame:
    """Give a place with all its communes as parts, instead of its districts."""
    if frame.part_level is AreaLevel.COMMUNE:
        return frame
    communes = tuple(targets_of(frame.asked.reading, AreaLevel.COMMUNE))
    return replace(frame, parts=communes, part_level=AreaLevel.COMMUNE)


def map_numbers(code: str, numbers: Numbers, actor: Actor) -> MapNumbers:
    """Give what a map of an indicator shows; ``script`` is what its script needs, JSON-ready.

    :param numbers: the definitions and the frame; the cells are asked for here, in one question.
    """
    frame, version = numbers.frame, numbers.versions[code]
    spans = history(numbers.span(code))[-PERIODS_SHOWN:]
    query = MetricQuery(
        indicators=(code,), periods=tuple(span.id for span in spans), level=frame.part_level,
        areas=frame.part_ids, reading=frame.asked.reading, agencies=frame.asked.agencies,
        as_of=frame.asked.as_of,
    )  # fmt: skip
    found = {(c.area_id, c.period_id): c for c in answer(query, actor).cells}
    keys = [(area.pk, span.id) for span in spans for area in frame.parts]
    values = [found[key].value if key in found else None for key in keys]
    steps = drawing.steps_of(values, CLASSES)
    step_of = dict(zip(keys, steps, strict=True))
    texts = {key: cell_text(found.get(key) or Cell(code, *key), version) for key in keys}
    rows = tuple(
        MapRow(
            area.pk, shown_name(area), texts[area.pk, spans[-1].id],
            facts_path(code, frame, area, frame.part_level, spans[-1]),
            address_of(frame.asked, vung=area.code), step_of[area.pk, spans[-1].id],
        )
        for area in frame.parts
    )  # fmt: skip
    script = {
        "spans": [{"id": span.id, "words": period_words(span)} for span in spans],
        "cells": {
            area.pk: [[step_of[area.pk, span.id], texts[area.pk, span.id]] for span in spans]
            for area in frame.parts
        },
        "centres": centres_of(frame),
        "bounds": bounds_of(frame),
        "alerts": _alerts(frame, actor),
    }
    return MapNumbers(version, spans, rows, legend_of(values, steps, version), script)


def centres_of(frame: Frame) -> dict[int, tuple[float, float]]:
    """Give the middle of each area's land, as longitude and latitude."""
    found = {}
    for area in frame.parts:
        box = _box(_points(area))
        if box:
            middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            found[area.pk] = (round(middle[0], 5), round(middle[1], 5))
    return found


def bounds_of(frame: Frame) -> list[float] | None:
    """Give west, south, east and north of a place's land; nothing where none is known."""
    return _box([point for area in frame.parts for point in _points(area)])


def _points(area: Area) -> list[Point]:
    own = rings_of_area(area.pk, area.code)
    return [point for rings in own.values() for ring in rings for point in ring]


def _box(points: Sequence[Point]) -> list[float] | None:
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return [min(xs), min(ys), max(xs), max(ys)]


def _alerts(frame: Frame, actor: Actor) -> list[dict[str, Any]]:
    return [
        {"area": alert.area_id, "token": alert.token, "name": alert.rule.shown_name,
         "is_alarm": alert.severity == "ALARM"}
        for alert in open_alerts(actor, frame.part_ids)
    ]  # fmt: skip


@remembered(seconds=60)
def land_layers(parts: tuple[int, ...], codes: tuple[str, ...]) -> Layers:
    """Give areas and the borders between them in world coordinates, to be cut into tiles."""
    rings_of = {part: rings_of_area(part, code) for part, code in zip(parts, codes, strict=True)}
    areas = tuple(
        Shape(part, tuple(tuple(map(to_world, ring)) for rings in own.values() for ring in rings))
        for part, own in rings_of.items()
    )
    groups = {code: str(part) for part, own in rings_of.items() for code in own}
    all_rings = {code: rings for own in rings_of.values() for code, rings in own.items()}
    lines = tuple(tuple(map(to_world, line)) for line in outlines(all_rings, groups))
    return (("areas", areas), ("borders", (Shape(1, lines, is_line=True),)))


def outline_of(area: Area) -> list[list[Point]]:
    """Give the outer edges of an area's land, as lines of longitudes and latitudes."""
    own = rings_of_area(area.pk, area.code)
    return outlines(own, dict.fromkeys(own, area.code))


def layers_of(frame: Frame) -> Layers:
    """Give the land of a frame's parts."""
    return land_layers(frame.part_ids, tuple(area.code for area in frame.parts))


def codes_on(tiles: Sequence[Any]) -> tuple[str, ...]:
    """Give the indicators of a board, those on its maps first, each once."""
    ordered = sorted(tiles, key=lambda tile: tile.kind != "MAP")
    return tuple(dict.fromkeys(code for tile in ordered for code in tile.indicators))
