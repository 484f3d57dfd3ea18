"""A service centre with a queue, for tests."""

from datetime import UTC, datetime, timedelta
from itertools import count

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.counters.models import (
    Counter,
    PriorityClass,
    QueueUnit,
    Service,
    Ticket,
    TicketSource,
)
from tinhso.counters.operations import TicketRequest, open_counter, take_ticket
from tinhso.identity.tests.factories import actor_of_account, make_officer
from tinhso.orgs.models import Agency
from tinhso.orgs.tests.factories import make_agency

#: A Tuesday, nine in the morning in Vietnam.
AT = datetime(2021, 6, 1, 2, tzinfo=UTC)
_numbers = count(1)


def minutes(number: float) -> datetime:
    """Give a moment after ``AT``."""
    return AT + timedelta(minutes=number)


def make_centre(code: str = "H10.01.01", **columns: object) -> Agency:
    """Make a service centre."""
    values: dict[str, object] = {
        "name": "Trung tâm Phục vụ hành chính công tỉnh Bình Phước",
        "name_en": "Public Administration Service Centre of Binh Phuoc Province",
        "short_name": "Trung tâm PVHCC tỉnh",
        "kind": "SERVICE_CENTRE",
    }
    return make_agency(code, **{**values, **columns})


def make_unit(agency: Agency | None = None, **columns: object) -> QueueUnit:
    """Make a queue that is open whatever the hour."""
    values: dict[str, object] = {"is_always_open": True, "kiosk_token": new_token()}
    return QueueUnit.objects.create(agency=agency or make_centre(), **{**values, **columns})


def make_service(unit: QueueUnit, letter: str = "A", **columns: object) -> Service:
    """Make a service of a unit."""
    values: dict[str, object] = {"name": "Hộ tịch, chứng thực", "name_en": "Civil status"}
    return Service.objects.create(agency=unit.agency, letter=letter, **{**values, **columns})


def make_counter(unit: QueueUnit, *services: Service, **columns: object) -> Counter:
    """Make a closed counter that takes some services."""
    values: dict[str, object] = {"number": next(_numbers) % 30_000}
    counter = Counter.objects.create(agency=unit.agency, **{**values, **columns})
    counter.services.set(services)
    return counter


def make_clerk(unit: QueueUnit, role: str = "CLERK") -> Actor:
    """Make an officer of the unit."""
    with acting_as(SYSTEM):
        return actor_of_account(make_officer(unit.agency, role))


def make_open_counter(unit: QueueUnit, *services: Service) -> tuple[Counter, Actor]:
    """Make a counter with a clerk at it."""
    clerk = make_clerk(unit)
    counter = make_counter(unit, *services)
    return open_counter(counter=counter, actor=clerk, at=AT), clerk


def make_priority(code: str = "ELDERLY", weight_minutes: int = 15, **columns: object) -> object:
    """Make a class of people who are called earlier."""
    values: dict[str, object] = {
        "name": "Người cao tuổi",
        "name_en": "Older people",
        "weight_minutes": weight_minutes,
        "source": "Quy chế minh hoạ",
        "certainty": "to_confirm",
    }
    return PriorityClass.objects.create(code=code, **{**values, **columns})


def take(
    unit: QueueUnit, service: Service, at: datetime = AT, *, priority: str = "", **request: str
) -> Ticket:
    """Take a ticket at the kiosk."""
    asked = TicketRequest(source=TicketSource.KIOSK, priority=priority, **request)  # type: ignore[arg-type] # texts only
    return take_ticket(unit=unit, service=service, request=asked, actor=SYSTEM, at=at)
