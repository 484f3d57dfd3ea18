"""Acting for another: whom one represents, who represents one, and switching between them."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core import clock
from tinhso.core.errors import DomainError
from tinhso.identity.forms import EnterpriseForm, MandateForm
from tinhso.identity.models import Mandate, MandateState
from tinhso.identity.operations import (
    MandateNotYours,
    MandateTerms,
    act_for_enterprise,
    answer_mandate,
    end_mandate,
    propose_mandate,
    record_acting_for,
)
from tinhso.identity.permissions import access_mandate, act_under, citizen_in_any_capacity
from tinhso.identity.queries import list_mandates_given, list_mandates_held
from tinhso.identity.queries.named_procedures import procedure_names
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@citizen_in_any_capacity
def mandates(request: HttpRequest) -> HttpResponse:
    """Show whom the citizen may act for, what waits for their answer, and what they gave."""
    actor = actor_of(request)
    held = list_mandates_held(actor)
    context: dict[str, Any] = {
        "offered": [mandate for mandate in held if mandate.state == MandateState.PROPOSED],
        "usable": [mandate for mandate in held if _is_usable(mandate)],
        "given": [] if actor.is_limited else list_mandates_given(actor),
        "may_give": not actor.is_limited,
    }
    shown = [*context["offered"], *context["usable"], *context["given"]]
    slugs = {slug for mandate in shown for slug in mandate.procedures}
    context["names"] = procedure_names(sorted(slugs))
    return render(request, "identity/mandates.html", context)


def _is_usable(mandate: Mandate) -> bool:
    day = clock.today()
    has_ended = mandate.valid_to is not None and mandate.valid_to <= day
    return mandate.state == MandateState.ACTIVE and mandate.valid_from <= day and not has_ended


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_in_any_capacity
def give_mandate(request: HttpRequest) -> HttpResponseBase:
    """Ask to whom, for what and until when; sent, offer it to them.

    Sent to look for procedures only (``act`` is ``find``), give the form back with those found.
    """
    is_sent = request.method == "POST"
    form = MandateForm(request.POST if is_sent else None, chosen=request.GET.getlist("thu-tuc"))
    if request.POST.get("act") == "find":
        form.errors.clear()
        return render(request, "identity/mandate_form.html", {"form": form, "has_looked": True})
    if is_sent and form.is_valid():
        asked = form.cleaned_data
        terms = MandateTerms(
            valid_from=clock.today(),
            valid_to=asked["valid_to"] + timedelta(days=1),
            procedures=asked["procedures"],
            reason=asked["reason"],
        )
        try:
            propose_mandate(
                actor=actor_of(request),
                identity_number=asked["identity_number"],
                full_name=asked["full_name"],
                terms=terms,
                at=clock.now(),
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(
                request, _("Đã gửi đề nghị. Ủy quyền có hiệu lực khi người đó đồng ý.")
            )
            return redirect("identity:mandates")
    return render(request, "identity/mandate_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_in_any_capacity
def add_enterprise(request: HttpRequest) -> HttpResponseBase:
    """Ask for a tax code; sent, ask the register whether the citizen represents it."""
    form = EnterpriseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            act_for_enterprise(
                actor=actor_of(request),
                tax_code=form.cleaned_data["tax_code"],
                at=clock.now(),
                on=clock.today(),
            )
        except DomainError as refusal:
            form.add_error("tax_code", refusal.message)
        else:
            messages.success(request, _("Đã thêm. Bây giờ bạn có thể làm thay doanh nghiệp này."))
            return redirect("identity:mandates")
    return render(request, "identity/enterprise_form.html", {"form": form})


@require_POST
@citizen_in_any_capacity
def answer(request: HttpRequest, token: str) -> HttpResponseBase:
    """Take up or turn down a mandate that was offered."""
    actor = actor_of(request)
    accepts = request.POST.get("answer") == "accept"
    answer_mandate(
        mandate=access_mandate(actor, token), accepts=accepts, actor=actor, at=clock.now()
    )
    done = _("Đã nhận ủy quyền.") if accepts else _("Đã từ chối ủy quyền.")
    messages.success(request, done)
    return redirect("identity:mandates")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_in_any_capacity
def end(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask, then end a mandate."""
    actor = actor_of(request)
    mandate = access_mandate(actor, token)
    if request.method == "POST":
        end_mandate(mandate=mandate, actor=actor, at=clock.now())
        if actor.capacity is not None and actor.capacity.mandate_id == mandate.pk:
            act_under(request.session, None)
        messages.success(request, _("Đã chấm dứt ủy quyền."))
        return redirect("identity:mandates")
    text = _("%(held)s không còn làm thay %(given)s. Hồ sơ đã nộp vẫn được giải quyết.")
    names = {"given": mandate.represented_name, "held": mandate.representative_name}
    context = {
        "title": _("Chấm dứt ủy quyền này?"),
        "text": text % names,
        "action_text": _("Chấm dứt ủy quyền"),
        "cancel_url": "/tai-khoan/dai-dien/",
        "is_dangerous": True,
    }
    return render(request, "ui/components/confirm/page.html", context)


@require_POST
@citizen_in_any_capacity
def switch(request: HttpRequest) -> HttpResponseBase:
    """Act for another from now on, or for oneself again."""
    actor = actor_of(request)
    token = request.POST.get("mandate", "")
    if not token:
        act_under(request.session, None)
        messages.success(request, _("Bạn đã trở lại là chính mình."))
        return redirect("portal:my_affairs")
    mandate = access_mandate(actor, token)
    if not _is_usable(mandate):
        raise Http404
    if mandate not in list_mandates_held(actor):
        raise MandateNotYours
    record_acting_for(actor=actor, mandate=mandate, at=clock.now())
    act_under(request.session, mandate.pk)
    messages.success(
        request, _("Từ bây giờ bạn làm thay %(name)s.") % {"name": mandate.represented_name}
    )
    return redirect("portal:my_affairs")
