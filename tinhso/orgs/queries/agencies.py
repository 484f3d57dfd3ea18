"""Reads of agencies and positions as of a day, and who is competent for what."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from tinhso.core.errors import DomainError
from tinhso.core.remember import remembered
from tinhso.core.text import fold, squeeze
from tinhso.orgs.models import (
    COMMUNE_KINDS,
    DISTRICT_KINDS,
    Agency,
    AgencyKind,
    Area,
    Position,
    Tier,
)
from tinhso.orgs.queries.areas import area_chain
from tinhso.orgs.queries.succession import load_agency_history

_RECEIVING_KINDS = (AgencyKind.ONE_STOP_UNIT, AgencyKind.SERVICE_CENTRE)


class AgencyNotFound(DomainError):
    """No agency has this code on this day."""

    code = "agency_not_found"
    text = gettext_lazy(
        "Không có cơ quan này vào ngày đã chọn. Hãy tìm theo tên hoặc chọn ngày khác."
    )


class NoCompetentAgency(DomainError):
    """Nobody is competent for this procedure in this area on this day."""

    code = "no_competent_agency"
    text = gettext_lazy(
        "Chưa xác định được cơ quan giải quyết ở địa bàn này. Hãy chọn xã, phường khác hoặc hỏi bộ"
        " phận một cửa gần bạn."
    )


class NoOneStopUnit(DomainError):
    """An agency has no one-stop unit on this day."""

    code = "no_one_stop_unit"
    text = gettext_lazy("Cơ quan này chưa có bộ phận một cửa. Hãy liên hệ trực tiếp cơ quan.")


def find_agency(code: str, on: date) -> Agency | None:
    """Give the agency with this code on a day, its parent and area loaded, or ``None``."""
    return _at(on).filter(code=code).first()


def find_past_agency(code: str, before: date) -> Agency | None:
    """Give the last agency of this code that ended by a day, or ``None``: old codes resolve."""
    past = Agency.objects.filter(code=code, valid_to__lte=before).select_related("parent", "area")
    return past.order_by("-valid_to").first()


def get_agency(code: str, on: date) -> Agency:
    """Give the agency with this code on a day.

    :raises AgencyNotFound: no agency has this code on that day.
    """
    agency = find_agency(code, on)
    if agency is None:
        raise AgencyNotFound
    return agency


def list_agencies(on: date, tier: str | None = None, kind: str | None = None) -> list[Agency]:
    """Give the agencies of a day in order of code, of one tier or kind where asked."""
    return list(_narrowed(_at(on), tier, kind).order_by("code"))


def list_agencies_in(area_code: str, on: date) -> list[Agency]:
    """Give the agencies of a day whose area this is, in order of code."""
    return list(_at(on).filter(area__code=area_code).order_by("code"))


def list_units(agency_code: str, on: date) -> list[Agency]:
    """Give the agencies directly under an agency on a day, in order of code."""
    return list(_at(on).filter(parent__code=agency_code).order_by("code"))


def search_agencies(
    query: str, on: date, tier: str | None = None, kind: str | None = None
) -> QuerySet[Agency]:
    """Give the agencies of a day whose name, area or code holds every word typed, unordered."""
    agencies = _narrowed(_at(on), tier, kind)
    for word in fold(squeeze(query)).split():
        agencies = agencies.filter(search_text__contains=f" {word} ")
    return agencies


def list_positions(agency: Agency, on: date) -> list[Position]:
    """Give the positions of an agency on a day, in order of rank."""
    return list(Position.objects.at(on).filter(agency=agency).order_by("sort_order", "code"))


def competent_agency(deciding: Mapping[str, object], area_code: str, on: date) -> Agency:
    """Give the agency that decides for an area (cơ quan có thẩm quyền).

    ``deciding`` is a procedure's ``deciding_agency``: its kind, tier and, for a department, the
    department's short name. ``area_code`` may be a commune, district or province.

    :raises NoCompetentAgency: no such area, tier or department on that day.
    """
    department = deciding.get("department_short_name")
    return _competent_agency(
        str(deciding["kind"]), str(deciding["tier"]), str(department or ""), area_code, on
    )


@remembered(seconds=60)
def _competent_agency(kind: str, tier: str, department: str, area_code: str, on: date) -> Agency:
    area = _area_of_tier(area_chain(area_code, on), tier)
    agencies = _at(on).filter(kind=kind, tier=tier, area__code=area.code if area else "")
    if kind == AgencyKind.DEPARTMENT:
        named = agencies.filter(short_name=department).order_by("code").first()
        agency = named or _heir_of_department(agencies, tier, department, on)
    else:
        agency = agencies.order_by("code").first()
    if agency is None:
        raise NoCompetentAgency
    return agency


def _heir_of_department(
    agencies: QuerySet[Agency], tier: str, department: str, on: date
) -> Agency | None:
    """Give the department that took over from one of that name: procedures name the old one."""
    past = Agency.objects.filter(
        kind=AgencyKind.DEPARTMENT, tier=tier, short_name=department, valid_to__lte=on
    )
    history = load_agency_history()
    heirs = [heir.pk for old in past for heir in history.successors(old, on)]
    return agencies.filter(pk__in=heirs).order_by("code").first()


def one_stop_unit_for(agency: Agency, on: date) -> Agency:
    """Give where papers for an agency are handed in: the one-stop unit of its tier and area.

    Decree 61/2018/NĐ-CP article 7: one centre for the provincial departments, one unit for each
    district and each commune. A one-stop unit is its own.

    :raises NoOneStopUnit: there is none on that day.
    """
    if agency.kind in _RECEIVING_KINDS:
        return agency
    return _one_stop_unit(agency.tier, agency.area.code, on)


@remembered(seconds=60)
def _one_stop_unit(tier: str, area_code: str, on: date) -> Agency:
    unit = (
        _at(on)
        .filter(kind__in=_RECEIVING_KINDS, tier=tier, area__code=area_code)
        .order_by("code")
        .first()
    )
    if unit is None:
        raise NoOneStopUnit
    return unit


def _at(on: date) -> QuerySet[Agency]:
    return Agency.objects.at(on).select_related("parent", "area")


def _narrowed(agencies: QuerySet[Agency], tier: str | None, kind: str | None) -> QuerySet[Agency]:
    if tier:
        agencies = agencies.filter(tier=tier)
    if kind:
        agencies = agencies.filter(kind=kind)
    return agencies


def _area_of_tier(chain: list[Area], tier: str) -> Area | None:
    wanted: dict[str, tuple[str, ...]] = {
        Tier.COMMUNE: COMMUNE_KINDS,
        Tier.DISTRICT: DISTRICT_KINDS,
    }
    if tier == Tier.PROVINCE:
        return chain[-1] if chain else None
    return next((area for area in chain if area.kind in wanted.get(tier, ())), None)
