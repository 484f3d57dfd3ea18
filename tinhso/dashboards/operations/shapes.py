"""Shapes of areas: schematic cells from the communes' points, or official boundaries."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError
from tinhso.dashboards.models import AreaShape
from tinhso.dashboards.rules.cells import Ring, cells_of
from tinhso.orgs.api import Area, list_communes, organisation_date

_DIGITS = 5
_SCHEMATIC = "Sơ đồ: phần đất gần điểm trung tâm xã nhất; không phải ranh giới"


class BadBoundaries(DomainError):
    """The file is not GeoJSON with polygons of areas known here."""

    code = "bad_boundaries"
    text = gettext_lazy(
        "Tệp ranh giới không đọc được. Cần GeoJSON gồm các vùng có mã đơn vị hành chính."
    )


@transaction.atomic
def draw_cells(*, at: datetime) -> int:
    """Draw a cell around each commune's point; gives how many. Official shapes stay."""
    communes = [area for area in list_communes(organisation_date()) if area.latitude is not None]
    points = {str(a.pk): (float(a.longitude or 0), float(a.latitude or 0)) for a in communes}
    official = set(AreaShape.objects.filter(is_schematic=False).values_list("area_id", flat=True))
    AreaShape.objects.filter(is_schematic=True).delete()
    shapes = [
        AreaShape(area_id=int(key), rings=[ring], is_schematic=True, source=_SCHEMATIC, made_at=at)
        for key, ring in cells_of(points).items()
        if int(key) not in official
    ]
    AreaShape.objects.bulk_create(shapes)
    return len(shapes)


@transaction.atomic
def import_boundaries(*, file: Path, code_property: str, source: str, at: datetime) -> int:
    """Take official boundaries from GeoJSON in degrees; gives how many areas got theirs.

    Schematic cells of areas without an official shape stay.

    :param code_property: the property of a feature that holds the area's code.
    :raises BadBoundaries: the file is something else, or names no area of the present day.
    """
    try:
        features = json.loads(file.read_text("utf-8"))["features"]
        found = dict(_shapes_in(features, code_property))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadBoundaries from error
    areas = Area.objects.at(organisation_date()).filter(code__in=found)
    count = 0
    for area in areas:
        AreaShape.objects.update_or_create(
            area=area,
            defaults={"rings": found[area.code], "is_schematic": False, "source": source[:200],
                      "made_at": at},
        )  # fmt: skip
        count += 1
    if not count:
        raise BadBoundaries
    return count


def _shapes_in(
    features: list[Mapping[str, Any]], code_property: str
) -> Iterator[tuple[str, list[Ring]]]:
    for feature in features:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        elif geometry["type"] != "MultiPolygon":
            continue
        yield str(feature["properties"][code_property]), [_ring(each[0]) for each in polygons]


def _ring(points: list[list[float]]) -> Ring:
    return [(round(float(x), _DIGITS), round(float(y), _DIGITS)) for x, y, *_ in points]
