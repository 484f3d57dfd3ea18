"""Fetching what a case gave: slips and the signed result."""

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.cases.api import CaseState, access_case_for_citizen, hand_over_result
from tinhso.cases.models import CaseSlip
from tinhso.cases.views.refusals import shows_refusals
from tinhso.core.clock import now
from tinhso.documents.api import serve_document
from tinhso.identity.api import citizen_required
from tinhso.ui.navigation import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_required
@shows_refusals(back="cases:case_detail")
def result(request: HttpRequest, token: str) -> HttpResponseBase:
    """Give the signed result; the first time it is noted as returned.

    Only a sent form returns it: a browser that looks ahead must not.
    """
    case = access_case_for_citizen(actor_of(request), token)
    if request.method == "POST" and case.state != CaseState.RETURNED:
        case = hand_over_result(case=case, actor=actor_of(request), at=now())
    if case.result is None:
        raise Http404
    if case.state != CaseState.RETURNED:
        return HttpResponseRedirect(reverse("cases:case_detail", args=[token]))
    return serve_document(case.result)


@require_safe
@never_cache
@citizen_required
def slip(request: HttpRequest, token: str, slip_id: int) -> HttpResponseBase:
    """Give a slip of the case as its signed PDF."""
    case = access_case_for_citizen(actor_of(request), token)
    found = get_object_or_404(CaseSlip.objects.select_related("document"), pk=slip_id, case=case)
    return serve_document(found.document)
