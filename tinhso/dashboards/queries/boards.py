"""Boards' documents: the tiles of the version in force, and of the draft beside it."""

from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.core.clock import local
from tinhso.dashboards.models import Board, BoardDraft
from tinhso.dashboards.queries.asking import Frame, shown_name
from tinhso.dashboards.rules.document import Tile, read_tiles
from tinhso.indicators.api import period_words


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


def heading_of(board: Board, frame: Frame, at: datetime) -> dict[str, str]:
    """Give what stands around a board on paper, in the reader's language."""
    return {
        "name": board.shown_name,
        "place": shown_name(frame.place),
        "period": period_words(frame.asked.span),
        "foot": _("Lập lúc %(time)s · Tỉnh Số") % {"time": f"{local(at):%H:%M %d/%m/%Y}"},
        "language": get_language() or "vi",
    }
