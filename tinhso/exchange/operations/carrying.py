"""What the relay does with a message: mark it, hand it over without a transaction, keep the answer.

A relay killed in between finds the mark: the partner may have the message, and is asked with the
same key. A partner that failed three times in a row rests; a message is given up after three days.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from tinhso.core.outbox import Answer, Delivery, GiveUp, HandOver
from tinhso.exchange.gateways.partners import Outgoing, PartnerAway, PartnerRefused, hand_over
from tinhso.exchange.models import EventKind, Message
from tinhso.exchange.operations.health import note_answer, note_failure
from tinhso.exchange.operations.history import move, note
from tinhso.exchange.operations.sending import give_up
from tinhso.exchange.queries import find_health, rest_of
from tinhso.exchange.queries.contracts import Connector, get_connector
from tinhso.exchange.rules import GIVEN_UP_AFTER, OPEN_OUT, Step, wait_after

#: How soon a held connector's messages are looked at again.
HELD_WAIT = timedelta(minutes=1)
_SPREAD_SECONDS = 5.0


def carry(delivery: Delivery) -> Answer:
    """Do one delivery: rest, rehearse, or mark the message and hand it over."""
    rows = Message.objects.select_for_update(of=("self",))
    message = rows.get(pk=delivery.payload["message"])
    if message.state not in OPEN_OUT:
        return None
    connector, at = get_connector(message.connector), delivery.at
    switches = find_health(connector.code)
    if switches and switches.is_held:
        return HELD_WAIT
    if switches and switches.is_rehearsing:
        return _rehearse(message, at)
    resting = rest_of(connector.code, at)
    if resting:
        return resting + timedelta(seconds=random.random() * _SPREAD_SECONDS)  # noqa: S311
    move(message, Step.SEND)
    message.attempt_count += 1
    message.save(update_fields=["state", "attempt_count"])
    outgoing = Outgoing(connector.outbound[message.topic].path, message.key, message.body.encode())
    return HandOver(_talk(connector, outgoing), partial(_keep, message.pk, at))


def _talk(connector: Connector, outgoing: Outgoing) -> Callable[[], str | Exception]:
    def talk() -> str | Exception:
        try:
            return hand_over(connector, outgoing)
        except (PartnerAway, PartnerRefused) as error:
            return error

    return talk


def _rehearse(message: Message, at: datetime) -> Answer:
    move(message, Step.REHEARSE)
    message.settled_at = at
    message.save(update_fields=["state", "settled_at"])
    note(message, EventKind.REHEARSED, at=at)
    return None


def _keep(message_id: int, at: datetime, said: str | Exception) -> Answer:
    message = Message.objects.select_for_update(of=("self",)).get(pk=message_id)
    if isinstance(said, PartnerAway):
        return _wait(message, str(said), at)
    note_answer(message.connector, at)
    if isinstance(said, PartnerRefused):
        give_up(message, str(said), at)
        return GiveUp(str(said))
    move(message, Step.ACKNOWLEDGE)
    message.settled_at, message.last_error = at, ""
    message.partner_number = str(said)
    message.save(update_fields=["state", "settled_at", "last_error", "partner_number"])
    note(message, EventKind.DELIVERED, at=at, words=message.partner_number)
    return None


def _wait(message: Message, error: str, at: datetime) -> Answer:
    note_failure(message.connector, at, error)
    if at - message.queued_at > GIVEN_UP_AFTER:
        give_up(message, error, at)
        return GiveUp(error)
    move(message, Step.FAIL)
    message.last_error = error[:300]
    message.save(update_fields=["state", "last_error"])
    note(message, EventKind.FAILED, at=at, words=error)
    return wait_after(message.attempt_count, random.random())  # noqa: S311
