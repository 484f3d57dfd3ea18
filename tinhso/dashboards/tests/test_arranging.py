"""Moving and sizing tiles: nothing ever lies over another, nothing is lost."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.dashboards.rules.arranging import Way, added, placed, removed, stepped
from tinhso.dashboards.rules.document import COLUMNS, MOST_HEIGHT, Tile, TileKind

KINDS = st.sampled_from(list(TileKind))
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), KINDS),
        st.tuples(st.integers(0, 9), st.sampled_from(list(Way))),
        st.tuples(st.integers(0, 9), st.tuples(*[st.integers(0, 20)] * 4)),
    ),
    max_size=14,
)


def tile(tile_id: str, x: int, y: int, w: int, h: int) -> Tile:
    return Tile(tile_id, TileKind.NUMBER, x, y, w, h, ("A",))


def places(tiles: tuple[Tile, ...]) -> dict[str, tuple[int, int, int, int]]:
    return {each.id: (each.x, each.y, each.w, each.h) for each in tiles}


def done(tiles: tuple[Tile, ...], who: Any, what: Any) -> tuple[Tile, ...]:
    if who == "add":
        return added(tiles, Tile(f"o{len(tiles)}", what, 0, 0, 1, 1, ("A",)))
    if who >= len(tiles):
        return tiles
    if isinstance(what, Way):
        return stepped(tiles, tiles[who].id, what)
    return placed(tiles, tiles[who].within(*what))


@given(ACTS)
@settings(max_examples=80, deadline=None)
def test_however_tiles_are_moved_none_is_lost_covered_or_outside(acts: list[Any]) -> None:
    tiles: tuple[Tile, ...] = ()
    for who, what in acts:
        before = {each.id for each in tiles}
        tiles = done(tiles, who, what)

        cells = [cell for each in tiles for cell in each.cells]
        assert len(cells) == len(set(cells))
        assert before <= {each.id for each in tiles}
        assert all(each.x >= 0 and each.x + each.w <= COLUMNS for each in tiles)
        assert all(1 <= each.h <= MOST_HEIGHT for each in tiles)


@pytest.mark.parametrize(
    ("way", "after"),
    [
        (Way.DOWN, {"a": (0, 2, 3, 2), "b": (0, 0, 3, 2), "c": (3, 0, 3, 4)}),
        (Way.RIGHT, {"a": (1, 0, 3, 2), "b": (0, 2, 3, 2), "c": (3, 2, 3, 4)}),
        (Way.UP, {"a": (0, 0, 3, 2), "b": (0, 2, 3, 2), "c": (3, 0, 3, 4)}),
        (Way.WIDER, {"a": (0, 0, 4, 2), "b": (0, 2, 3, 2), "c": (3, 2, 3, 4)}),
        (Way.NARROWER, {"a": (0, 0, 2, 2), "b": (0, 2, 3, 2), "c": (3, 0, 3, 4)}),
        (Way.TALLER, {"a": (0, 0, 3, 3), "b": (0, 3, 3, 2), "c": (3, 0, 3, 4)}),
    ],
)
def test_a_step_changes_places_or_pushes_down(
    way: Way, after: dict[str, tuple[int, int, int, int]]
) -> None:
    tiles = (tile("a", 0, 0, 3, 2), tile("b", 0, 2, 3, 2), tile("c", 3, 0, 3, 4))

    assert places(stepped(tiles, "a", way)) == after


def test_neighbours_of_a_row_change_places() -> None:
    tiles = (tile("a", 0, 0, 3, 2), tile("b", 3, 0, 4, 2))

    assert places(stepped(tiles, "a", Way.RIGHT)) == {"a": (4, 0, 3, 2), "b": (0, 0, 4, 2)}
    assert places(stepped(tiles, "b", Way.LEFT)) == {"a": (4, 0, 3, 2), "b": (0, 0, 4, 2)}


def test_a_row_nothing_lies_in_any_more_is_closed() -> None:
    tiles = (tile("a", 0, 0, 3, 2), tile("b", 0, 2, 3, 2))

    assert places(removed(tiles, "a")) == {"b": (0, 0, 3, 2)}
