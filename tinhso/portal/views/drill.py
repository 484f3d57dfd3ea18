"""The cases behind a public number, for the agency's officers and the province's leaders."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.cases.api import Measure, cases_behind, counted_at, opening_numbers
from tinhso.core.clock import today
from tinhso.core.keyset import BadCursor, page_by_keyset
from tinhso.identity.api import officer_required
from tinhso.portal.views.measures import MEASURE_NAMES
from tinhso.portal.views.periods import read_period
from tinhso.portal.views.transparency import access_agency
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@officer_required()
def drill(request: HttpRequest, code: str, measure: str) -> HttpResponseBase:
    """List the cases one number of an agency counts; their number is that number."""
    agency = access_agency(code)
    if measure not in list(Measure):
        raise Http404
    actor, chosen = actor_of(request), read_period(request.GET.get("ky", ""), today())
    with opening_numbers(actor, agency):
        behind = cases_behind(Measure(measure), agency.pk, chosen.period)
        try:
            page = page_by_keyset(behind, order=("-id",), cursor=request.GET.get("trang"))
        except BadCursor as refusal:
            raise Http404 from refusal
        count = behind.count()
    context = {
        "agency": agency,
        "measure": MEASURE_NAMES[Measure(measure)],
        "chosen": chosen,
        "count": count,
        "page_of_rows": page,
        "is_own": agency.pk in actor.agency_ids,
        "as_of": counted_at(),
    }
    return render(request, "portal/transparency/drill.html", context)
