"""The JSON API of areas and agencies: public reading, as of any day."""

from datetime import date

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from tinhso.core.asked import AskedDay
from tinhso.core.keyset import BadCursor, page_by_keyset
from tinhso.orgs.api import (
    Agency,
    AgencyNotFound,
    Area,
    AreaHistory,
    AreaNotFound,
    agency_predecessors_of,
    agency_successors_of,
    get_agency,
    get_area,
    list_areas,
    list_positions,
    load_area_history,
    organisation_date,
    search_agencies,
)

areas_router = Router(tags=["areas"])
agencies_router = Router(tags=["agencies"])
PAGE_SIZE = 100


class AreaRow(Schema):
    """An area as it was on the day asked."""

    code: str
    name: str
    name_en: str
    kind: str
    parent_code: str | None
    latitude: float | None
    longitude: float | None
    valid_from: date
    valid_to: date | None
    legal_act: str
    certainty: str


class AreaDetail(AreaRow):
    """An area with what it was and became, on the day asked for."""

    became: list[str]
    became_whole: bool
    was: list[str]


class AgencyRow(Schema):
    """An agency as it was on the day asked."""

    code: str
    name: str
    name_en: str
    short_name: str
    kind: str
    tier: str
    parent_code: str | None
    area_code: str
    address: str
    phone: str
    valid_from: date
    valid_to: date | None


class PositionRow(Schema):
    """A position of an agency; never who holds it."""

    code: str
    title: str
    title_en: str
    role: str


class AgencyDetail(AgencyRow):
    """An agency with its positions and who took over from whom."""

    positions: list[PositionRow]
    became: list[str]
    was: list[str]


class AgencyPage(Schema):
    """A page of agencies in order of code."""

    items: list[AgencyRow]
    next_cursor: str | None
    previous_cursor: str | None


class AgencyFilter(Schema):
    """What narrows the list of agencies."""

    at: AskedDay | None = None
    query: str = ""
    tier: str = ""
    kind: str = ""
    cursor: str | None = None


@areas_router.get("", response=list[AreaRow], summary="Areas as of a day")
def list_all_areas(
    request: HttpRequest, at: AskedDay | None = None, kind: str = "", parent: str = ""
) -> list[dict[str, object]]:
    """Every area in order of name; of one kind or under one parent where asked."""
    return [
        _area_row(area)
        for area in list_areas(at or organisation_date())
        if (not kind or area.kind == kind)
        and (not parent or (area.parent and area.parent.code == parent))
    ]


@areas_router.get("/{code}", response=AreaDetail, summary="One area, what it was and became")
def get_one_area(
    request: HttpRequest, code: str, at: AskedDay | None = None, compare: AskedDay | None = None
) -> dict[str, object]:
    """``was`` and ``became`` are codes on the day ``compare``; without it, by the nearest acts."""
    try:
        area = get_area(code, at or organisation_date())
    except AreaNotFound as error:
        raise Http404(error.message) from error
    return {**_area_row(area), **_area_links(area, load_area_history(), compare)}


@agencies_router.get("", response=AgencyPage, summary="Agencies as of a day")
def list_all_agencies(request: HttpRequest, wanted: Query[AgencyFilter]) -> dict[str, object]:
    """A page of agencies in order of code, found by words where asked."""
    day = wanted.at or organisation_date()
    found = search_agencies(wanted.query, day, wanted.tier, wanted.kind)
    try:
        page = page_by_keyset(found, order=("code", "id"), cursor=wanted.cursor, size=PAGE_SIZE)
    except BadCursor as error:
        raise Http404(error.message) from error
    return {
        "items": [_agency_row(agency) for agency in page.items],
        "next_cursor": page.next_cursor,
        "previous_cursor": page.previous_cursor,
    }


@agencies_router.get("/{code}", response=AgencyDetail, summary="One agency as of a day")
def get_one_agency(
    request: HttpRequest, code: str, at: AskedDay | None = None, compare: AskedDay | None = None
) -> dict[str, object]:
    """``was`` and ``became`` are codes on the day ``compare``, the day asked without it."""
    day = at or organisation_date()
    try:
        agency = get_agency(code, day)
    except AgencyNotFound as error:
        raise Http404(error.message) from error
    other = compare or day
    return {
        **_agency_row(agency),
        "positions": [
            {"code": row.code, "title": row.title, "title_en": row.title_en, "role": row.role}
            for row in list_positions(agency, day)
        ],
        "became": [row.code for row in agency_successors_of(agency, other)],
        "was": [row.code for row in agency_predecessors_of(agency, other)],
    }


def _area_links(area: Area, history: AreaHistory, compare: date | None) -> dict[str, object]:
    endings = history.endings(area)
    if compare is None:
        became = [row.successor for row in endings if row.successor]
        was = [row.predecessor for row in history.beginnings(area)]
    else:
        became, was = history.successors(area, compare), history.predecessors(area, compare)
    return {
        "became": [row.code for row in became],
        "became_whole": bool(endings) and all(row.is_whole for row in endings),
        "was": [row.code for row in was],
    }


def _area_row(area: Area) -> dict[str, object]:
    return {
        "code": area.code,
        "name": area.name,
        "name_en": area.name_en,
        "kind": area.kind,
        "parent_code": area.parent.code if area.parent else None,
        "latitude": area.latitude,
        "longitude": area.longitude,
        "valid_from": area.valid_from,
        "valid_to": area.valid_to,
        "legal_act": area.legal_act,
        "certainty": area.certainty,
    }


def _agency_row(agency: Agency) -> dict[str, object]:
    return {
        "code": agency.code,
        "name": agency.name,
        "name_en": agency.name_en,
        "short_name": agency.short_name,
        "kind": agency.kind,
        "tier": agency.tier,
        "parent_code": agency.parent.code if agency.parent else None,
        "area_code": agency.area.code,
        "address": agency.address,
        "phone": agency.phone,
        "valid_from": agency.valid_from,
        "valid_to": agency.valid_to,
    }
