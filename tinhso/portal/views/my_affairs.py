"""A citizen's own page: what they are writing, what is being handled, what is finished."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.cases.api import invitations_of, list_cases_of_citizen, list_drafts
from tinhso.core.clock import now
from tinhso.core.keyset import BadCursor
from tinhso.counters.api import list_bookings
from tinhso.identity.api import citizen_required
from tinhso.notifications.api import count_unread
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@citizen_required
def my_affairs(request: HttpRequest) -> HttpResponse:
    """Show everything of the citizen's, newest first."""
    actor = actor_of(request)
    cursor = request.GET.get("trang")
    try:
        cases = list_cases_of_citizen(actor, cursor=cursor)
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(request.path)
    context = {
        "drafts": [] if cursor else list_drafts(actor),
        "invitations": [] if cursor else invitations_of(actor),
        "bookings": [] if cursor else list_bookings(actor, at=now()),
        "cases": cases,
        "unread_count": count_unread(actor),
    }
    return render(request, "portal/my_affairs.html", context)
