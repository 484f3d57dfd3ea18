"""What comes in: kept untouched, registered without gap, returned, found again, told in time."""

from datetime import UTC, datetime

import pytest

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import list_received, load_received
from tinhso.notifications.models import Notification
from tinhso.records.models import Arrival, ArrivalState, Conclusion, OfficialDocument, Reading
from tinhso.records.operations import (
    NotLookedThrough,
    NotNow,
    acknowledge_by,
    confirm_not_secret,
    finish_arrival,
    follow,
    forward_inside,
    register_arrival,
    return_arrival,
    subject_of,
    tell_late_arrivals,
)
from tinhso.records.queries import list_events
from tinhso.records.queries.incoming import IncomingNarrowing, IncomingTab, incoming_rows
from tinhso.records.tests.incoming_factories import (
    AT,
    Office,
    a_pdf,
    arrived,
    assigned,
    hours,
    receive,
    registered,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_reads_scans(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a machine without Tesseract, whatever is installed here."""
    monkeypatch.setattr("tinhso.records.operations.arriving.can_read_scans", lambda: False)


def test_bytes_are_kept_exactly_even_when_they_cannot_be_read() -> None:
    office, broken = Office(), b"\x00\xffnot a document"

    arrival = arrived(office, broken)

    with acting_as(office.actor("REGISTRAR")):
        kept = [load_received(row) for row in list_received(subject_of(arrival.official))]
    assert kept == [broken]
    assert arrival.reading == Reading.UNREAD


def test_numbers_follow_without_gap_and_start_anew_each_year() -> None:
    office = Office()
    clerk = office.actor("REGISTRAR")
    first, second, third = (arrived(office) for _ in range(3))

    with acting_as(clerk):
        register_arrival(arrival=first, actor=clerk, at=AT)
        register_arrival(arrival=second, actor=clerk, at=AT)
        next_year = datetime(2022, 1, 4, 2, tzinfo=UTC)
        register_arrival(arrival=third, actor=clerk, at=next_year)

    numbers = OfficialDocument.objects.order_by("id").values_list("year", "number")
    assert list(numbers) == [(2021, 1), (2021, 2), (2022, 1)]


def test_a_document_is_registered_once() -> None:
    office = Office()
    clerk, arrival = office.actor("REGISTRAR"), registered(office)

    with acting_as(clerk), pytest.raises(NotNow):
        register_arrival(arrival=arrival, actor=clerk, at=AT)

    assert OfficialDocument.objects.get().number == 1


def test_unread_pages_must_be_looked_at_before_the_register_and_take_no_number() -> None:
    office = Office()
    clerk, arrival = office.actor("REGISTRAR"), arrived(office, b"\xff\xd8\xff scan")

    with acting_as(clerk):
        with pytest.raises(NotLookedThrough):
            register_arrival(arrival=arrival, actor=clerk, at=AT)
        confirm_not_secret(arrival=arrival, actor=clerk, at=AT)
        done = register_arrival(arrival=arrival, actor=clerk, at=AT)

    assert (done.official.number, done.reading) == (1, Reading.LOOKED)


def test_an_electronic_file_without_signature_is_undetermined_and_can_be_returned() -> None:
    office = Office()
    clerk, arrival = office.actor("REGISTRAR"), arrived(office, is_paper=False)

    with acting_as(clerk):
        back = return_arrival(arrival=arrival, reason="Không có chữ ký số", actor=clerk, at=AT)
        with pytest.raises(NotNow):
            register_arrival(arrival=arrival, actor=clerk, at=AT)

    assert arrival.conclusion == Conclusion.UNDETERMINED
    assert (back.state, back.returned_reason) == (ArrivalState.RETURNED, "Không có chữ ký số")
    assert OfficialDocument.objects.get().number is None


def test_leaders_are_asked_for_their_opinion_at_registration() -> None:
    office = Office()
    leader = office.actor("LEADER")

    registered(office)

    told = Notification.objects.get(person_id=leader.person_id or 0)
    assert told.template == "opinion_wanted"


@pytest.mark.parametrize(
    ("came", "until"),
    [
        (datetime(2021, 6, 1, 2, tzinfo=UTC), datetime(2021, 6, 1, 10, tzinfo=UTC)),
        (datetime(2021, 6, 1, 11, tzinfo=UTC), datetime(2021, 6, 2, 10, tzinfo=UTC)),
        (datetime(2021, 6, 5, 2, tzinfo=UTC), datetime(2021, 6, 7, 10, tzinfo=UTC)),
    ],
)
def test_an_arrival_is_acknowledged_on_its_working_day(came: datetime, until: datetime) -> None:
    assert acknowledge_by(came) == until


def test_clerks_hear_once_of_what_was_not_registered_on_its_day() -> None:
    office = Office()
    clerk = office.actor("REGISTRAR")
    arrived(office)

    assert tell_late_arrivals(at=hours(5)) == 0
    assert tell_late_arrivals(at=hours(9)) == 1
    assert tell_late_arrivals(at=hours(10)) == 0
    assert Notification.objects.filter(person_id=clerk.person_id or 0).count() == 1


def test_followers_and_colleagues_hear_of_a_document() -> None:
    office = Office()
    arrival = registered(office)
    specialist, leader = office.actor("SPECIALIST"), office.actor("LEADER")
    with acting_as(specialist):
        follow(official=arrival.official, actor=specialist)
    head = office.actor("HEAD_OF_UNIT")

    with acting_as(leader):
        forward_inside(
            official=arrival.official, person_ids=[head.person_id or 0], note="Xem", actor=leader,
            at=AT,
        )  # fmt: skip
        finish_arrival(arrival=arrival, note="Để biết", actor=leader, at=AT)

    told = dict(Notification.objects.values_list("person_id", "template"))
    assert told[head.person_id or 0] == "document_forwarded"
    assert told[specialist.person_id or 0] == "incoming_news"
    assert [event.kind for event in list_events(arrival.official)] == [
        "ARRIVED",
        "INCOMING_REGISTER",
        "FORWARDED_INSIDE",
        "INCOMING_FINISH",
    ]


def found(office: Office, text: str) -> int:
    actor = office.actor("SPECIALIST")
    with acting_as(actor):
        return incoming_rows(actor, IncomingTab.ALL, IncomingNarrowing(text=text)).count()


def test_search_finds_fields_and_files_with_and_without_accents() -> None:
    office = Office()
    arrived(office, a_pdf("Về việc phòng, chống dịch bệnh mùa khô"), abstract="Kế hoạch 125")
    arrived(office, a_pdf("Phong trào thi đua"), abstract="Khen thưởng")

    assert found(office, "phòng chống") == 1
    assert found(office, "phong") == 2
    assert found(office, "PHÒNG") == 1
    assert found(office, "ke hoach 125") == 1
    assert found(office, "kế hoach khen") == 0
    assert found(office, "125/BXD-QLN") == 2
    assert found(office, "%") == 0


def test_other_agencies_see_nothing_until_work_is_given_to_them() -> None:
    office = Office()
    stranger = office.actor("SPECIALIST", at_department=True)
    registered(office)
    with acting_as(stranger):
        before = Arrival.objects.count()

    assigned(office)

    with acting_as(stranger):
        after = list(Arrival.objects.all())
        files = list_received(subject_of(after[0].official))
    assert (before, len(after), len(files)) == (0, 1, 1)


def test_a_message_of_dispatch_comes_once() -> None:
    from tinhso.records.operations import ArrivalFacts, Entry, GivenFile, receive_document

    office = Office()
    with acting_as(SYSTEM):
        receipts = [
            receive_document(
                facts=ArrivalFacts("Bộ Nội vụ", "V/v tinh giản"),
                files=[GivenFile("a.pdf", a_pdf())],
                entry=Entry("DISPATCH", office.agency.pk, inbound_id=7),
                actor=SYSTEM,
                at=AT,
            )
            for _ in range(2)
        ]

    assert receipts[0].official == receipts[1].official
    assert Arrival.objects.count() == 1


def test_a_receipt_names_what_was_taken_in() -> None:
    receipt = receive(Office(), a_pdf())

    assert receipt.quarantined is None
    assert receipt.official is not None
    assert receipt.official.arrival.reading == Reading.READ
