"""The province's land as paths of a picture; the map's tiles are in ``mapping``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tinhso.core.remember import remembered
from tinhso.dashboards.models import AreaShape
from tinhso.dashboards.rules.cells import Point, Ring, apart, outlines
from tinhso.orgs.api import COMMUNE_KINDS, Area

_WIDTH, _HEIGHT, _MARGIN = 640, 560, 8
_LABEL_WIDTH, _LABEL_HEIGHT = 104, 52
_SQUEEZE = 0.979  # a degree of longitude is shorter than one of latitude at 11.7° north


@dataclass(frozen=True, slots=True)
class Piece:
    """One area drawn: its path in the picture and where its label stands."""

    area_id: int
    path: str
    x: float
    y: float

    @property
    def left(self) -> str:
        """Give where the label stands, as an attribute is written in any language."""
        return f"{self.x:.1f}"

    @property
    def top(self) -> str:
        """Give the height at which the label stands."""
        return f"{self.y:.1f}"


@dataclass(frozen=True, slots=True)
class Land:
    """Areas of a place as paths in a picture of ``width`` by ``height``, with borders between."""

    pieces: tuple[Piece, ...]
    borders: str
    is_schematic: bool
    width: int = _WIDTH
    height: int = _HEIGHT


@remembered(seconds=60)
def all_shapes() -> dict[int, tuple[Area, list[Ring], bool]]:
    """Give every area's rings by its key, with whether they are schematic."""
    shapes = AreaShape.objects.select_related("area__parent")
    return {
        shape.area_id: (
            shape.area, [[(x, y) for x, y in ring] for ring in shape.rings], shape.is_schematic,
        )
        for shape in shapes
    }  # fmt: skip


@remembered(seconds=60)
def load_land(parts: tuple[int, ...], codes: tuple[str, ...]) -> Land | None:
    """Give the picture of areas side by side; ``None`` where no shape of them is known.

    An area without a shape of its own is made of those of the communes below it.

    :param codes: of the areas, in the same order: a commune's shape may be of another day's row.
    """
    rings_of = {part: rings_of_area(part, code) for part, code in zip(parts, codes, strict=True)}
    points = [
        point for own in rings_of.values() for ring in own.values() for r in ring for point in r
    ]
    if not points:
        return None
    place = _Placing(points)
    pieces = _labelled([_piece(part, own, place) for part, own in rings_of.items() if own])
    groups = {code: str(part) for part, own in rings_of.items() for code in own}
    all_rings = {code: rings for own in rings_of.values() for code, rings in own.items()}
    lines = outlines(all_rings, groups)
    is_schematic = any(entry[2] for entry in all_shapes().values())
    return Land(tuple(pieces), " ".join(place.path(line) for line in lines), is_schematic)


def rings_of_area(area_id: int, code: str) -> dict[str, list[Ring]]:
    """Give the rings an area is made of, by code: its own, or those of the communes below it."""
    shapes = all_shapes()
    if area_id in shapes:
        return {code: shapes[area_id][1]}
    by_code = {area.code: rings for area, rings, _ in shapes.values() if area.code == code}
    if by_code:
        return {code: by_code[code]}
    return {
        area.code: rings
        for area, rings, _ in shapes.values()
        if area.parent and area.parent.code == code and area.kind in COMMUNE_KINDS
    }


def _piece(area_id: int, own: dict[str, list[Ring]], place: "_Placing") -> Piece:
    rings = [ring for each in own.values() for ring in each]
    path = " ".join(f"{place.path(ring)}Z" for ring in rings)
    points = [place.at(point) for ring in rings for point in ring]
    x = (min(point[0] for point in points) + max(point[0] for point in points)) / 2
    y = (min(point[1] for point in points) + max(point[1] for point in points)) / 2
    return Piece(area_id, path, round(x, 1), round(y, 1))


def _labelled(pieces: Sequence[Piece]) -> list[Piece]:
    """Give pieces whose labels do not lie over each other."""
    labels = [(piece.x, piece.y, _LABEL_WIDTH) for piece in pieces]
    places = apart(labels, _LABEL_HEIGHT)
    return [
        replace(piece, x=round(min(max(x, 50), _WIDTH - 50), 1), y=round(y, 1))
        for piece, (x, y) in zip(pieces, places, strict=True)
    ]


class _Placing:
    """Puts longitudes and latitudes into the picture, north up."""

    def __init__(self, points: Sequence[Point]) -> None:
        xs, ys = [x * _SQUEEZE for x, _ in points], [y for _, y in points]
        self.left, self.top = min(xs), max(ys)
        wide, high = max(max(xs) - self.left, 1e-6), max(self.top - min(ys), 1e-6)
        self.scale = min((_WIDTH - 2 * _MARGIN) / wide, (_HEIGHT - 2 * _MARGIN) / high)
        self.dx = (_WIDTH - wide * self.scale) / 2
        self.dy = (_HEIGHT - high * self.scale) / 2

    def at(self, point: Point) -> tuple[float, float]:
        x, y = point
        return (
            (x * _SQUEEZE - self.left) * self.scale + self.dx,
            (self.top - y) * self.scale + self.dy,
        )

    def path(self, points: Iterable[Point]) -> str:
        return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in map(self.at, points))
