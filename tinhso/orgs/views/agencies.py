"""Agencies of any day: by tier, found by words, one with its address and its positions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.core.keyset import BadCursor, page_by_keyset
from tinhso.orgs.api import (
    AgencyKind,
    AgencyNotFound,
    find_agency,
    find_past_agency,
    list_positions,
    list_units,
    load_agency_history,
    search_agencies,
)
from tinhso.orgs.views.areas import day_context
from tinhso.orgs.views.days import PARAMETER, shown_day
from tinhso.ui.components import Filter, Option

PAGE_SIZE = 30


@require_safe
def agency_list(request: HttpRequest) -> HttpResponse:
    """List agencies in order of code, narrowed by words, tier and kind."""
    shown = shown_day(request)
    query = request.GET.get("q", "").strip()
    tier, kind = request.GET.get("cap", ""), request.GET.get("loai", "")
    found = search_agencies(query, shown.day, tier, kind)
    try:
        page = page_by_keyset(
            found, order=("code", "id"), cursor=request.GET.get("trang"), size=PAGE_SIZE
        )
    except BadCursor as error:
        raise Http404(error.message) from error
    context = {
        **day_context(shown),
        "query": query,
        "result": page,
        "filters": [
            Filter("cap", _("Cấp"), tier, (Option("", _("Tất cả")), *_tiers())),
            Filter("loai", _("Loại cơ quan"), kind, (Option("", _("Tất cả")), *_kinds())),
        ],
        "kept": {"q": query, PARAMETER: request.GET.get(PARAMETER, "")},
    }
    return render(request, "orgs/agency_list.html", context)


@require_safe
def agency_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show one agency: where it is, its units and positions, who took over from whom."""
    shown = shown_day(request)
    agency = find_agency(code, shown.day) or find_past_agency(code, shown.day)
    if agency is None:
        raise Http404(AgencyNotFound.text)
    is_past = agency.valid_to is not None and agency.valid_to <= shown.day
    day = agency.valid_from if is_past else shown.day
    history = load_agency_history()
    context = {
        **day_context(shown),
        "agency": agency,
        "kind": dict(_kind_names())[agency.kind],
        "is_past": is_past,
        "units": list_units(agency.code, day),
        "positions": list_positions(agency, day),
        "endings": history.by_predecessor[agency.pk],
        "beginnings": history.by_successor[agency.pk],
        "is_english": get_language() == "en",
    }
    return render(request, "orgs/agency_detail.html", context)


def _tiers() -> list[Option]:
    return [
        Option("PROVINCE", _("Cấp tỉnh")),
        Option("DISTRICT", _("Cấp huyện")),
        Option("COMMUNE", _("Cấp xã")),
    ]


def _kinds() -> list[Option]:
    return [Option(code, name) for code, name in _kind_names()]


def _kind_names() -> list[tuple[str, str]]:
    return [
        (AgencyKind.PEOPLES_COMMITTEE.value, _("Ủy ban nhân dân")),
        (AgencyKind.DEPARTMENT.value, _("Sở, ban, ngành")),
        (AgencyKind.SERVICE_CENTRE.value, _("Trung tâm Phục vụ hành chính công")),
        (AgencyKind.ONE_STOP_UNIT.value, _("Bộ phận Tiếp nhận và Trả kết quả")),
        (AgencyKind.OTHER.value, _("Đơn vị khác")),
    ]
