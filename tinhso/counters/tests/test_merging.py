"""A merger at the counters: halls go on at the successor; nobody's place or hour is lost."""

from datetime import timedelta

import pytest

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.counters.models import Booking, Counter, QueueUnit, Service, Ticket
from tinhso.counters.operations.merging import Halls, NoLetterLeft
from tinhso.counters.tests.factories import AT, make_counter, make_service, make_unit, take
from tinhso.identity.tests.factories import make_citizen
from tinhso.orgs.models import Agency
from tinhso.orgs.tests.factories import make_agency
from tinhso.reorganisation.models import Outcome, Transfer
from tinhso.reorganisation.tests.factories import make_new_ward, run, succeed

pytestmark = pytest.mark.django_db


def _hall(code: str, letters: str = "A") -> QueueUnit:
    """Give a hall of an agency that will end, with a counter, a booking and somebody waiting."""
    unit = make_unit(make_agency(code, kind="ONE_STOP_UNIT", name=f"Bộ phận một cửa {code}"))
    services = [make_service(unit, letter) for letter in letters]
    make_counter(unit, *services, number=1)
    Booking.objects.create(
        agency=unit.agency,
        service=services[0],
        person=make_citizen().person,
        starts_at=AT + timedelta(days=3),
        code="123456",
        created_at=AT,
    )
    take(unit, services[0])
    return unit


@pytest.fixture
def heir() -> Agency:
    """Give the one-stop unit that takes over."""
    return make_new_ward().counter


def test_hall_whose_successor_has_none_moves_whole(heir: Agency) -> None:
    unit = _hall("H10.70.01")
    succeed(unit.agency, heir)
    token = unit.kiosk_token

    run()

    with acting_as(SYSTEM):
        moved = QueueUnit.objects.get()
        assert (moved.agency_id, moved.kiosk_token, moved.is_open) == (heir.pk, token, True)
        for model in (Service, Counter, Booking, Ticket):
            assert set(model.objects.values_list("agency_id", flat=True)) == {heir.pk}
        transfer = Transfer.objects.get(participant="halls")
    assert (transfer.outcome, transfer.successor_id) == (Outcome.MOVED, heir.pk)


def test_two_halls_join_and_what_is_taken_gets_the_next_free(heir: Agency) -> None:
    for code in ("H10.70.01", "H10.71.01"):
        succeed(_hall(code, "AB").agency, heir)

    run()

    with acting_as(SYSTEM):
        services = Service.objects.filter(agency=heir).order_by("letter")
        assert "".join(services.values_list("letter", flat=True)) == "ABCD"
        assert sorted(Counter.objects.filter(agency=heir).values_list("number", flat=True)) == [
            1,
            2,
        ]
        assert len(set(Booking.objects.filter(agency=heir).values_list("code", flat=True))) == 2
        tickets = Ticket.objects.filter(agency=heir).order_by("taken_at", "pk")
        assert [ticket.label for ticket in tickets] == ["A001", "A002"]
        assert QueueUnit.objects.filter(is_open=True).count() == 1


def test_what_is_over_stays_with_the_hall_of_its_day(heir: Agency) -> None:
    unit = _hall("H10.70.01")
    succeed(unit.agency, heir)
    with acting_as(SYSTEM):
        Booking.objects.update(state="CANCELLED")
        Ticket.objects.update(state="FINISHED")

    run()

    with acting_as(SYSTEM):
        assert set(Booking.objects.values_list("agency_id", flat=True)) == {unit.agency_id}
        assert set(Ticket.objects.values_list("agency_id", flat=True)) == {unit.agency_id}


def test_hall_without_a_letter_left_stops_the_run_with_words(heir: Agency) -> None:
    for code in ("H10.70.01", "H10.71.01"):
        succeed(_hall(code, "ABCDEFGHIJKLMN").agency, heir)

    with pytest.raises(NoLetterLeft):
        run()


def test_halls_are_told_apart_by_their_agency() -> None:
    unit = _hall("H10.70.01")

    assert Halls("x").describe([unit.pk]) == {unit.pk: unit.agency.name}
