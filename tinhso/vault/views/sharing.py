"""Agreeing and taking back: purposes as a whole, one paper with one agency."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.core.clock import now
from tinhso.identity.api import ConsentPurpose, citizen_required, give_consent, withdraw_consent
from tinhso.orgs.api import organisation_date, search_agencies
from tinhso.ui.navigation import actor_of
from tinhso.vault.forms import ShareForm
from tinhso.vault.models import VaultPaper
from tinhso.vault.operations import share_paper, stop_sharing
from tinhso.vault.permissions import access_paper_for_citizen

_STANDING = (ConsentPurpose.REUSE_AT_COUNTER, ConsentPurpose.REGISTER_AUTOFILL)
_MOST_AGENCIES = 10


@require_POST
@citizen_required
def consent(request: HttpRequest) -> HttpResponse:
    """Give or take back a consent to one purpose as a whole; unknown purposes change nothing."""
    actor = actor_of(request)
    purpose = next((one for one in _STANDING if one == request.POST.get("purpose")), None)
    if purpose is not None and request.POST.get("act") == "give":
        give_consent(actor=actor, purpose=purpose, at=now())
        messages.success(request, _("Đã ghi nhận sự đồng ý. Bạn rút lại được bất cứ lúc nào."))
    elif purpose is not None:
        withdraw_consent(actor=actor, purpose=purpose, at=now())
        messages.success(request, _("Đã rút lại sự đồng ý."))
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if is_ours else reverse("vault:papers") + "#dong-y")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_required
def share(request: HttpRequest, token: str) -> HttpResponse:
    """Find an agency, then let it see the paper for some days."""
    actor = actor_of(request)
    found = access_paper_for_citizen(actor, token)
    words = request.GET.get("co-quan", "").strip()[:80]
    form = ShareForm(request.POST if request.method == "POST" else None, agencies=_agencies(words))
    if request.method == "POST" and form.is_valid():
        agency_id = int(form.cleaned_data["agency"])
        share_paper(
            paper=found, agency_id=agency_id, days=form.cleaned_data["days"], actor=actor, at=now()
        )
        messages.success(request, _("Đã chia sẻ. Mỗi lần cán bộ xem sẽ được ghi lại ở trang này."))
        return _back(found)
    context = {"paper": found, "form": form, "words": words, "has_found": bool(_agencies(words))}
    return render(request, "vault/citizen/share.html", context)


@require_POST
@citizen_required
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop sharing a paper with an agency."""
    actor = actor_of(request)
    found = access_paper_for_citizen(actor, token)
    agency = request.POST.get("agency", "")
    if agency.isdigit():
        stop_sharing(paper=found, agency_id=int(agency), actor=actor, at=now())
        messages.success(request, _("Đã thôi chia sẻ. Cơ quan đó không xem được nữa."))
    return _back(found)


def _agencies(words: str) -> list[tuple[str, str]]:
    if not words:
        return []
    found = search_agencies(words, organisation_date()).order_by("sort_key", "id")
    return [(str(agency.pk), agency.name) for agency in found[:_MOST_AGENCIES]]


def _back(paper: VaultPaper) -> HttpResponse:
    return HttpResponseRedirect(reverse("vault:paper", args=[paper.token]) + "#chia-se")
