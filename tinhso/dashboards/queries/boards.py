"""Boards' documents: the tiles of the version in force, and of the draft beside it."""

from django.core.exceptions import ObjectDoesNotExist

from tinhso.dashboards.models import Board, BoardDraft
from tinhso.dashboards.rules.document import Tile, read_tiles


def tiles_of(board: Board) -> tuple[Tile, ...]:
    """Give the tiles of a board's version in force."""
    return read_tiles(board.version.document) if board.version else ()


def find_draft(board: Board) -> BoardDraft | None:
    """Give what editors of a board are making, if they are."""
    try:
        return board.draft
    except ObjectDoesNotExist:
        return None


def edited_tiles(board: Board) -> tuple[Tile, ...]:
    """Give the tiles an editor of the board sees: the draft's, else those in force."""
    draft = find_draft(board)
    return read_tiles(draft.document) if draft else tiles_of(board)
