"""Officers' pages about claims: the list, one claim, taking cash, asking for a refund."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.keyset import BadCursor
from tinhso.identity.api import officer_required, record_look
from tinhso.payments.forms import DrawerForm, RefundForm
from tinhso.payments.models import AttemptState, CashDrawer, IntentState, PaymentIntent
from tinhso.payments.operations import refundable_vnd, request_refund, take_cash
from tinhso.payments.permissions import (
    MONEY_OFFICERS,
    REQUESTERS,
    access_drawer,
    access_intent,
    is_cashier,
    may_request_refund,
)
from tinhso.payments.queries.explanations import explain_lines
from tinhso.payments.queries.reading import describe_intent
from tinhso.payments.queries.takings import find_intents, page_of_intents
from tinhso.ui.components import TabItem
from tinhso.ui.navigation import actor_of

SEERS = tuple(sorted(MONEY_OFFICERS | REQUESTERS))


@require_safe
@never_cache
@officer_required(*SEERS)
def claims(request: HttpRequest) -> HttpResponse:
    """List claims: those to be paid first; found by reference, case code or name."""
    text = request.GET.get("q", "")
    state = request.GET.get("muc", "" if text else IntentState.OPEN)
    try:
        found = page_of_intents(
            find_intents(actor_of(request), state=state, text=text), request.GET.get("trang")
        )
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(request.path)
    context = {"intents": found, "text": text, "state": state, "tabs": _tabs(state)}
    return render(request, "payments/officer/claims.html", context)


def _tabs(chosen: str) -> list[TabItem]:
    words = [(str(state), str(state.label)) for state in IntentState]
    return [
        TabItem(label, f"?muc={code}", is_current=code == chosen)
        for code, label in [*words, ("TAT_CA", _("Tất cả"))]
    ]


@require_safe
@never_cache
@officer_required(*SEERS)
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """Show one claim: why, how it was paid, what may be done; looked at, it is noted."""
    intent = access_intent(actor_of(request), token)
    record_look(
        actor=actor_of(request),
        person_id=intent.person_id,
        purpose=_("Xem khoản nộp"),
        subject=intent.reference,
        at=now(),
    )
    return _show(request, intent)


def _show(
    request: HttpRequest,
    intent: PaymentIntent,
    *,
    cash_form: DrawerForm | None = None,
    refund_form: RefundForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = actor_of(request)
    attempts = list(intent.attempts.select_related("drawer").order_by("pk"))
    captured = [each for each in attempts if each.state == AttemptState.CAPTURED]
    left = [each for each in captured if refundable_vnd(each) > 0]
    may_take = intent.state == IntentState.OPEN and is_cashier(actor, intent.agency_id)
    may_ask = bool(left) and may_request_refund(actor, intent)
    context = {
        "intent": intent,
        "lines": explain_lines(intent.lines),
        "described": describe_intent(intent),
        "attempts": attempts,
        "is_waiting": any(each.state == AttemptState.STARTED for each in attempts),
        "refunds": intent.refunds.order_by("pk"),
        "refundable_vnd": refundable_vnd(left[-1]) if left else 0,
        "cash_form": (cash_form or DrawerForm(None, drawers=_drawers(intent)))
        if may_take
        else None,
        "refund_form": (refund_form or RefundForm()) if may_ask else None,
    }
    return render(request, "payments/officer/claim.html", context, status=status)


def _drawers(intent: PaymentIntent) -> list[CashDrawer]:
    return list(CashDrawer.objects.filter(agency_id=intent.agency_id).order_by("name"))


@require_POST
@never_cache
@officer_required("CLERK")
def take(request: HttpRequest, token: str) -> HttpResponse:
    """Take the whole amount in cash."""
    intent = access_intent(actor_of(request), token)
    form = DrawerForm(request.POST, drawers=_drawers(intent))
    if not form.is_valid():
        return _show(request, intent, cash_form=form, status=422)
    drawer = access_drawer(actor_of(request), form.cleaned_data["drawer"])
    refusal = attempt_act(
        lambda: take_cash(intent=intent, drawer=drawer, actor=actor_of(request), at=now())
    )
    if refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã thu tiền. Biên lai in được sau vài giây."))
    return HttpResponseRedirect(reverse("payments:claim", args=[token]))


def attempt_act(act: Callable[[], object]) -> DomainError | None:
    """Do an act; give the refusal that undid it, or ``None``."""
    try:
        with transaction.atomic():
            act()
    except DomainError as refusal:
        return refusal
    return None


@require_POST
@never_cache
@officer_required(*sorted(REQUESTERS))
def ask_refund(request: HttpRequest, token: str) -> HttpResponse:
    """Ask that money of a claim goes back; somebody else decides."""
    intent = access_intent(actor_of(request), token)
    form = RefundForm(request.POST)
    captured = intent.attempts.filter(state=AttemptState.CAPTURED).order_by("-pk")
    found = next((each for each in captured if refundable_vnd(each) > 0), None)
    if found is None:
        return HttpResponseRedirect(reverse("payments:claim", args=[token]))
    if not form.is_valid():
        return _show(request, intent, refund_form=form, status=422)
    refusal = attempt_act(
        lambda: request_refund(
            attempt=found,
            amount_vnd=form.cleaned_data["amount"],
            reason=form.cleaned_data["reason"],
            actor=actor_of(request),
            at=now(),
        )
    )
    if refusal:
        form.add_error("amount", refusal.message)
        return _show(request, intent, refund_form=form, status=409)
    messages.success(request, _("Đã gửi đề nghị hoàn tiền. Người khác sẽ duyệt."))
    return HttpResponseRedirect(reverse("payments:claim", args=[token]))
