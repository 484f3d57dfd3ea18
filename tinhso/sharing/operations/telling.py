"""Webhooks: subscriptions with two valid secrets, messages through the outbox, dead letters."""

import json
import os
import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.outbox import Answer, GiveUp, HandOver, enqueue
from tinhso.core.outbox import Delivery as Parcel
from tinhso.core.rls import acting_as
from tinhso.exchange.api import GIVEN_UP_AFTER, wait_after
from tinhso.sharing.gateways import subscribers
from tinhso.sharing.models import Client, Delivery, DeliveryState, Subscription
from tinhso.sharing.permissions import check_keeper
from tinhso.sharing.rules import FORMER_SECRET_LASTS, webhook_signatures, write_secret

DESTINATION = "sharing-webhooks"
TEST = "test.ping"
_SECRET_BYTES = 32
_PAUSED_WAIT = timedelta(minutes=5)


class AddressRefused(DomainError):
    """Messages cannot go to this address."""

    code = "address_refused"
    text = gettext_lazy("Địa chỉ nhận tin phải là HTTPS, công khai trên Internet.")


class NothingToReplay(DomainError):
    """The message is not dead."""

    code = "nothing_to_replay"
    text = gettext_lazy("Tin này không bị hỏng nên không gửi lại.")


def subscribe_client(
    *, client: Client, url: str, topics: list[str], actor: Actor, at: datetime
) -> Subscription:
    """Subscribe a system to topics at an address; the secret stands on its page.

    :raises NotKeeper: the actor does not answer for the agency.
    :raises AddressRefused: messages cannot go there.
    """
    check_keeper(actor, client.agency_id)
    if not subscribers.is_address_allowed(url):
        raise AddressRefused
    with acting_as(SYSTEM):
        return Subscription.objects.create(
            token=new_token(),
            client=client,
            agency_id=client.agency_id,
            url=url,
            topics=topics,
            secret=write_secret(os.urandom(_SECRET_BYTES)),
            created_at=at,
        )


def rotate_secret(*, subscription: Subscription, actor: Actor, at: datetime) -> None:
    """Give a subscription a new secret; messages carry both signatures for seven days.

    :raises NotKeeper: the actor does not answer for the agency.
    """
    check_keeper(actor, subscription.agency_id)
    with acting_as(SYSTEM):
        locked = Subscription.objects.select_for_update().get(pk=subscription.pk)
        locked.former_secret, locked.former_until = locked.secret, at + FORMER_SECRET_LASTS
        locked.secret = write_secret(os.urandom(_SECRET_BYTES))
        locked.save(update_fields=["secret", "former_secret", "former_until"])


def pause_subscription(*, subscription: Subscription, is_paused: bool, actor: Actor) -> None:
    """Hold a subscription's messages, or let them go on; none is lost.

    :raises NotKeeper: the actor does not answer for the agency.
    """
    check_keeper(actor, subscription.agency_id)
    with acting_as(SYSTEM):
        Subscription.objects.filter(pk=subscription.pk).update(is_paused=is_paused)


def tell_client(*, client_id: int, topic: str, facts: Mapping[str, str], at: datetime) -> int:
    """Tell a client's subscriptions to a topic, after the commit; gives how many."""
    with acting_as(SYSTEM):
        wanted = list(Subscription.objects.filter(client_id=client_id, topics__contains=[topic]))
        for subscription in wanted:
            _keep_and_send(subscription, topic, facts, at)
    return len(wanted)


def send_test(*, subscription: Subscription, actor: Actor, at: datetime) -> None:
    """Send a test message to a subscription.

    :raises NotKeeper: the actor does not answer for the agency.
    """
    check_keeper(actor, subscription.agency_id)
    with acting_as(SYSTEM):
        _keep_and_send(subscription, TEST, {"from": actor.name}, at)


def replay(*, delivery: Delivery, actor: Actor, at: datetime) -> None:
    """Send a dead message again.

    :raises NotKeeper: the actor does not answer for the agency.
    :raises NothingToReplay: it is not dead.
    """
    check_keeper(actor, delivery.agency_id)
    with acting_as(SYSTEM):
        locked = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
        if locked.state != DeliveryState.DEAD:
            raise NothingToReplay
        locked.state, locked.settled_at, locked.queued_at = DeliveryState.WAITING, None, at
        locked.turn_count += 1
        locked.save(update_fields=["state", "settled_at", "queued_at", "turn_count"])
        _hand_to_outbox(locked, at)


def carry(parcel: Parcel) -> Answer:
    """Do what the relay asks: mark the message, then hand it over without a transaction."""
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("subscription")
    delivery = rows.get(pk=parcel.payload["delivery"])
    if delivery.state != DeliveryState.WAITING:
        return None
    if delivery.subscription.is_paused:
        return _PAUSED_WAIT
    delivery.attempt_count += 1
    delivery.save(update_fields=["attempt_count"])
    return HandOver(_talk(delivery, parcel.at), partial(_keep, delivery.pk, parcel.at))


def _keep_and_send(
    subscription: Subscription, topic: str, facts: Mapping[str, str], at: datetime
) -> None:
    body = {"type": topic, "timestamp": at.isoformat(), "data": dict(facts)}
    delivery = Delivery.objects.create(
        token=new_token(),
        subscription=subscription,
        agency_id=subscription.agency_id,
        topic=topic,
        body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        created_at=at,
        queued_at=at,
    )
    _hand_to_outbox(delivery, at)


def _hand_to_outbox(delivery: Delivery, at: datetime) -> None:
    enqueue(
        destination=DESTINATION,
        topic=delivery.topic,
        ordering_key="",
        payload={"delivery": delivery.pk},
        idempotency_key=f"{DESTINATION}:{delivery.pk}:{delivery.turn_count}",
        at=at,
    )


def _talk(delivery: Delivery, at: datetime) -> Callable[[], Exception | None]:
    found, body = delivery.subscription, delivery.body.encode()
    is_former_valid = found.former_until is not None and found.former_until > at
    secrets = [found.secret, *([found.former_secret] if is_former_valid else [])]

    def talk() -> Exception | None:
        headers = webhook_signatures(
            secrets, message_id=f"msg_{delivery.token}", at=now(), body=body
        )
        try:
            subscribers.hand_over(found.url, body, headers)
        except (subscribers.SubscriberAway, subscribers.SubscriberGone) as error:
            return error
        return None

    return talk


def _keep(delivery_id: int, at: datetime, said: Exception | None) -> Answer:
    delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery_id)
    if said is None:
        _settle(delivery, DeliveryState.DELIVERED, "", at)
        return None
    error = str(said)
    if isinstance(said, subscribers.SubscriberGone) or at - delivery.queued_at > GIVEN_UP_AFTER:
        _settle(delivery, DeliveryState.DEAD, error, at)
        return GiveUp(error)
    delivery.last_error = error[:300]
    delivery.save(update_fields=["last_error"])
    return wait_after(delivery.attempt_count, random.random())  # noqa: S311


def _settle(delivery: Delivery, state: DeliveryState, error: str, at: datetime) -> None:
    delivery.state, delivery.settled_at, delivery.last_error = state, at, error[:300]
    delivery.save(update_fields=["state", "settled_at", "last_error"])
