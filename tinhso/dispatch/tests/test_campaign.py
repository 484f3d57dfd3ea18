"""A campaign against an axis that delays, doubles, reorders, refuses, breaks lines and is down.

In the end every message is counted on both sides: nothing is lost, nothing is there twice.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from peers.axis.envelopes import Letter, write_letter
from peers.axis.server import AxisPeer
from tinhso.core.actors import SYSTEM
from tinhso.core.outbox_relay import send_all_due
from tinhso.core.rls import acting_as
from tinhso.dispatch import api
from tinhso.dispatch.models import (
    Envelope,
    EnvelopeState,
    InboundMessage,
    Reconciliation,
    Transmission,
)
from tinhso.dispatch.operations import (
    AXIS,
    fetch_one,
    find_waiting,
    list_unread,
    read_envelope,
    reconcile,
    refresh_partners,
)
from tinhso.dispatch.rules import Sent
from tinhso.dispatch.tests.messages import AT
from tinhso.dispatch.tests.offices import Registry, make_document, make_registry, sent
from tinhso.exchange.api import Fault, OurAccount, PartnerAccount, differences
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.notifications.models import Notification
from tinhso.orgs.tests.factories import make_agency

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
_MODES = ("ok", "ok", "down", "garbage", "drop", "drop-after-storing", "refuse")
ROUNDS, PAGE = 12, "/quan-tri/lien-thong/doi-soat/"


@dataclass
class _Asked:
    fields: dict[str, Any]


@pytest.fixture
def committee(axis: AxisPeer, db: None) -> Registry:
    with acting_as(SYSTEM):
        refresh_partners(is_demonstration=True)
    return make_registry()


def behave(axis: AxisPeer, **fields: object) -> None:
    axis.control.set(_Asked(fields))  # type: ignore[arg-type] # only its fields are read


def work(at: datetime) -> None:
    send_all_due(destination=AXIS, at=at)
    for waiting in find_waiting(at=at):
        fetch_one(waiting=waiting, at=at)
    for envelope_id in list_unread():
        read_envelope(envelope_id=envelope_id, at=at)


def run_campaign(axis: AxisPeer, committee: Registry, chance: random.Random) -> int:
    """Send and receive through every kind of trouble, then let things settle; give the letters."""
    at, letters = AT, 0
    for turn in range(ROUNDS):
        behave(
            axis,
            mode=chance.choice(_MODES),
            count=chance.randint(1, 4),
            copies=chance.randint(1, 3),
            reorder=chance.random() < 0.5,
            delay_ms=chance.choice((0, 0, 20)),
        )
        for organ_id in ("Z01", "Z02"):
            number = f"{turn * 2 + (organ_id == 'Z02') + 1}"
            document = make_document(committee, api.Recipient(organ_id=organ_id), number=number)
            sent(committee, document, key=f"k{number}")
        letter = Letter("H10", f"{turn + 500}", f"V/v minh họa {turn}", day="2021/06/01")
        axis.post(write_letter(axis.organs["Z01"], letter, axis.key))
        letters += 1
        work(at)
        at += timedelta(minutes=90)
    behave(axis, mode="ok", count=0, copies=1, reorder=False, delay_ms=0)
    for _ in range(8):
        work(at)
        at += timedelta(hours=4)
    return letters


@pytest.mark.parametrize("seed", [7])
def test_nothing_is_lost_and_nothing_is_there_twice(
    axis: AxisPeer, committee: Registry, seed: int
) -> None:
    letters = run_campaign(axis, committee, random.Random(seed))  # noqa: S311 - a repeatable game

    with acting_as(SYSTEM):
        rows = list(Transmission.objects.all())
        numbers = InboundMessage.objects.values_list("document_id", flat=True)
        came = sorted(numbers)
        unread = Envelope.objects.filter(state=EnvelopeState.STORED).count()
    taken = [one["key"] for one in axis.books.taken.values()]
    refused = [row for row in rows if row.state == Sent.FAILED]
    arrived = [f"dispatch:{row.pk}" for row in rows if row.sent_at is not None]
    found = reconcile(actor=SYSTEM, at=AT)

    assert len(rows) == ROUNDS * 2 == len(arrived) + len(refused)
    assert all(taken.count(key) == 1 for key in arrived)
    assert not {f"dispatch:{row.pk}" for row in refused} & set(taken)
    assert len(came) == letters == len(set(came))
    assert (unread, len(axis.books.inbox)) == (0, 0)
    assert found.is_balanced
    assert found.counts["open"] == len(refused)


def test_what_is_lost_or_doubled_is_named() -> None:
    ours = OurAccount(sent={"a": "A", "b": "B"}, open={"c": "C"}, stored=["1", "2", "2"])
    theirs = PartnerAccount(
        taken=["a", "c", "x", "a"], given=["1", "2", "3", "4"], confirmed=["1", "2", "3"]
    )

    found = {(one.fault, one.key) for one in differences(ours, theirs)}

    assert found == {
        (Fault.LOST_ON_THE_WAY_OUT, "b"),
        (Fault.DOUBLED_THERE, "a"),
        (Fault.UNKNOWN_TO_US, "x"),
        (Fault.LOST_ON_THE_WAY_IN, "3"),
        (Fault.DOUBLED_HERE, "2"),
    }


def test_the_command_counts_and_judges(axis: AxisPeer, committee: Registry) -> None:
    with acting_as(SYSTEM):
        make_officer(make_agency("H10.13", name="Sở TTTT"), "ADMINISTRATOR")
    document = make_document(committee, api.Recipient(organ_id="Z01"))
    sent(committee, document)
    work(AT)
    said = StringIO()

    call_command("reconcile_dispatch", stdout=said)
    axis.books.taken.clear()

    assert "balanced" in said.getvalue()
    with pytest.raises(CommandError, match="difference"):
        call_command("reconcile_dispatch", stdout=said)
    behave(axis, mode="down")
    with pytest.raises(CommandError, match="does not answer"):
        call_command("reconcile_dispatch", stdout=said)
    told = Notification.objects.order_by("pk").values_list("template", "facts")
    assert [template for template, _facts in told] == ["axis_unbalanced", "axis_silent"]
    assert told[0][1]["note"] == "1"


def test_the_page_is_the_administrators(
    client: Client, axis: AxisPeer, committee: Registry
) -> None:
    with acting_as(SYSTEM):
        administrator = make_officer(make_agency("H10.13", name="Sở TTTT"), "ADMINISTRATOR")
    sign_in(client, committee.account)
    assert client.get(PAGE).status_code == 403
    sign_in(client, administrator)
    empty = client.get(PAGE).content.decode()
    sent(committee, make_document(committee, api.Recipient(organ_id="Z01")))
    work(AT)

    fine = client.post(PAGE, follow=True).content.decode()
    axis.books.taken.clear()
    bad = client.post(PAGE, follow=True).content.decode()
    behave(axis, mode="down")
    away = client.post(PAGE, follow=True).content.decode()

    assert "Chưa đối soát lần nào" in empty
    assert "Hai bên khớp nhau" in fine
    assert "Ta đã gửi nhưng trục không có" in bad
    assert "Trục không trả lời" in away
    assert Reconciliation.objects.count() == 3


def test_the_address_book_is_for_every_officer(client: Client, committee: Registry) -> None:
    path = "/cong-van/lien-thong/danh-ba/"
    assert client.get(path).status_code == 302
    sign_in(client, committee.account)

    assert "Z01" in client.get(path).content.decode()
    assert "Không tìm thấy cơ quan nào" in client.get(path, {"q": "không có"}).content.decode()
