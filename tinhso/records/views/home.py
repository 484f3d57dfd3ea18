"""The way into paperless work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.identity.api import officer_required
from tinhso.records.models import OutgoingState
from tinhso.records.permissions import outgoing_for
from tinhso.records.queries import waiting_for
from tinhso.records.views.outgoing import row_of
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@officer_required()
def home(request: HttpRequest) -> HttpResponse:
    """Show an officer where outgoing and incoming documents are, and what waits."""
    actor = actor_of(request)
    waiting = waiting_for(outgoing_for(actor), actor)
    states = list(waiting.values_list("state", flat=True)[:1000])
    first = waiting.order_by("-official__urgency", "state_since")[:8]
    context = {
        "waiting_count": len(states),
        "signing_count": states.count(OutgoingState.SIGNING),
        "rows": [row_of(one) for one in first],
        "signs": actor.has_role("LEADER", "HEAD_OF_UNIT"),
    }
    return render(request, "records/home.html", context)
