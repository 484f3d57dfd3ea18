"""Places: the communes nearest to a point, by their centres; a person confirms."""

from dataclasses import dataclass
from datetime import date

from tinhso.contact.rules.cells import Polygon, cells
from tinhso.contact.rules.likeness import metres_between
from tinhso.core.remember import remembered
from tinhso.orgs.api import Area, list_communes


@dataclass(frozen=True, slots=True)
class NearCommune:
    """A commune and how far its centre is, in metres."""

    area: Area
    metres: int


def nearest_communes(
    latitude: float, longitude: float, *, on: date, most: int = 4
) -> list[NearCommune]:
    """Give the communes whose centres are nearest, within 40 km; a guess the person confirms."""
    point = (latitude, longitude)
    found = [
        NearCommune(area, round(metres_between(point, _centre_of(area))))
        for area in communes_of_day(on)
        if area.latitude is not None and area.longitude is not None
    ]
    near = [one for one in found if one.metres <= 40_000]
    return sorted(near, key=lambda one: one.metres)[:most]


def _centre_of(area: Area) -> tuple[float, float]:
    return (float(area.latitude or 0), float(area.longitude or 0))


@remembered(seconds=60)
def communes_of_day(on: date) -> tuple[Area, ...]:
    """Give the communes of a day with their parents, in dictionary order."""
    return tuple(list_communes(on))


#: A cell reaches so far where no neighbour ends it, in degrees: about nine kilometres.
_REACH = 0.085


@remembered(seconds=600)
def commune_cells(on: date) -> tuple[tuple[Area, Polygon], ...]:
    """Give the communes of a day with their schematic cells: corners as latitude, longitude."""
    placed = [
        one for one in communes_of_day(on) if one.latitude is not None and one.longitude is not None
    ]
    drawn = cells([_centre_of(one) for one in placed], reach=_REACH)
    return tuple(zip(placed, drawn, strict=True))
