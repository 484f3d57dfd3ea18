"""Choosing the commune or district that decides."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import Draft, access_draft, choose_place
from tinhso.cases.forms.citizen import PlaceForm
from tinhso.cases.queries import commune_names, district_names
from tinhso.cases.views.citizen.frame import draft_context, filed_elsewhere, is_correcting
from tinhso.cases.views.citizen.path import path_of
from tinhso.cases.views.refusals import shows_refusals
from tinhso.core.clock import now
from tinhso.identity.api import signed_in_required
from tinhso.orgs.api import (
    COMMUNE_KINDS,
    DISTRICT_KINDS,
    Tier,
    area_chain,
    get_agency_by_id,
    organisation_date,
)
from tinhso.procedures.api import deciding_agency_of
from tinhso.ui.navigation import actor_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_required
@shows_refusals(back="cases:draft_check")
def draft_place(request: HttpRequest, token: str) -> HttpResponse:
    """Ask which commune or district the matter belongs to."""
    draft = access_draft(actor_of(request), token)
    if draft.case_id is not None:
        return filed_elsewhere(request, draft)
    form = _form(request, draft)
    if request.method == "POST" and form.is_valid():
        draft = choose_place(draft=draft, area_code=form.cleaned_data["area"], at=now())
        path = path_of(draft)
        target = path.stops[-1] if is_correcting(request) else path.after("place")
        return HttpResponseRedirect(target.url)
    context = {**draft_context(request, draft, "place"), "form": form}
    return render(request, "cases/draft/place.html", context)


def _form(request: HttpRequest, draft: Draft) -> PlaceForm:
    at_district = deciding_agency_of(draft.version)["tier"] == Tier.DISTRICT
    return PlaceForm(
        request.POST if request.method == "POST" else None,
        places=list((district_names() if at_district else commune_names()).items()),
        label=_("Chọn huyện, thị xã, thành phố") if at_district else _("Chọn xã, phường, thị trấn"),
        initial=_chosen(draft),
    )


def _chosen(draft: Draft) -> str:
    """Give the place chosen before, or where the person lives as far up as the tier asks."""
    if draft.competent_agency_id is not None:
        return get_agency_by_id(draft.competent_agency_id).area.code
    chain = area_chain(draft.person.area_code, organisation_date())
    kinds = (
        DISTRICT_KINDS
        if deciding_agency_of(draft.version)["tier"] == Tier.DISTRICT
        else COMMUNE_KINDS
    )
    return next((area.code for area in chain if area.kind in kinds), "")
