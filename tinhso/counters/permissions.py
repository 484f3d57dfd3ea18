"""Who may see and do what in the counters slice: the only way views get rows.

Visitors hold unguessable tokens and are nobody to row-level security, so what a token opens is
read as the platform; officers read with their own sight.
"""

from django.http import Http404
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import is_token
from tinhso.core.rls import acting_as
from tinhso.counters.models import Booking, Counter, QueueUnit, Service, Ticket
from tinhso.orgs.api import find_agency, organisation_date

MANAGER_ROLES = ("LEADER", "HEAD_OF_UNIT")


class NotYourTicket(DomainError):
    """The ticket is not in front of this clerk's counter."""

    code = "not_your_ticket"
    text = gettext_lazy("Số này không ở quầy của bạn. Hãy tải lại trang để xem số đang phục vụ.")


def access_unit(agency_code: str) -> QueueUnit:
    """Give the unit with a queue that anybody may take a ticket of; others are not found."""
    agency = find_agency(agency_code, organisation_date())
    with acting_as(SYSTEM):
        unit = QueueUnit.objects.select_related("agency").filter(agency=agency).first()
    if unit is None:
        raise Http404
    return unit


def access_kiosk(token: str) -> QueueUnit:
    """Give the unit whose kiosk knows this token."""
    with acting_as(SYSTEM):
        units = QueueUnit.objects.select_related("agency")
        unit = units.filter(kiosk_token=token).first() if is_token(token) else None
    if unit is None:
        raise Http404
    return unit


def access_ticket(token: str) -> Ticket:
    """Give the ticket whose holder knows this token."""
    with acting_as(SYSTEM):
        tickets = Ticket.objects.select_related("service", "counter", "priority", "agency")
        ticket = tickets.filter(token=token).first() if is_token(token) else None
    if ticket is None:
        raise Http404
    return ticket


def find_own_counter(actor: Actor) -> Counter | None:
    """Give the counter the acting clerk sits at, or ``None``."""
    if actor.person_id is None:
        return None
    return Counter.objects.filter(clerk_id=actor.person_id, agency__in=actor.agency_ids).first()


def access_counter_of_unit(actor: Actor, counter_id: int) -> Counter:
    """Give a counter of the acting officer's own agencies."""
    found = Counter.objects.filter(pk=counter_id, agency__in=actor.agency_ids).first()
    if found is None:
        raise Http404
    return found


def access_service_of_unit(actor: Actor, service_id: int) -> Service:
    """Give a service of the acting officer's own agencies."""
    found = Service.objects.filter(pk=service_id, agency__in=actor.agency_ids).first()
    if found is None:
        raise Http404
    return found


def access_own_unit(actor: Actor) -> QueueUnit | None:
    """Give the queue of the acting officer's agency, ``None`` while it has none."""
    units = QueueUnit.objects.select_related("agency").filter(agency__in=actor.agency_ids)
    return units.order_by("id").first()


def access_booking(actor: Actor, booking_id: int) -> Booking:
    """Give a booking of the acting citizen."""
    if actor.person_id is None:
        raise Http404
    found = Booking.objects.filter(pk=booking_id, person_id=actor.person_id).first()
    if found is None:
        raise Http404
    return found
