"""A message for a partner: checked against the contract, kept, given to the outbox."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tinhso.core.actors import SYSTEM
from tinhso.core.contracts import ContractBroken
from tinhso.core.identifiers import new_token
from tinhso.core.outbox import enqueue
from tinhso.core.rls import acting_as
from tinhso.exchange.models import EventKind, Message
from tinhso.exchange.operations.history import move, note
from tinhso.exchange.queries.contracts import (
    Connector,
    check_body,
    get_connector,
)
from tinhso.exchange.rules import Direction, State, Step


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is sent: topic, what it is about, its place in that order, the key of once-only.

    ``body`` is JSON; ``person_id`` whose data it holds, if anyone's.
    """

    connector: str
    topic: str
    subject: str
    key: str
    body: Mapping[str, Any]
    sequence: int = 0
    person_id: int | None = None


def send(parcel: Parcel, *, at: datetime) -> Message:
    """Keep a message and have it sent after the commit; the same key is one message.

    What breaks the contract is kept as dead, for a person to see: the act it reports still counts.

    :raises UnknownConnector: no such connector or topic is declared.
    """
    connector = get_connector(parcel.connector)
    connector.outbound[parcel.topic]
    text = json.dumps(parcel.body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    fresh = {
        "token": new_token(),
        "topic": parcel.topic,
        "subject": parcel.subject,
        "sequence": parcel.sequence,
        "body": text,
        "body_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "body_bytes": len(text.encode()),
        "person_id": parcel.person_id,
        "state": State.WAITING,
        "created_at": at,
        "queued_at": at,
    }
    with acting_as(SYSTEM):
        message, is_new = Message.objects.get_or_create(
            connector=connector.code, direction=Direction.OUT, key=parcel.key, defaults=fresh
        )
        if is_new:
            note(message, EventKind.QUEUED, at=at)
            _start(connector, message, at)
    return message


def _start(connector: Connector, message: Message, at: datetime) -> None:
    try:
        check_body(connector, message.topic, json.loads(message.body))
    except ContractBroken as broken:
        give_up(message, f"contract: {broken}", at)
        return
    hand_to_outbox(connector, message, at)


def hand_to_outbox(connector: Connector, message: Message, at: datetime) -> None:
    """Have the relay carry a message, after those of its subject that came before."""
    enqueue(
        destination=connector.destination,
        topic=message.topic,
        ordering_key=message.subject,
        payload={"message": message.pk},
        idempotency_key=f"{connector.destination}:{message.pk}:{message.turn_count}",
        at=at,
    )


def give_up(message: Message, reason: str, at: datetime) -> None:
    """Call a message dead, with the reason."""
    move(message, Step.GIVE_UP)
    message.settled_at, message.last_error = at, reason.replace("\0", "")[:300]
    message.save(update_fields=["state", "settled_at", "last_error", "attempt_count"])
    note(message, EventKind.GIVEN_UP, at=at, words=reason)
