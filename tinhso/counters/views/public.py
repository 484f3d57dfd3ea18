"""The visitor's phone: choose a service, get a number, see it come nearer."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.live import live_address, with_live_address
from tinhso.counters.forms.visitors import TicketForm
from tinhso.counters.models import Service, Ticket, TicketSource
from tinhso.counters.operations import TicketRequest, cancel_ticket, take_ticket
from tinhso.counters.permissions import access_ticket, access_unit
from tinhso.counters.queries import (
    QueuePicture,
    list_queues,
    list_tickets_of_visitor,
    look_at_queue,
    opening_of,
    place_of,
    unit_topic,
)
from tinhso.counters.views.visitors import (
    network_of,
    new_visitor,
    remember_visitor,
    visitor_of,
)
from tinhso.ui.navigation import actor_of


@require_safe
def queue_list(request: HttpRequest) -> HttpResponseBase:
    """Show the units that hand out tickets; one only leads straight to it."""
    context = {"units": list_queues()}
    return render(request, "counters/public/queue_list.html", context)


@require_safe
@never_cache
def choose_service(request: HttpRequest, agency_code: str) -> HttpResponseBase:
    """Show what a unit offers, how many wait, and the visitor's own open tickets."""
    unit, at = access_unit(agency_code), now()
    context = {
        "unit": unit,
        "opening": opening_of(unit, at=at),
        "picture": look_at_queue(unit, at=at),
        "tickets": list_tickets_of_visitor(visitor_of(request), actor_of(request), at=at),
    }
    return render(request, "counters/public/choose_service.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def take(request: HttpRequest, agency_code: str, letter: str) -> HttpResponseBase:
    """Ask for priority and telephone, then give the number."""
    unit, at = access_unit(agency_code), now()
    picture = look_at_queue(unit, at=at)
    chosen = _service(picture, letter)
    if chosen is None:
        return HttpResponseRedirect(reverse("counters:choose_service", args=[agency_code]))
    form = TicketForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        visitor = visitor_of(request) or new_visitor()
        asked = _request(request, form, visitor)
        try:
            with transaction.atomic():
                ticket = take_ticket(
                    unit=unit, service=chosen, request=asked, actor=actor_of(request), at=at
                )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            page = HttpResponseRedirect(reverse("counters:ticket", args=[ticket.token]))
            return remember_visitor(page, visitor)
    view = next(one for one in picture.services if one.service.pk == chosen.pk)
    context = {"unit": unit, "form": form, "chosen": view}
    return render(request, "counters/public/take.html", context)


def _service(picture: QueuePicture, letter: str) -> Service | None:
    services = (view.service for view in picture.services)
    return next((service for service in services if service.letter == letter), None)


def _request(request: HttpRequest, form: TicketForm, visitor: str) -> TicketRequest:
    actor = actor_of(request)
    return TicketRequest(
        source=TicketSource.PHONE,
        priority=form.cleaned_data["priority"],
        language=get_language() or "vi",
        phone=form.cleaned_data["phone"],
        visitor=visitor,
        address=network_of(request),
        person_id=actor.person_id if actor.is_citizen else None,
    )


@require_safe
@never_cache
def ticket(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show a ticket: its number, how many are before it, how long that may take."""
    found, at = access_ticket(token), now()
    context = _ticket_context(found)
    context["live_address"] = live_address(unit_topic(found.agency_id), at=at)
    return render(request, "counters/public/ticket.html", context)


@require_safe
@never_cache
def ticket_state(request: HttpRequest, token: str) -> HttpResponseBase:
    """Give the part of a ticket's page that changes."""
    found, at = access_ticket(token), now()
    page = render(request, "counters/public/_ticket.html", _ticket_context(found))
    return with_live_address(page, unit_topic(found.agency_id), at=at)


def _ticket_context(found: Ticket) -> dict[str, object]:
    unit, at = access_unit(found.agency.code), now()
    place = None
    if found.state == "WAITING":
        place = place_of(found, look_at_queue(unit, at=at))
    return {"ticket": found, "unit": unit, "place": place, "at": at}


@require_POST
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Give a ticket up, unless it was called meanwhile."""
    done = cancel_ticket(ticket=access_ticket(token), actor=actor_of(request), at=now())
    if done:
        messages.success(request, _("Đã huỷ số. Cảm ơn bạn đã nhường chỗ."))
    else:
        messages.error(request, _("Số này vừa được gọi nên không huỷ được nữa."))
    return HttpResponseRedirect(reverse("counters:ticket", args=[token]))
