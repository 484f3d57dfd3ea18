"""The clerk's own counter: whose turn it is, and every act with one press."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.core.actors import Actor
from tinhso.core.clock import local, now
from tinhso.core.errors import DomainError
from tinhso.core.live import live_address, with_live_address
from tinhso.core.sealed import mask
from tinhso.counters.models import AT_COUNTER_STATES, Counter, QueueUnit, Service, Ticket
from tinhso.counters.operations import (
    act_on_ticket,
    call_next,
    close_counter,
    open_counter,
    pass_on,
    pause_counter,
    recall,
    resume_counter,
    reveal_phone,
)
from tinhso.counters.permissions import (
    access_counter_of_unit,
    access_own_unit,
    access_service_of_unit,
    find_own_counter,
)
from tinhso.counters.queries import look_at_queue, unit_topic, waiting_for
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of

SHOWN_WAITING = 12
SHOWN_NO_SHOWS = 6
_TICKET_ACTS = {
    "goi-lai": "CALL_AGAIN",
    "bat-dau": "BEGIN",
    "xong": "FINISH",
    "vang-mat": "NO_SHOW",
}


@require_safe
@never_cache
@officer_required("CLERK")
def desk(request: HttpRequest) -> HttpResponseBase:
    """Show the clerk's counter, or the counters that are free."""
    actor, at = actor_of(request), now()
    unit = access_own_unit(actor)
    if unit is None:
        return render(request, "counters/officer/no_queue.html")
    counter = find_own_counter(actor)
    if counter is None:
        free = Counter.objects.filter(agency_id=unit.agency_id, is_active=True)
        counters = free.prefetch_related("services").order_by("number")
        return render(request, "counters/officer/choose.html", {"unit": unit, "counters": counters})
    context = _context(unit, counter)
    context["live_address"] = live_address(unit_topic(unit.agency_id), at=at)
    return render(request, "counters/officer/desk.html", context)


@require_safe
@never_cache
@officer_required("CLERK")
def desk_content(request: HttpRequest) -> HttpResponseBase:
    """Give the part of the counter's page that changes."""
    actor = actor_of(request)
    unit, counter = access_own_unit(actor), find_own_counter(actor)
    if unit is None or counter is None:
        raise Http404
    page = render(request, "counters/officer/_desk.html", _context(unit, counter))
    return with_live_address(page, unit_topic(unit.agency_id), at=now())


def _context(unit: QueueUnit, counter: Counter) -> dict[str, object]:
    at = now()
    mine = Ticket.objects.select_related("service", "priority", "booking").filter(
        agency_id=unit.agency_id, day=local(at).date(), counter=counter
    )
    current = mine.filter(state__in=AT_COUNTER_STATES).first()
    waiting = waiting_for(counter, at=at).select_related("service", "priority")
    return {
        "unit": unit,
        "counter": counter,
        "current": current,
        "waited": _minutes_waited(current),
        "phone": mask(current.phone) if current else "",
        "waiting": list(waiting[:SHOWN_WAITING]),
        "waiting_count": waiting.count(),
        "no_shows": list(mine.filter(state="NO_SHOW").order_by("-ended_at")[:SHOWN_NO_SHOWS]),
        "done_count": mine.filter(state="FINISHED").count(),
        "picture": look_at_queue(unit, at=at),
        "services": list(counter.services.order_by("sort_order")),
        "at": at,
    }


def _minutes_waited(ticket: Ticket | None) -> int:
    if ticket is None or ticket.called_at is None:
        return 0
    return int((ticket.called_at - ticket.taken_at).total_seconds() // 60)


@require_POST
@officer_required("CLERK")
def act(request: HttpRequest, what: str) -> HttpResponseBase:
    """Do one act at the clerk's counter and show the counter again."""
    actor = actor_of(request)
    try:
        with transaction.atomic():
            words = _ACTS[what](request, actor)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    except KeyError as error:
        raise Http404 from error
    else:
        if words:
            messages.success(request, words)
    return _back()


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("counters:desk"))


def _own(actor: Actor) -> Counter:
    counter = find_own_counter(actor)
    if counter is None:
        raise Http404
    return counter


def _ticket(request: HttpRequest, counter: Counter) -> Ticket:
    given = request.POST.get("ticket", "")
    tickets = Ticket.objects.filter(agency_id=counter.agency_id)
    found = tickets.filter(pk=int(given)).first() if given.isdecimal() else None
    if found is None:
        raise Http404
    return found


def _open(request: HttpRequest, actor: Actor) -> str:
    given = request.POST.get("counter", "")
    counter = access_counter_of_unit(actor, int(given) if given.isdecimal() else 0)
    opened = open_counter(counter=counter, actor=actor, at=now())
    return _("Đã mở quầy %(number)s.") % {"number": opened.number}


def _pause(request: HttpRequest, actor: Actor) -> str:
    pause_counter(counter=_own(actor), at=now())
    return _("Quầy tạm nghỉ: chưa ai được gọi tới đây.")


def _resume(request: HttpRequest, actor: Actor) -> str:
    resume_counter(counter=_own(actor), at=now())
    return _("Quầy phục vụ trở lại.")


def _close(request: HttpRequest, actor: Actor) -> str:
    close_counter(counter=_own(actor), at=now())
    return _("Đã đóng quầy.")


def _next(request: HttpRequest, actor: Actor) -> str:
    call_next(counter=_own(actor), actor=actor, at=now())
    return ""


def _recall(request: HttpRequest, actor: Actor) -> str:
    counter = _own(actor)
    recall(counter=counter, ticket=_ticket(request, counter), actor=actor, at=now())
    return ""


def _on_ticket(what: str) -> Callable[[HttpRequest, Actor], str]:
    def do(request: HttpRequest, actor: Actor) -> str:
        counter = _own(actor)
        act_on_ticket(
            counter=counter,
            ticket=_ticket(request, counter),
            act=_TICKET_ACTS[what],
            actor=actor,
            at=now(),
        )
        return ""

    return do


def _pass_on(request: HttpRequest, actor: Actor) -> str:
    counter = _own(actor)
    ticket = _ticket(request, counter)
    target = _target(request.POST.get("to", ""), actor)
    pass_on(counter=counter, ticket=ticket, to=target, actor=actor, at=now())
    if isinstance(target, Counter):
        return _("Đã chuyển số %(label)s sang quầy %(number)s.") % {
            "label": ticket.label,
            "number": target.number,
        }
    return _("Đã chuyển số %(label)s sang %(service)s.") % {
        "label": ticket.label,
        "service": target.name,
    }


def _target(chosen: str, actor: Actor) -> Counter | Service:
    kind, _, number = chosen.partition("-")
    if not number.isdecimal():
        raise Http404
    if kind == "quay":
        return access_counter_of_unit(actor, int(number))
    return access_service_of_unit(actor, int(number))


def _show_phone(request: HttpRequest, actor: Actor) -> str:
    counter = _own(actor)
    ticket = _ticket(request, counter)
    phone = reveal_phone(counter=counter, ticket=ticket, actor=actor, at=now())
    return _("Số điện thoại của %(label)s: %(phone)s") % {"label": ticket.label, "phone": phone}


_ACTS: dict[str, Callable[[HttpRequest, Actor], str]] = {
    "mo": _open,
    "nghi": _pause,
    "tiep-tuc": _resume,
    "dong": _close,
    "goi-tiep": _next,
    "goi-vang": _recall,
    "chuyen": _pass_on,
    "xem-dien-thoai": _show_phone,
    **{what: _on_ticket(what) for what in _TICKET_ACTS},
}
