"""Areas of any day: the tree, the search, one area with what it was and became."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinhso.core.clock import today
from tinhso.orgs.api import (
    Area,
    AreaHistory,
    AreaNotFound,
    area_chain,
    area_children,
    find_area,
    find_past_area,
    list_agencies_in,
    list_areas,
    load_area_history,
    search_areas,
)
from tinhso.orgs.views.days import PARAMETER, ShownDay, day_tabs, shown_day


@dataclass(frozen=True, slots=True)
class AreaNode:
    """An area in the tree, what lies under it, and what it is by now or was before."""

    area: Area
    children: list["AreaNode"] = field(default_factory=list)
    became: list[Area] = field(default_factory=list)
    was: list[Area] = field(default_factory=list)


@require_safe
def area_list(request: HttpRequest) -> HttpResponse:
    """Show the tree of a day, or the areas whose name holds the words typed."""
    shown = shown_day(request)
    query = request.GET.get("q", "").strip()
    history = load_area_history()
    found = search_areas(query, shown.day) if query else []
    roots = [] if query else _tree(list_areas(shown.day), history, shown.day)
    context = {
        **day_context(shown),
        "query": query,
        "found": [_node(area, history, shown.day) for area in found],
        "roots": roots,
    }
    return render(request, "orgs/area_list.html", context)


@require_safe
def area_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show one area: under what, over what, its agencies, what it was and became.

    An area that ended before the day is shown as it was, with who took over.
    """
    shown = shown_day(request)
    area = find_area(code, shown.day) or find_past_area(code, shown.day)
    if area is None:
        raise Http404(AreaNotFound.text)
    is_past = area.valid_to is not None and area.valid_to <= shown.day
    # What lay in an area that ended is shown as it was on its last day.
    day = area.valid_to - timedelta(days=1) if is_past and area.valid_to else shown.day
    history = load_area_history()
    context = {
        **day_context(shown),
        "area": area,
        "is_past": is_past,
        "as_of": day,
        "inner_query": f"{PARAMETER}={day:%Y-%m-%d}" if is_past else shown.query,
        "chain": area_chain(code, day)[1:],
        "children": area_children(code, day),
        "agencies": list_agencies_in(code, day),
        "endings": history.endings(area),
        "beginnings": history.beginnings(area),
    }
    return render(request, "orgs/area_detail.html", context)


def day_context(shown: ShownDay) -> dict[str, object]:
    """Give what every page as of a day shows."""
    return {
        "day": shown.day,
        "day_problem": shown.problem,
        "day_query": shown.query,
        "day_tabs": day_tabs(shown.day),
    }


def _tree(areas: list[Area], history: AreaHistory, on: date) -> list[AreaNode]:
    nodes = {area.code: _node(area, history, on) for area in areas}
    under: defaultdict[str, list[AreaNode]] = defaultdict(list)
    for node in nodes.values():
        parent = node.area.parent.code if node.area.parent else ""
        under[parent if parent in nodes else ""].append(node)
    for code, node in nodes.items():
        node.children.extend(under[code])
    return under[""]


def _node(area: Area, history: AreaHistory, on: date) -> AreaNode:
    now_on = today()
    became = [] if on >= now_on else [a for a in history.successors(area, now_on) if a != area]
    was = [row.predecessor for row in history.beginnings(area)]
    return AreaNode(area, became=became, was=was)
