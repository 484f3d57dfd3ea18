"""Witnesses: they sign what only grew, refuse the rest, may be away; all of it is public."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from peers.witness.server import DEMO_SEED, Mode, WitnessServer
from tinhso.ledger.gateways import anchor_files, key_files, witnesses
from tinhso.ledger.models import LedgerCosignature, WitnessState
from tinhso.ledger.operations import ask_witnesses, write_anchor
from tinhso.ledger.rules import notes
from tinhso.ledger.tests.factories import AT, record_many, sequence
from tinhso_verify import notes as outside

pytestmark = pytest.mark.django_db


@pytest.fixture
def witness(settings: Any) -> Iterator[WitnessServer]:
    server = WitnessServer(0, base64.b64decode(DEMO_SEED), key_files._public_file())
    settings.LEDGER_WITNESSES = [f"http://127.0.0.1:{server.port}#{server.key_text}"]
    server.start()
    yield server
    server.stop()


def grow(count: int = 5) -> None:
    record_many(count)
    sequence()


def state() -> WitnessState:
    return WitnessState.objects.get()


def test_the_newest_checkpoint_is_signed_once(witness: WitnessServer, client: Client) -> None:
    grow()

    assert ask_witnesses(at=AT) == 1
    assert ask_witnesses(at=AT) == 0

    note = client.get(reverse("ledger:checkpoint")).content.decode()
    assert outside.cosigned_at(note, outside.read_key(witness.key_text)) > 0
    assert (state().size, state().problem) == (5, "")


def test_growth_is_proven_to_the_witness(witness: WitnessServer, client: Client) -> None:
    for count in (3, 260, 7):
        grow(count)
        assert ask_witnesses(at=AT) == 1

    assert witness.seen[settings.LEDGER_ORIGIN].size == 270
    assert LedgerCosignature.objects.count() == 3


def test_the_last_signed_checkpoint_stays_served_while_the_log_grows(
    witness: WitnessServer, client: Client
) -> None:
    assert client.get(reverse("ledger:witnessed")).status_code == 404
    grow(4)
    ask_witnesses(at=AT)
    grow(3)

    signed = client.get(reverse("ledger:witnessed")).content.decode()

    assert outside.open_checkpoint(signed, log_key()).size == 4
    assert outside.cosigned_at(signed, outside.read_key(witness.key_text))


def log_key() -> outside.Key:
    return outside.Key(settings.LEDGER_ORIGIN, outside.LOG, key_files._public_file().read_bytes())


def test_a_rewritten_log_is_refused_and_everybody_can_read_it(
    witness: WitnessServer, client: Client
) -> None:
    grow()
    ask_witnesses(at=AT)
    seen = witness.seen[settings.LEDGER_ORIGIN]
    witness.seen[settings.LEDGER_ORIGIN] = type(seen)(seen.size, b"x" * 32)
    grow()

    assert ask_witnesses(at=AT) == 0

    assert state().problem == "REFUSED"
    page = client.get(reverse("ledger:ledger")).content.decode()
    assert "Từ chối xác nhận" in page
    assert "đã ký sổ có 5 mục" in page


def test_a_log_shorter_than_the_witness_saw_is_told(witness: WitnessServer) -> None:
    grow()
    witness.mode = Mode.AHEAD

    assert ask_witnesses(at=AT) == 0
    assert state().problem == "REFUSED"


@pytest.mark.parametrize("mode", [Mode.ERROR, Mode.DROP, Mode.GARBAGE, Mode.UNSIGNED])
def test_a_witness_out_of_order_is_asked_again(witness: WitnessServer, mode: Mode) -> None:
    grow()
    witness.mode = mode
    assert ask_witnesses(at=AT) == 0
    assert (state().problem, LedgerCosignature.objects.count()) == ("AWAY", 0)

    witness.mode = Mode.OK

    assert ask_witnesses(at=AT) == 1
    assert state().problem == ""


def test_a_witness_that_forgot_is_shown_everything_again(witness: WitnessServer) -> None:
    grow()
    ask_witnesses(at=AT)
    witness.seen.clear()
    grow()

    assert ask_witnesses(at=AT) == 1


def test_a_witness_that_is_down_stops_nothing(witness: WitnessServer, settings: Any) -> None:
    grow()
    settings.LEDGER_WITNESSES = [f"http://127.0.0.1:1#{witness.key_text}"]

    assert ask_witnesses(at=AT) == 0
    assert state().problem == "AWAY"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"old x\n\nnote", 400),
        (b"old 0\n!!\n\nnote", 400),
        (b"old 0\n\nsomebody else's log\n1\n\n\xe2\x80\x94 x y\n", 404),
    ],
)
def test_the_witness_answers_nonsense_as_specified(
    witness: WitnessServer, body: bytes, status: int
) -> None:
    grow()
    ask_witnesses(at=AT)
    url = f"http://127.0.0.1:{witness.port}/add-checkpoint"

    assert httpx.post(url, content=body).status_code == status


@pytest.mark.parametrize("key", ["", "a+b+c", "x+00000000+AQ=="])
def test_a_witness_key_that_is_none_is_refused(key: str, settings: Any) -> None:
    settings.LEDGER_WITNESSES = [f"http://127.0.0.1:1#{key}"]

    with pytest.raises(notes.BadNote):
        witnesses.list_witnesses()


def test_an_anchor_is_written_once_a_day_and_served(client: Client) -> None:
    day = AT.date()
    assert not write_anchor(day=day)
    grow(4)
    assert write_anchor(day=day)
    first = anchor_files.find_anchor(day)
    grow(3)

    assert not write_anchor(day=day)
    assert write_anchor(day=day + timedelta(days=1))
    assert client.get(reverse("ledger:anchors")).content.decode() == "2021-06-02\n2021-06-01\n"
    served = client.get(reverse("ledger:anchor", args=["2021-06-01"]))
    assert served.content.decode() == first
    assert "immutable" in served["Cache-Control"]


@pytest.mark.parametrize("day", ["2021-06-03", "x", "..%2f..%2fenv", "2021-13-01"])
def test_a_day_without_anchor_gives_404(client: Client, day: str) -> None:
    assert client.get(f"/log/anchors/{day}.txt").status_code == 404


def test_the_witness_key_guards_cosignatures(witness: WitnessServer) -> None:
    grow()
    ask_witnesses(at=AT)
    line = LedgerCosignature.objects.get().line
    key = notes.read_key(witness.key_text)

    with pytest.raises(notes.BadNote):
        notes.verify_cosignature(line, "another body\n", key)
