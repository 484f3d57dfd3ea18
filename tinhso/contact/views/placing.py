"""Placing a report on a schematic map: a click with a script or without, or the phone's own place.

The map is a picture the form itself submits (``<input type="image">``): without a script a click
sends the form, which comes back with the place marked and nothing lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tinhso.contact.queries.places import nearest_communes
from tinhso.contact.queries.tiles import LEAST_ZOOM
from tinhso.contact.views.mapping import MapView, draw_cells, draw_labels, read_view
from tinhso.orgs.api import organisation_date

SIDE = 320
#: The scheme knows no streets: nearer than this it would only show an empty cell.
NEAREST = 13
_CLOSER_BY_A_CLICK = 2
MOVES: Mapping[str, tuple[float, float, int]] = {
    "closer": (0, 0, 1),
    "farther": (0, 0, -1),
    "north": (0, 0.4, 0),
    "south": (0, -0.4, 0),
    "west": (-0.4, 0, 0),
    "east": (0.4, 0, 0),
}


@dataclass(frozen=True, slots=True)
class Placing:
    """The map of a form: where it looks, and the marked point in degrees, if any."""

    view: MapView
    latitude: float | None = None
    longitude: float | None = None

    @property
    def query(self) -> str:
        """Give the picture's address after the question mark."""
        marked = f"&dau={self.latitude:.5f},{self.longitude:.5f}" if self.is_marked else ""
        return f"{self.view.address()[1:]}{marked}"

    @property
    def is_marked(self) -> bool:
        """Tell whether there is a point."""
        return self.latitude is not None and self.longitude is not None

    @property
    def stands_for(self) -> str:
        """Give the view as the form keeps it."""
        return f"{self.view.latitude:.5f} {self.view.longitude:.5f} {self.view.zoom}"


def is_placing(sent: Mapping[str, str]) -> bool:
    """Tell whether a form was sent by the map and not to be filed."""
    return "spot.x" in sent or sent.get("map_move", "") in MOVES


def read_placing(sent: Mapping[str, str]) -> Placing:
    """Give the map of a form as it was sent: clicked, moved, or as it stood."""
    latitude, longitude = _degrees(sent.get("latitude")), _degrees(sent.get("longitude"))
    view = _kept_view(sent.get("map_view", ""), latitude, longitude)
    if "spot.x" in sent:
        x, y = _pixel(sent.get("spot.x")), _pixel(sent.get("spot.y"))
        latitude, longitude = view.point(x, y)
        zoom = min(NEAREST, view.zoom + _CLOSER_BY_A_CLICK)
        return Placing(
            replace(view, latitude=latitude, longitude=longitude, zoom=zoom), *(latitude, longitude)
        )
    east, north, closer = MOVES.get(sent.get("map_move", ""), (0, 0, 0))
    box = view.bounds
    moved = replace(
        view,
        latitude=view.latitude + north * (box.north - box.south),
        longitude=view.longitude + east * (box.east - box.west),
        zoom=max(LEAST_ZOOM, min(NEAREST, view.zoom + closer)),
    )
    return Placing(moved, latitude, longitude)


def _kept_view(text: str, latitude: float | None, longitude: float | None) -> MapView:
    parts = text.split(" ")
    if len(parts) == 3:
        named = dict(zip(("vi-do", "kinh-do", "muc"), parts, strict=True))
        return read_view(named, width=SIDE, height=SIDE)
    if latitude is not None and longitude is not None:
        return MapView(latitude, longitude, 11, SIDE, SIDE)
    return read_view({}, width=SIDE, height=SIDE)


def _degrees(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if -180 <= number <= 180 else None


def _pixel(text: str | None) -> float:
    try:
        return min(max(float(text or ""), 0.0), float(SIDE))
    except ValueError:
        return SIDE / 2


@require_safe
@cache_control(public=True, max_age=86_400)
def picture(request: HttpRequest) -> HttpResponse:
    """Draw the schematic map of communes, with a mark where one was set."""
    view = read_view(request.GET, width=SIDE, height=SIDE)
    parts = request.GET.get("dau", "").split(",")
    latitude, longitude = (
        (_degrees(parts[0]), _degrees(parts[-1])) if len(parts) == 2 else (None, None)
    )
    mark = None if latitude is None or longitude is None else view.place(latitude, longitude)
    context = {"cells": draw_cells(view), "labels": draw_labels(view), "mark": mark, "side": SIDE}
    return render(request, "contact/public/place.svg", context, content_type="image/svg+xml")


@require_safe
@cache_control(public=True, max_age=3600)
def commune_of_point(request: HttpRequest) -> JsonResponse:
    """Give the commune whose centre is nearest to a point; a guess the person confirms."""
    latitude, longitude = _degrees(request.GET.get("vi-do")), _degrees(request.GET.get("kinh-do"))
    if latitude is None or longitude is None:
        return JsonResponse({"area": None})
    near = nearest_communes(latitude, longitude, on=organisation_date(), most=1)
    found = near[0].area if near else None
    return JsonResponse({"area": found and {"code": found.code, "name": found.name}})


def nearest_code(latitude: float, longitude: float) -> str:
    """Give the code of the commune nearest to a point, empty far from all of them."""
    near = nearest_communes(latitude, longitude, on=organisation_date(), most=1)
    return near[0].area.code if near else ""
