"""Every write of dispatch is struck between any two statements and repeated: nothing lost or twice.

The axis is the real peer; in the end our account is compared with its own.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from peers.axis.envelopes import Letter, write_letter
from peers.axis.server import AxisPeer
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.outbox_relay import send_all_due
from tinhso.core.rls import acting_as
from tinhso.core.tests.killing import cut_off_at, killed_at, stride
from tinhso.core.tests.processes import running_python
from tinhso.dispatch import api
from tinhso.dispatch.models import Envelope, InboundMessage, OutgoingMessage, StatusRecord
from tinhso.dispatch.operations import (
    AXIS,
    fetch_one,
    find_waiting,
    list_unread,
    read_envelope,
    reconcile,
    refresh_partners,
    retry_sending,
)
from tinhso.dispatch.rules import Decision, Sent, Taken
from tinhso.dispatch.tests.offices import Registry, make_document, make_registry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
Strike = Callable[[int, Callable[[], object]], bool]
_MOST_BOUNDARIES = 400
_numbers = count(1)


@dataclass
class World:
    """A committee, a department of it, the axis with its organisations."""

    axis: AxisPeer
    committee: Registry
    department: Registry

    def document(self) -> tuple[str, api.DocumentToSend]:
        """Give a fresh document for the department and an organisation outside, with its key."""
        number = str(next(_numbers))
        inside = api.Recipient(agency_id=self.department.agency.pk)
        outside = api.Recipient(organ_id="Z01")
        with acting_as(SYSTEM):
            return f"k{number}", make_document(self.committee, inside, outside, number=number)

    def sent(self) -> OutgoingMessage:
        """Give a document sent, not carried outside yet."""
        made = self.document()
        _send(self, made)
        with acting_as(SYSTEM):
            return OutgoingMessage.objects.get(idempotency_key=made[0])

    def at_the_axis(self) -> str:
        """Give the number under which a letter for the committee waits at the axis."""
        number = str(next(_numbers))
        letter = Letter("H10", number, f"V/v minh họa {number}", day="2021/06/01")
        before = set(self.axis.books.inbox)
        self.axis.post(write_letter(self.axis.organs["Z01"], letter, self.axis.key))
        [waiting] = set(self.axis.books.inbox) - before
        return waiting

    def stored(self) -> str:
        """Give the axis's number of a letter fetched and not read."""
        number = self.at_the_axis()
        _fetch(self, number)
        return number

    def came(self) -> InboundMessage:
        """Give a document that reached the department from inside."""
        outgoing = self.sent()
        return self.inbound(outgoing)

    def inbound(self, outgoing: OutgoingMessage) -> InboundMessage:
        """Give what the department got of a message."""
        with acting_as(SYSTEM):
            return InboundMessage.objects.select_related("agency", "envelope").get(
                envelope__external_id=outgoing.token, agency=self.department.agency
            )

    def asked_back(self) -> InboundMessage:
        """Give a recall the department has to decide."""
        outgoing = self.sent()
        _recall(self, outgoing)
        with acting_as(SYSTEM):
            recall = OutgoingMessage.objects.get(original=outgoing)
        return self.inbound(recall)

    def failed(self) -> OutgoingMessage:
        """Give a message the axis refused."""
        send_all_due(destination=AXIS, at=now())
        outgoing = self.sent()
        self.axis.control.set(_Asked({"mode": "refuse"}))  # type: ignore[arg-type] # only its fields
        _carry(self, outgoing)
        self.axis.control.set(_Asked({"mode": "ok"}))  # type: ignore[arg-type] # only its fields
        return outgoing


@dataclass
class _Asked:
    fields: dict[str, Any]


@pytest.fixture
def world(axis: AxisPeer, db: None) -> Iterator[World]:
    axis.control.set(_Asked({"answer": False}))  # type: ignore[arg-type] # only its fields are read
    with acting_as(SYSTEM):
        with connection.cursor() as cursor:
            cursor.execute("delete from procrastinate_jobs")
        refresh_partners(is_demonstration=True)
        made = World(axis, make_registry(), make_registry("H10.16", "Sở Xây dựng"))
    yield made
    call_command("flush", interactive=False, verbosity=0)


def _send(world: World, made: tuple[str, api.DocumentToSend]) -> None:
    actor = world.committee.actor
    with acting_as(actor):
        api.send_document(
            document=made[1], reference="", idempotency_key=made[0], actor=actor, at=now()
        )


def _carry(world: World, outgoing: OutgoingMessage) -> None:
    send_all_due(destination=AXIS, at=now())


def _fetch(world: World, number: str) -> None:
    for waiting in find_waiting(at=now()):
        if waiting.number == number:
            fetch_one(waiting=waiting, at=now())


def _read(world: World, number: str) -> None:
    for envelope_id in list_unread():
        read_envelope(envelope_id=envelope_id, at=now())


def _receive(world: World, message: InboundMessage) -> None:
    actor = world.department.actor
    with acting_as(actor):
        api.receive_document(message=message, registered_as="records:1", actor=actor, at=now())


def _return(world: World, message: InboundMessage) -> None:
    actor = world.department.actor
    with acting_as(actor):
        api.return_document(message=message, reason="Gửi nhầm", actor=actor, at=now())


def _recall(world: World, outgoing: OutgoingMessage) -> None:
    actor = world.committee.actor
    with acting_as(actor):
        api.recall_document(outgoing=outgoing, reason="Nhầm", actor=actor, at=now())


def _update(world: World, outgoing: OutgoingMessage) -> None:
    actor = world.committee.actor
    with acting_as(SYSTEM):
        document = make_document(
            world.committee, number=outgoing.code.partition("/")[0], subject="V/v bổ sung"
        )
    with acting_as(actor):
        api.update_document(
            outgoing=outgoing, document=document, reason="Bổ sung", actor=actor, at=now()
        )


def _agree(world: World, request: InboundMessage) -> None:
    actor = world.department.actor
    with acting_as(actor):
        api.decide_revision(message=request, agrees=True, reason="", actor=actor, at=now())


def _retry(world: World, outgoing: OutgoingMessage) -> None:
    actor = world.committee.actor
    with acting_as(actor):
        row = outgoing.transmissions.get(organ_id="Z01")
        retry_sending(transmission=row, actor=actor, at=now())


def _is_sent_once(world: World, made: tuple[str, api.DocumentToSend]) -> None:
    outgoing = OutgoingMessage.objects.get(idempotency_key=made[0])
    assert outgoing.transmissions.count() == 2
    assert InboundMessage.objects.filter(document_id=outgoing.document_id).count() == 1
    assert outgoing.transmissions.get(organ_id="H10.16").state == Sent.ARRIVED


def _is_carried_once(world: World, outgoing: OutgoingMessage) -> None:
    row = outgoing.transmissions.get(organ_id="Z01")
    taken = [one for one in world.axis.books.taken.values() if one["key"] == f"dispatch:{row.pk}"]
    assert row.sent_at is not None
    assert len(taken) == 1


def _is_stored_once(world: World, number: str) -> None:
    assert Envelope.objects.filter(external_id=number).count() == 1
    send_all_due(destination=AXIS, at=now())
    assert world.axis.books.confirmed.count(number) == 1


def _is_entered_once(world: World, number: str) -> None:
    message = InboundMessage.objects.get(envelope__external_id=number)
    assert _told(message) == ["01"]


def _told(message: InboundMessage) -> list[str]:
    return list(message.statuses.order_by("pk").values_list("code", flat=True))


def _ends(state: str, *codes: str) -> Callable[[World, InboundMessage], None]:
    def check(world: World, message: InboundMessage) -> None:
        message.refresh_from_db()
        assert (message.state, _told(message)) == (state, list(codes))

    return check


def _is_asked_once(world: World, outgoing: OutgoingMessage) -> None:
    [revision] = outgoing.revisions.all()
    assert revision.transmissions.count() == 2
    assert world.inbound(revision).decision == Decision.OPEN


def _is_taken_back_once(world: World, request: InboundMessage) -> None:
    request.refresh_from_db()
    original = request.original
    assert original is not None
    assert (original.state, _told(request)) == (Taken.RECALLED, ["15", "13"])
    heard = StatusRecord.objects.filter(
        transmission__outgoing__token=original.envelope.external_id, code="13"
    )
    assert heard.count() == 1


def _is_waiting_again(world: World, outgoing: OutgoingMessage) -> None:
    row = outgoing.transmissions.get(organ_id="Z01")
    assert (row.state, row.turn_count) == (Sent.QUEUED, 2)


WRITES: dict[str, tuple[Callable[[World], Any], Callable[..., None], Callable[..., None]]] = {
    "send": (World.document, _send, _is_sent_once),
    "carry": (World.sent, _carry, _is_carried_once),
    "fetch": (World.at_the_axis, _fetch, _is_stored_once),
    "read": (World.stored, _read, _is_entered_once),
    "receive": (World.came, _receive, _ends(Taken.RECEIVED, "01", "03")),
    "return": (World.came, _return, _ends(Taken.RETURNED, "01", "02")),
    "recall": (World.sent, _recall, _is_asked_once),
    "update": (World.sent, _update, _is_asked_once),
    "decide": (World.asked_back, _agree, _is_taken_back_once),
    "retry": (World.failed, _retry, _is_waiting_again),
}


def sweep(name: str, world: World, strike: Strike, step: int) -> int:
    """Strike at every ``step``-th boundary of a write, each on a fresh one; count the strikes."""
    prepare, act, check = WRITES[name]
    for number in range(1, _MOST_BOUNDARIES, step):
        made = prepare(world)
        struck = strike(number, partial(act, world, made))
        with suppress(DomainError):  # done already is as good
            act(world, made)
        with acting_as(SYSTEM):
            check(world, made)
        if not struck:
            return number // step
    raise AssertionError("the write never ended")


def check_accounts() -> None:
    send_all_due(destination=AXIS, at=now())
    found = reconcile(actor=SYSTEM, at=now())
    assert (found.error, found.differences) == ("", [])


@pytest.mark.parametrize("name", WRITES)
def test_a_write_cut_off_from_the_database_is_done_once(world: World, name: str) -> None:
    assert sweep(name, world, cut_off_at, step=stride(4)) > 1
    check_accounts()


@pytest.mark.parametrize("name", ["send", "carry", "fetch", "read"])
def test_a_write_killed_is_done_once(world: World, name: str) -> None:
    assert sweep(name, world, killed_at, step=stride(5)) > 1
    check_accounts()


def test_a_relay_killed_while_the_axis_is_slow_sends_once(world: World) -> None:
    messages = [world.sent() for _ in range(3)]
    world.axis.control.set(_Asked({"delay_ms": 1500}))  # type: ignore[arg-type] # only its fields
    code = (
        f"from django.conf import settings; settings.AXIS_URL = {world.axis.url!r}\n"
        "from django.core.management import call_command; call_command('run_outbox_relay')"
    )
    with running_python(code):
        _wait_until(lambda: len(world.axis.books.taken) > 0)
    world.axis.control.set(_Asked({"delay_ms": 0}))  # type: ignore[arg-type] # only its fields

    send_all_due(destination=AXIS, at=now())

    with acting_as(SYSTEM):
        for message in messages:
            _is_carried_once(world, message)
    assert len(world.axis.books.taken) == len(messages)
    check_accounts()


def _wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(1_200):
        if is_so():
            return
        time.sleep(0.1)
    raise AssertionError("nothing came")
