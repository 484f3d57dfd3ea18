"""The monitor: every connector with its health and its numbers, what needs a person first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.exchange.permissions import KEEPERS
from tinhso.exchange.queries import Health, list_health
from tinhso.exchange.views.words import health_tag
from tinhso.identity.api import officer_required


@require_safe
@never_cache
@officer_required(*KEEPERS)
def monitor(request: HttpRequest) -> HttpResponse:
    """Show every connector: those this slice speaks for, then those other slices speak to."""
    at = now()
    with acting_as(SYSTEM):
        found = list_health()
    rows = [{"health": one, "tag": health_tag(one, at)} for one in sorted(found, key=_urgency)]
    context = {
        "rows": rows,
        "dead_count": sum(one.numbers.dead for one in found),
        "open_count": sum(one.numbers.open for one in found),
        "away_count": sum(_is_away(one) for one in found),
    }
    return render(request, "exchange/monitor.html", context)


def _is_away(health: Health) -> bool:
    return bool(health.state.rests_until and health.state.rests_until > now())


def _urgency(health: Health) -> tuple[bool, bool, bool]:
    return (not health.numbers.dead, not _is_away(health), not health.connector.is_exchanged)
