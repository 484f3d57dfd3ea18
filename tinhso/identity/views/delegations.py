"""Who stands in for whom: the list of an agency, giving a new one, ending one."""

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.core.actors import Actor
from tinhso.core.clock import now, today
from tinhso.core.errors import DomainError
from tinhso.identity.forms import DelegationForm
from tinhso.identity.operations import DelegationPlan, delegate, revoke_delegation
from tinhso.identity.permissions import officer_required
from tinhso.identity.queries import list_delegations, list_officers
from tinhso.orgs.api import organisation_date
from tinhso.ui.navigation import actor_of

_WORKING = ("CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*_WORKING)
def delegations(request: HttpRequest) -> HttpResponseBase:
    """Show who stands in for whom in the officer's agency; sent, add one."""
    actor = actor_of(request)
    form = DelegationForm(
        request.POST if request.method == "POST" else None,
        people=_people(actor),
        initial={"from_person": actor.person_id, "valid_from": today()},
    )
    if request.method == "POST" and form.is_valid() and _try(form, actor):
        messages.success(request, _("Đã giao. Lịch sử hồ sơ ghi rõ ai làm thay cho ai."))
        return HttpResponseRedirect(reverse("identity:delegations"))
    day = today()
    context = {"form": form, "rows": list_delegations(actor), "today": day}
    return render(request, "identity/delegations.html", context)


def _people(actor: Actor) -> list[tuple[str, str]]:
    found = list_officers(actor.agency_id or 0, organisation_date())
    return [(str(o.person_id), f"{o.full_name} – {o.position_title}") for o in found]


def _try(form: DelegationForm, actor: Actor) -> bool:
    """Delegate; a refusal becomes an error of the form and changes nothing."""
    answers = form.cleaned_data
    plan = DelegationPlan(
        kind=answers["kind"],
        agency_id=actor.agency_id or 0,
        from_person_id=answers["from_person"],
        to_person_id=answers["to_person"],
        valid_from=answers["valid_from"],
        valid_to=answers["last_day"] + timedelta(days=1),
        reason=answers["reason"],
    )
    try:
        with transaction.atomic():
            delegate(plan=plan, actor=actor, at=now(), today=today())
    except DomainError as refusal:
        form.add_error("to_person", refusal.message)
        return False
    return True


@require_POST
@never_cache
@officer_required(*_WORKING)
def delegation_revoke(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """End a delegation before its time."""
    actor = actor_of(request)
    found = next((row for row in list_delegations(actor) if row.pk == delegation_id), None)
    if found is None:
        raise Http404
    try:
        with transaction.atomic():
            revoke_delegation(delegation=found, actor=actor, at=now())
        messages.success(request, _("Đã thu hồi."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return HttpResponseRedirect(reverse("identity:delegations"))
