"""The editor of a board: its tiles as they will look, moved and sized by buttons or by hand."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.dashboards.forms import NoteForm
from tinhso.dashboards.models import Board
from tinhso.dashboards.operations import change_draft, drop_draft, publish_draft, undo_change
from tinhso.dashboards.permissions import EDITOR_ROLES, access_editable
from tinhso.dashboards.queries import edited_tiles, find_draft
from tinhso.dashboards.rules.arranging import Way, placed, removed, stepped
from tinhso.dashboards.rules.document import Tile
from tinhso.dashboards.views.board import shown
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of

ROWS_OF_A_WALL = 6
REMOVE, PLACE = "REMOVE", "PLACE"


@require_safe
@never_cache
@officer_required(*EDITOR_ROLES)
def editor(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the tiles of the draft, or those in force until something is changed."""
    found = access_editable(actor_of(request), slug)
    return render(request, "dashboards/editor.html", edited(request, found))


def edited(request: HttpRequest, found: Board) -> dict[str, Any]:
    """Give what the editor shows."""
    tiles = edited_tiles(found)
    context = shown(request, found, tiles)
    rows = max((tile.y + tile.h for tile in tiles), default=0)
    return context | {
        "draft": find_draft(found),
        "revision": revision_of(found),
        "note_form": NoteForm(),
        "is_too_long": rows > ROWS_OF_A_WALL,
        "ways": _ways(),
    }


def revision_of(found: Board) -> int:
    """Give the revision of the draft, 0 without one."""
    draft = find_draft(found)
    return draft.revision if draft else 0


def _ways() -> list[tuple[str, str, str]]:
    return [
        (Way.LEFT, "←", _("Sang trái")),
        (Way.RIGHT, "→", _("Sang phải")),
        (Way.UP, "↑", _("Lên")),
        (Way.DOWN, "↓", _("Xuống")),
        (Way.NARROWER, "↔ −", _("Hẹp hơn")),
        (Way.WIDER, "↔ +", _("Rộng hơn")),
        (Way.SHORTER, "↕ −", _("Thấp hơn")),
        (Way.TALLER, "↕ +", _("Cao hơn")),
    ]


@require_POST
@never_cache
@officer_required(*EDITOR_ROLES)
def arrange(request: HttpRequest, slug: str, tile_id: str) -> HttpResponse:
    """Move, size or take away one tile; gives the editor's part to whoever asks for it alone."""
    actor = actor_of(request)
    found = access_editable(actor, slug)
    tiles = edited_tiles(found)
    arranged = _arranged(request, tiles, tile_of(tiles, tile_id))
    refused = _refused(
        request,
        lambda: change_draft(
            board=found, tiles=arranged, revision=_revision(request), actor=actor, at=now()
        ),
    )
    return _again(request, slug, "" if refused else f"#o-{tile_id}")


def _again(request: HttpRequest, slug: str, anchor: str = "") -> HttpResponse:
    """Give the part of the editor that changes to whoever asks for it alone, else the page."""
    if not request.headers.get("X-Board-Part"):
        return HttpResponseRedirect(reverse("dashboards:editor", args=[slug]) + anchor)
    found = access_editable(actor_of(request), slug)
    return render(request, "dashboards/_editor.html", edited(request, found) | {"is_part": True})


@require_POST
@never_cache
@officer_required(*EDITOR_ROLES)
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring back what was before the last change."""
    actor = actor_of(request)
    found = access_editable(actor, slug)
    revision = _revision(request)
    _refused(request, lambda: undo_change(board=found, revision=revision, actor=actor, at=now()))
    return _again(request, slug)


def tile_of(tiles: tuple[Tile, ...], tile_id: str) -> Tile:
    """Give a tile by its id.

    :raises Http404: the board has none of that id.
    """
    found = next((tile for tile in tiles if tile.id == tile_id), None)
    if found is None:
        raise Http404
    return found


def _arranged(request: HttpRequest, tiles: tuple[Tile, ...], tile: Tile) -> tuple[Tile, ...]:
    way = request.POST.get("way", "")
    if way == REMOVE:
        return removed(tiles, tile.id)
    if way == PLACE:
        return placed(tiles, _dropped(request, tile))
    if way not in set(Way):
        raise Http404
    return stepped(tiles, tile.id, Way(way))


def _dropped(request: HttpRequest, tile: Tile) -> Tile:
    """Give the tile where it was let go, kept within the grid's width."""
    given = {name: request.POST.get(name, "") for name in ("x", "y", "w", "h")}
    if not all(text.isdecimal() and len(text) < 3 for text in given.values()):
        raise Http404
    return tile.within(*(int(given[name]) for name in ("x", "y", "w", "h")))


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def _refused(request: HttpRequest, act: Callable[[], object]) -> bool:
    try:
        act()
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return True
    return False


@require_POST
@never_cache
@officer_required(*EDITOR_ROLES)
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the draft in force."""
    actor = actor_of(request)
    found = access_editable(actor, slug)
    note = request.POST.get("note", "")[:300]
    refused = _refused(
        request,
        lambda: publish_draft(
            board=found, revision=_revision(request), note=note, actor=actor, at=now()
        ),
    )
    if refused:
        return HttpResponseRedirect(reverse("dashboards:editor", args=[slug]))
    messages.success(request, _("Đã xuất bản. Người xem thấy bảng mới ngay từ bây giờ."))
    return HttpResponseRedirect(reverse("dashboards:board", args=[slug]))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*EDITOR_ROLES)
def drop(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Ask once more, then throw the draft away."""
    actor = actor_of(request)
    found = access_editable(actor, slug)
    if request.method == "POST":
        is_gone = drop_draft(board=found, actor=actor)
        messages.success(request, _("Đã bỏ bản nháp."))
        goal = "dashboards:boards" if is_gone else "dashboards:editor"
        return HttpResponseRedirect(reverse(goal, args=[] if is_gone else [slug]))
    never = _("Bảng này chưa từng xuất bản: bỏ bản nháp là xóa cả bảng.")
    kept = _("Mọi thay đổi từ lần xuất bản trước sẽ mất. Bảng đang dùng giữ nguyên.")
    context = {
        "base_template": "ui/officer_base.html",
        "title": _("Bỏ bản nháp của “%(name)s”?") % {"name": found.shown_name},
        "text": kept if found.version_id else never,
        "action_text": _("Bỏ bản nháp"),
        "cancel_url": reverse("dashboards:editor", args=[slug]),
        "is_dangerous": True,
    }
    return render(request, "ui/components/confirm/page.html", context)
