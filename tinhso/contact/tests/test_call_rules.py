"""What a call is follows from the facts, whatever order and however often they are told."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.contact.rules.calls import (
    CallEvent,
    CallFacts,
    CallNoticeBroken,
    CallState,
    Direction,
    is_within_target,
    learn,
    read_notice,
)

AT = datetime(2021, 6, 1, 2, tzinfo=UTC)
NEW, ANSWER, HANGUP = (read_notice({"event": event, "callId": "a"}) for event in CallEvent)


@pytest.mark.parametrize("order", list(permutations([NEW, ANSWER, HANGUP])))
def test_answered_call_ends_answered_in_any_order(order: tuple[object, ...]) -> None:
    facts = CallFacts()

    for second, notice in enumerate(order):
        facts = learn(facts, notice, AT + timedelta(seconds=second))  # type: ignore[arg-type] # notices

    assert facts.state is CallState.ENDED
    assert facts.answered_at is not None
    assert facts.ended_at is not None
    assert facts.answered_at <= facts.ended_at


def test_call_nobody_answered_is_missed() -> None:
    facts = learn(learn(CallFacts(), NEW, AT), HANGUP, AT + timedelta(seconds=9))

    assert facts.state is CallState.MISSED
    assert is_within_target(facts) is False


@given(st.lists(st.sampled_from([NEW, ANSWER, HANGUP]), max_size=9))
def test_telling_again_changes_nothing(told: list[object]) -> None:
    facts = CallFacts()
    for notice in told:
        facts = learn(facts, notice, AT)  # type: ignore[arg-type] # notices

    again = facts
    for notice in told:
        again = learn(again, notice, AT + timedelta(hours=1))  # type: ignore[arg-type] # notices

    assert again == facts


@pytest.mark.parametrize(("seconds", "is_in_time"), [(0, True), (20, True), (21, False)])
def test_answer_within_twenty_seconds_is_in_time(seconds: int, is_in_time: bool) -> None:
    facts = learn(learn(CallFacts(), NEW, AT), ANSWER, AT + timedelta(seconds=seconds))

    assert is_within_target(facts) is is_in_time


def test_ringing_call_is_neither_in_time_nor_late() -> None:
    assert is_within_target(learn(CallFacts(), NEW, AT)) is None


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"event": "ring", "callId": "a"},
        {"event": "newCall"},
        {"event": "newCall", "callId": "x" * 121},
        {"event": "newCall", "callId": "a\x00b"},
        {"event": "newCall", "callId": "a", "direction": "sideways"},
    ],
)
def test_notice_that_says_too_little_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(CallNoticeBroken):
        read_notice(fields)


def test_notice_names_who_answered() -> None:
    notice = read_notice(
        {"event": "answer", "callId": "a", "direction": "out", "answeringNumber": "201"}
    )

    assert notice.answered_by == "201"
    assert notice.direction is Direction.OUT
