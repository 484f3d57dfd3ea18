"""Accountants' pages: refunds to decide, differences to settle; the administrator's providers."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.core.clock import now, today
from tinhso.core.keyset import BadCursor, page_by_keyset
from tinhso.identity.api import officer_required, record_look
from tinhso.payments.forms import DecisionForm, DrawerForm, ResolutionForm
from tinhso.payments.gateways import list_all_providers
from tinhso.payments.models import CashDrawer, DifferenceState, Refund, RefundState
from tinhso.payments.operations import (
    approve_refund,
    order_comparison,
    pay_out_refund,
    refuse_refund,
    resolve_difference,
)
from tinhso.payments.permissions import (
    ACCOUNTANTS,
    MONEY_OFFICERS,
    access_difference,
    access_drawer,
    access_refund,
    differences_for,
    is_cashier,
    may_approve,
    refunds_for,
)
from tinhso.payments.queries.providers import provider_state
from tinhso.payments.views.officer import attempt_act
from tinhso.ui.components import TabItem
from tinhso.ui.navigation import actor_of

SEERS = tuple(sorted(MONEY_OFFICERS))
_ALL = "TAT_CA"


@require_safe
@never_cache
@officer_required(*SEERS)
def refunds(request: HttpRequest) -> HttpResponse:
    """List refunds: those that wait for a decision first."""
    state = request.GET.get("muc", RefundState.REQUESTED)
    rows = refunds_for(actor_of(request))
    rows = rows.filter(state=state) if state in RefundState.values else rows
    try:
        found = page_by_keyset(
            rows, order=("-requested_at", "-id"), cursor=request.GET.get("trang")
        )
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(request.path)
    words = [*((str(each), str(each.label)) for each in RefundState), (_ALL, _("Tất cả"))]
    tabs = [TabItem(label, f"?muc={code}", is_current=code == state) for code, label in words]
    return render(request, "payments/officer/refunds.html", {"refunds": found, "tabs": tabs})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*SEERS)
def refund(request: HttpRequest, token: str) -> HttpResponse:
    """Show one refund; sent, decide it or pay it out at the counter."""
    found = access_refund(actor_of(request), token)
    if request.method != "POST":
        _note_look(request, found)
        return _show(request, found, DecisionForm(), None)
    if request.POST.get("do") == "pay":
        return _pay_out(request, found)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form, None)
    decide = refuse_refund if request.POST.get("do") == "refuse" else approve_refund
    note = form.cleaned_data["note"]
    refusal = attempt_act(
        lambda: decide(refund=found, note=note, actor=actor_of(request), at=now())
    )
    if refusal:
        form.add_error("note", refusal.message)
        return _show(request, found, form, None)
    messages.success(request, _("Đã ghi quyết định."))
    return HttpResponseRedirect(reverse("payments:refund", args=[token]))


def _note_look(request: HttpRequest, found: Refund) -> None:
    record_look(
        actor=actor_of(request),
        person_id=found.person_id,
        purpose=_("Xem đề nghị hoàn tiền"),
        subject=found.intent.reference,
        at=now(),
    )


def _pay_out(request: HttpRequest, found: Refund) -> HttpResponse:
    form = DrawerForm(request.POST, drawers=_drawers(found))
    if not form.is_valid():
        return _show(request, found, DecisionForm(), form)
    drawer = access_drawer(actor_of(request), form.cleaned_data["drawer"])
    refusal = attempt_act(
        lambda: pay_out_refund(refund=found, drawer=drawer, actor=actor_of(request), at=now())
    )
    if refusal:
        form.add_error("drawer", refusal.message)
        return _show(request, found, DecisionForm(), form)
    messages.success(request, _("Đã trả lại tiền mặt cho người nộp."))
    return HttpResponseRedirect(reverse("payments:refund", args=[found.token]))


def _drawers(found: Refund) -> list[CashDrawer]:
    return list(CashDrawer.objects.filter(agency_id=found.agency_id).order_by("name"))


def _show(
    request: HttpRequest, found: Refund, form: DecisionForm, drawer_form: DrawerForm | None
) -> HttpResponse:
    actor = actor_of(request)
    is_waiting = found.state == RefundState.REQUESTED
    is_own = found.requested_by_id is not None and found.requested_by_id == actor.person_id
    may_decide = may_approve(actor, found.agency_id, found.reader_agency_ids)
    is_at_counter = found.attempt.provider == "cash" or bool(found.failure)
    pays_cash = found.state == RefundState.APPROVED and is_at_counter
    context = {
        "refund": found,
        "form": form if is_waiting and may_decide and not is_own else None,
        "is_own": is_waiting and is_own,
        "drawer_form": (drawer_form or DrawerForm(None, drawers=_drawers(found)))
        if pays_cash and is_cashier(actor, found.agency_id)
        else None,
    }
    status = 409 if form.errors or (drawer_form and drawer_form.errors) else 200
    return render(request, "payments/officer/refund.html", context, status=status)


@require_safe
@never_cache
@officer_required(*sorted(ACCOUNTANTS))
def differences(request: HttpRequest) -> HttpResponse:
    """List disagreements with providers: open ones first."""
    state = request.GET.get("muc", DifferenceState.OPEN)
    rows = differences_for(actor_of(request)).filter(state=state)
    try:
        found = page_by_keyset(rows, order=("-day", "-id"), cursor=request.GET.get("trang"))
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(request.path)
    tabs = [
        TabItem(str(each.label), f"?muc={each}", is_current=each == state)
        for each in DifferenceState
    ]
    context = {"differences": found, "tabs": tabs}
    return render(request, "payments/officer/differences.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*sorted(ACCOUNTANTS))
def difference(request: HttpRequest, difference_id: int) -> HttpResponse:
    """Show a disagreement; sent, note what was done about it."""
    found = access_difference(actor_of(request), difference_id)
    form = ResolutionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        refusal = attempt_act(
            lambda: resolve_difference(
                difference=found,
                resolution=form.cleaned_data["resolution"],
                actor=actor_of(request),
                at=now(),
            )
        )
        if refusal is None:
            messages.success(request, _("Đã ghi cách xử lý."))
            return HttpResponseRedirect(reverse("payments:differences"))
        form.add_error("resolution", refusal.message)
    context = {"difference": found, "form": form}
    return render(request, "payments/officer/difference.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("ADMINISTRATOR")
def providers(request: HttpRequest) -> HttpResponse:
    """Show how providers are doing; sent, have a day compared again."""
    if request.method == "POST":
        for back in (1, 0):
            order_comparison(day=today() - timedelta(days=back))
        messages.success(request, _("Đang đối soát hôm nay và hôm qua."))
        return HttpResponseRedirect(request.path)
    known = list_all_providers()
    rows = [(each.name, each.is_well(), provider_state(each.code)) for each in known]
    return render(request, "payments/officer/providers.html", {"providers": rows})
