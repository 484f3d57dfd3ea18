"""What was shut away: stubs for the registry, the sealed files for the security officer only."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.documents.api import serve_bytes
from tinhso.identity.api import officer_required
from tinhso.records.operations import decide_quarantined, open_quarantined
from tinhso.records.permissions import access_quarantined, quarantined_for
from tinhso.ui.navigation import actor_of

_MOST = 200
_LONGEST_REASON = 500


@require_GET
@never_cache
@officer_required("SECURITY_OFFICER", "REGISTRAR")
def quarantine(request: HttpRequest) -> HttpResponse:
    """Show when something was shut away, by which door; never what it says."""
    actor = actor_of(request)
    with acting_as(SYSTEM):
        items = list(quarantined_for(actor).order_by("-pk")[:_MOST])
    context = {"items": items, "may_open": actor.has_role("SECURITY_OFFICER")}
    return render(request, "records/quarantine.html", context)


@require_POST
@never_cache
@officer_required("SECURITY_OFFICER")
def quarantine_open(request: HttpRequest, token: str) -> HttpResponse:
    """Hand the sealed files to the security officer; the look is in the ledger."""
    actor = actor_of(request)
    item = access_quarantined(actor, token)
    try:
        content = open_quarantined(item=item, actor=actor, at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(reverse("records:quarantine"))
    return serve_bytes(content, "application/zip", f"niem-phong-{token[:8]}.zip")


@require_POST
@officer_required("SECURITY_OFFICER")
def quarantine_decide(request: HttpRequest, token: str) -> HttpResponse:
    """Destroy what is secret, or say that it was not and may be brought again."""
    actor = actor_of(request)
    item = access_quarantined(actor, token)
    is_secret = request.POST.get("is_secret") == "yes"
    reason = request.POST.get("reason", "").strip()[:_LONGEST_REASON]
    try:
        decide_quarantined(item=item, is_secret=is_secret, reason=reason, actor=actor, at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(reverse("records:quarantine"))
    done = _("Đã xóa khỏi hệ thống.") if is_secret else _("Đã ghi nhận không mật; nhận lại được.")
    messages.success(request, done)
    return HttpResponseRedirect(reverse("records:quarantine"))
