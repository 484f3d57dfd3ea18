"""Out: kept with the act, sent once per key, tried again, given up, replayed, in order."""

from datetime import timedelta

import pytest
from django.db import connection

from peers.national_portal.server import NationalPortal
from tinhso.core.actors import PUBLIC, SYSTEM
from tinhso.core.outbox_relay import Outcome
from tinhso.core.rls import acting_as
from tinhso.exchange.models import ConnectorState, EventKind, Message
from tinhso.exchange.operations import NothingToReplay, replay, replay_all, switch_connector
from tinhso.exchange.operations.switching import Switches
from tinhso.exchange.rules import GIVEN_UP_AFTER, State
from tinhso.exchange.tests.pipe import (
    AT,
    PORTAL,
    again,
    relay,
    relay_until,
    send_state,
    state_body,
    told,
)

pytestmark = pytest.mark.django_db


def kinds(message: Message) -> list[str]:
    with acting_as(SYSTEM):
        return list(message.events.order_by("pk").values_list("kind", flat=True))


def test_a_message_arrives_once_and_its_history_says_so(portal: NationalPortal) -> None:
    message, same = send_state(), send_state()

    assert relay(AT) == [Outcome.SENT]
    assert message.pk == same.pk
    assert portal.cases["c1"]["state"] == 1
    assert again(message).state == State.DELIVERED
    assert again(message).partner_number == "in-1"
    assert kinds(message) == [EventKind.QUEUED, EventKind.DELIVERED]


def test_an_answer_lost_on_the_way_back_doubles_nothing(portal: NationalPortal) -> None:
    told(portal, mode="drop-after-storing", count=1)
    message = send_state()

    assert relay(AT) == [Outcome.LATER]
    assert again(message).state == State.WAITING
    assert relay(AT + timedelta(minutes=1)) == [Outcome.SENT]
    assert len(portal.books.taken) == 1
    assert portal.books.repeated == 1


@pytest.mark.parametrize("mode", ["down", "garbage", "drop"])
def test_a_failing_partner_is_tried_again(portal: NationalPortal, mode: str) -> None:
    told(portal, mode=mode, count=2)
    message = send_state()

    relay_until(AT + timedelta(minutes=1), AT, timedelta(seconds=4))

    assert again(message).state == State.DELIVERED
    assert kinds(message).count(EventKind.FAILED) == 2


def test_an_answer_somebody_else_signed_counts_as_none(portal: NationalPortal) -> None:
    portal.sign_answer = lambda asked, answer: answer  # type: ignore[method-assign]
    message = send_state()

    relay(AT)

    assert again(message).state == State.WAITING
    assert "not signed" in again(message).last_error


def test_three_failures_open_the_circuit_and_an_answer_closes_it(portal: NationalPortal) -> None:
    told(portal, mode="down")
    for case in range(5):
        send_state(f"c{case}")
    relay(AT)

    with acting_as(SYSTEM):
        state = ConnectorState.objects.get(code=PORTAL)
    assert state.failure_count == 3
    assert state.rests_until == AT + timedelta(seconds=10)
    told(portal, mode="ok")
    relay_until(AT + timedelta(minutes=2), AT, timedelta(seconds=5))
    with acting_as(SYSTEM):
        closed = ConnectorState.objects.get(code=PORTAL)
    assert (closed.failure_count, closed.rests_until) == (0, None)
    assert len(portal.books.taken) == 5


def test_messages_of_a_subject_arrive_in_order(portal: NationalPortal) -> None:
    told(portal, mode="down", count=1)
    for sequence in range(1, 6):
        send_state(sequence=sequence)

    relay_until(AT + timedelta(minutes=1), AT, timedelta(seconds=2))

    assert portal.states["c1"] == [1, 2, 3, 4, 5]


def test_a_partner_away_for_three_days_leaves_a_dead_letter_that_is_replayed(
    portal: NationalPortal,
) -> None:
    told(portal, mode="down")
    message = send_state()
    relay_until(AT + GIVEN_UP_AFTER + timedelta(hours=1), AT, timedelta(minutes=20))
    assert again(message).state == State.DEAD

    told(portal, mode="ok")
    later = AT + timedelta(days=4)
    replay(message=message, actor=SYSTEM, at=later)
    assert relay(later) == [Outcome.SENT]

    assert again(message).state == State.DELIVERED
    assert EventKind.REPLAYED in kinds(message)
    with pytest.raises(NothingToReplay):
        replay(message=message, actor=SYSTEM, at=later)


def test_what_the_partner_refuses_is_dead_at_once_and_all_are_replayed_together(
    portal: NationalPortal,
) -> None:
    told(portal, mode="refuse", count=2)
    first, second = send_state("c1"), send_state("c2")

    assert relay(AT) == [Outcome.DEAD, Outcome.DEAD]
    assert again(first).last_error == "refused on command"
    assert replay_all(code=PORTAL, actor=SYSTEM, at=AT + timedelta(minutes=1)) == 2
    assert relay(AT + timedelta(minutes=1)) == [Outcome.SENT, Outcome.SENT]
    assert again(second).state == State.DELIVERED


def test_a_body_that_breaks_the_contract_never_leaves(portal: NationalPortal) -> None:
    message = send_state(state=11)

    assert again(message).state == State.DEAD
    assert again(message).last_error.startswith("contract: state")
    assert relay(AT) == []


def test_a_held_connector_sends_nothing_and_loses_nothing(portal: NationalPortal) -> None:
    switch(is_held=True)
    message = send_state()

    assert relay(AT) == [Outcome.LATER]
    switch(is_held=False)
    assert relay(AT + timedelta(minutes=2)) == [Outcome.SENT]
    assert again(message).state == State.DELIVERED


def test_a_rehearsal_checks_and_sends_nothing(portal: NationalPortal) -> None:
    switch(is_rehearsing=True)
    message = send_state()

    relay(AT)

    assert again(message).state == State.REHEARSED
    assert not portal.books.taken
    switch()
    replay(message=message, actor=SYSTEM, at=AT)
    relay(AT + timedelta(seconds=1))
    assert again(message).state == State.DELIVERED


def switch(*, is_held: bool = False, is_rehearsing: bool = False) -> None:
    switch_connector(code=PORTAL, switches=Switches(is_held, is_rehearsing), actor=SYSTEM, at=AT)


def test_personal_data_are_sealed_in_the_database_and_closed_to_others() -> None:
    message = send_state()

    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute("select body from exchange_message where id = %s", [message.pk])
        stored = cursor.fetchone()[0]
    assert stored.startswith("s1.")
    assert state_body()["applicant"]["full_name"] not in stored
    with acting_as(PUBLIC):
        assert not Message.objects.exists()
