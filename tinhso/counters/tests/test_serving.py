"""At the counter: whose turn it is, every act and its refusal, two clerks at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.counters.models import Counter, Ticket, TicketEvent, TicketState
from tinhso.counters.operations import (
    ClerkIsElsewhere,
    CounterNotOpen,
    CounterTaken,
    CounterWithoutService,
    NobodyWaits,
    NotPossibleNow,
    PersonStillHere,
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
from tinhso.counters.permissions import NotYourTicket
from tinhso.counters.tests.factories import (
    AT,
    make_clerk,
    make_counter,
    make_open_counter,
    make_priority,
    make_service,
    make_unit,
    minutes,
    take,
)

pytestmark = pytest.mark.django_db


def test_first_come_is_first_called_and_priority_counts_as_waiting_longer() -> None:
    unit = make_unit()
    service = make_service(unit)
    make_priority("ELDERLY", 15)
    counter, clerk = make_open_counter(unit, service)
    take(unit, service, minutes(0))
    take(unit, service, minutes(10))
    take(unit, service, minutes(12), priority="ELDERLY")
    take(unit, service, minutes(30), priority="ELDERLY")

    called = []
    for minute in range(40, 44):
        ticket = call_next(counter=counter, actor=clerk, at=minutes(minute))
        called.append(ticket.label)
        act_on_ticket(counter=counter, ticket=ticket, act="FINISH", actor=clerk, at=minutes(minute))

    assert called == ["A003", "A001", "A002", "A004"]


def test_counter_calls_only_the_services_it_takes() -> None:
    unit = make_unit()
    civil, land = make_service(unit, "A"), make_service(unit, "B")
    counter, clerk = make_open_counter(unit, land)
    take(unit, civil)

    with pytest.raises(NobodyWaits):
        call_next(counter=counter, actor=clerk, at=AT)

    take(unit, land)
    assert call_next(counter=counter, actor=clerk, at=AT).label == "B001"


def test_next_is_refused_while_somebody_is_at_the_counter_or_it_rests() -> None:
    unit = make_unit()
    service = make_service(unit)
    counter, clerk = make_open_counter(unit, service)
    ticket = take(unit, service)
    take(unit, service)
    call_next(counter=counter, actor=clerk, at=AT)

    with pytest.raises(NotPossibleNow):
        call_next(counter=counter, actor=clerk, at=AT)
    with pytest.raises(PersonStillHere):
        pause_counter(counter=counter, at=AT)
    with pytest.raises(PersonStillHere):
        close_counter(counter=counter, at=AT)
    act_on_ticket(counter=counter, ticket=ticket, act="NO_SHOW", actor=clerk, at=AT)
    pause_counter(counter=counter, at=AT)
    with pytest.raises(CounterNotOpen):
        call_next(counter=counter, actor=clerk, at=AT)
    resume_counter(counter=counter, at=AT)
    assert call_next(counter=counter, actor=clerk, at=AT).label == "A002"


def test_visit_is_called_again_begun_and_finished_with_its_history() -> None:
    unit = make_unit()
    service = make_service(unit)
    counter, clerk = make_open_counter(unit, service)
    take(unit, service)
    ticket = call_next(counter=counter, actor=clerk, at=minutes(5))

    for minute, act in ((6, "CALL_AGAIN"), (7, "BEGIN"), (15, "FINISH")):
        act_on_ticket(counter=counter, ticket=ticket, act=act, actor=clerk, at=minutes(minute))

    done = Ticket.objects.get()
    assert (done.state, done.call_count) == (TicketState.FINISHED, 2)
    assert (done.first_called_at, done.started_at, done.ended_at) == (
        minutes(5),
        minutes(7),
        minutes(15),
    )
    acts = TicketEvent.objects.order_by("id").values_list("act", flat=True)
    assert list(acts) == ["TAKE", "CALL", "CALL_AGAIN", "BEGIN", "FINISH"]


def test_act_out_of_turn_is_refused_and_changes_nothing() -> None:
    unit = make_unit()
    service = make_service(unit)
    counter, clerk = make_open_counter(unit, service)
    take(unit, service)
    ticket = call_next(counter=counter, actor=clerk, at=AT)
    act_on_ticket(counter=counter, ticket=ticket, act="BEGIN", actor=clerk, at=AT)

    for act in ("BEGIN", "NO_SHOW", "CALL_AGAIN"):
        with pytest.raises(NotPossibleNow):
            act_on_ticket(counter=counter, ticket=ticket, act=act, actor=clerk, at=AT)

    assert Ticket.objects.get().state == TicketState.SERVING


def test_ticket_of_another_counter_is_not_touched() -> None:
    unit = make_unit()
    service = make_service(unit)
    counter, clerk = make_open_counter(unit, service)
    other, stranger = make_open_counter(unit, service)
    take(unit, service)
    ticket = call_next(counter=counter, actor=clerk, at=AT)

    with pytest.raises(NotYourTicket):
        act_on_ticket(counter=other, ticket=ticket, act="FINISH", actor=stranger, at=AT)
    with pytest.raises(NotYourTicket):
        reveal_phone(counter=other, ticket=ticket, actor=stranger, at=AT)


def test_person_who_comes_back_late_is_called_again() -> None:
    unit = make_unit()
    service = make_service(unit)
    counter, clerk = make_open_counter(unit, service)
    take(unit, service)
    ticket = call_next(counter=counter, actor=clerk, at=AT)
    act_on_ticket(counter=counter, ticket=ticket, act="NO_SHOW", actor=clerk, at=AT)

    back = recall(counter=counter, ticket=ticket, actor=clerk, at=minutes(3))

    assert back.state == TicketState.CALLED
    with pytest.raises(NotPossibleNow):
        recall(counter=counter, ticket=ticket, actor=clerk, at=minutes(3))


def test_person_passed_on_keeps_number_and_turn() -> None:
    unit = make_unit()
    civil, land = make_service(unit, "A"), make_service(unit, "B")
    first, clerk = make_open_counter(unit, civil)
    second, other = make_open_counter(unit, land)
    take(unit, civil, minutes(0))
    take(unit, land, minutes(1))
    ticket = call_next(counter=first, actor=clerk, at=minutes(5))

    pass_on(counter=first, ticket=ticket, to=land, actor=clerk, at=minutes(6))

    assert call_next(counter=second, actor=other, at=minutes(7)).label == "A001"


def test_person_passed_to_a_counter_is_called_there_and_freed_when_it_closes() -> None:
    unit = make_unit()
    service = make_service(unit)
    first, clerk = make_open_counter(unit, service)
    second, _ = make_open_counter(unit, service)
    take(unit, service)
    ticket = call_next(counter=first, actor=clerk, at=AT)

    pass_on(counter=first, ticket=ticket, to=second, actor=clerk, at=AT)

    with pytest.raises(NobodyWaits):
        call_next(counter=first, actor=clerk, at=AT)
    close_counter(counter=second, at=AT)
    assert call_next(counter=first, actor=clerk, at=AT).label == "A001"


def test_nobody_is_passed_to_a_closed_counter() -> None:
    unit = make_unit()
    service = make_service(unit)
    first, clerk = make_open_counter(unit, service)
    take(unit, service)
    ticket = call_next(counter=first, actor=clerk, at=AT)

    with pytest.raises(NotPossibleNow):
        pass_on(counter=first, ticket=ticket, to=make_counter(unit, service), actor=clerk, at=AT)


def test_look_at_a_phone_number_is_written_down() -> None:
    unit = make_unit()
    service = make_service(unit)
    counter, clerk = make_open_counter(unit, service)
    take(unit, service, phone="0900000101")
    ticket = call_next(counter=counter, actor=clerk, at=AT)

    assert reveal_phone(counter=counter, ticket=ticket, actor=clerk, at=AT) == "0900000101"
    look = TicketEvent.objects.get(act="LOOK")
    assert look.actor_reference == clerk.reference


def test_clerk_sits_at_one_counter_and_a_counter_has_one_clerk() -> None:
    unit = make_unit()
    service = make_service(unit)
    counter, clerk = make_open_counter(unit, service)

    with pytest.raises(CounterTaken):
        open_counter(counter=counter, actor=make_clerk(unit), at=AT)
    with pytest.raises(ClerkIsElsewhere):
        open_counter(counter=make_counter(unit, service), actor=clerk, at=AT)
    with pytest.raises(CounterWithoutService):
        open_counter(counter=make_counter(unit), actor=make_clerk(unit), at=AT)
    assert open_counter(counter=counter, actor=clerk, at=AT).pk == counter.pk


def test_database_refuses_two_people_at_one_counter() -> None:
    unit = make_unit()
    service = make_service(unit)
    counter, clerk = make_open_counter(unit, service)
    take(unit, service)
    second = take(unit, service)
    call_next(counter=counter, actor=clerk, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=second.pk).update(state="CALLED", counter=counter, called_at=AT)


def test_history_can_only_grow() -> None:
    unit = make_unit()
    take(unit, make_service(unit))

    with pytest.raises(IntegrityError), transaction.atomic():
        TicketEvent.objects.update(act="X")


@pytest.mark.django_db(transaction=True)
def test_clerks_who_press_next_at_the_same_moment_get_different_people() -> None:
    with acting_as(SYSTEM):
        unit = make_unit()
        service = make_service(unit)
        desks = [make_open_counter(unit, service) for _ in range(6)]
        for minute in range(6):
            take(unit, service, minutes(minute))

    def press(desk: "tuple[Counter, object]") -> str:
        counter, clerk = desk
        try:
            with acting_as(clerk):  # type: ignore[arg-type] # an actor
                return call_next(counter=counter, actor=clerk, at=minutes(9)).label  # type: ignore[arg-type] # an actor
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        labels = list(pool.map(press, desks))

    assert sorted(labels) == [f"A00{number}" for number in range(1, 7)]


@pytest.mark.django_db(transaction=True)
def test_people_who_take_numbers_at_the_same_moment_get_all_of_them_once() -> None:
    with acting_as(SYSTEM):
        unit = make_unit()
        service = make_service(unit)

    def press(_: int) -> str:
        try:
            return take(unit, service).label
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        labels = list(pool.map(press, range(24)))

    assert sorted(labels) == [f"A{number:03d}" for number in range(1, 25)]
