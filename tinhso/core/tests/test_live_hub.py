"""The hub wakes those a change concerns, counts them, and never says "nothing missed" wrongly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.core.live.hub import MARGIN_SECONDS, Hub, TooManyListeners

START = 1_000_000.0
LATER = START + 1_000.0
ROOM = frozenset({"counters:unit:1"})
OTHER = frozenset({"counters:unit:2"})


def make_hub(most: int = 10, most_per_address: int = 5) -> Hub:
    return Hub(most=most, most_per_address=most_per_address, started_at=START)


def test_change_wakes_only_those_who_listen_to_it() -> None:
    hub = make_hub()
    here, there = hub.join(ROOM, "10.0.0.1"), hub.join(OTHER, "10.0.0.1")

    hub.changed("counters:unit:1", LATER)

    assert here.bell.is_set()
    assert here.take() == ["counters:unit:1"]
    assert not there.bell.is_set()


def test_many_changes_of_a_topic_are_told_once_to_a_slow_page() -> None:
    hub = make_hub()
    slow = hub.join(ROOM, "10.0.0.1")

    for _ in range(1000):
        hub.changed("counters:unit:1", LATER)

    assert slow.take() == ["counters:unit:1"]
    assert slow.take() == []


def test_no_room_is_refused_and_room_comes_back() -> None:
    hub = make_hub(most=2)
    first, _ = hub.join(ROOM, "a"), hub.join(ROOM, "b")

    with pytest.raises(TooManyListeners, match="all"):
        hub.join(ROOM, "c")
    hub.leave(first)

    assert hub.join(ROOM, "c")


def test_one_address_cannot_take_all_the_room() -> None:
    hub = make_hub(most_per_address=1)
    hub.join(ROOM, "a")

    with pytest.raises(TooManyListeners, match="address"):
        hub.join(OTHER, "a")

    assert hub.join(OTHER, "b")


def test_page_that_knows_the_latest_event_missed_nothing() -> None:
    hub = make_hub()
    hub.changed("counters:unit:1", LATER)

    assert not hub.has_missed(ROOM, last_event_id=hub.event_id, since=LATER)


def test_page_that_was_away_during_a_change_missed_it() -> None:
    hub = make_hub()
    known = hub.event_id
    hub.changed("counters:unit:1", LATER)

    assert hub.has_missed(ROOM, last_event_id=known, since=LATER)
    assert not hub.has_missed(OTHER, last_event_id=known, since=LATER)


def test_event_of_a_process_that_was_restarted_means_look_again() -> None:
    assert make_hub().has_missed(ROOM, last_event_id="0badf00d-7", since=LATER)


@pytest.mark.parametrize("number", ["", "x", "-", "abc-", "-5", "é-1"])
def test_strange_event_numbers_mean_look_again(number: str) -> None:
    hub = make_hub()

    assert hub.has_missed(ROOM, last_event_id=number, since=START)


def test_new_page_is_told_of_a_change_around_its_making() -> None:
    hub = make_hub()
    hub.changed("counters:unit:1", LATER)

    assert hub.has_missed(ROOM, last_event_id="", since=LATER + MARGIN_SECONDS / 2)
    assert not hub.has_missed(ROOM, last_event_id="", since=LATER + MARGIN_SECONDS * 2)


def test_lost_database_means_everyone_looks_again() -> None:
    hub = make_hub()
    page, known = hub.join(ROOM, "a"), hub.event_id

    hub.everything_may_have_changed(LATER)

    assert page.take() == ["counters:unit:1"]
    assert hub.has_missed(ROOM, last_event_id=known, since=LATER)


@given(st.lists(st.sampled_from(["x", "y", "z"])), st.integers(0, 30))
def test_nobody_is_told_wrongly_that_nothing_changed(changes: list[str], heard: int) -> None:
    hub = make_hub()
    for topic in changes[:heard]:
        hub.changed(topic, LATER)
    known = hub.event_id
    for topic in changes[heard:]:
        hub.changed(topic, LATER)

    for topic in ("x", "y", "z"):
        missed = hub.has_missed(frozenset({topic}), last_event_id=known, since=LATER)
        assert missed == (topic in changes[heard:])
