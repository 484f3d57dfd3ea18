"""The display on the wall: who is called where, legible from the last row."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.core.clock import now
from tinhso.core.live import live_address, with_live_address
from tinhso.counters.models import QueueUnit
from tinhso.counters.permissions import access_unit
from tinhso.counters.queries import look_at_queue, unit_topic


@require_safe
@never_cache
def display(request: HttpRequest, agency_code: str) -> HttpResponseBase:
    """Show the whole display; its content stays true by itself."""
    unit = access_unit(agency_code)
    context = _context(unit)
    context["live_address"] = live_address(unit_topic(unit.agency_id), at=now())
    context["phone_url"] = phone_address(unit)
    return render(request, "counters/display/display.html", context)


@require_safe
@never_cache
def display_content(request: HttpRequest, agency_code: str) -> HttpResponseBase:
    """Give the part of the display that changes."""
    unit = access_unit(agency_code)
    page = render(request, "counters/display/_content.html", _context(unit))
    return with_live_address(page, unit_topic(unit.agency_id), at=now())


def phone_address(unit: QueueUnit) -> str:
    """Give the address behind the QR code on the door."""
    return f"{settings.SITE_URL}{reverse('counters:choose_service', args=[unit.agency.code])}"


def _context(unit: QueueUnit) -> dict[str, object]:
    at = now()
    picture = look_at_queue(unit, at=at)
    return {"unit": unit, "picture": picture, "calls": picture.calls, "at": at}
