"""Breaking the glass, what is seen then, and the review afterwards."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.access.forms import EmergencyForm, VerdictForm
from tinhso.access.models import Verdict
from tinhso.access.operations import (
    break_glass,
    end_emergency,
    read_in_emergency,
    review_emergency,
)
from tinhso.access.permissions import access_emergency, reviews
from tinhso.access.queries import in_words, list_emergencies
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.identity.api import officer_required, require_proof
from tinhso.ui.navigation import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required()
def emergencies(request: HttpRequest) -> HttpResponse:
    """List emergency accesses; sent, open a person's data for some minutes."""
    actor = actor_of(request)
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require_proof(actor)
    if request.method == "POST" and form.is_valid():
        try:
            row = break_glass(actor=actor, at=now(), **form.cleaned_data)
        except DomainError as refusal:
            field = "reason" if refusal.code == "reason_too_short" else "identity_number"
            form.add_error(field, refusal.message)
        else:
            return redirect("access:emergency", row.token)
    rows = list_emergencies(actor)
    context = {"form": form, "rows": rows, "at": now()}
    status = 400 if form.errors else 200
    return render(request, "access/emergencies.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required()
def emergency(request: HttpRequest, token: str) -> HttpResponse:
    """Show the person's data while it lasts; to who reviews, the reason and a form."""
    actor, at = actor_of(request), now()
    found = access_emergency(actor, token)
    may_review = reviews(actor, found) and not found.verdict
    form = VerdictForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        verdict = Verdict(form.cleaned_data["verdict"])
        note = form.cleaned_data["note"]
        review_emergency(emergency=found, verdict=verdict, note=note, actor=actor, at=at)
        return redirect("access:emergencies")
    is_running = found.officer_id == actor.person_id and at < found.ends_at
    holdings = read_in_emergency(emergency=found, actor=actor, at=at) if is_running else []
    context = {
        "emergency": found,
        "is_running": is_running,
        "holdings": in_words([held for held in holdings if held.rows]),
        "form": form if may_review else None,
    }
    return render(request, "access/emergency.html", context)


@require_POST
@never_cache
@officer_required()
def end(request: HttpRequest, token: str) -> HttpResponse:
    """End one's own emergency access before its time."""
    actor = actor_of(request)
    found = access_emergency(actor, token)
    try:
        end_emergency(emergency=found, actor=actor, at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("access:emergencies")
