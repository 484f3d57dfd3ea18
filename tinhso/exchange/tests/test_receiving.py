"""In: stored before it is confirmed, handled once, in order; refused and garbage are kept apart."""

from datetime import timedelta

import pytest

from peers.national_portal.server import NationalPortal
from tinhso.core.actors import SYSTEM
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.exchange.models import ConnectorState, Message
from tinhso.exchange.operations import (
    Arrived,
    fetch_inbox,
    handle_message,
    list_to_handle,
    receiving,
    replay,
)
from tinhso.exchange.rules import HELD_AT_MOST, State
from tinhso.exchange.tests.pipe import AT, PORTAL, told

pytestmark = pytest.mark.django_db
REPORT = {"national_code": "PAKN-1", "made_at": "2021-06-01T08:00:00Z", "subject": "Đèn đường"}


@pytest.fixture
def handled(monkeypatch: pytest.MonkeyPatch) -> list[Arrived]:
    seen: list[Arrived] = []

    def take(arrived: Arrived) -> str:
        if arrived.body["content"] == "từ chối":
            raise DomainError("không thuộc tỉnh")
        if arrived.body["content"] == "hỏng":
            raise RuntimeError("no disk")
        seen.append(arrived)
        return "đã nhận"

    monkeypatch.setitem(receiving._handlers, (PORTAL, "citizen-report"), take)
    return seen


def give(portal: NationalPortal, content: str = "tối", subject: str = "PAKN-1", n: int = 1) -> None:
    portal.give(
        topic="citizen-report", subject=subject, sequence=n, body={**REPORT, "content": content}
    )


def pull(minutes: int = 0) -> list[str]:
    at = AT + timedelta(minutes=minutes)
    while fetch_inbox(code=PORTAL, at=at):
        pass
    return [handle_message(message_id=pk, at=at) for pk in list_to_handle(code=PORTAL)]


def states() -> list[str]:
    with acting_as(SYSTEM):
        return list(Message.objects.order_by("sequence", "pk").values_list("state", flat=True))


def test_a_message_is_stored_confirmed_and_handled_once(
    portal: NationalPortal, handled: list[Arrived]
) -> None:
    told(portal, copies=3)
    give(portal)

    assert pull() == [State.HANDLED]
    assert pull(1) == []
    assert len(handled) == 1
    assert portal.books.waiting == []


def test_a_message_not_confirmed_is_not_stored_twice(
    portal: NationalPortal, handled: list[Arrived]
) -> None:
    give(portal)
    told(portal, mode="ok")
    fetch_inbox(code=PORTAL, at=AT)
    portal.books.waiting = list(portal.books.given)

    pull(1)

    assert len(handled) == 1
    assert states() == [State.HANDLED]


def test_messages_of_a_subject_are_handled_in_order(
    portal: NationalPortal, handled: list[Arrived]
) -> None:
    for n in (3, 1):
        give(portal, n=n)
    assert sorted(pull()) == [State.HANDLED, State.HELD]

    give(portal, n=2)
    pull(1)
    pull(2)

    assert [arrived.sequence for arrived in handled] == [1, 2, 3]


def test_a_message_whose_earlier_one_never_comes_goes_on(
    portal: NationalPortal, handled: list[Arrived]
) -> None:
    give(portal, n=2)
    assert pull() == [State.HELD]

    assert pull(int(HELD_AT_MOST.total_seconds() // 60) + 1) == [State.HANDLED]
    assert len(handled) == 1


def test_garbage_is_not_stored_and_fetched_again(
    portal: NationalPortal, handled: list[Arrived]
) -> None:
    told(portal, garbage_inbox=True)
    give(portal)

    for minute in range(3):
        pull(minute)

    assert len(handled) == 1
    with acting_as(SYSTEM):
        assert ConnectorState.objects.get(code=PORTAL).garbage_count == 2


@pytest.mark.parametrize(
    ("content", "reason"), [("từ chối", "không thuộc tỉnh"), ("", "contract: content")]
)
def test_what_is_refused_waits_for_a_person(
    portal: NationalPortal, handled: list[Arrived], content: str, reason: str
) -> None:
    give(portal, content)

    assert pull() == [State.DEAD]
    with acting_as(SYSTEM):
        message = Message.objects.get()
    assert reason in message.last_error
    replay(message=message, actor=SYSTEM, at=AT)
    assert pull(1) == [State.DEAD]
    assert handled == []


def test_a_handler_that_fails_is_asked_again(
    portal: NationalPortal, handled: list[Arrived]
) -> None:
    give(portal, "hỏng")
    fetch_inbox(code=PORTAL, at=AT)

    with pytest.raises(RuntimeError):
        handle_message(message_id=list_to_handle(code=PORTAL)[0], at=AT)

    assert states() == [State.RECEIVED]


def test_a_topic_nobody_understands_is_kept(portal: NationalPortal, handled: list[Arrived]) -> None:
    portal.give(topic="unheard-of", subject="x", sequence=1, body={})

    assert pull() == [State.DEAD]
