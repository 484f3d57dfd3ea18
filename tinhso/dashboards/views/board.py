"""Boards: the list, one board at a desk or on a phone, the same on the wall, the embedded one."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from tinhso.core.clock import local, now, today
from tinhso.dashboards.models import Board
from tinhso.dashboards.permissions import (
    MAILING_ROLES,
    access_board,
    boards_for,
    editable_boards_for,
    may_edit,
    may_make_boards,
)
from tinhso.dashboards.queries import (
    Asked,
    address_of,
    draw,
    frame_of,
    read_asked,
    shown_name,
    tiles_of,
)
from tinhso.dashboards.rules.document import Tile
from tinhso.dashboards.views.choices import area_choices, filters_of
from tinhso.identity.api import officer_required
from tinhso.indicators.api import Reading, period_words, periods
from tinhso.orgs.api import agency_name_shown
from tinhso.ui.navigation import actor_of

WALL_SECONDS = 30
_LEAST_SECONDS, _MOST_SECONDS = 10, 600


@require_safe
@never_cache
@officer_required()
def boards(request: HttpRequest) -> HttpResponseBase:
    """List the boards the reader may open: the province's, and those of the local centres."""
    actor = actor_of(request)
    listed = list(boards_for(actor))
    context = {
        "groups": [
            (_("Trung tâm điều hành của tỉnh"), [b for b in listed if len(b.scope_code) == 2]),
            (_("Trung tâm điều hành của địa phương"),
             [b for b in listed if len(b.scope_code) != 2]),
        ],
        "first": listed[0] if listed else None,
        "may_make": may_make_boards(actor),
        "drafts": editable_boards_for(actor).filter(draft__isnull=False),
    }  # fmt: skip
    return render(request, "dashboards/boards.html", context)


@require_safe
@never_cache
@officer_required()
def board(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a board as its address asks."""
    actor = actor_of(request)
    found = access_board(actor, slug)
    context = shown(request, found)
    if request.headers.get("X-Board-Part"):
        return render(request, "dashboards/_grid.html", context)
    asked: Asked = context["asked"]
    context |= {
        "filters": filters_of(asked),
        "areas": area_choices(context["frame"]),
        "agency": agency_name_shown(asked.agency_id) if asked.agency_id else "",
        "without_agency": address_of(asked, **{"co-quan": ""}),
        "exports": _exports(found, asked),
        "earlier": address_of(asked, den=periods.following(asked.span, -1).code),
        "later": address_of(asked, den=periods.following(asked.span, 1).code),
        "may_edit": may_edit(actor, found),
        "may_copy": may_make_boards(actor),
        "may_mail": actor.has_role(*MAILING_ROLES),
    }
    return render(request, "dashboards/board.html", context)


def shown(
    request: HttpRequest, found: Board, tiles: Sequence[Tile] | None = None
) -> dict[str, Any]:
    """Give what every drawing of a board needs: with the tiles in force, or others."""
    actor = actor_of(request)
    frame = frame_of(read_asked(request.GET, found.scope_code, today()), found.scope_code)
    drawn = draw(tiles_of(found) if tiles is None else tiles, frame, actor)
    return {
        "board": found,
        "frame": frame,
        "asked": frame.asked,
        "query": address_of(frame.asked),
        "contents": drawn.contents,
        "reckoned": drawn.reckoned,
        "is_split": drawn.is_split,
        "place": shown_name(frame.place),
        "above": [
            (shown_name(area), address_of(frame.asked, vung=area.code)) for area in frame.above
        ],
        "period": period_words(frame.asked.span),
        "at": local(now()),
        "is_as_is": frame.asked.reading is Reading.AS_IS,
    }


def _exports(found: Board, asked: Asked) -> list[tuple[str, str]]:
    kinds = (("pdf", "PDF"), ("png", "PNG"), ("xlsx", "Excel"), ("csv", "CSV"))
    return [
        (label, reverse("dashboards:export", args=[found.slug, kind]) + address_of(asked))
        for kind, label in kinds
    ]


@require_safe
@never_cache
@officer_required()
def wall(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a board on the wall: no scrolling, and the next board after some seconds."""
    actor = actor_of(request)
    found = access_board(actor, slug)
    turn = [each for each in boards_for(actor) if _is_in_turn(each, found, request)]
    place = next((at for at, each in enumerate(turn) if each.pk == found.pk), 0)
    seconds = _seconds(request.GET.get("giay", ""))
    is_held = request.GET.get("dung") == "1"
    following = turn[(place + 1) % len(turn)]
    own = {name: request.GET[name] for name in ("vong", "giay") if request.GET.get(name)}
    context = shown(request, found) | {
        "turn": [(each, each.pk == found.pk) for each in turn],
        "seconds": seconds,
        "is_held": is_held,
        "next_url": _wall_url(following, own),
        "previous_url": _wall_url(turn[place - 1], own),
        "hold_url": _wall_url(found, own if is_held else {**own, "dung": "1"}),
    }
    answer = render(request, "dashboards/wall.html", context)
    if not is_held:
        goal = context["next_url"] if len(turn) > 1 else request.get_full_path()
        answer.headers["Refresh"] = f"{seconds}; url={goal}"
    return answer


def _is_in_turn(each: Board, found: Board, request: HttpRequest) -> bool:
    wanted = request.GET.get("vong", "")
    if wanted:
        return each.slug in wanted.split(",") or each.pk == found.pk
    return each.scope_code == found.scope_code


def _seconds(text: str) -> int:
    return min(max(int(text), _LEAST_SECONDS), _MOST_SECONDS) if text.isdecimal() else WALL_SECONDS


def _wall_url(found: Board, own: dict[str, str]) -> str:
    query = "&".join(f"{name}={value}" for name, value in own.items())
    address = reverse("dashboards:wall", args=[found.slug])
    return f"{address}?{query}" if query else address


@require_safe
@xframe_options_exempt
def embedded(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a board that is open to everybody inside another site's page."""
    found = access_board(actor_of(request), slug)
    answer = render(request, "dashboards/embedded.html", shown(request, found))
    origins = " ".join(("'self'", *settings.EMBED_ORIGINS))
    answer.headers["Content-Security-Policy"] = (
        f"default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        f"form-action 'none'; frame-ancestors {origins}"
    )
    return answer
