"""Vector tiles (Mapbox Vector Tile 2.1) of areas: projected, clipped, written as bytes.

Specification: https://github.com/mapbox/vector-tile-spec/tree/master/2.1.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EXTENT, _BUFFER = 4096, 64
_LEAST, _MOST = -_BUFFER, EXTENT + _BUFFER
_LINE, _POLYGON = 2, 3
_MOVE, _DRAW, _CLOSE = 1, 2, 7
Point = tuple[float, float]
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """One feature of a layer: its key, and rings (or lines) in world coordinates, 0 to 1."""

    key: int
    parts: tuple[tuple[Point, ...], ...]
    is_line: bool = False


def to_world(point: Point) -> Point:
    """Give a longitude and latitude in Web Mercator, the world being one by one, north up.

    >>> to_world((0.0, 0.0))
    (0.5, 0.5)
    """
    sine = math.sin(math.radians(point[1]))
    y = 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    return point[0] / 360 + 0.5, y


def tile_of(
    layers: Iterable[tuple[str, Sequence[Shape]]], zoom: int, column: int, row: int
) -> bytes:
    """Write one tile of the world with some layers; an empty one has no bytes."""
    tile = b""
    for name, shapes in layers:
        written = [each for shape in shapes if (each := _feature(shape, zoom, column, row))]
        if written:
            fields = [_field(15, 2), _bytes(1, name.encode())]
            fields += [_bytes(2, each) for each in written]
            tile += _bytes(3, b"".join([*fields, _field(5, EXTENT)]))
    return tile


def _feature(shape: Shape, zoom: int, column: int, row: int) -> bytes:
    scale = 2**zoom * EXTENT
    pieces: list[list[Cell]] = []
    for part in shape.parts:
        placed = [(x * scale - column * EXTENT, y * scale - row * EXTENT) for x, y in part]
        clipped = _clipped_line(placed) if shape.is_line else [_clipped_ring(placed)]
        pieces += [cells for each in clipped if (cells := _whole(each, shape.is_line))]
    if not pieces:
        return b""
    kind = _LINE if shape.is_line else _POLYGON
    drawn = _packed(_commands(pieces, is_closed=not shape.is_line))
    return _field(1, shape.key) + _field(3, kind) + _bytes(4, drawn)


def _whole(points: Sequence[Point], is_line: bool) -> list[Cell]:
    """Give points as whole steps of the tile, doubled ones once; nothing where too few are left."""
    cells: list[Cell] = []
    for x, y in points:
        cell = (round(x), round(y))
        if not cells or cells[-1] != cell:
            cells.append(cell)
    if is_line:
        return cells if len(cells) > 1 else []
    if len(cells) > 1 and cells[0] == cells[-1]:
        cells.pop()
    area = _area(cells)
    if len(cells) < 3 or area == 0:
        return []
    return cells if area > 0 else cells[::-1]  # outer rings have a positive area, y down


def _area(cells: Sequence[Cell]) -> int:
    turned = [*cells[1:], *cells[:1]]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(cells, turned, strict=True))


def _clipped_ring(points: Sequence[Point]) -> list[Point]:
    """Give the part of a ring within the tile and its buffer (Sutherland and Hodgman, 1974)."""
    kept = list(points[:-1] if points and points[0] == points[-1] else points)
    for axis in (0, 1):
        for limit, sign in ((_LEAST, 1), (_MOST, -1)):
            kept = _cut(kept, axis, limit, sign)
    return kept


def _cut(points: Sequence[Point], axis: int, limit: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    for at, point in enumerate(points):
        before = points[at - 1]
        is_in, was_in = (sign * (each[axis] - limit) >= 0 for each in (point, before))
        if is_in != was_in:
            kept.append(_crossing(before, point, axis, limit))
        if is_in:
            kept.append(point)
    return kept


def _crossing(start: Point, end: Point, axis: int, limit: float) -> Point:
    part = (limit - start[axis]) / (end[axis] - start[axis])
    other = start[1 - axis] + part * (end[1 - axis] - start[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def _clipped_line(points: Sequence[Point]) -> list[list[Point]]:
    """Give the pieces of a line within the tile and its buffer, segment by segment."""
    pieces: list[list[Point]] = []
    for start, end in zip(points, points[1:], strict=False):
        segment = _clipped_segment(start, end)
        if not segment:
            continue
        if pieces and pieces[-1][-1] == segment[0]:
            pieces[-1].append(segment[1])
        else:
            pieces.append(segment)
    return pieces


def _clipped_segment(start: Point, end: Point) -> list[Point]:
    for axis in (0, 1):
        for limit, sign in ((_LEAST, 1), (_MOST, -1)):
            is_in, was_in = (sign * (each[axis] - limit) >= 0 for each in (end, start))
            if not is_in and not was_in:
                return []
            if is_in != was_in:
                met = _crossing(start, end, axis, limit)
                start, end = (start, met) if was_in else (met, end)
    return [start, end]


def _commands(pieces: Iterable[Sequence[Cell]], *, is_closed: bool) -> Iterable[int]:
    at = (0, 0)
    for piece in pieces:
        for count, command, cells in ((1, _MOVE, piece[:1]), (len(piece) - 1, _DRAW, piece[1:])):
            yield command | count << 3
            for cell in cells:
                yield from (_zigzag(cell[0] - at[0]), _zigzag(cell[1] - at[1]))
                at = cell
        if is_closed:
            yield _CLOSE | 1 << 3


def _zigzag(value: int) -> int:
    return (value << 1) ^ (value >> 31)


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _packed(values: Iterable[int]) -> bytes:
    return b"".join(_varint(value) for value in values)


def _field(number: int, value: int) -> bytes:
    return _varint(number << 3) + _varint(value)


def _bytes(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content
