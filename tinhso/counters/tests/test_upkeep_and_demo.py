"""The night ends the day; the demonstration's day is one that could have happened."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import Max

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local
from tinhso.counters.models import (
    AT_COUNTER_STATES,
    Booking,
    BookingState,
    Counter,
    CounterState,
    PriorityClass,
    Ticket,
    TicketNumber,
    TicketSource,
    TicketState,
)
from tinhso.counters.operations import (
    TicketRequest,
    call_next,
    end_day,
    forget_visitors,
    take_ticket,
)
from tinhso.counters.operations.demo import (
    build_demo_centre,
    load_priorities,
    play_demo_day,
    read_demo,
)
from tinhso.counters.tests.factories import (
    AT,
    make_centre,
    make_open_counter,
    make_service,
    make_unit,
    minutes,
    take,
)
from tinhso.identity.tests.factories import make_citizen, make_officer

pytestmark = pytest.mark.django_db
PACK = Path(settings.PROVINCE_PACK)
DAY = local(AT).date()


def test_night_ends_what_is_open_and_leaves_today_alone() -> None:
    unit = make_unit()
    service = make_service(unit)
    counter, clerk = make_open_counter(unit, service)
    for _ in range(2):
        take(unit, service)
    call_next(counter=counter, actor=clerk, at=AT)
    today = take(unit, service, minutes(24 * 60))
    Booking.objects.create(
        agency=unit.agency, service=service, person=make_citizen().person, starts_at=AT,
        code="000001", created_at=AT,
    )  # fmt: skip

    ended = end_day(before=DAY + timedelta(days=1), at=minutes(24 * 60))

    assert ended == 2
    assert set(Ticket.objects.exclude(pk=today.pk).values_list("state", flat=True)) == {"EXPIRED"}
    assert Ticket.objects.get(pk=today.pk).state == TicketState.WAITING
    assert Booking.objects.get().state == BookingState.MISSED
    assert Counter.objects.get().state == CounterState.CLOSED
    assert end_day(before=DAY + timedelta(days=1), at=minutes(24 * 60)) == 0


def test_visitors_are_forgotten_after_their_days() -> None:
    unit = make_unit()
    request = TicketRequest(TicketSource.PHONE, phone="0900000101", visitor="v", address="10.0.0.1")
    take_ticket(unit=unit, service=make_service(unit), request=request, actor=SYSTEM, at=AT)

    assert forget_visitors(before=DAY) == 0
    assert forget_visitors(before=DAY + timedelta(days=1)) == 1

    ticket = Ticket.objects.get()
    assert (ticket.phone, ticket.phone_index, ticket.visitor_index) == ("", None, None)


def test_priorities_are_data_with_source_and_certainty() -> None:
    for _ in range(2):
        load_priorities(file=PACK / "counters" / "priorities.json")

    assert PriorityClass.objects.count() == 5
    assert PriorityClass.objects.filter(is_for_bookings=True).count() == 1
    assert not PriorityClass.objects.filter(source="").exists()
    assert set(PriorityClass.objects.values_list("certainty", flat=True)) == {"to_confirm"}


def test_demo_day_could_have_happened() -> None:
    agency = make_centre()
    for _ in range(7):
        make_officer(agency, "CLERK")
    load_priorities(file=PACK / "counters" / "priorities.json")
    described = read_demo(PACK)
    unit = build_demo_centre(described=described, at=AT)

    count = play_demo_day(unit=unit, described=described, until=AT)

    assert Counter.objects.count() == 8
    assert count == Ticket.objects.count() > 30
    last = Ticket.objects.values_list("letter").annotate(Max("number"))
    assert dict(last) == dict(TicketNumber.objects.values_list("letter", "last"))
    for counter in Counter.objects.filter(state=CounterState.OPEN):
        visits = Ticket.objects.filter(counter=counter).order_by("called_at")
        spans = visits.values_list("called_at", "ended_at")
        for (_, ended_at), (called_at, _) in pairwise(spans):
            assert ended_at
            assert called_at
            assert ended_at <= called_at
        assert visits.filter(state__in=AT_COUNTER_STATES).count() <= 1
    assert not Ticket.objects.filter(taken_at__gt=AT).exists()


def test_demo_is_never_loaded_outside_demonstrations(settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]

    with pytest.raises(CommandError):
        call_command("load_demo_queue")
