"""The outbox: written with the act, sent in order, retried, dead, replayed, seen by nobody else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from tinhso.core import outbox, outbox_relay
from tinhso.core.actors import PUBLIC, Actor, ActorKind
from tinhso.core.models import OutboxMessage
from tinhso.core.outbox import Delivery, PermanentFailure
from tinhso.core.outbox_relay import Outcome
from tinhso.core.rls import acting_as

pytestmark = pytest.mark.django_db
AT = datetime(2021, 6, 1, 8, tzinfo=UTC)
LATER = AT + timedelta(days=2)


class Partner:
    """A destination that can be told to refuse."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.refusal: Exception | None = None

    def __call__(self, delivery: Delivery) -> None:
        if self.refusal:
            raise self.refusal
        self.taken.append(delivery.idempotency_key)


@pytest.fixture
def partner(monkeypatch: pytest.MonkeyPatch) -> Partner:
    monkeypatch.setattr(outbox, "_senders", {})
    receiving = Partner()
    outbox.register_destination("partner", receiving)
    return receiving


def enqueue(key: str, ordering_key: str = "", at: datetime = AT) -> None:
    outbox.enqueue(
        destination="partner",
        topic="case.accepted",
        ordering_key=ordering_key,
        payload={"number": 1, "name": "Bù Đăng"},
        idempotency_key=key,
        at=at,
    )


def send(at: datetime = AT) -> list[Outcome]:
    return outbox_relay.send_all_due(destination="partner", at=at)


def test_message_is_sent_once(partner: Partner) -> None:
    enqueue("a")

    assert send() == [Outcome.SENT]
    assert send(LATER) == []
    message = OutboxMessage.objects.get()
    assert (message.state, message.sent_at, partner.taken) == ("SENT", AT, ["a"])


def test_same_key_is_written_once(partner: Partner) -> None:
    enqueue("a")
    enqueue("a")

    assert OutboxMessage.objects.count() == 1


def test_message_of_a_failed_act_does_not_exist(partner: Partner) -> None:
    @transaction.atomic
    def act_and_fail() -> None:
        enqueue("a")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        act_and_fail()

    assert not OutboxMessage.objects.exists()


def test_unknown_destination_is_refused(partner: Partner) -> None:
    with pytest.raises(outbox.UnknownDestination):
        outbox.enqueue(
            destination="nowhere",
            topic="t",
            ordering_key="",
            payload={},
            idempotency_key="a",
            at=AT,
        )


def test_refused_message_waits_and_goes_out_later(partner: Partner) -> None:
    enqueue("a")
    partner.refusal = ConnectionError("away")

    assert send() == [Outcome.RETRY]
    message = OutboxMessage.objects.get()
    assert message.next_attempt_at > AT
    assert message.last_error == "ConnectionError: away"

    partner.refusal = None
    assert send(LATER) == [Outcome.SENT]
    assert OutboxMessage.objects.get().last_error == ""


def test_later_message_waits_for_the_earlier_one_of_its_case(partner: Partner) -> None:
    enqueue("a1", "case:1")
    enqueue("a2", "case:1")
    enqueue("b1", "case:2")
    partner.refusal = ConnectionError("away")
    assert send() == [Outcome.RETRY, Outcome.RETRY]

    partner.refusal = None
    assert send() == []
    send(LATER)

    assert sorted(partner.taken) == ["a1", "a2", "b1"]
    assert partner.taken.index("a1") < partner.taken.index("a2")


def test_all_behind_a_waiting_message_wait_as_long_and_go_out_once_it_is_through(
    partner: Partner,
) -> None:
    for key in ("a1", "a2", "a3"):
        enqueue(key, "case:1")
    partner.refusal = ConnectionError("away")
    send()
    enqueue("a4", "case:1")
    enqueue("b1", "case:2")
    send()

    waits = dict(OutboxMessage.objects.values_list("idempotency_key", "next_attempt_at"))
    assert waits["a1"] > AT
    assert {waits[key] for key in ("a2", "a3", "a4")} == {waits["a1"]}
    assert waits["b1"] > AT

    partner.refusal = None
    OutboxMessage.objects.filter(idempotency_key="a1").update(next_attempt_at=AT)
    assert send() == [Outcome.SENT] * 4
    assert partner.taken == ["a1", "a2", "a3", "a4"]


def test_hopeless_message_dies_at_once_and_lets_others_pass(partner: Partner) -> None:
    enqueue("a1", "case:1")
    enqueue("a2", "case:1")
    partner.refusal = PermanentFailure("no such mailbox")
    assert outbox_relay.send_next(destination="partner", at=AT) is Outcome.DEAD

    partner.refusal = None

    assert send() == [Outcome.SENT]
    assert partner.taken == ["a2"]
    assert [message.idempotency_key for message in outbox.dead_letters("partner")] == ["a1"]


def test_message_dies_after_the_last_attempt(partner: Partner) -> None:
    enqueue("a")
    OutboxMessage.objects.update(attempts=outbox_relay.MOST_ATTEMPTS - 1)
    partner.refusal = TimeoutError()

    assert send() == [Outcome.DEAD]
    assert send(LATER) == []


def test_replayed_message_goes_out(partner: Partner) -> None:
    enqueue("a")
    partner.refusal = PermanentFailure("broken")
    send()
    partner.refusal = None
    dead = [message.pk for message in outbox.dead_letters()]

    assert outbox.replay_dead_letters(message_ids=dead, at=LATER) == 1
    assert send(LATER) == [Outcome.SENT]
    assert outbox.replay_dead_letters(message_ids=dead, at=LATER) == 0


def test_sender_that_breaks_its_transaction_costs_one_attempt_only(partner: Partner) -> None:
    def break_transaction(delivery: Delivery) -> None:
        OutboxMessage.objects.create(idempotency_key=delivery.idempotency_key)

    outbox.register_destination("partner", break_transaction)
    enqueue("a")

    assert send() == [Outcome.RETRY]
    assert OutboxMessage.objects.get().attempts == 1


def hand_over(talk: Callable[[], str], seen: list[str]) -> None:
    """Register a partner that talks after the commit and keeps what it heard."""

    def keep(said: str) -> outbox.Answer:
        seen.append(said)
        return outbox.HandOver(lambda: "again", keep) if said == "first" else None

    outbox.register_destination("partner", lambda delivery: outbox.HandOver(talk, keep))


def test_what_is_handed_over_is_talked_about_after_the_mark_and_kept(partner: Partner) -> None:
    seen: list[str] = []

    def talk() -> str:
        message = OutboxMessage.objects.get()
        assert (message.state, message.attempts) == ("PENDING", 1)
        assert message.next_attempt_at == AT + outbox_relay.LEASE
        return "first"

    hand_over(talk, seen)
    enqueue("a")

    assert send() == [Outcome.SENT]
    assert seen == ["first", "again"]


def test_talk_that_fails_costs_one_attempt_only(partner: Partner) -> None:
    def talk() -> str:
        raise ConnectionError("away")

    hand_over(talk, [])
    enqueue("a")

    assert send() == [Outcome.RETRY]
    assert OutboxMessage.objects.get().last_error == "ConnectionError: away"


def test_answer_is_not_kept_once_another_relay_took_over(partner: Partner) -> None:
    seen: list[str] = []

    def talk() -> str:
        OutboxMessage.objects.update(attempts=2)
        return "late"

    hand_over(talk, seen)
    enqueue("a")

    assert send() == [Outcome.LATER]
    assert seen == []


def test_states_are_counted_per_destination(partner: Partner) -> None:
    enqueue("a")
    enqueue("b", at=AT + timedelta(hours=1))
    enqueue("c")
    OutboxMessage.objects.filter(idempotency_key="c").update(state="DEAD")

    assert outbox.list_destination_states() == [outbox.DestinationState("partner", 2, 1, AT)]


@pytest.mark.parametrize(
    "actor",
    [PUBLIC, Actor(ActorKind.CITIZEN, person_id=1), Actor(ActorKind.OFFICER, agency_ids=(1,))],
)
def test_anyone_writes_messages_and_only_the_platform_reads_them(
    partner: Partner, actor: Actor
) -> None:
    with acting_as(actor):
        enqueue("a")
        enqueue("a")
        seen = OutboxMessage.objects.count()
        changed = OutboxMessage.objects.update(state="DEAD")

    assert (seen, changed) == (0, 0)
    assert OutboxMessage.objects.count() == 1


def test_sent_messages_are_cleared_and_waiting_ones_kept(partner: Partner) -> None:
    enqueue("a")
    send()
    enqueue("b")

    assert outbox.clear_sent_messages(before=AT) == 0
    assert outbox.clear_sent_messages(before=LATER) == 1
    assert OutboxMessage.objects.get().idempotency_key == "b"


@pytest.mark.parametrize(
    ("attempts", "shortest", "longest"),
    [
        (1, timedelta(seconds=1), timedelta(seconds=2)),
        (5, timedelta(seconds=16), timedelta(seconds=32)),
        (30, timedelta(hours=12), timedelta(hours=24)),
        (5000, timedelta(hours=12), timedelta(hours=24)),
    ],
)
def test_waits_double_up_to_a_day(attempts: int, shortest: timedelta, longest: timedelta) -> None:
    assert outbox_relay.back_off(attempts, 0.0) == shortest
    assert shortest < outbox_relay.back_off(attempts, 0.5) < longest
