"""Fetching from another organisation's database: what is read and when, or at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tinhso.core.clock import now, today
from tinhso.core.errors import DomainError
from tinhso.identity.api import officer_required
from tinhso.indicators.operations.pulling import Pull, plan_pull, pull_now
from tinhso.indicators.permissions import STEWARD_ROLES, access_source
from tinhso.indicators.views.sources import new_pull_form, shown
from tinhso.ui.navigation import actor_of


@require_POST
@never_cache
@officer_required(*STEWARD_ROLES)
def plan(request: HttpRequest, code: str) -> HttpResponseBase:
    """Change what a source reads and how often."""
    actor = actor_of(request)
    found = access_source(actor, code)
    form = new_pull_form(found, request.POST)
    if not form.is_valid():
        return shown(request, found, pull_form=form)
    given = form.cleaned_data
    pull = Pull(given["connection"], given["statement"], given["minutes"])
    try:
        plan_pull(source=found, pull=pull, actor=actor, at=now())
    except DomainError as refusal:
        form.add_error("statement", refusal.message)
        return shown(request, found, pull_form=form)
    messages.success(request, _("Đã lưu cách lấy số liệu."))
    return HttpResponseRedirect(reverse("indicators:source", args=[code]))


@require_POST
@never_cache
@officer_required(*STEWARD_ROLES)
def pull(request: HttpRequest, code: str) -> HttpResponse:
    """Fetch at once, and go to what became of it."""
    actor = actor_of(request)
    found = access_source(actor, code)
    try:
        batch = pull_now(source=found, actor=actor, today=today(), at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(reverse("indicators:source", args=[code]))
    return HttpResponseRedirect(reverse("indicators:batch", args=[batch.token]))
