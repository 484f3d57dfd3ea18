"""The kiosk in the hall: large targets, two languages, a printed ticket, back to the start."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.core.actors import PUBLIC
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.counters.forms.visitors import priority_choices
from tinhso.counters.models import QueueUnit, TicketSource
from tinhso.counters.operations import QueueClosed, TicketRequest, check_in, take_ticket
from tinhso.counters.permissions import access_kiosk, access_ticket
from tinhso.counters.queries import look_at_queue, opening_of, place_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, QueueUnit, P], HttpResponseBase]
Page = Callable[..., HttpResponseBase]


def kiosk_page(view: View[P]) -> Page:
    """Find the kiosk by its token and speak the language chosen on it, not the browser's."""

    @wraps(view)
    @never_cache
    def shown(
        request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        unit = access_kiosk(token)
        with translation.override(_language(request)):
            response = view(request, unit, *args, **kwargs)
            response.headers["Content-Language"] = _language(request)
            return response

    return shown


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("ngon-ngu", "vi")
    return asked if asked in dict(settings.LANGUAGES) else "vi"


def _address(request: HttpRequest, name: str, *args: str) -> str:
    return f"{reverse(name, args=args)}?{urlencode({'ngon-ngu': _language(request)})}"


def _context(request: HttpRequest, unit: QueueUnit) -> dict[str, object]:
    language = _language(request)
    return {
        "unit": unit,
        "language": language,
        "other_language": "en" if language == "vi" else "vi",
        "start_url": reverse("counters:kiosk", args=[unit.kiosk_token]),
        "query": urlencode({"ngon-ngu": language}),
    }


@require_safe
@kiosk_page
def start(request: HttpRequest, unit: QueueUnit) -> HttpResponseBase:
    """Offer the services."""
    at = now()
    context = _context(request, unit) | {
        "picture": look_at_queue(unit, at=at),
        "opening": opening_of(unit, at=at),
    }
    return render(request, "counters/kiosk/start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@kiosk_page
def choose(request: HttpRequest, unit: QueueUnit, letter: str) -> HttpResponseBase:
    """Ask for priority; the answer gives the number."""
    at = now()
    views = {view.service.letter: view for view in look_at_queue(unit, at=at).services}
    if letter not in views:
        return HttpResponseRedirect(_address(request, "counters:kiosk", unit.kiosk_token))
    if request.method == "POST":
        asked = TicketRequest(
            TicketSource.KIOSK, request.POST.get("priority", ""), _language(request)
        )
        try:
            with transaction.atomic():
                ticket = take_ticket(
                    unit=unit, service=views[letter].service, request=asked, actor=PUBLIC, at=at
                )
        except QueueClosed:
            return HttpResponseRedirect(_address(request, "counters:kiosk", unit.kiosk_token))
        return HttpResponseRedirect(
            _address(request, "counters:kiosk_ticket", unit.kiosk_token, ticket.token)
        )
    context = _context(request, unit) | {
        "chosen": views[letter],
        "priorities": priority_choices(),
    }
    return render(request, "counters/kiosk/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@kiosk_page
def booked(request: HttpRequest, unit: QueueUnit) -> HttpResponseBase:
    """Take the six digits of a booking."""
    refusal = ""
    if request.method == "POST":
        asked = TicketRequest(TicketSource.BOOKING, language=_language(request))
        try:
            with transaction.atomic():
                ticket = check_in(
                    unit=unit,
                    code=request.POST.get("code", ""),
                    request=asked,
                    actor=PUBLIC,
                    at=now(),
                )
        except DomainError as error:
            refusal = error.message
        else:
            return HttpResponseRedirect(
                _address(request, "counters:kiosk_ticket", unit.kiosk_token, ticket.token)
            )
    context = _context(request, unit) | {"refusal": refusal, "digits": "123456789"}
    return render(request, "counters/kiosk/booked.html", context)


@require_safe
@kiosk_page
def printed(request: HttpRequest, unit: QueueUnit, ticket_token: str) -> HttpResponseBase:
    """Show and print the ticket, then go back to the start."""
    ticket = access_ticket(ticket_token)
    if ticket.agency_id != unit.agency_id:
        return HttpResponseRedirect(_address(request, "counters:kiosk", unit.kiosk_token))
    place = place_of(ticket, look_at_queue(unit, at=now()))
    phone_url = f"{settings.SITE_URL}{reverse('counters:ticket', args=[ticket.token])}"
    context = _context(request, unit) | {"ticket": ticket, "place": place, "phone_url": phone_url}
    return render(request, "counters/kiosk/ticket.html", context)
