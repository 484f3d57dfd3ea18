"""A schematic map from points alone: each place gets what is nearer to it than to any other.

No boundaries of communes are free to ship; these cells (Voronoi) are a scheme, and say so.
"""

from collections.abc import Sequence

Point = tuple[float, float]
Polygon = tuple[Point, ...]
#: More neighbours than these never shape a cell of a province's communes.
_NEIGHBOURS = 28


def cells(points: Sequence[Point], *, reach: float) -> list[Polygon]:
    """Give each point's cell, in the points' order: corners in turn, none farther than ``reach``.

    Points and ``reach`` are in one unit, for example degrees. Equal points share one cell.
    """
    return [_cell(point, points, reach) for point in points]


def _cell(point: Point, points: Sequence[Point], reach: float) -> Polygon:
    polygon: Polygon = _octagon(point, reach)
    near = sorted((_square(point, other), other) for other in points if other != point)
    for _distance, other in near[:_NEIGHBOURS]:
        polygon = _nearer(polygon, point, other)
    return polygon


def _octagon(point: Point, reach: float) -> Polygon:
    x, y = point
    side = reach * 0.4142
    corners = ((reach, side), (side, reach), (-side, reach), (-reach, side))
    return tuple((x + dx, y + dy) for dx, dy in (*corners, *((-dx, -dy) for dx, dy in corners)))


def _square(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _nearer(polygon: Polygon, point: Point, other: Point) -> Polygon:
    """Cut off the part of a polygon that is nearer to the other point (Sutherland–Hodgman)."""
    middle = ((point[0] + other[0]) / 2, (point[1] + other[1]) / 2)
    away = (other[0] - point[0], other[1] - point[1])

    def over(corner: Point) -> float:
        return (corner[0] - middle[0]) * away[0] + (corner[1] - middle[1]) * away[1]

    kept: list[Point] = []
    for index, corner in enumerate(polygon):
        before = polygon[index - 1]
        here, there = over(corner), over(before)
        if (here <= 0) != (there <= 0):
            part = there / (there - here)
            kept.append(
                (
                    before[0] + part * (corner[0] - before[0]),
                    before[1] + part * (corner[1] - before[1]),
                )
            )
        if here <= 0:
            kept.append(corner)
    return tuple(kept)
