"""News to subscribers: signed, told of changes once, tried again, dead and sent again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.outbox_relay import Outcome
from tinhso.core.rls import acting_as
from tinhso.sharing.models import Delivery, DeliveryState, Subscription, Watch
from tinhso.sharing.operations import (
    AddressRefused,
    NothingToReplay,
    pause_subscription,
    replay,
    rotate_secret,
    send_test,
    subscribe_client,
    tell_changes,
)
from tinhso.sharing.permissions import NotKeeper
from tinhso.sharing.tests.factories import Sharing, make_sharing
from tinhso.sharing.tests.receiver import (
    Receiver,
    is_signed,
    relay,
    running_receiver,
    subscribe,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as found:
        yield found


@pytest.fixture
def sharing() -> Sharing:
    return make_sharing()


def test_nobody_is_told_of_what_they_may_no_longer_ask(
    sharing: Sharing, receiver: Receiver
) -> None:
    subscribe(sharing, receiver.url)
    with acting_as(SYSTEM):
        Watch.objects.create(
            client=sharing.client, service="case-status", subject="H10-210601-0001",
            state="OLD", until=now() + timedelta(days=1),
        )  # fmt: skip

    assert tell_changes(service="case-status", at=now()) == 0


def test_two_secrets_are_valid_while_they_change(sharing: Sharing, receiver: Receiver) -> None:
    subscription = subscribe(sharing, receiver.url)
    rotate_secret(subscription=subscription, actor=sharing.asker.actor(), at=now())
    with acting_as(SYSTEM):
        fresh = Subscription.objects.get()
    send_test(subscription=fresh, actor=sharing.asker.actor(), at=now())
    relay()

    headers, body = receiver.came[0]
    assert subscription.secret != fresh.secret
    assert is_signed(headers, body, subscription.secret)
    assert is_signed(headers, body, fresh.secret)


def test_a_failure_is_tried_again_until_given_up_then_sent_again(
    sharing: Sharing, receiver: Receiver
) -> None:
    subscription = subscribe(sharing, receiver.url)
    receiver.status = 503
    send_test(subscription=subscription, actor=sharing.asker.actor(), at=now())

    assert relay() == [Outcome.LATER]
    assert relay(timedelta(days=4)) == [Outcome.DEAD]
    with acting_as(SYSTEM):
        dead = Delivery.objects.get()
    assert (dead.state, dead.last_error) == (DeliveryState.DEAD, "status 503")
    receiver.status = 200
    replay(delivery=dead, actor=sharing.asker.actor(), at=now())
    assert relay() == [Outcome.SENT]
    with pytest.raises(NothingToReplay):
        replay(delivery=dead, actor=sharing.asker.actor(), at=now())
    assert len({headers["webhook-id"] for headers, _ in receiver.came}) == 1


def test_gone_means_no_more(sharing: Sharing, receiver: Receiver) -> None:
    subscription = subscribe(sharing, receiver.url)
    receiver.status = 410
    send_test(subscription=subscription, actor=sharing.asker.actor(), at=now())

    assert relay() == [Outcome.DEAD]


def test_held_messages_wait(sharing: Sharing, receiver: Receiver) -> None:
    subscription = subscribe(sharing, receiver.url)
    leader = sharing.asker.actor()
    pause_subscription(subscription=subscription, is_paused=True, actor=leader)
    send_test(subscription=subscription, actor=leader, at=now())
    assert relay() == [Outcome.LATER]

    pause_subscription(subscription=subscription, is_paused=False, actor=leader)
    assert relay(timedelta(minutes=6)) == [Outcome.SENT]


@pytest.mark.parametrize(
    "url", ["http://example.org/x", "https://127.0.0.1/x", "https://10.0.0.8/x", "ftp://x"]
)
def test_addresses_of_our_own_networks_are_refused(
    sharing: Sharing, url: str, settings: pytest.FixtureRequest
) -> None:
    settings.DEMO = False  # type: ignore[attr-defined] # pytest-django's settings
    with pytest.raises(AddressRefused):
        subscribe_client(
            client=sharing.client, url=url, topics=["agreement.changed"],
            actor=sharing.asker.actor(), at=now(),
        )  # fmt: skip


def test_strangers_change_nothing(sharing: Sharing, receiver: Receiver) -> None:
    subscription = subscribe(sharing, receiver.url)
    with pytest.raises(NotKeeper):
        rotate_secret(subscription=subscription, actor=sharing.owner.actor(), at=now())
