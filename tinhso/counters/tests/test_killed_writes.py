"""Writes at the counters cut off at every statement: no number twice, nobody called twice."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.core.tests.done_once import check_done_once, with_key
from tinhso.counters.models import Ticket, TicketEvent, TicketSource
from tinhso.counters.operations import (
    TicketRequest,
    act_on_ticket,
    call_next,
    open_counter,
    pass_on,
    take_ticket,
)
from tinhso.counters.tests.factories import AT, make_clerk, make_counter, make_service, make_unit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def nothing_left(transactional_db: None) -> Iterator[None]:
    """Leave no row behind."""
    yield
    call_command("flush", interactive=False, verbosity=0)


def test_visit_from_ticket_to_end(transactional_db: None) -> None:
    with acting_as(SYSTEM):
        unit = make_unit()
        services = [make_service(unit, letter) for letter in ("A", "B")]
        clerk = make_clerk(unit)
        counter = make_counter(unit, *services)

    def once(operation: Callable[..., Any], key: str = "", **words: Any) -> None:
        act = partial(operation, actor=clerk, at=AT, **words)
        check_done_once(with_key(clerk, key or operation.__name__, AT, act))

    once(open_counter, counter=counter)
    once(take_ticket, unit=unit, service=services[0], request=TicketRequest(TicketSource.KIOSK))
    once(call_next, counter=counter)
    with acting_as(SYSTEM):
        ticket = Ticket.objects.get()
    once(pass_on, counter=counter, ticket=ticket, to=services[1])
    once(call_next, "call-again", counter=counter)
    for act in ("BEGIN", "FINISH"):
        once(act_on_ticket, act, counter=counter, ticket=ticket, act=act)

    with acting_as(SYSTEM):
        acts = list(TicketEvent.objects.order_by("id").values_list("act", flat=True))
        assert Ticket.objects.get().label == "A001"
    assert acts == ["TAKE", "CALL", "PASS_ON", "CALL", "BEGIN", "FINISH"]
