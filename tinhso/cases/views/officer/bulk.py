"""One act on the cases chosen on a list: seen first, confirmed once, a result for each."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import (
    BulkAct,
    BulkOrder,
    BulkOutcome,
    Case,
    as_tokens,
    preview_bulk,
    run_bulk,
)
from tinhso.cases.forms.many import BulkForm
from tinhso.cases.views.officer.lists import WORKING_ROLES
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.identity.api import list_officers, officer_required
from tinhso.orgs.api import organisation_date
from tinhso.ui.navigation import actor_of

CHOSEN = "ho-so"


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One chosen case and what becomes of it."""

    case: Case
    outcome: BulkOutcome


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*WORKING_ROLES)
def bulk(request: HttpRequest) -> HttpResponseBase:
    """Ask what to do with the chosen cases, show what would happen, then do it once."""
    actor, tokens = actor_of(request), as_tokens(request.POST.getlist(CHOSEN))
    if not tokens:
        return HttpResponseRedirect(reverse("cases:worklist"))
    sent = request.POST if "act" in request.POST or "buoc" in request.POST else None
    form = BulkForm(sent, people=_people(actor))
    if sent is None or not form.is_valid():
        return _show(request, form, tokens, [], "ask")
    answers = form.cleaned_data
    order = BulkOrder(BulkAct(answers["act"]), tokens, answers["person"], answers["note"])
    return _answer(request, form, order, actor)


def _answer(request: HttpRequest, form: BulkForm, order: BulkOrder, actor: Actor) -> HttpResponse:
    is_confirmed = request.POST.get("buoc") == "lam"
    try:
        if is_confirmed:
            key = request.POST.get("khoa", "")
            outcomes = run_bulk(order=order, key=key, actor=actor, at=now())
        else:
            outcomes = preview_bulk(order=order, actor=actor, at=now())
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return _show(request, form, order.tokens, [], "ask")
    step = "done" if is_confirmed else "preview"
    return _show(request, form, order.tokens, outcomes, step)


def _show(
    request: HttpRequest,
    form: BulkForm,
    tokens: tuple[str, ...],
    outcomes: list[BulkOutcome],
    step: str,
) -> HttpResponse:
    cases = {case.token: case for case in Case.objects.filter(token__in=tokens[:50])}
    rows = [BulkRow(cases[row.token], row) for row in outcomes if row.token in cases]
    context = {
        "form": form,
        "tokens": tokens,
        "cases": list(cases.values()),
        "rows": rows,
        "step": step,
        "done_count": sum(row.outcome.is_done for row in rows),
        "refused_count": sum(not row.outcome.is_done for row in rows),
        "key": new_token(),
        "title": _titles()[step],
    }
    return render(request, "cases/officer/bulk.html", context)


def _titles() -> dict[str, str]:
    return {
        "ask": _("Làm một việc cho nhiều hồ sơ"),
        "preview": _("Xem trước"),
        "done": _("Kết quả"),
    }


def _people(actor: Actor) -> list[tuple[str, str]]:
    """Give the officers of the actor's agencies, to name one."""
    found = [
        officer
        for agency_id in actor.agency_ids
        for officer in list_officers(agency_id, organisation_date())
    ]
    return [(str(o.person_id), f"{o.full_name} – {o.position_title}") for o in found]
