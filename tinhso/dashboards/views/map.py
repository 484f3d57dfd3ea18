"""The map of a board: areas coloured by an indicator, month after month, with a table beside."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from tinhso.core.clock import today
from tinhso.dashboards.models import Board
from tinhso.dashboards.permissions import access_board
from tinhso.dashboards.queries import (
    Frame,
    address_of,
    codes_on,
    communes_of,
    content_of,
    frame_of,
    layers_of,
    load_numbers,
    map_numbers,
    read_asked,
    shown_name,
    tiles_of,
)
from tinhso.dashboards.rules.document import Tile, TileKind
from tinhso.dashboards.rules.vector_tiles import tile_of
from tinhso.identity.api import officer_required
from tinhso.indicators.api import AreaLevel, catalogue_for, period_words, periods
from tinhso.ui.components import Filter, Option
from tinhso.ui.navigation import actor_of

MOST_ZOOM = 12
_COMMUNES = "xa"


@require_safe
@never_cache
@officer_required()
def board_map(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show one indicator of a board on the map; drawn without a script, moved with one."""
    actor = actor_of(request)
    found = access_board(actor, slug)
    frame = _frame(request, found)
    codes = codes_on(tiles_of(found))
    code = request.GET.get("chi-tieu", "")
    code = code if code in codes else next(iter(codes), "")
    tile = Tile("ban-do", TileKind.MAP, 0, 0, 1, 1, (code,))
    numbers = load_numbers([tile], frame, actor)
    if code not in numbers.versions:
        return render(request, "dashboards/map.html", _around(found, frame) | {"content": None})
    mapped = map_numbers(code, numbers, actor)
    names = {each.code: each.shown_name for each in catalogue_for(actor).filter(code__in=codes)}
    context = _around(found, frame) | {
        "content": content_of(tile, numbers),
        "map": {
            "content": content_of(tile, numbers),
            "mapped": mapped,
            "is_by_communes": _is_by_communes(request),
            "tiles": f"{request.path}{{z}}/{{x}}/{{y}}.mvt{_query(request, frame)}",
            "shown_period": period_words(mapped.spans[-1]),
        },
        "filters": _filters(code, [(c, names[c]) for c in codes if c in names], frame),
        "shown_period": period_words(mapped.spans[-1]),
        "earlier": _query(request, frame, den=periods.following(frame.asked.span, -1).code),
        "later": _query(request, frame, den=periods.following(frame.asked.span, 1).code),
    }
    return render(request, "dashboards/map.html", context)


def _frame(request: HttpRequest, found: Board) -> Frame:
    asked = read_asked(request.GET, found.scope_code, today())
    frame = frame_of(asked, found.scope_code)
    return communes_of(frame) if _is_by_communes(request) else frame


def _is_by_communes(request: HttpRequest) -> bool:
    return request.GET.get("cap") == _COMMUNES


def _around(found: Board, frame: Frame) -> dict[str, object]:
    """Give what the page says around the map."""
    return {
        "board": found,
        "place": shown_name(frame.place),
        "above": [(shown_name(area), address_of(frame.asked, vung=area.code))
                  for area in frame.above],
        "asked": frame.asked,
        "query": address_of(frame.asked),
    }  # fmt: skip


def _query(request: HttpRequest, frame: Frame, **changes: str) -> str:
    """Give the address's own part again, with the indicator and the level of areas."""
    kept = {name: request.GET.get(name, "")[:40] for name in ("chi-tieu", "cap")}
    return address_of(frame.asked, **kept, **changes)


def _filters(code: str, named: list[tuple[str, str]], frame: Frame) -> list[Filter]:
    indicators = tuple(Option(each, name) for each, name in named)
    chosen = [Filter("chi-tieu", _("Chỉ tiêu"), code, indicators)]
    if frame.level is AreaLevel.PROVINCE:
        levels = (Option("", _("Huyện, thị xã, thành phố")), Option(_COMMUNES, _("Xã, phường")))
        value = _COMMUNES if frame.part_level is AreaLevel.COMMUNE else ""
        chosen.append(Filter("cap", _("Chia theo"), value, levels))
    return chosen


@require_safe
@cache_control(private=True, max_age=300)
@officer_required()
def map_tile(request: HttpRequest, slug: str, zoom: int, column: int, row: int) -> HttpResponse:
    """Give one vector tile of the land a board's map shows."""
    found = access_board(actor_of(request), slug)
    return _tile(_frame(request, found), zoom, column, row)


@require_safe
@cache_control(private=True, max_age=300)
@officer_required()
def land_tile(request: HttpRequest, zoom: int, column: int, row: int) -> HttpResponse:
    """Give one vector tile of the province's land, whatever the board."""
    return _tile(frame_of(read_asked(request.GET, "", today()), ""), zoom, column, row)


def _tile(frame: Frame, zoom: int, column: int, row: int) -> HttpResponse:
    if zoom > MOST_ZOOM or max(column, row) >= 2**zoom:
        raise Http404
    content = tile_of(layers_of(frame), zoom, column, row)
    return HttpResponse(content, content_type="application/vnd.mapbox-vector-tile")
