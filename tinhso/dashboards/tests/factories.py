"""A board over one indicator of one province, for tests."""

from datetime import UTC, datetime
from typing import Any

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.dashboards.models import Board
from tinhso.dashboards.operations import draw_cells, save_version
from tinhso.dashboards.rules.document import Tile, TileKind
from tinhso.indicators.tests.factories import Land

AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
KINDS = [kind for kind in TileKind if kind is not TileKind.TEXT]


def tile(tile_id: str = "o", kind: TileKind = TileKind.NUMBER, **columns: Any) -> Tile:
    """Make a tile of births at the grid's beginning."""
    usual: dict[str, Any] = {"x": 0, "y": 0, "w": 3, "h": 2, "indicators": ("POP.BIRTHS",)}
    return Tile(tile_id, kind, **{**usual, **columns})


def make_board(land: Land, *tiles: Tile, **columns: Any) -> Board:
    """Make a board of the department with a version."""
    usual: dict[str, Any] = {
        "slug": "dan-so", "name": "Dân số", "name_en": "Population", "scope_code": "70",
        "owner": land.department, "audience": "OFFICERS",
    }  # fmt: skip
    with acting_as(SYSTEM):
        board = Board.objects.create(**{**usual, **columns})
        save_version(board=board, tiles=tiles or (tile(),), note="", actor=SYSTEM, at=AT)
        board.refresh_from_db()
    return board


def make_land() -> Land:
    """Make a province whose communes have births of each month of 2025, and cells on the map."""
    land = Land()
    births = land.indicator("POP.BIRTHS", direction="LOWER", warning=900, alarm=5000)
    land.indicator("POP.SECRET", sensitivity="RESTRICTED")
    land.record(
        *(
            land.fact(births, f"C2025M{month}", 1000 * (number + 1) + month, area=commune)
            for month in range(1, 13)
            for number, commune in enumerate(land.communes)
        )
    )
    for number, commune in enumerate(land.communes):
        commune.longitude, commune.latitude = 106.9 + number / 20, 11.5
        commune.save()
    with acting_as(SYSTEM):
        draw_cells(at=AT)
    return land
