"""The administrator's pages of outside organisations; the security officer's of quarantine."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.grouping import grouped
from tinhso.core.rls import acting_as
from tinhso.dispatch.forms import NoteForm, PartnerForm
from tinhso.dispatch.gateways.axis import AxisAway
from tinhso.dispatch.models import Envelope, EnvelopeState, Partner
from tinhso.dispatch.operations import change_partner, destroy_envelope, refresh_partners
from tinhso.dispatch.queries import lists
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@officer_required("ADMINISTRATOR", "SECURITY_OFFICER")
def partners(request: HttpRequest) -> HttpResponse:
    """List organisations outside, the axis's health and quarantined envelopes."""
    text = request.GET.get("q", "")[:100]
    is_administrator = actor_of(request).has_role("ADMINISTRATOR")
    is_security_officer = actor_of(request).has_role("SECURITY_OFFICER")
    context = {
        "partners": lists.list_partners(text) if is_administrator else [],
        "text": text,
        "health": lists.axis_health(),
        "is_resting": _is_resting(),
        "is_administrator": is_administrator,
        "is_security_officer": is_security_officer,
        "quarantined": lists.list_quarantined() if is_security_officer else [],
        "unreadable_count": lists.count_unreadable(now() - timedelta(days=30)),
    }
    return render(request, "dispatch/partners.html", context)


def _is_resting() -> bool:
    health = lists.axis_health()
    return bool(health and health.rests_until and health.rests_until > now())


@require_POST
@never_cache
@officer_required("ADMINISTRATOR")
def refresh(request: HttpRequest) -> HttpResponse:
    """Bring the directory up to date with the axis."""
    try:
        count = refresh_partners()
        messages.success(
            request, _("Đã cập nhật %(count)s cơ quan từ trục.") % {"count": grouped(count)}
        )
    except AxisAway:
        messages.error(request, _("Trục liên thông chưa trả lời. Hãy thử lại sau ít phút."))
    return HttpResponseRedirect(reverse("dispatch:partners"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("ADMINISTRATOR")
def partner(request: HttpRequest, organ_id: str) -> HttpResponse:
    """Allow or forbid an organisation, with or without signatures."""
    found = Partner.objects.filter(organ_id=organ_id).first()
    if found is None:
        raise Http404
    present = {"is_active": found.is_active, "accepts_unsigned": found.accepts_unsigned}
    form = PartnerForm(request.POST if request.method == "POST" else None, initial=present)
    if request.method == "POST" and form.is_valid():
        change_partner(partner=found, **form.cleaned_data, actor=actor_of(request), at=now())
        messages.success(request, _("Đã lưu."))
        return HttpResponseRedirect(reverse("dispatch:partners"))
    return render(request, "dispatch/partner.html", {"partner": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("SECURITY_OFFICER")
def destroy(request: HttpRequest, token: str) -> HttpResponse:
    """Delete a quarantined envelope after it was handed over, with the minutes' number."""
    with acting_as(SYSTEM):
        shut = Envelope.objects.filter(token=token, state=EnvelopeState.QUARANTINED).first()
    if shut is None:
        raise Http404
    form = NoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        destroy_envelope(
            envelope=shut, note=form.cleaned_data["note"], actor=actor_of(request), at=now()
        )
        messages.success(request, _("Đã xóa gói tin. Sổ cái minh bạch ghi lại việc này."))
        return HttpResponseRedirect(reverse("dispatch:partners"))
    context = {
        "title": _("Xóa gói tin đã cách ly?"),
        "text": _("Chỉ xóa sau khi đã bàn giao theo quy định bảo vệ bí mật nhà nước."),
        "action_text": _("Xóa gói tin"),
        "cancel_url": reverse("dispatch:partners"),
        "is_dangerous": True,
        "form": form,
        "base_template": "ui/officer_base.html",
    }
    return render(
        request, "ui/components/confirm/page.html", context, status=422 if form.errors else 200
    )
