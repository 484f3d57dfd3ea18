"""Documents, cells and drawing: rules without a database."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.dashboards.rules import drawing
from tinhso.dashboards.rules.cells import apart, cells_of, outlines
from tinhso.dashboards.rules.document import (
    COLUMNS,
    BadDocument,
    Flaw,
    Tile,
    TileKind,
    as_document,
    check_tiles,
    read_tiles,
)

PACK = Path(__file__).resolve().parents[3] / "provinces/binh_phuoc/boards"
SIZES = st.tuples(st.integers(0, 11), st.integers(0, 20), st.integers(1, 4), st.integers(1, 3))


@given(st.lists(SIZES, min_size=1, max_size=7))
@settings(max_examples=60)
def test_a_document_read_again_is_the_same_and_none_may_overlap(
    places: list[tuple[int, int, int, int]],
) -> None:
    tiles = tuple(Tile(f"o{at}", TileKind.NUMBER, *each, ("A",)) for at, each in enumerate(places))
    cells = [cell for tile in tiles for cell in tile.cells]
    is_good = len(cells) == len(set(cells)) and all(x < COLUMNS for x, _y in cells)

    assert sorted(read_tiles(as_document(tiles)), key=str) == sorted(tiles, key=str)
    if is_good:
        check_tiles(tiles)
    else:
        with pytest.raises(BadDocument):
            check_tiles(tiles)


@pytest.mark.parametrize(
    ("changes", "flaw"),
    [
        ({"x": 11}, Flaw.OUTSIDE),
        ({"w": 0}, Flaw.OUTSIDE),
        ({"indicators": ()}, Flaw.NO_INDICATOR),
        ({"kind": TileKind.TEXT}, Flaw.NO_TEXT),
        ({"id": "o0"}, Flaw.SAME_ID),
        ({"x": 1}, Flaw.OVERLAP),
    ],
)
def test_a_bad_document_is_refused(changes: dict[str, Any], flaw: Flaw) -> None:
    first = Tile("o0", TileKind.NUMBER, 0, 0, 3, 2, ("A",))
    second = replace(first, **{"id": "o1", "x": 3, **changes})

    with pytest.raises(BadDocument) as refusal:
        check_tiles([first, second])

    assert refusal.value.flaw is flaw


def test_too_many_tiles_are_refused() -> None:
    tiles = [Tile(f"o{at}", TileKind.NUMBER, 0, 0, 1, 1, ("A",)) for at in range(25)]

    with pytest.raises(BadDocument):
        check_tiles(tiles)


def test_cells_part_the_land_between_points() -> None:
    points = {"a": (106.8, 11.5), "b": (106.9, 11.5), "c": (106.85, 11.6)}
    cells = cells_of(points)

    for code, ring in cells.items():
        x, y = points[code]
        assert ring[0] == ring[-1]
        assert min(p[0] for p in ring) < x < max(p[0] for p in ring)
        assert min(p[1] for p in ring) < y < max(p[1] for p in ring)
    rings = {code: [ring] for code, ring in cells.items()}
    together = outlines(rings, dict.fromkeys(rings, "one"))
    alone = outlines(rings, {})
    assert 0 < len(together) < len(alone)
    assert cells_of({}) == {}


def test_labels_are_moved_apart() -> None:
    places = apart([(100, 100, 80), (110, 104, 80), (400, 100, 80)], 40)

    assert abs(places[0][1] - places[1][1]) >= 40
    assert places[2] == (400, 100)


def test_a_line_leaves_gaps_and_columns_start_at_zero() -> None:
    values = [Decimal(1), None, Decimal(3), Decimal(4)]
    line = drawing.line(values, *drawing.bounds(values))
    columns = drawing.columns(values, Decimal(4))

    assert line is not None
    assert line.path.count("M") == 2
    assert drawing.line([None, Decimal(1)], Decimal(0), Decimal(1)) is None
    assert columns[1].height == "0"
    assert columns[-1].is_last
    assert drawing.bounds([None]) == (Decimal(0), Decimal(1))
    assert drawing.bounds([Decimal(100), Decimal(101)])[0] > 90


def test_shares_arcs_and_classes() -> None:
    assert drawing.share(Decimal(5), Decimal(10)) == "50"
    assert drawing.share(None, Decimal(10)) == "0"
    assert drawing.arc(Decimal(1)).endswith("184.0 100.0")
    assert drawing.on_arc(Decimal("0.5"), 84) == ("100.0", "16.0")
    assert drawing.steps_of([Decimal(n) for n in range(5)], 5) == [0, 1, 2, 3, 4]
    assert drawing.steps_of([None, Decimal(1)], 5) == [None, 0]
    assert drawing.steps_of([None], 5) == [None]


@pytest.mark.parametrize("path", sorted(PACK.glob("*.json")), ids=lambda path: path.stem)
def test_tiles_of_a_board_of_the_pack_are_told_apart_by_their_titles(path: Path) -> None:
    tiles = json.loads(path.read_text(encoding="utf-8"))["tiles"]

    for language in ("vi", "en"):
        titles = [one["title"][language] for one in tiles if "title" in one]
        assert len(titles) == len(set(titles))
