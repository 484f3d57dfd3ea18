"""The supervisor's page of themes, and of how people judge the machine's suggestions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.contact.queries.suggestions import acceptance_by_agency
from tinhso.contact.queries.themes import themes_of_week
from tinhso.contact.views.calls import operator_of
from tinhso.core.clock import now
from tinhso.identity.api import officer_required


@require_safe
@never_cache
@officer_required()
def themes(request: HttpRequest) -> HttpResponse:
    """Show what many people report at once, and how often suggestions were taken."""
    actor = operator_of(request)
    context = {"themes": themes_of_week(actor, now()), "acceptance": acceptance_by_agency()}
    return render(request, "contact/calls/themes.html", context)
