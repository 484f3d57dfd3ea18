"""Boards' documents: the tiles of the version in force."""

from tinhso.dashboards.models import Board
from tinhso.dashboards.rules.document import Tile, read_tiles


def tiles_of(board: Board) -> tuple[Tile, ...]:
    """Give the tiles of a board's version in force."""
    return read_tiles(board.version.document) if board.version else ()
