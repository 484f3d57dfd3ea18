"""Agencies and positions by their key, for slices that hold one."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language

from tinhso.core.prepared import Reading
from tinhso.core.remember import remembered
from tinhso.orgs.models import Agency, AgencyKind, Area, Position

_AGENCY = Reading(
    lambda agency_id: Agency.objects.select_related("parent", "area").filter(pk=agency_id),
    agency_id=int,
)


def get_agency_by_id(agency_id: int) -> Agency:
    """Give an agency with its parent and area.

    :raises Agency.DoesNotExist: when no row has that key.
    """
    agency = _AGENCY.first(agency_id=agency_id)
    if agency is None:
        raise Agency.DoesNotExist
    return agency


def find_position(position_id: int) -> Position | None:
    """Give a position by its key, or ``None``."""
    return Position.objects.filter(pk=position_id).first()


def area_names(codes: Collection[str], on: date) -> dict[str, str]:
    """Give the names of areas by their codes, as they were on a day; unknown codes are left out."""
    return dict(Area.objects.at(on).filter(code__in=codes).values_list("code", "name"))


@lru_cache(maxsize=4096)
def agency_name(agency_id: int) -> str:
    """Give an agency's name; kept in the process, a row's name belongs to its period."""
    return get_agency_by_id(agency_id).name


def agency_name_shown(agency_id: int) -> str:
    """Give an agency's name in the reader's language; papers of legal weight take `agency_name`."""
    return english_agency_name(agency_id) if get_language() == "en" else agency_name(agency_id)


def agency_names_shown(agency_ids: Collection[int]) -> dict[int, str]:
    """Give agencies' names in the reader's language, by key; one query."""
    rows = Agency.objects.filter(pk__in=agency_ids).values_list("pk", "name", "name_en")
    is_english = get_language() == "en"
    return {key: (is_english and english) or name for key, name, english in rows}


@remembered(seconds=60)
def english_department_names(on: date) -> Mapping[str, str]:
    """Give departments' English names by the short name procedures know them by.

    Of the department that bears the name on a day, or bore it last; a name nobody bore is left out.
    """
    rows = Agency.objects.filter(kind=AgencyKind.DEPARTMENT, valid_from__lte=on)
    named = rows.order_by("valid_from", "code").values_list("short_name", "name_en")
    return {short_name: name_en for short_name, name_en in named if name_en}


@lru_cache(maxsize=4096)
def english_agency_name(agency_id: int) -> str:
    """Give an agency's English name, or its own when it has none; kept in the process."""
    agency = get_agency_by_id(agency_id)
    return agency.name_en or agency.name


@lru_cache(maxsize=4096)
def agency_code(agency_id: int) -> str:
    """Give an agency's national identification code."""
    return get_agency_by_id(agency_id).code


@remembered(seconds=60)
def agency_above(agency_id: int) -> int | None:
    """Give the key of the agency above an agency, if there is one."""
    return get_agency_by_id(agency_id).parent_id
