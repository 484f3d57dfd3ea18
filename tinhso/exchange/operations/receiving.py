"""Messages from a partner: fetched and stored, confirmed, handled once and in their order.

The slice whose meaning a topic is says what happens (``on_message``); it runs in the transaction
that marks the message as handled, so its effect and the mark are one.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.db import transaction

from tinhso.core.actors import SYSTEM
from tinhso.core.contracts import ContractBroken
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.exchange.gateways import partners
from tinhso.exchange.gateways.partners import Listed, PartnerAway, PartnerRefused
from tinhso.exchange.models import EventKind, Message
from tinhso.exchange.operations.health import note_answer, note_failure, note_garbage
from tinhso.exchange.operations.history import move, note
from tinhso.exchange.operations.sending import give_up
from tinhso.exchange.queries import find_health, rest_of
from tinhso.exchange.queries.contracts import (
    Connector,
    UnknownConnector,
    check_body,
    get_connector,
)
from tinhso.exchange.rules import HELD_AT_MOST, OPEN_IN, Direction, State, Step

_log = structlog.get_logger(__name__)


class EarlierMissing(Exception):
    """Raised by a handler that first needs another message which has not come yet."""


class HandlerMissing(Exception):
    """Nobody said what a topic means: the message is kept for a person."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a handler gets: a message that came, checked against its contract."""

    connector: str
    topic: str
    subject: str
    sequence: int
    key: str
    body: Mapping[str, Any]
    at: datetime


Handler = Callable[[Arrived], str]
_handlers: dict[tuple[str, str], Handler] = {}


def on_message(*, connector: str, topic: str, handler: Handler) -> None:
    """Say what happens at a message; called once, from the slice's ``apps.ready()``.

    The handler gives a word for the history. A ``DomainError`` it raises refuses the message.
    """
    _handlers[(connector, topic)] = handler


def fetch_inbox(*, code: str, at: datetime) -> int:
    """Fetch what waits at a partner, each message stored before it is confirmed; gives how many.

    Dying anywhere, a message still waits at the partner, or is stored and confirmed the next time.
    """
    connector = get_connector(code)
    listed = _list(connector, at)
    return sum(_take(connector, one, at) for one in listed)


def _list(connector: Connector, at: datetime) -> list[Listed]:
    with acting_as(SYSTEM):
        switches = find_health(connector.code)
        if (switches and switches.is_held) or rest_of(connector.code, at):
            return []
    try:
        listed = partners.list_inbox(connector)
    except (PartnerAway, PartnerRefused) as error:
        _log.warning("partner away", connector=connector.code, reason=str(error))
        with acting_as(SYSTEM):
            note_failure(connector.code, at, str(error))
        return []
    with acting_as(SYSTEM):
        note_answer(connector.code, at)
    return listed


def _take(connector: Connector, listed: Listed, at: datetime) -> int:
    try:
        is_new = _fetch_one(connector, listed, at)
        partners.confirm(connector, listed.number)
    except (PartnerAway, PartnerRefused) as error:
        _log.warning("message not fetched", connector=connector.code, reason=str(error))
        return 0
    return is_new


def _fetch_one(connector: Connector, listed: Listed, at: datetime) -> bool:
    own = {"connector": connector.code, "direction": Direction.IN, "key": listed.number}
    with acting_as(SYSTEM):
        known = Message.objects.defer("body").filter(**own).first()
        if known is not None:
            note(known, EventKind.CAME_AGAIN, at=at)
            return False
    try:
        content = partners.fetch(connector, listed)
    except PartnerAway:
        with acting_as(SYSTEM):
            note_garbage(connector.code)
        raise
    with transaction.atomic(), acting_as(SYSTEM):
        message, is_new = Message.objects.get_or_create(**own, defaults=_fresh(listed, content, at))
        note(message, EventKind.RECEIVED if is_new else EventKind.CAME_AGAIN, at=at)
    return is_new


def _fresh(listed: Listed, content: bytes, at: datetime) -> dict[str, Any]:
    return {
        "token": new_token(),
        "topic": listed.topic[:40],
        "subject": listed.subject,
        "sequence": listed.sequence,
        "body": content.decode("utf-8", "replace").replace("\0", ""),
        "body_sha256": hashlib.sha256(content).hexdigest(),
        "body_bytes": len(content),
        "state": State.RECEIVED,
        "partner_number": listed.number,
        "created_at": at,
        "queued_at": at,
    }


def list_to_handle(*, code: str, most: int = 200) -> list[int]:
    """List the keys of messages that came and are not handled, in their subjects' order."""
    with acting_as(SYSTEM):
        waiting = Message.objects.filter(
            connector=code, direction=Direction.IN, state__in=list(OPEN_IN)
        )
        return list(
            waiting.order_by("subject", "sequence", "pk").values_list("pk", flat=True)[:most]
        )


def handle_message(*, message_id: int, at: datetime) -> str:
    """Do what a message that came says, once; gives its state afterwards.

    A failure other than a refusal is raised, and the message is taken up again.
    """
    with acting_as(SYSTEM):
        message = Message.objects.select_for_update(of=("self",)).get(pk=message_id)
        if message.state not in OPEN_IN:
            return message.state
        if _waits_for_earlier(message, at):
            return _hold(message, at)
        message.attempt_count += 1
        try:
            with transaction.atomic():
                words = _handled(message, at)
        except EarlierMissing:
            return _hold(message, at)
        except (ContractBroken, UnknownConnector, HandlerMissing) as broken:
            give_up(message, f"contract: {broken}", at)
        except DomainError as refusal:
            give_up(message, f"{refusal.code}: {refusal.message}", at)
        else:
            _settle(message, words, at)
    return message.state


def _handled(message: Message, at: datetime) -> str:
    connector = get_connector(message.connector)
    try:
        body = json.loads(message.body)
    except ValueError as error:
        raise ContractBroken("not JSON") from error
    if message.topic not in connector.inbound:
        raise UnknownConnector(message.topic)
    check_body(connector, message.topic, body)
    handler = _handlers.get((message.connector, message.topic))
    if handler is None:
        raise HandlerMissing(message.topic)
    return handler(
        Arrived(
            connector=message.connector,
            topic=message.topic,
            subject=message.subject,
            sequence=message.sequence,
            key=message.key,
            body=body,
            at=at,
        )
    )


def _waits_for_earlier(message: Message, at: datetime) -> bool:
    """Tell whether an earlier message of the subject has to be handled or to come first."""
    if message.sequence <= 1 or at - message.queued_at > HELD_AT_MOST:
        return False
    earlier = Message.objects.filter(
        connector=message.connector,
        direction=Direction.IN,
        subject=message.subject,
        sequence__lt=message.sequence,
    )
    states = list(earlier.values_list("sequence", "state"))
    has_open = any(state in OPEN_IN for _number, state in states)
    return has_open or len({number for number, _state in states}) < message.sequence - 1


def _hold(message: Message, at: datetime) -> str:
    if message.state != State.HELD:
        note(message, EventKind.HELD, at=at)
    move(message, Step.HOLD)
    message.save(update_fields=["state"])
    return message.state


def _settle(message: Message, words: str, at: datetime) -> None:
    move(message, Step.HANDLE)
    message.settled_at, message.last_error = at, ""
    message.save(update_fields=["state", "settled_at", "last_error", "attempt_count"])
    note(message, EventKind.HANDLED, at=at, words=words)
