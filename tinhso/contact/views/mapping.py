"""The map drawn on the server: communes as labels, reports as circles, moved by links."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, log2, radians, sqrt
from urllib.parse import urlencode

from tinhso.contact.queries.places import communes_of_day
from tinhso.contact.queries.tiles import LEAST_ZOOM, MOST_ZOOM, Bounds, Cluster, clusters_in
from tinhso.orgs.api import organisation_date

WIDTH, HEIGHT = 720, 540
#: How far the edge may be cut off for the sake of a map twice as large.
_ROUND_UP = 0.3
_LABEL_HIGH, _LETTER_WIDE = 14, 6.5


@dataclass(frozen=True, slots=True)
class MapView:
    """Where the map looks: middle in degrees, zoom as of web maps."""

    latitude: float
    longitude: float
    zoom: int

    @property
    def bounds(self) -> Bounds:
        """Give the box that is seen."""
        wide = 360 / 2**self.zoom * WIDTH / 256
        high = wide * HEIGHT / WIDTH * cos(radians(self.latitude))
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
class DrawnMap:
    """A map ready for the template."""

    view: MapView
    circles: tuple[Circle, ...]
    labels: tuple[Label, ...]
    total: int
    width: int = WIDTH
    height: int = HEIGHT

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


def read_view(query: Mapping[str, str]) -> MapView:
    """Read where to look; the whole province when nothing usable is said."""
    try:
        latitude = float(query["vi-do"])
        longitude = float(query["kinh-do"])
        zoom = int(query["muc"])
    except (KeyError, ValueError):
        return whole_province()
    is_sane = abs(latitude) <= 80 and abs(longitude) <= 180
    if not is_sane:
        return whole_province()
    return MapView(latitude, longitude, max(LEAST_ZOOM, min(MOST_ZOOM, zoom)))


def whole_province() -> MapView:
    """Give the view that shows every commune's centre."""
    points = [
        (float(one.latitude), float(one.longitude))
        for one in communes_of_day(organisation_date())
        if one.latitude is not None and one.longitude is not None
    ]
    if not points:
        return MapView(16.0, 106.0, LEAST_ZOOM)
    lats, lons = [one[0] for one in points], [one[1] for one in points]
    span = max((max(lons) - min(lons)) / WIDTH, (max(lats) - min(lats)) / HEIGHT, 1e-4) * 1.15
    zoom = int(log2(360 / 256 / span) + _ROUND_UP)
    middle = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    return MapView(*middle, max(LEAST_ZOOM, min(MOST_ZOOM, zoom)))


def draw_map(view: MapView) -> DrawnMap:
    """Put circles and names where they belong."""
    box = view.bounds
    found = clusters_in(box)
    circles = tuple(_circle(one, view, box) for one in sorted(found, key=lambda one: -one.count))
    return DrawnMap(view, circles, _labels(box, circles), sum(one.count for one in found))


def _circle(cluster: Cluster, view: MapView, box: Bounds) -> Circle:
    x, y = _place(cluster.latitude, cluster.longitude, box)
    nearer = MapView(cluster.latitude, cluster.longitude, view.zoom)
    url = "" if cluster.code else nearer.address(closer=2)
    return Circle(x, y, min(11 + 2.2 * sqrt(cluster.count), 34), cluster, url)


def _labels(box: Bounds, circles: tuple[Circle, ...]) -> tuple[Label, ...]:
    """Give the names that find room beside circles and beside each other."""
    kept: list[Label] = []
    for one in communes_of_day(organisation_date()):
        if one.latitude is None or one.longitude is None:
            continue
        x, y = _place(float(one.latitude), float(one.longitude), box)
        label = Label(x, y, one.name)
        is_seen = 40 < x < WIDTH - 40 and 12 < y < HEIGHT - 6
        if is_seen and _has_room(label, circles, kept):
            kept.append(label)
    return tuple(kept)


def _has_room(label: Label, circles: tuple[Circle, ...], kept: list[Label]) -> bool:
    half = len(label.name) * _LETTER_WIDE / 2
    is_free = all(
        abs(label.x - one.x) > half + one.radius or abs(label.y - one.y) > one.radius + _LABEL_HIGH
        for one in circles
    )
    return is_free and all(
        abs(label.x - one.x) > half + len(one.name) * _LETTER_WIDE / 2
        or abs(label.y - one.y) > _LABEL_HIGH
        for one in kept
    )


def _place(latitude: float, longitude: float, box: Bounds) -> tuple[float, float]:
    x = (longitude - box.west) / (box.east - box.west) * WIDTH
    y = (box.north - latitude) / (box.north - box.south) * HEIGHT
    return round(x, 1), round(y, 1)
