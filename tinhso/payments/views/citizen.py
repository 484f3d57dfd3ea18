"""A payer's pages: what is asked and why, paying online, how it went, receipts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.keyset import BadCursor
from tinhso.identity.api import citizen_required
from tinhso.payments.gateways import list_providers
from tinhso.payments.gateways.provider import ProviderUnavailable
from tinhso.payments.models import AttemptState, IntentState, PaymentAttempt, PaymentIntent
from tinhso.payments.operations import ClaimClosed, check_attempt, start_attempt
from tinhso.payments.permissions import access_attempt, access_intent
from tinhso.payments.queries.explanations import explain_lines
from tinhso.payments.queries.papers import way_name
from tinhso.payments.queries.reading import (
    describe_intent,
    find_waiting_attempt,
    list_own_intents,
    paid_by_name,
)
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@citizen_required
def my_payments(request: HttpRequest) -> HttpResponse:
    """List what the citizen has to pay and has paid, with receipts, newest first."""
    try:
        found = list_own_intents(actor_of(request), request.GET.get("trang"))
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(request.path)
    return render(request, "payments/citizen/list.html", {"intents": found})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_required
def pay(request: HttpRequest, token: str) -> HttpResponse:
    """Show a claim and why it is what it is; sent, order the payment and lead to it."""
    actor = actor_of(request)
    intent = access_intent(actor, token)
    if request.method != "POST":
        return _show(request, intent)
    try:
        attempt = start_attempt(
            intent=intent,
            provider_code=request.POST.get("provider", ""),
            at=now(),
            paid_by_name=actor.capacity.representative_name if actor.capacity else "",
        )
    except ClaimClosed:
        return HttpResponseRedirect(reverse("payments:pay", args=[token]))
    except DomainError as refusal:
        return _show(request, intent, refusal)
    return HttpResponseRedirect(reverse("payments:attempt", args=[attempt.order_code]))


def _show(
    request: HttpRequest, intent: PaymentIntent, refusal: DomainError | None = None
) -> HttpResponse:
    waiting = find_waiting_attempt(intent)
    failed = intent.attempts.filter(state__in=[AttemptState.FAILED, AttemptState.EXPIRED])
    context = {
        **_facts(intent),
        "providers": list_providers() if intent.state == IntentState.OPEN else [],
        "waiting": waiting,
        "failed": failed.order_by("-pk").first() if waiting is None else None,
        "refusal": refusal.message if refusal else "",
    }
    status = 503 if isinstance(refusal, ProviderUnavailable) else 409 if refusal else 200
    return render(request, "payments/citizen/pay.html", context, status=status)


def _facts(intent: PaymentIntent) -> dict[str, Any]:
    return {
        "intent": intent,
        "lines": explain_lines(intent.lines),
        "described": describe_intent(intent),
        "way": way_name(intent.way) if intent.way else "",
        "paid_by_name": paid_by_name(intent),
    }


@require_safe
@never_cache
@citizen_required
def attempt(request: HttpRequest, order_code: str) -> HttpResponse:
    """Show the way to the provider: a code to scan and a link; a finished order leads on."""
    found = access_attempt(actor_of(request), order_code)
    if found.state != AttemptState.STARTED:
        return HttpResponseRedirect(reverse("payments:result", args=[order_code]))
    return render(
        request, "payments/citizen/attempt.html", {"attempt": found, **_facts(found.intent)}
    )


@require_safe
@never_cache
@citizen_required
def result(request: HttpRequest, order_code: str) -> HttpResponse:
    """Say how a payment went. What the address says is not believed: the provider is asked."""
    found = access_attempt(actor_of(request), order_code)
    is_reachable = True
    if found.state != AttemptState.CAPTURED:
        found, is_reachable = _asked(found)
    context = {
        "attempt": found,
        "is_reachable": is_reachable,
        **_facts(access_intent(actor_of(request), found.intent.token)),
        "title": _TITLES[AttemptState(found.state)](),
    }
    is_part = request.headers.get("HX-Request") == "true"
    template = "payments/citizen/_result.html" if is_part else "payments/citizen/result.html"
    return render(request, template, context)


_TITLES = {
    AttemptState.STARTED: lambda: _("Đang chờ xác nhận"),
    AttemptState.CAPTURED: lambda: _("Đã nộp xong"),
    AttemptState.FAILED: lambda: _("Thanh toán không thành công"),
    AttemptState.EXPIRED: lambda: _("Đã hết thời gian thanh toán"),
}


def _asked(found: PaymentAttempt) -> tuple[PaymentAttempt, bool]:
    try:
        return check_attempt(attempt=found, at=now()), True
    except ProviderUnavailable:
        return found, False
