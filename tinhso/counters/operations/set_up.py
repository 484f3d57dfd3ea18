"""What the head of a unit arranges: opening, services, counters."""

from collections.abc import Iterable

from django.db import transaction

from tinhso.core.live import announce
from tinhso.counters.models import Counter, QueueUnit, Service
from tinhso.counters.queries import unit_topic


@transaction.atomic
def save_unit(*, unit: QueueUnit) -> QueueUnit:
    """Keep how a unit runs its queue."""
    unit.save()
    announce(unit_topic(unit.agency_id))
    return unit


@transaction.atomic
def save_service(*, service: Service) -> Service:
    """Keep a service; tickets already taken stay as they are."""
    service.save()
    announce(unit_topic(service.agency_id))
    return service


@transaction.atomic
def save_counter(*, counter: Counter, services: Iterable[Service]) -> Counter:
    """Keep a counter and the services it takes."""
    counter.save()
    counter.services.set(services)
    announce(unit_topic(counter.agency_id))
    return counter
