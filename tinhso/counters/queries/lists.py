"""Lists of units and tickets."""

from datetime import datetime

from django.db.models import Q, QuerySet

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import local
from tinhso.core.remember import remembered
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.counters.models import OPEN_STATES, Counter, QueueUnit, Service, Ticket
from tinhso.orgs.api import AgencyKind, list_agencies, organisation_date


def list_queues() -> list[QueueUnit]:
    """Give every unit that runs a queue, with its agency; public knowledge."""
    with acting_as(SYSTEM):
        units = QueueUnit.objects.select_related("agency").filter(is_open=True)
        return list(units.order_by("agency__sort_key"))


def has_queue(actor: Actor) -> bool:
    """Tell whether an agency of the officer hands out tickets; remembered for a minute."""
    return not _agencies_with_queue().isdisjoint(actor.agency_ids)


def may_have_queue(actor: Actor) -> bool:
    """Tell whether an agency of the officer has a queue or is made to receive people."""
    return has_queue(actor) or not _receiving_agencies().isdisjoint(actor.agency_ids)


@remembered(seconds=60)
def _agencies_with_queue() -> frozenset[int]:
    with acting_as(SYSTEM):
        return frozenset(QueueUnit.objects.values_list("agency_id", flat=True))


@remembered(seconds=60)
def _receiving_agencies() -> frozenset[int]:
    on = organisation_date()
    kinds = (AgencyKind.SERVICE_CENTRE, AgencyKind.ONE_STOP_UNIT)
    return frozenset(one.pk for kind in kinds for one in list_agencies(on, kind=kind))


def units_with_bookings() -> list[tuple[QueueUnit, list[Service]]]:
    """Give the units where a time can be booked, each with the services that offer it."""
    with acting_as(SYSTEM):
        services = Service.objects.filter(is_active=True, slot_capacity__gt=0)
        by_agency: dict[int, list[Service]] = {}
        for service in services.order_by("sort_order", "letter"):
            by_agency.setdefault(service.agency_id, []).append(service)
        return [
            (unit, by_agency[unit.agency_id])
            for unit in list_queues()
            if unit.agency_id in by_agency
        ]


def waiting_for(counter: Counter, *, at: datetime) -> QuerySet[Ticket]:
    """Give the waiting tickets a counter may call, whose turn it is first."""
    waiting = Ticket.objects.filter(
        agency_id=counter.agency_id, day=local(at).date(), state="WAITING"
    )
    mine = Q(target_counter=counter)
    anybodys = Q(target_counter__isnull=True, service__in=counter.services.all())
    return waiting.filter(mine | anybodys).order_by("rank_at", "id")


def list_tickets_of_visitor(visitor: str, actor: Actor, *, at: datetime) -> list[Ticket]:
    """Give today's open tickets of a visitor's browser, and of the citizen signed in there."""
    mine = Q(pk__in=[])
    if visitor:
        mine |= Q(visitor_index=blind_index(f"visitor:{visitor}"))
    if actor.is_citizen:
        mine |= Q(person_id=actor.person_id)
    with acting_as(SYSTEM):
        tickets = Ticket.objects.select_related("service", "counter", "agency").filter(mine)
        today = tickets.filter(day=local(at).date(), state__in=OPEN_STATES)
        return list(today.order_by("taken_at"))
