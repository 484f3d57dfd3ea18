"""Any mix of outages, replays and time leaves nothing lost and nothing doubled (a model)."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peers.national_portal.server import NationalPortal
from tinhso.core.actors import SYSTEM
from tinhso.core.models import OutboxMessage
from tinhso.core.rls import acting_as
from tinhso.exchange.models import ConnectorState, Message, MessageEvent
from tinhso.exchange.operations import reconcile, replay_all
from tinhso.exchange.rules import MACHINE, State, Step
from tinhso.exchange.tests.pipe import AT, PORTAL, relay, send_state, told

MODES = ("ok", "down", "garbage", "refuse", "drop", "drop-after-storing")
moves = st.lists(
    st.one_of(
        st.tuples(st.just("send"), st.integers(0, 2)),
        st.tuples(st.just("behave"), st.sampled_from(MODES)),
        st.tuples(st.just("pass"), st.sampled_from([1, 30, 600, 40_000])),
        st.tuples(st.just("replay"), st.just(0)),
    ),
    min_size=4,
    max_size=14,
)


@pytest.mark.django_db
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves=moves)
def test_whatever_happens_everything_arrives_once(
    portal: NationalPortal, moves: list[tuple[str, Any]]
) -> None:
    begin_again(portal)
    at, sent = AT, [0, 0, 0]
    for move, value in moves:
        if move == "send":
            sent[value] += 1
            send_state(f"c{value}", sent[value], at=at)
        elif move == "behave":
            told(portal, mode=value)
        elif move == "pass":
            at += timedelta(seconds=value)
        else:
            replay_all(code=PORTAL, actor=SYSTEM, at=at)
        relay(at)

    told(portal, mode="ok")
    for _ in range(6):
        at += timedelta(hours=1)
        replay_all(code=PORTAL, actor=SYSTEM, at=at)
        relay(at)

    found = reconcile(code=PORTAL, actor=SYSTEM, at=at)
    assert found.is_balanced
    assert found.counts["sent"] == found.counts["taken"] == sum(sent)
    for number, count in enumerate(sent):
        assert sorted(portal.states.get(f"c{number}", [])) == list(range(1, count + 1))
        if count:
            assert portal.cases[f"c{number}"]["sequence"] == count


def begin_again(portal: NationalPortal) -> None:
    """Forget the example before: hypothesis runs them all in one transaction."""
    told(portal, mode="ok")
    portal.books.taken.clear()
    portal.states.clear()
    portal.cases.clear()
    with acting_as(SYSTEM):
        for model in (MessageEvent, Message, OutboxMessage, ConnectorState):
            model.objects.all().delete()


@given(steps=st.lists(st.sampled_from(list(Step)), max_size=12), start=st.sampled_from(["O", "I"]))
def test_the_table_never_mixes_directions_and_settles_only_by_a_settling_step(
    steps: list[Step], start: str
) -> None:
    state: str = State.WAITING if start == "O" else State.RECEIVED
    for step in steps:
        if not MACHINE.allows(action=step, state=state):
            continue
        # The direction is known to whoever acts: replaying is another step for each.
        if (step is Step.REPLAY and start == "I") or (step is Step.TAKE_AGAIN and start == "O"):
            continue
        state = MACHINE.target(action=step, state=state)
        assert (state in {"RECEIVED", "HELD", "HANDLED"}) <= (start == "I")
        assert (state in {"WAITING", "SENDING", "DELIVERED", "REHEARSED"}) <= (start == "O")
