"""One tile of a draft: its form, what it will look like beside it, and keeping it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.core.actors import Actor
from tinhso.core.clock import now, today
from tinhso.core.errors import DomainError
from tinhso.dashboards.forms import TileForm, asked_of
from tinhso.dashboards.models import Board
from tinhso.dashboards.operations import change_draft
from tinhso.dashboards.permissions import EDITOR_ROLES, access_editable
from tinhso.dashboards.queries import (
    Content,
    contents_of,
    edited_tiles,
    frame_of,
    read_asked,
    shown_name,
)
from tinhso.dashboards.rules.arranging import added, placed
from tinhso.dashboards.rules.document import Tile
from tinhso.dashboards.views.editor import revision_of, tile_of
from tinhso.identity.api import officer_required
from tinhso.indicators.api import catalogue_for
from tinhso.ui.navigation import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*EDITOR_ROLES)
def tile(request: HttpRequest, slug: str, tile_id: str = "") -> HttpResponseBase:
    """Ask what a tile shows; a new one takes the first free place."""
    actor = actor_of(request)
    found = access_editable(actor, slug)
    tiles = edited_tiles(found)
    former = tile_of(tiles, tile_id) if tile_id else None
    form = _form(request, found, actor, former)
    is_kept = request.method == "POST" and "xem" not in request.POST
    if is_kept and form.is_valid():
        made = form.tile(former, _new_id(tiles))
        revision = int(request.POST.get("revision", "0") or 0)
        arranged = placed(tiles, made) if former else added(tiles, made)
        try:
            change_draft(board=found, tiles=arranged, revision=revision, actor=actor, at=now())
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã lưu ô vào bản nháp."))
            return HttpResponseRedirect(f"{reverse('dashboards:editor', args=[slug])}#o-{made.id}")
    context = {
        "board": found, "form": form, "former": former, "revision": revision_of(found),
        "content": _preview(form, found, actor, former),
        "is_refused": is_kept and bool(form.errors),
    }  # fmt: skip
    status = 422 if context["is_refused"] else 200
    return render(request, "dashboards/editor_tile.html", context, status=status)


@require_POST
@never_cache
@officer_required(*EDITOR_ROLES)
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Give what the tile being described looks like; nothing is kept."""
    actor = actor_of(request)
    found = access_editable(actor, slug)
    form = _form(request, found, actor, None)
    context = {"content": _preview(form, found, actor, None)}
    return render(request, "dashboards/_preview.html", context)


def _form(request: HttpRequest, found: Board, actor: Actor, former: Tile | None) -> TileForm:
    names = {
        each.code: each.shown_name
        for each in catalogue_for(actor).filter(version__isnull=False).order_by("sort_order", "id")
    }
    frame = frame_of(read_asked({}, found.scope_code, today()), found.scope_code)
    areas = [(area.code, shown_name(area)) for area in (frame.place, *frame.parts)]
    initial = asked_of(former) if former else {}
    return TileForm(
        request.POST if request.method == "POST" else None,
        names=names, areas=list(dict(areas).items()), initial=initial,
    )  # fmt: skip


def _new_id(tiles: tuple[Tile, ...]) -> str:
    taken = {each.id for each in tiles}
    return next(name for at in range(1, 100) if (name := f"o{at}") not in taken)


def _preview(form: TileForm, found: Board, actor: Actor, former: Tile | None) -> Content | None:
    """Give the tile as it will look, or nothing while the form says too little."""
    shown = former
    if form.is_bound:
        shown = form.tile(former, "xem-thu") if form.is_valid() else None
    if shown is None:
        return None
    frame = frame_of(read_asked({}, found.scope_code, today()), found.scope_code)
    return contents_of([shown], frame, actor)[0]
