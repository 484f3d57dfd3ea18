"""Boards made on screen: begun or copied, their drafts changed, published, dropped, returned."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_inside
from tinhso.core.text import fold
from tinhso.dashboards.models import Audience, Board, BoardDraft, BoardVersion
from tinhso.dashboards.operations.boards import checked, save_version
from tinhso.dashboards.permissions import NotYourBoard, check_editor, may_make_boards
from tinhso.dashboards.rules.document import Tile, as_document, read_tiles

_SLUG_LENGTH = 50
#: Words of addresses beside the boards' own.
_TAKEN_WORDS = {"moi", "nhan-dinh-ky"}


class DraftMoved(DomainError):
    """Somebody else changed the draft since this page was shown."""

    code = "draft_moved"
    text = gettext_lazy(
        "Bản nháp vừa được người khác sửa. Trang đã tải bản mới nhất: hãy xem rồi làm lại."
    )


class NothingToPublish(DomainError):
    """The board has no draft, or an empty one."""

    code = "nothing_to_publish"
    text = gettext_lazy("Chưa có gì để xuất bản. Hãy thêm hoặc sửa ít nhất một ô.")


@dataclass(frozen=True, slots=True)
class Described:
    """What a board is called, what it is about and who may open it."""

    name: str
    name_en: str
    about: str
    about_en: str
    scope_code: str
    audience: Audience
    reader_agency_ids: tuple[int, ...] = ()


@transaction.atomic
def create_board(
    *, described: Described, tiles: Sequence[Tile], actor: Actor, at: datetime
) -> Board:
    """Begin a board of the actor's agency with a draft of tiles; nobody sees it until published.

    :raises NotYourBoard: the actor makes no boards.
    :raises BoardRefused: the tiles break a rule.
    """
    if not may_make_boards(actor) or actor.agency_id is None:
        raise NotYourBoard
    with acting_inside(SYSTEM):
        taken = set(Board.objects.values_list("slug", flat=True))
        last = Board.objects.aggregate(last=Max("sort_order"))["last"] or 0
    board = Board.objects.create(
        slug=_slug(described.name, taken), owner_id=actor.agency_id, sort_order=last + 1,
        **_columns(described),
    )  # fmt: skip
    BoardDraft.objects.create(
        board=board, document=as_document(checked(as_document(tiles))),
        changed_by=actor.name or actor.reference, changed_at=at,
    )  # fmt: skip
    return board


def _slug(name: str, taken: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:_SLUG_LENGTH].strip("-") or "bang"
    slug, number = base, 1
    while slug in taken or slug in _TAKEN_WORDS:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _columns(described: Described) -> dict[str, object]:
    is_shared = described.audience is Audience.READERS
    return {
        "name": described.name, "name_en": described.name_en or described.name,
        "about": described.about, "about_en": described.about_en or described.about,
        "scope_code": described.scope_code, "audience": described.audience,
        "reader_agency_ids": list(described.reader_agency_ids) if is_shared else [],
    }  # fmt: skip


@transaction.atomic
def describe_board(*, board: Board, described: Described, actor: Actor) -> None:
    """Change what a board is called and who may open it; at once, without a version.

    :raises NotYourBoard: the actor does not edit it.
    """
    check_editor(actor, board)
    Board.objects.filter(pk=board.pk).update(**_columns(described))


@transaction.atomic
def change_draft(
    *, board: Board, tiles: Sequence[Tile], revision: int, actor: Actor, at: datetime
) -> BoardDraft:
    """Keep other tiles in the draft; the first change of a published board begins one.

    :param revision: of the draft the change was made on, 0 when there was none.
    :raises NotYourBoard: the actor does not edit it.
    :raises DraftMoved: somebody else changed the draft meanwhile.
    :raises BoardRefused: the tiles break a rule.
    """
    check_editor(actor, board)
    document = as_document(checked(as_document(tiles)))
    held = Board.objects.select_for_update(of=("self",)).select_related("version").get(pk=board.pk)
    draft = BoardDraft.objects.filter(board=held).first()
    if (draft.revision if draft else 0) != revision:
        raise DraftMoved
    draft = draft or BoardDraft(board=held, based_on=held.version.number if held.version else 0)
    draft.former = draft.document or (held.version.document if held.version else None)
    draft.document, draft.revision = document, revision + 1
    draft.changed_by, draft.changed_at = actor.name or actor.reference, at
    draft.save()
    return draft


@transaction.atomic
def undo_change(*, board: Board, revision: int, actor: Actor, at: datetime) -> BoardDraft:
    """Bring back the draft's tiles before its last change; undone once more, they return.

    :raises NotYourBoard: the actor does not edit it.
    :raises NothingToPublish: nothing was changed.
    :raises DraftMoved: somebody else changed the draft meanwhile.
    """
    check_editor(actor, board)
    draft = _held_draft(board, revision)
    if draft.former is None:
        raise NothingToPublish
    tiles = read_tiles(draft.former)
    return change_draft(board=board, tiles=tiles, revision=revision, actor=actor, at=at)


@transaction.atomic
def publish_draft(
    *, board: Board, revision: int, note: str, actor: Actor, at: datetime
) -> BoardVersion:
    """Put the draft in force as the next version.

    :raises NotYourBoard: the actor does not edit it.
    :raises NothingToPublish: there is no draft, or it has no tile.
    :raises DraftMoved: somebody else changed the draft meanwhile.
    """
    check_editor(actor, board)
    draft = _held_draft(board, revision)
    tiles = read_tiles(draft.document)
    if not tiles:
        raise NothingToPublish
    version = save_version(board=board, tiles=tiles, note=note, actor=actor, at=at)
    draft.delete()
    return version


def _held_draft(board: Board, revision: int) -> BoardDraft:
    Board.objects.select_for_update().get(pk=board.pk)
    draft = BoardDraft.objects.filter(board=board).first()
    if draft is None:
        raise NothingToPublish
    if draft.revision != revision:
        raise DraftMoved
    return draft


@transaction.atomic
def drop_draft(*, board: Board, actor: Actor) -> bool:
    """Throw the draft away, with the board itself when it was never published; tells which.

    :raises NotYourBoard: the actor does not edit it.
    """
    check_editor(actor, board)
    BoardDraft.objects.filter(board=board).delete()
    if board.version_id is not None:
        return False
    Board.objects.filter(pk=board.pk).delete()
    return True


@transaction.atomic
def return_to_version(*, version: BoardVersion, actor: Actor, at: datetime) -> BoardVersion:
    """Put a former version's tiles in force again, as a version of its own; the draft stays.

    :raises NotYourBoard: the actor does not edit it.
    """
    check_editor(actor, version.board)
    note = _("Trở lại phiên bản %(number)s") % {"number": version.number}
    return save_version(
        board=version.board, tiles=read_tiles(version.document), note=note, actor=actor, at=at
    )
