"""The relay as a process: several at once, killed again and again, nothing lost or reordered."""

import time
from datetime import timedelta
from itertools import groupby
from pathlib import Path

import pytest

from tinhso.core import clock, outbox
from tinhso.core.actors import SYSTEM
from tinhso.core.models import OutboxMessage
from tinhso.core.rls import acting_as
from tinhso.core.tests.destination import register_file
from tinhso.core.tests.processes import running_python, start_python

pytestmark = pytest.mark.django_db(transaction=True)

RELAY = """
from pathlib import Path
from django.core.management import call_command
from tinhso.core.tests.destination import register_file
register_file(Path({path!r}))
call_command("run_outbox_relay"{arguments})
"""
PATIENCE = timedelta(seconds=60)


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(outbox, "_senders", {})
    register_file(tmp_path / "inbox")
    return tmp_path / "inbox"


def enqueue_many(count: int, cases: int) -> None:
    with acting_as(SYSTEM):
        for number in range(count):
            outbox.enqueue(
                destination="file",
                topic="case.changed",
                ordering_key=f"case:{number % cases}",
                payload={},
                idempotency_key=f"{number:05d}",
                at=clock.now(),
            )


def waiting_count() -> int:
    with acting_as(SYSTEM):
        return OutboxMessage.objects.exclude(state="SENT").count()


def wait_until_sent() -> None:
    give_up_at = clock.now() + PATIENCE
    while waiting_count():
        assert clock.now() < give_up_at, f"{waiting_count()} messages were never sent"
        time.sleep(0.1)


def received(inbox: Path) -> list[tuple[str, str]]:
    lines = inbox.read_text().splitlines() if inbox.exists() else []
    return [(line.split()[0], line.split()[1]) for line in lines]


def assert_in_order_per_case(deliveries: list[tuple[str, str]]) -> None:
    first_seen = list(dict.fromkeys(deliveries))
    for _, group in groupby(sorted(first_seen, key=lambda item: item[0]), lambda item: item[0]):
        keys = [key for _, key in group]
        assert keys == sorted(keys)


@pytest.mark.slow
def test_killed_relays_lose_nothing_and_keep_the_order(inbox: Path) -> None:
    enqueue_many(400, cases=7)
    relay = RELAY.format(path=str(inbox), arguments="")

    for already in (20, 130, 260):
        with running_python(relay) as process:
            give_up_at = clock.now() + PATIENCE
            while len(received(inbox)) < already and clock.now() < give_up_at:
                time.sleep(0.01)
            process.kill()
    with running_python(relay):
        wait_until_sent()

    deliveries = received(inbox)
    assert {key for _, key in deliveries} == {f"{number:05d}" for number in range(400)}
    assert_in_order_per_case(deliveries)
    assert len(deliveries) <= 400 + 3


@pytest.mark.slow
def test_two_relays_share_the_work_without_doubling(inbox: Path) -> None:
    enqueue_many(200, cases=5)
    relay = RELAY.format(path=str(inbox), arguments=", once=True")

    first, second = start_python(relay), start_python(relay)
    outputs = [process.communicate(timeout=60)[0] for process in (first, second)]
    with running_python(RELAY.format(path=str(inbox), arguments="")):
        wait_until_sent()

    assert (first.returncode, second.returncode) == (0, 0), outputs
    assert sorted(key for _, key in received(inbox)) == [f"{n:05d}" for n in range(200)]
    assert_in_order_per_case(received(inbox))


@pytest.mark.slow
def test_relay_wakes_for_a_new_message_and_stops_when_told(inbox: Path) -> None:
    relay = RELAY.format(path=str(inbox), arguments="")

    with running_python(relay) as process:
        enqueue_many(1, cases=1)
        wait_until_sent()
        process.terminate()
        process.wait(timeout=20)

    assert process.returncode == 0
    assert received(inbox) == [("case:0", "00000")]
