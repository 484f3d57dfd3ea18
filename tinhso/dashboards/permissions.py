"""Who may see and do what in the dashboards slice: the only way views get rows."""

from django.db.models import Q, QuerySet
from django.http import Http404

from tinhso.core.actors import Actor, ActorKind
from tinhso.dashboards.models import Audience, Board


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
