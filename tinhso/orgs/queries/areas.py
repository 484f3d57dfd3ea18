"""Reads of administrative areas as of a day."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError
from tinhso.core.remember import remembered
from tinhso.core.text import fold, squeeze
from tinhso.orgs.models import COMMUNE_KINDS, Area, AreaKind

_MOST_LEVELS = 4


class AreaNotFound(DomainError):
    """No area has this code on this day."""

    code = "area_not_found"
    text = gettext_lazy(
        "Không có địa bàn này vào ngày đã chọn. Hãy chọn ngày khác hoặc tìm theo tên."
    )


def find_area(code: str, on: date) -> Area | None:
    """Give the area with this code on a day, its parent loaded, or ``None``."""
    return Area.objects.at(on).select_related("parent").filter(code=code).first()


def find_past_area(code: str, before: date) -> Area | None:
    """Give the last area of this code that ended by a day, or ``None``: old codes resolve."""
    past = Area.objects.filter(code=code, valid_to__lte=before).select_related("parent")
    return past.order_by("-valid_to").first()


def get_area(code: str, on: date) -> Area:
    """Give the area with this code on a day.

    :raises AreaNotFound: no area has this code on that day.
    """
    area = find_area(code, on)
    if area is None:
        raise AreaNotFound
    return area


def list_areas(on: date) -> list[Area]:
    """Give every area of a day in dictionary order, each with its parent."""
    return list(_ordered(on))


def list_communes(on: date) -> list[Area]:
    """Give the communes, wards and townships (cấp xã) of a day, each with its parent."""
    return list(_ordered(on).filter(kind__in=COMMUNE_KINDS))


def area_children(code: str, on: date) -> list[Area]:
    """Give the areas directly under an area on a day.

    The link is by the parent's code: a parent renamed meanwhile has a newer row than the one its
    children point to.
    """
    return list(_ordered(on).filter(parent__code=code))


def area_chain(code: str, on: date) -> list[Area]:
    """Give an area and every area above it on a day, the lowest first; empty when unknown."""
    return list(_area_chain(code, on))


@remembered(seconds=60)
def _area_chain(code: str, on: date) -> tuple[Area, ...]:
    chain: list[Area] = []
    current = find_area(code, on)
    while current is not None and len(chain) < _MOST_LEVELS:
        chain.append(current)
        current = find_area(current.parent.code, on) if current.parent else None
    return tuple(chain)


def search_areas(query: str, on: date, limit: int = 30) -> list[Area]:
    """Give the areas of a day whose name holds every word typed, accents or not."""
    areas = _ordered(on)
    for word in fold(squeeze(query)).split():
        areas = areas.filter(search_text__contains=f" {word} ")
    return list(areas[:limit])


def list_reorganisation_days() -> list[date]:
    """Give the days on which any province, district or commune began, oldest first."""
    days = Area.objects.order_by("valid_from").values_list("valid_from", flat=True)
    return list(days.distinct())


@remembered(seconds=60)
def get_province(on: date) -> Area:
    """Give the province itself as it was on a day.

    :raises AreaNotFound: there was none.
    """
    found = _ordered(on).filter(kind=AreaKind.PROVINCE).first()
    if found is None:
        raise AreaNotFound
    return found


def is_province(area: Area) -> bool:
    """Tell whether an area is a province (or a city of that rank)."""
    return area.kind == AreaKind.PROVINCE or area.parent_id is None


def _ordered(on: date) -> QuerySet[Area]:
    return Area.objects.at(on).select_related("parent").order_by("sort_key", "code")
