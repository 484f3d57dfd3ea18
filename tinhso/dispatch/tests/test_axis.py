"""Over the axis: out through the outbox, in by fetching, whatever the axis does."""

import json
import urllib.request
from datetime import datetime, timedelta

import pytest

from peers.axis.envelopes import Letter, write_letter
from peers.axis.server import AxisPeer
from tinhso.core.actors import SYSTEM
from tinhso.core.outbox_relay import Outcome, send_all_due, send_next
from tinhso.core.rls import acting_as
from tinhso.dispatch import api
from tinhso.dispatch.models import (
    Envelope,
    EnvelopeState,
    InboundMessage,
    Partner,
    SignatureVerdict,
    Transmission,
)
from tinhso.dispatch.operations import (
    AXIS,
    NothingToRetry,
    fetch_one,
    find_waiting,
    list_unread,
    read_envelope,
    refresh_partners,
    retry_sending,
)
from tinhso.dispatch.operations.relaying import rest_of_axis
from tinhso.dispatch.rules import Decision, Sent
from tinhso.dispatch.tests.messages import AT
from tinhso.dispatch.tests.offices import Registry, make_document, make_registry, sent
from tinhso.exchange.api import ConnectorState

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def committee(db: None) -> Registry:
    return make_registry()


@pytest.fixture(autouse=True)
def partners(axis: AxisPeer, db: None) -> None:
    with acting_as(SYSTEM):
        assert refresh_partners(is_demonstration=True) == 3


def told(axis: AxisPeer, **behaviour: object) -> None:
    _post(axis, "/control", behaviour)


def letter(axis: AxisPeer, **fields: str) -> str:
    values = {"to": "H10", "number": "101", "subject": "V/v minh họa", "day": "2021/06/01"}
    return str(_post(axis, "/letters", {**values, **fields})["document_id"])


def _post(axis: AxisPeer, path: str, fields: object) -> dict[str, object]:
    request = urllib.request.Request(f"{axis.url}{path}", json.dumps(fields).encode())  # noqa: S310
    with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
        return dict(json.loads(answer.read()))


def pull(at: datetime = LATER) -> None:
    for waiting in find_waiting(at=at):
        fetch_one(waiting=waiting, at=at)
    for envelope_id in list_unread():
        read_envelope(envelope_id=envelope_id, at=at)
    send_all_due(destination=AXIS, at=at)


def send_to(registry: Registry, organ_id: str, key: str = "k1") -> Transmission:
    document = make_document(registry, api.Recipient(organ_id=organ_id))
    outgoing = sent(registry, document, key)
    with acting_as(SYSTEM):
        return outgoing.transmissions.get()


def again(transmission: Transmission) -> Transmission:
    with acting_as(SYSTEM):
        return Transmission.objects.get(pk=transmission.pk)


def test_the_directory_gives_partners_with_certificates() -> None:
    with acting_as(SYSTEM):
        found = {row.organ_id: row for row in Partner.objects.all()}

    assert "BEGIN CERTIFICATE" in found["Z01"].certificate_pem
    assert found["Z03"].accepts_unsigned


@pytest.mark.parametrize(
    ("organ_id", "state"),
    [("Z01", Sent.DONE), ("Z02", Sent.IN_PROGRESS), ("Z03", Sent.RETURNED)],
)
def test_a_message_goes_out_and_its_answers_come_back(
    axis: AxisPeer, committee: Registry, organ_id: str, state: Sent
) -> None:
    transmission = send_to(committee, organ_id)

    send_all_due(destination=AXIS, at=AT)
    assert again(transmission).state == Sent.SENT
    pull()

    assert again(transmission).state == state
    assert [taken["document_id"] for taken in axis.books.taken.values()] == [
        transmission.document_id
    ]


@pytest.mark.parametrize("mode", ["down", "garbage", "drop", "drop-after-storing"])
def test_a_failed_attempt_is_made_again_and_taken_once(
    axis: AxisPeer, committee: Registry, mode: str
) -> None:
    transmission = send_to(committee, "Z01")
    told(axis, mode=mode, count=1)

    assert send_next(destination=AXIS, at=AT) is Outcome.LATER
    assert again(transmission).attempt_count == 1
    assert again(transmission).last_error
    assert send_next(destination=AXIS, at=LATER) is Outcome.SENT

    assert again(transmission).state == Sent.SENT
    assert len(axis.books.taken) == 1


def test_what_the_axis_refuses_waits_for_the_clerk(axis: AxisPeer, committee: Registry) -> None:
    transmission = send_to(committee, "Z01")
    told(axis, mode="refuse", count=1)

    send_next(destination=AXIS, at=AT)
    assert again(transmission).state == Sent.FAILED
    clerk = committee.actor
    with acting_as(clerk):
        retry_sending(transmission=again(transmission), actor=clerk, at=LATER)
        with pytest.raises(NothingToRetry):
            retry_sending(transmission=again(transmission), actor=clerk, at=LATER)
    send_next(destination=AXIS, at=LATER)

    assert again(transmission).state == Sent.SENT


def test_the_axis_away_for_three_days_gives_up_visibly(axis: AxisPeer, committee: Registry) -> None:
    transmission = send_to(committee, "Z01")
    told(axis, mode="down")
    at = AT
    while again(transmission).state == Sent.QUEUED:
        send_all_due(destination=AXIS, at=at)
        at += timedelta(hours=5)

    assert again(transmission).state == Sent.FAILED
    assert timedelta(hours=72) < at - AT < timedelta(hours=85)


def test_an_axis_that_fails_rests_and_is_asked_again(axis: AxisPeer) -> None:
    told(axis, mode="down")
    for minutes in range(3):
        find_waiting(at=AT + timedelta(minutes=minutes))

    with acting_as(SYSTEM):
        assert rest_of_axis(AT + timedelta(minutes=2)) == timedelta(seconds=10)
    told(axis, mode="ok")
    letter(axis)
    assert find_waiting(at=AT + timedelta(minutes=2)) == []
    assert len(find_waiting(at=AT + timedelta(minutes=3))) == 1
    with acting_as(SYSTEM):
        assert ConnectorState.objects.get(code="axis").failure_count == 0


def test_a_document_comes_in_signed_and_is_confirmed_after(
    axis: AxisPeer, committee: Registry
) -> None:
    document_id = letter(axis)
    pull()

    with acting_as(SYSTEM):
        message = InboundMessage.objects.get()
        files = api.list_files(message)
    assert (message.document_id, message.signature) == (document_id, SignatureVerdict.VALID)
    assert [file.name for file in files] == ["101-Z01.txt"]
    assert axis.books.inbox == {}
    assert [taken["status"] for taken in axis.books.taken.values()] == ["01"]


def test_dying_before_the_confirmation_loses_and_doubles_nothing(
    axis: AxisPeer, committee: Registry
) -> None:
    letter(axis)
    for _ in range(2):
        for waiting in find_waiting(at=LATER):
            fetch_one(waiting=waiting, at=LATER)
    pull()
    pull()

    with acting_as(SYSTEM):
        assert Envelope.objects.count() == InboundMessage.objects.count() == 1
    assert len(axis.books.confirmed) == 1


def test_copies_and_garbage_harm_nobody(axis: AxisPeer, committee: Registry) -> None:
    told(axis, copies=3, garbage_inbox=True, reorder=True)
    letter(axis)
    letter(axis, act="RECALL", reason="Nhầm")
    pull()

    with acting_as(SYSTEM):
        messages = list(InboundMessage.objects.order_by("act"))
        states = set(Envelope.objects.values_list("state", flat=True))
    assert [message.act for message in messages] == ["NEW", "RECALL"]
    assert messages[1].original_id == messages[0].pk
    assert states == {EnvelopeState.READ, EnvelopeState.DUPLICATE, EnvelopeState.REFUSED}


@pytest.mark.parametrize(
    ("organ_id", "decision"),
    [("Z01", Decision.AGREED), ("Z02", Decision.DECLINED), ("Z03", Decision.AGREED)],
)
def test_recalls_are_answered(
    axis: AxisPeer, committee: Registry, organ_id: str, decision: Decision
) -> None:
    told(axis, answer=False)
    transmission = send_to(committee, organ_id)
    send_all_due(destination=AXIS, at=AT)
    told(axis, answer=True)
    actor = committee.actor
    with acting_as(actor):
        recall = api.recall_document(
            outgoing=transmission.outgoing, reason="Nhầm", actor=actor, at=AT
        )
    send_all_due(destination=AXIS, at=LATER)
    pull()

    with acting_as(SYSTEM):
        assert recall.transmissions.get().decision == decision
    is_back = decision == Decision.AGREED
    assert (again(transmission).state == Sent.TAKEN_BACK) is is_back


def test_our_statuses_reach_the_sender(axis: AxisPeer, committee: Registry) -> None:
    letter(axis)
    pull()
    clerk = committee.actor
    with acting_as(clerk):
        message = InboundMessage.objects.get()
        api.receive_document(message=message, registered_as="", actor=clerk, at=LATER)
        api.report_progress(message=message, step="assign", actor=clerk, at=LATER)
    send_all_due(destination=AXIS, at=LATER)

    assert [taken["status"] for taken in axis.books.taken.values()] == ["01", "03", "04"]


def test_bytes_other_than_announced_are_not_stored(
    axis: AxisPeer, committee: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter(axis)
    (waiting,) = find_waiting(at=LATER)
    other = write_letter(axis.organs["Z02"], Letter("H10", "9", "Khác"), axis.key)
    axis.books.inbox[waiting.number] = other

    assert fetch_one(waiting=waiting, at=LATER) is None
    with acting_as(SYSTEM):
        assert not Envelope.objects.exists()


def test_a_wrong_key_is_not_let_in(axis: AxisPeer, settings: object) -> None:
    settings.AXIS_KEY = "another"  # type: ignore[attr-defined] # pytest-django's

    assert find_waiting(at=LATER) == []
