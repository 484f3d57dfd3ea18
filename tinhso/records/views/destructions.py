"""Proposals to destroy dossiers: made by the archivist, decided by a leader, carried out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tinhso.core.clock import now, today
from tinhso.core.errors import DomainError
from tinhso.core.keyset import BadCursor
from tinhso.identity.api import officer_required
from tinhso.records.forms.dossiers import DecisionForm
from tinhso.records.models import Destruction, DestructionState
from tinhso.records.operations.destroying import (
    carry_out,
    decide_destruction,
    propose_destruction,
)
from tinhso.records.permissions import access_destruction
from tinhso.records.queries.dossiers import destructions_page
from tinhso.records.views.dossier_rows import row_of
from tinhso.ui.components import Tone
from tinhso.ui.navigation import actor_of

_KEEPERS = ("ARCHIVIST", "LEADER")
_LONGEST_REASON = 500
TONES = {
    DestructionState.PROPOSED: Tone.WARNING,
    DestructionState.APPROVED: Tone.DANGER,
    DestructionState.REFUSED: Tone.NEUTRAL,
    DestructionState.DONE: Tone.NEUTRAL,
}


@require_GET
@never_cache
@officer_required(*_KEEPERS)
def destructions(request: HttpRequest) -> HttpResponse:
    """Show the proposals of the officer's agencies, newest first."""
    try:
        page = destructions_page(actor_of(request), request.GET.get("trang"))
    except BadCursor as refusal:
        messages.warning(request, refusal.message)
        return HttpResponseRedirect(reverse("records:destructions"))
    rows = [(one, TONES[DestructionState(one.state)]) for one in page.items]
    return render(request, "records/dossiers/destructions.html", {"rows": rows, "keyset": page})


@require_POST
@officer_required("ARCHIVIST")
def propose(request: HttpRequest) -> HttpResponse:
    """Propose the chosen dossiers, whose retention ended."""
    actor = actor_of(request)
    reason = request.POST.get("reason", "").strip()[:_LONGEST_REASON]
    back = f"{reverse('records:dossiers')}?muc=het-han"
    if not reason or not request.POST.getlist("dossier"):
        messages.error(request, _("Chọn ít nhất một hồ sơ và ghi lý do đề nghị hủy."))
        return HttpResponseRedirect(back)
    try:
        proposal = propose_destruction(
            agency_id=actor.agency_id or 0,
            tokens=request.POST.getlist("dossier")[:200],
            reason=reason,
            actor=actor,
            at=now(),
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(back)
    messages.success(request, _("Đã trình. Chưa có gì bị hủy cho tới khi có quyết định."))
    return HttpResponseRedirect(reverse("records:destruction", args=[proposal.token]))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*_KEEPERS)
def destruction(request: HttpRequest, token: str) -> HttpResponse:
    """Show a proposal with its list; a leader decides here."""
    actor = actor_of(request)
    found = access_destruction(actor, token)
    form = DecisionForm(request.POST if request.method == "POST" else None, actor=actor)
    may_decide = actor.has_role("LEADER") and found.state == DestructionState.PROPOSED
    if request.method == "POST" and may_decide and form.is_valid():
        return _decide(request, found, form)
    context = {
        "proposal": found,
        "tone": TONES[DestructionState(found.state)],
        "rows": [row_of(one, today()) for one in found.dossiers.order_by("pk")],
        "form": form if may_decide else None,
        "may_carry_out": actor.has_role("ARCHIVIST") and found.state == DestructionState.APPROVED,
    }
    return render(request, "records/dossiers/destruction.html", context)


def _decide(request: HttpRequest, found: Destruction, form: DecisionForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        decide_destruction(
            proposal=found,
            decision=given["decision"],
            answer=given["answer"],
            actor=actor_of(request),
            at=now(),
        )
        messages.success(request, _("Đã ghi quyết định."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return HttpResponseRedirect(reverse("records:destruction", args=[found.token]))


@require_POST
@officer_required("ARCHIVIST")
def destruction_carry_out(request: HttpRequest, token: str) -> HttpResponse:
    """Carry out an approved proposal."""
    actor = actor_of(request)
    found = access_destruction(actor, token)
    try:
        carry_out(proposal=found, actor=actor, at=now())
        messages.success(request, _("Đã hủy theo quyết định. Danh mục và nhật ký được giữ lại."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return HttpResponseRedirect(reverse("records:destruction", args=[token]))
