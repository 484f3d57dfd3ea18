"""Who may see and do what in the dashboards slice: the only way views get rows."""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor, ActorKind
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import is_token
from tinhso.dashboards.models import (
    Audience,
    Board,
    BoardLetter,
    BoardMailing,
    BoardVersion,
)

EDITOR_ROLES = ("DATA_STEWARD", "ADMINISTRATOR")
MAILING_ROLES = ("LEADER", "HEAD_OF_UNIT", "SPECIALIST", "DATA_STEWARD", "ADMINISTRATOR")


class NotYourBoard(DomainError):
    """Only data stewards and administrators of the board's owner change it."""

    code = "not_your_board"
    text = gettext_lazy(
        "Bảng này do người quản trị dữ liệu hoặc quản trị hệ thống của cơ quan chủ quản sửa."
    )


def boards_for(actor: Actor) -> QuerySet[Board]:
    """Give the boards the actor may open, in order."""
    boards = Board.objects.select_related("version", "owner").filter(version__isnull=False)
    boards = boards.order_by("sort_order", "id")
    if actor.kind is ActorKind.SYSTEM:
        return boards
    is_open = Q(audience=Audience.EVERYONE)
    if actor.is_officer:
        own = list(actor.agency_ids)
        is_open |= Q(audience=Audience.OFFICERS) | Q(owner_id__in=own)
        is_open |= Q(reader_agency_ids__overlap=own)
    return boards.filter(is_open)


def access_board(actor: Actor, slug: str) -> Board:
    """Give a board the actor may open.

    :raises Http404: there is none for them.
    """
    board = boards_for(actor).filter(slug=slug).first()
    if board is None:
        raise Http404
    return board


def may_make_boards(actor: Actor) -> bool:
    """Tell whether the actor makes boards for their agency."""
    return actor.is_officer and actor.has_role(*EDITOR_ROLES)


def may_edit(actor: Actor, board: Board) -> bool:
    """Tell whether the actor changes a board: an editor of the agency that answers for it."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    return may_make_boards(actor) and board.owner_id in actor.agency_ids


def check_editor(actor: Actor, board: Board) -> None:
    """Refuse whoever does not edit the board.

    :raises NotYourBoard: the actor does not.
    """
    if not may_edit(actor, board):
        raise NotYourBoard


def editable_boards_for(actor: Actor) -> QuerySet[Board]:
    """Give the boards the actor edits, those never published too."""
    boards = Board.objects.select_related("version", "owner", "draft").order_by("sort_order", "id")
    if actor.kind is ActorKind.SYSTEM:
        return boards
    return boards.filter(owner_id__in=actor.agency_ids) if may_make_boards(actor) else boards.none()


def access_editable(actor: Actor, slug: str) -> Board:
    """Give a board the actor edits.

    :raises Http404: there is none for them.
    """
    board = editable_boards_for(actor).filter(slug=slug).first()
    if board is None:
        raise Http404
    return board


def access_version(actor: Actor, slug: str, number: int) -> BoardVersion:
    """Give a version, in force or former, of a board the actor edits.

    :raises Http404: there is none for them.
    """
    board = access_editable(actor, slug)
    version = board.versions.filter(number=number).first()
    if version is None:
        raise Http404
    version.board = board
    return version


def mailings_for(actor: Actor) -> QuerySet[BoardMailing]:
    """Give the schedules of the actor's agencies, for boards they may open."""
    mailings = BoardMailing.objects.select_related("board__version", "board__owner", "agency")
    if actor.kind is ActorKind.SYSTEM:
        return mailings
    if not actor.is_officer or not actor.has_role(*MAILING_ROLES):
        return mailings.none()
    return mailings.filter(agency_id__in=actor.agency_ids, board__in=boards_for(actor))


def access_mailing(actor: Actor, slug: str, mailing_id: int) -> BoardMailing:
    """Give a schedule of a board.

    :raises Http404: there is none for them.
    """
    mailing = mailings_for(actor).filter(board__slug=slug, pk=mailing_id).first()
    if mailing is None:
        raise Http404
    return mailing


def access_letter(actor: Actor, token: str) -> BoardLetter:
    """Give a letter to the actor: it holds what they alone may see.

    :raises Http404: there is none for them.
    """
    letters = BoardLetter.objects.select_related("recipient__mailing__board")
    letter = letters.filter(token=token).first() if is_token(token) else None
    if letter is None or letter.person_id != actor.person_id:
        raise Http404
    return letter
