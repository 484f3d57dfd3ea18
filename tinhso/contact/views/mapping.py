"""The map drawn on the server: communes as labels, reports as circles, moved by links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, log2, radians, sqrt
from urllib.parse import urlencode

from django.utils.translation import get_language

from tinhso.contact.queries.places import commune_cells, communes_of_day
from tinhso.contact.queries.tiles import LEAST_ZOOM, MOST_ZOOM, Bounds, Cluster, clusters_in
from tinhso.orgs.api import Area, organisation_date

WIDTH, HEIGHT = 720, 540
#: On a telephone the drawing shrinks to less than half: letters and circles grow as much.
NARROW_SCALE = 2.0
#: How far the edge may be cut off for the sake of a map twice as large.
_ROUND_UP = 0.3
_LABEL_HIGH, _LETTER_WIDE = 14, 6.5


@dataclass(frozen=True, slots=True)
class MapView:
    """Where the map looks: middle in degrees, zoom as of web maps, how big it is drawn."""

    latitude: float
    longitude: float
    zoom: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def bounds(self) -> Bounds:
        """Give the box that is seen."""
        wide = 360 / 2**self.zoom * self.width / 256
        high = wide * self.height / self.width * cos(radians(self.latitude))
        return Bounds(
            self.latitude - high / 2,
            self.latitude + high / 2,
            self.longitude - wide / 2,
            self.longitude + wide / 2,
        )

    def address(self, *, east: float = 0, north: float = 0, closer: int = 0) -> str:
        """Give the query of a view moved by parts of what is seen, or nearer."""
        box = self.bounds
        zoom = max(LEAST_ZOOM, min(MOST_ZOOM, self.zoom + closer))
        latitude = self.latitude + north * (box.north - box.south)
        longitude = self.longitude + east * (box.east - box.west)
        where = {"vi-do": f"{latitude:.5f}", "kinh-do": f"{longitude:.5f}", "muc": zoom}
        return f"?{urlencode(where)}"

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Give where a point is drawn, from the top left."""
        box = self.bounds
        x = (longitude - box.west) / (box.east - box.west) * self.width
        y = (box.north - latitude) / (box.north - box.south) * self.height
        return round(x, 1), round(y, 1)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Give the latitude and longitude of a place of the drawing."""
        box = self.bounds
        latitude = box.north - y / self.height * (box.north - box.south)
        return round(latitude, 6), round(box.west + x / self.width * (box.east - box.west), 6)


@dataclass(frozen=True, slots=True)
class Circle:
    """One circle: where it is drawn, how big, what it says and leads to."""

    x: float
    y: float
    radius: float
    cluster: Cluster
    url: str


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a commune at its centre."""

    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Layer:
    """Circles and names for one width of screen; they keep clear of each other."""

    name: str
    circles: tuple[Circle, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map ready for the template: schematic cells of communes, a layer for each width."""

    view: MapView
    cells: tuple[str, ...]
    layers: tuple[Layer, ...]
    total: int

    @property
    def moves(self) -> Mapping[str, str]:
        """Give the addresses of the map's buttons."""
        view = self.view
        return {
            "north": view.address(north=0.4),
            "south": view.address(north=-0.4),
            "west": view.address(east=-0.4),
            "east": view.address(east=0.4),
            "closer": view.address(closer=1),
            "farther": view.address(closer=-1),
        }


def read_view(query: Mapping[str, str], *, width: int = WIDTH, height: int = HEIGHT) -> MapView:
    """Read where to look; the whole province when nothing usable is said."""
    try:
        latitude = float(query["vi-do"])
        longitude = float(query["kinh-do"])
        zoom = int(query["muc"])
    except (KeyError, ValueError):
        return whole_province(width, height)
    if not (abs(latitude) <= 80 and abs(longitude) <= 180):
        return whole_province(width, height)
    return MapView(latitude, longitude, max(LEAST_ZOOM, min(MOST_ZOOM, zoom)), width, height)


def whole_province(width: int = WIDTH, height: int = HEIGHT) -> MapView:
    """Give the view that shows every commune's centre."""
    points = [
        (float(one.latitude), float(one.longitude))
        for one in communes_of_day(organisation_date())
        if one.latitude is not None and one.longitude is not None
    ]
    if not points:
        return MapView(16.0, 106.0, LEAST_ZOOM, width, height)
    lats, lons = [one[0] for one in points], [one[1] for one in points]
    span = max((max(lons) - min(lons)) / width, (max(lats) - min(lats)) / height, 1e-4) * 1.15
    zoom = int(log2(360 / 256 / span) + _ROUND_UP)
    middle = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    return MapView(*middle, max(LEAST_ZOOM, min(MOST_ZOOM, zoom)), width, height)


def draw_map(view: MapView) -> DrawnMap:
    """Put cells, circles and names where they belong, for wide and for narrow screens."""
    found = sorted(clusters_in(view.bounds), key=lambda one: -one.count)
    layers = tuple(
        _layer(name, view, found, scale)
        for name, scale in (("wide", 1.0), ("narrow", NARROW_SCALE))
    )
    return DrawnMap(view, draw_cells(view), layers, sum(one.count for one in found))


def draw_cells(view: MapView) -> tuple[str, ...]:
    """Give the outlines of the communes' cells that are seen, as SVG writes them."""
    outlines = []
    for _area, polygon in commune_cells(organisation_date()):
        corners = [view.place(*corner) for corner in polygon]
        if any(0 <= x <= view.width and 0 <= y <= view.height for x, y in corners):
            outlines.append(" ".join(f"{x:g},{y:g}" for x, y in corners))
    return tuple(outlines)


def _layer(name: str, view: MapView, found: Sequence[Cluster], scale: float) -> Layer:
    circles = draw_circles(view, found, scale)
    return Layer(name, tuple(circles), draw_labels(view, circles, scale))


def draw_circles(view: MapView, found: Sequence[Cluster], scale: float = 1.0) -> list[Circle]:
    """Give circles that never cover each other: those that would become one where they meet."""
    circles: list[Circle] = []
    for one in found:
        _put(circles, _circle(one, view, scale), view, scale)
    return circles


def _circle(cluster: Cluster, view: MapView, scale: float) -> Circle:
    x, y = view.place(cluster.latitude, cluster.longitude)
    nearer = replace(view, latitude=cluster.latitude, longitude=cluster.longitude)
    url = "" if cluster.code else nearer.address(closer=2)
    return Circle(x, y, min(11 + 2.2 * sqrt(cluster.count), 30) * scale, cluster, url)


def _put(circles: list[Circle], new: Circle, view: MapView, scale: float) -> None:
    """Put a circle on the map; with those it would cover it becomes one, where they meet."""
    covered = next((one for one in circles if _touch(one, new)), None)
    if covered is None:
        circles.append(new)
        return
    circles.remove(covered)
    _put(circles, _circle(_together(covered.cluster, new.cluster), view, scale), view, scale)


def _touch(one: Circle, other: Circle) -> bool:
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2 < (one.radius + other.radius) ** 2


def _together(one: Cluster, other: Cluster) -> Cluster:
    count = one.count + other.count
    return Cluster(
        (one.latitude * one.count + other.latitude * other.count) / count,
        (one.longitude * one.count + other.longitude * other.count) / count,
        count,
        one.open_count + other.open_count,
    )


def draw_labels(
    view: MapView, circles: Sequence[Circle] = (), scale: float = 1.0
) -> tuple[Label, ...]:
    """Give the names that find room beside circles and beside each other."""
    kept: list[Label] = []
    for one in communes_of_day(organisation_date()):
        if one.latitude is None or one.longitude is None:
            continue
        name = _short(one)
        x, y = view.place(float(one.latitude), float(one.longitude))
        half = len(name) * _LETTER_WIDE * scale / 2
        is_seen = half < x < view.width - half and 12 * scale < y < view.height - 6 * scale
        if is_seen and _has_room(Label(x, y, name), circles, kept, scale):
            kept.append(Label(x, y, name))
    return tuple(kept)


def named_places() -> list[tuple[str, float, float]]:
    """Give every commune's short name with its latitude and longitude, for the moving map."""
    return [
        (_short(one), float(one.latitude), float(one.longitude))
        for one in communes_of_day(organisation_date())
        if one.latitude is not None and one.longitude is not None
    ]


def _short(area: Area) -> str:
    """Give a commune's name without its kind: the map has little room."""
    if get_language() == "en" and area.name_en:
        return area.name_en
    kind, _space, rest = area.name.partition(" ")
    rest = rest.removeprefix("trấn ") if kind == "Thị" else rest
    return rest or area.name


def _has_room(label: Label, circles: Sequence[Circle], kept: list[Label], scale: float) -> bool:
    half, high = len(label.name) * _LETTER_WIDE * scale / 2, _LABEL_HIGH * scale
    is_free = all(
        abs(label.x - one.x) > half + one.radius or abs(label.y - one.y) > one.radius + high
        for one in circles
    )
    return is_free and all(
        abs(label.x - one.x) > half + len(one.name) * _LETTER_WIDE * scale / 2
        or abs(label.y - one.y) > high
        for one in kept
    )
