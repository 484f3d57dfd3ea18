"""Published reports on the map: clusters counted in the database, so any number stays smooth."""

from dataclasses import dataclass
from math import atan, degrees, pi, sinh

from django.db import connection

from tinhso.core.actors import SYSTEM
from tinhso.core.remember import remembered
from tinhso.core.rls import acting_as

#: A tile is divided into so many cells a side; points of one cell are one circle.
CELLS = 4
LEAST_ZOOM, MOST_ZOOM = 7, 18
_SQL = """
select floor((longitude - %(west)s) / %(wide)s)::int as x,
       floor((latitude - %(south)s) / %(high)s)::int as y,
       count(*), avg(latitude), avg(longitude), min(code),
       count(*) filter (where closed_at is null)
from contact_contact
where public_state = 'PUBLISHED' and latitude >= %(south)s and latitude < %(north)s
  and longitude >= %(west)s and longitude < %(east)s
group by 1, 2
"""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box of degrees (WGS 84)."""

    south: float
    north: float
    west: float
    east: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Points of one cell: where their middle is, how many, how many still open.

    ``code`` is that of the only one, empty for several.
    """

    latitude: float
    longitude: float
    count: int
    open_count: int
    code: str = ""


def bounds_of_tile(zoom: int, x: int, y: int) -> Bounds:
    """Give the box of a web-map tile (the usual numbering from the north-west)."""
    size = 2**zoom
    west, east = x / size * 360 - 180, (x + 1) / size * 360 - 180

    def latitude(row: int) -> float:
        return degrees(atan(sinh(pi * (1 - 2 * row / size))))

    return Bounds(latitude(y + 1), latitude(y), west, east)


@remembered(seconds=30)
def clusters_of_tile(zoom: int, x: int, y: int) -> tuple[Cluster, ...]:
    """Give the circles of a tile: at most sixteen, whatever the number of reports."""
    return _clusters(bounds_of_tile(zoom, x, y), CELLS)


@remembered(seconds=30)
def clusters_in(bounds: Bounds, cells: int = 14) -> tuple[Cluster, ...]:
    """Give the circles of any box, for the map drawn without a script."""
    return _clusters(bounds, cells)


def _clusters(bounds: Bounds, cells: int) -> tuple[Cluster, ...]:
    values = {
        "south": bounds.south,
        "north": bounds.north,
        "west": bounds.west,
        "east": bounds.east,
        "wide": (bounds.east - bounds.west) / cells,
        "high": (bounds.north - bounds.south) / cells,
    }
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_SQL, values)
        return tuple(
            Cluster(latitude, longitude, count, still_open, code if count == 1 else "")
            for _x, _y, count, latitude, longitude, code, still_open in cursor.fetchall()
        )
