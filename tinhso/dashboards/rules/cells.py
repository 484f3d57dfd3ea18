"""Schematic land: around every commune's point the part of the plane nearest to it.

Points of nobody, set on a grid where no commune is near, bound the outer cells, so the outline
follows the communes and no boundary needs to be known.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

Point = tuple[float, float]
Ring = list[Point]
_REACH = 0.3
_FREE, _BELT, _STEP = 0.115, 0.05, 0.024
_DIGITS = 5


def cells_of(points: Mapping[str, Point], free: float = _FREE) -> dict[str, Ring]:
    """Give a closed ring around each point (longitude, latitude), by its code.

    ``free`` is how far, in degrees of latitude, a place must be from every point to be nobody's.
    Two points at the same place share a cell.
    """
    if not points:
        return {}
    squeeze = math.cos(math.radians(sum(lat for _lon, lat in points.values()) / len(points)))
    flat = {code: (lon * squeeze, lat) for code, (lon, lat) in points.items()}
    sites = [*set(flat.values()), *_nobodys(list(flat.values()), free)]
    return {code: _round(_cell(flat[code], sites), squeeze) for code in points}


def _nobodys(points: Sequence[Point], free: float) -> Iterator[Point]:
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    margin = free + _BELT
    for column in range(int((right - left + 2 * margin) / _STEP) + 1):
        for row in range(int((high - low + 2 * margin) / _STEP) + 1):
            place = (left - margin + column * _STEP, low - margin + row * _STEP)
            nearest = min(math.dist(place, point) for point in points)
            if free <= nearest <= free + _BELT:
                yield place


def _cell(centre: Point, sites: Sequence[Point]) -> Ring:
    x, y = centre
    ring = [(x - _REACH, y - _REACH), (x + _REACH, y - _REACH), (x + _REACH, y + _REACH),
            (x - _REACH, y + _REACH)]  # fmt: skip
    near = sorted((math.dist(centre, site), site) for site in sites if site != centre)
    for distance, site in near:
        if distance > 2 * max(math.dist(centre, corner) for corner in ring):
            break
        ring = _cut(ring, centre, site)
    return ring


def _cut(ring: Sequence[Point], near: Point, far: Point) -> Ring:
    """Keep the part of a ring nearer to one point than to another."""
    kept: Ring = []
    sides = [_side(point, near, far) for point in ring]
    for at, point in enumerate(ring):
        following = (at + 1) % len(ring)
        if sides[at] <= 0:
            kept.append(point)
        if (sides[at] < 0 < sides[following]) or (sides[following] < 0 < sides[at]):
            share = sides[at] / (sides[at] - sides[following])
            goal = ring[following]
            kept.append((point[0] + share * (goal[0] - point[0]),
                         point[1] + share * (goal[1] - point[1])))  # fmt: skip
    return kept


def _side(point: Point, near: Point, far: Point) -> float:
    middle = ((far[0] + near[0]) / 2, (far[1] + near[1]) / 2)
    along = (far[0] - near[0]) * (point[0] - middle[0])
    return along + (far[1] - near[1]) * (point[1] - middle[1])


def _round(ring: Sequence[Point], squeeze: float) -> Ring:
    written = [(round(x / squeeze, _DIGITS), round(y, _DIGITS)) for x, y in ring]
    return [*written, written[0]] if written else []


def outlines(rings: Mapping[str, Sequence[Ring]], groups: Mapping[str, str]) -> list[list[Point]]:
    """Give the edges that part one group of areas from another, or from nothing, as lines.

    ``groups`` names the group of each area. Edges are found by their end points, so they must be
    the same on both sides, as they are between cells (to within a few metres).
    """
    sides: dict[frozenset[Point], list[str]] = {}
    ends: dict[frozenset[Point], list[Point]] = {}
    for code, own in rings.items():
        for ring in own:
            for start, end in zip(ring, ring[1:], strict=False):
                key = frozenset((_near(start), _near(end)))
                if len(key) == 2:
                    sides.setdefault(key, []).append(groups.get(code, code))
                    ends[key] = [start, end]
    return [
        ends[edge] for edge, found in sides.items() if len(found) == 1 or len(set(found)) > 1
    ]  # fmt: skip


def _near(point: Point) -> Point:
    return (round(point[0], 4), round(point[1], 4))


def apart(labels: Sequence[tuple[float, float, float]], height: float) -> list[tuple[float, float]]:
    """Give places for labels (x, y, width) near their own, moved up or down until none overlap."""
    places = [[x, y] for x, y, _width in labels]
    widths = [width for _x, _y, width in labels]
    rounds = iter(range(60))
    while _pushed(places, widths, height) and next(rounds, None) is not None:
        pass
    return [(x, y) for x, y in places]


def _pushed(places: list[list[float]], widths: Sequence[float], height: float) -> bool:
    moved = False
    for one in range(len(places)):
        for other in range(one + 1, len(places)):
            aside = abs(places[one][0] - places[other][0]) < (widths[one] + widths[other]) / 2
            gap = abs(places[one][1] - places[other][1])
            if aside and gap < height:
                sign = 1 if places[one][1] <= places[other][1] else -1
                step = (height - gap) / 2 + 0.5
                places[one][1] -= sign * step
                places[other][1] += sign * step
                moved = True
    return moved
