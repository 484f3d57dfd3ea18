"""Taking at the counter what the office asked for: papers and a message."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import (
    Action,
    Case,
    ReasonRequired,
    Supplement,
    access_case_for_officer,
    provide_supplement,
)
from tinhso.cases.forms.citizen import SupplementForm
from tinhso.cases.forms.papers import paper_blocks, paper_error_links
from tinhso.cases.queries import find_supplement_request
from tinhso.cases.views.officer.act import find_refusal, refusal_context, status_of
from tinhso.cases.views.receiving import Errors, offers_for_case, receive_supplement
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.identity.api import officer_required
from tinhso.procedures.api import papers_of
from tinhso.ui.components import ErrorLink
from tinhso.ui.navigation import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required()
def officer_supplement(request: HttpRequest, token: str) -> HttpResponseBase:
    """Take papers and a message the applicant brought; the clock runs on."""
    actor = actor_of(request)
    case = access_case_for_officer(actor, token)
    form = SupplementForm(request.POST if request.method == "POST" else None)
    refusal = find_refusal(actor, case, Action.PROVIDE_SUPPLEMENT)
    if refusal is not None or request.method != "POST" or not form.is_valid():
        return _show(request, case, form, {}, refusal)
    message = form.cleaned_data["message"]
    given, errors = receive_supplement(request, case, offers_for_case(request, case), message)
    if errors:
        return _show(request, case, form, errors, None)
    refusal = _try(case, given, actor)
    if refusal is not None:
        return _show(request, case, form, {}, refusal)
    messages.success(request, _("Đã nhận phần bổ sung. Đồng hồ tính hạn chạy tiếp."))
    return HttpResponseRedirect(reverse("cases:officer_case", args=[token]))


def _try(case: Case, given: Supplement, actor: Actor) -> DomainError | None:
    try:
        with transaction.atomic():
            provide_supplement(case=case, supplement=given, actor=actor, at=now())
    except DomainError as refusal:
        return refusal
    return None


def _show(
    request: HttpRequest,
    case: Case,
    form: SupplementForm,
    errors: Errors,
    refusal: DomainError | None,
) -> HttpResponse:
    links = []
    if isinstance(refusal, ReasonRequired):
        text = _("Thêm giấy tờ người dân mang đến, hoặc ghi nội dung bổ sung.")
        links, refusal = [ErrorLink("#id_message", text)], None
    offers = offers_for_case(request, case)
    blocks = paper_blocks(papers_of(case.version, case.variant), {}, errors, offers)
    asked = find_supplement_request(case)
    codes = asked.facts.get("papers", []) if asked else []
    context = {
        "case": case,
        "asked": asked,
        "form": form,
        "asked_blocks": [block for block in blocks if block.code in codes],
        "other_blocks": [block for block in blocks if block.code not in codes],
        "error_links": [*paper_error_links(blocks), *links],
        "cancel_url": reverse("cases:officer_case", args=[case.token]),
        **refusal_context(case, refusal),
    }
    return render(request, "cases/officer/supplement.html", context, status=status_of(refusal))
