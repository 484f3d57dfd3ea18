"""Arranging tiles on a board's grid: whatever lies in the way gives way, empty rows close."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from tinhso.dashboards.rules.document import COLUMNS, MOST_HEIGHT, Tile, TileKind

LEAST_WIDTH = 2
#: Width and height of a new tile, by kind.
USUAL_SIZES = {
    TileKind.NUMBER: (3, 2),
    TileKind.GAUGE: (3, 2),
    TileKind.TREND: (6, 2),
    TileKind.BAR: (6, 2),
    TileKind.TABLE: (6, 2),
    TileKind.MAP: (4, 4),
    TileKind.RANKING: (3, 4),
    TileKind.TEXT: (6, 1),
}


class Way(StrEnum):
    """One step of a tile."""

    UP = "UP"
    DOWN = "DOWN"
    LEFT = "LEFT"
    RIGHT = "RIGHT"
    WIDER = "WIDER"
    NARROWER = "NARROWER"
    TALLER = "TALLER"
    SHORTER = "SHORTER"


_STEPS = {Way.UP: (0, -1), Way.DOWN: (0, 1), Way.LEFT: (-1, 0), Way.RIGHT: (1, 0)}
_GROWTH = {Way.WIDER: (1, 0), Way.NARROWER: (-1, 0), Way.TALLER: (0, 1), Way.SHORTER: (0, -1)}


def stepped(tiles: Sequence[Tile], tile_id: str, way: Way) -> tuple[Tile, ...]:
    """Give the tiles after one of them was moved or sized by a step; at an edge nothing changes.

    A tile in the way changes places with it where both fit; else it is pushed down.
    """
    tile = next(each for each in tiles if each.id == tile_id)
    if way in _GROWTH:
        dw, dh = _GROWTH[way]
        w, h = _within(tile.w + dw, LEAST_WIDTH, COLUMNS), _within(tile.h + dh, 1, MOST_HEIGHT)
        return placed(tiles, replace(tile, w=w, h=h, x=min(tile.x, COLUMNS - w)))
    others = [each for each in tiles if each.id != tile_id]
    dx, dy = _STEPS[way]
    goal = replace(tile, x=_within(tile.x + dx, 0, COLUMNS - tile.w), y=max(tile.y + dy, 0))
    hits = [each for each in others if each.cells & goal.cells]
    if not hits:
        return placed(tiles, goal)
    swapped = _swapped(tile, hits, others, way)
    return _rows_closed(swapped) if swapped else placed(tiles, _past(goal, hits, way))


def placed(tiles: Sequence[Tile], tile: Tile) -> tuple[Tile, ...]:
    """Give the tiles with one put where it says; the others give way downwards."""
    laid, taken = [tile], set(tile.cells)
    for other in sorted((each for each in tiles if each.id != tile.id), key=_reading):
        free = other
        while free.cells & taken:
            free = replace(free, y=free.y + 1)
        taken |= free.cells
        laid.append(free)
    return _rows_closed(laid)


def added(tiles: Sequence[Tile], tile: Tile) -> tuple[Tile, ...]:
    """Give the tiles with a new one, in its usual size at the first free place."""
    w, h = USUAL_SIZES[tile.kind]
    taken = {cell for each in tiles for cell in each.cells}
    below = max((each.y + each.h for each in tiles), default=0)
    places = ((x, y) for y in range(below + 1) for x in range(COLUMNS - w + 1))
    goals = (replace(tile, x=x, y=y, w=w, h=h) for x, y in places)
    return (*tiles, next(goal for goal in goals if not goal.cells & taken))


def removed(tiles: Sequence[Tile], tile_id: str) -> tuple[Tile, ...]:
    """Give the tiles without one."""
    return _rows_closed([each for each in tiles if each.id != tile_id])


def _within(value: int, least: int, most: int) -> int:
    return min(max(value, least), most)


def _reading(tile: Tile) -> tuple[int, int]:
    return tile.y, tile.x


def _past(goal: Tile, hits: Sequence[Tile], way: Way) -> Tile:
    """Give the tile on the other side of what it met; sideways it takes the place itself."""
    if way is Way.UP:
        return replace(goal, y=min(each.y for each in hits))
    if way is Way.DOWN:
        return replace(goal, y=max(each.y + each.h for each in hits))
    return goal


def _swapped(
    tile: Tile, hits: Sequence[Tile], others: Sequence[Tile], way: Way
) -> tuple[Tile, ...] | None:
    """Give the tiles after one changed places with those it met, or nothing where they collide."""
    dx, dy = _STEPS[way]
    across = [replace(each, x=each.x - dx * tile.w, y=each.y - dy * tile.h) for each in hits]
    if dx:
        edge = max(e.x + e.w for e in hits) - tile.w if dx > 0 else min(e.x for e in hits)
        own = replace(tile, x=edge)
    else:
        edge = max(e.y + e.h for e in hits) - tile.h if dy > 0 else min(e.y for e in hits)
        own = replace(tile, y=edge)
    met = {each.id for each in hits}
    result = (own, *across, *(each for each in others if each.id not in met))
    return result if _fits(result) else None


def _fits(tiles: Iterable[Tile]) -> bool:
    taken: set[tuple[int, int]] = set()
    for tile in tiles:
        is_inside = tile.x >= 0 and tile.y >= 0 and tile.x + tile.w <= COLUMNS
        if not is_inside or tile.cells & taken:
            return False
        taken |= tile.cells
    return True


def _rows_closed(tiles: Sequence[Tile]) -> tuple[Tile, ...]:
    """Give the tiles in reading order, rows in which nothing lies taken out."""
    used = sorted({y for tile in tiles for _x, y in tile.cells})
    row = {y: at for at, y in enumerate(used)}
    return tuple(sorted((replace(tile, y=row[tile.y]) for tile in tiles), key=_reading))
