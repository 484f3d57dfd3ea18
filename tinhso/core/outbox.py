"""Messages for outside systems, written in the transaction of the act they report.

``enqueue`` adds the row; the relay (``run_outbox_relay``) sends it after the commit, again and
again until the destination takes it. A message may arrive twice, so every sender passes on the
idempotency key. Messages with the same ordering key arrive in order as long as their acts are
serialised (operations lock their case first); a dead message no longer holds up the later ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet
from psycopg.types.json import Jsonb

from tinhso.core.errors import DomainError
from tinhso.core.models import OutboxMessage
from tinhso.core.prepared import Statement

CHANNEL = "tinhso_outbox"
_NOTIFY = Statement(f"notify {CHANNEL}")


class UnknownDestination(DomainError):
    """No sender is registered under this name: the message could never leave."""

    code = "unknown_destination"


class PermanentFailure(Exception):
    """Raised by a sender when trying again is pointless: the message is dead at once."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a sender gets: the message, and the key under which the destination knows it."""

    topic: str
    payload: Mapping[str, Any]
    idempotency_key: str
    ordering_key: str
    attempt: int
    at: datetime


@dataclass(frozen=True, slots=True)
class HandOver:
    """What a sender does once all it wrote is committed: talk to the outside, then keep the answer.

    ``talk`` runs without a transaction; ``keep`` gets what it gives, in a transaction of its own.
    A relay killed in between leaves the mark the sender wrote before: asked again, it knows that
    the destination may have the message.
    """

    talk: Callable[[], Any]
    keep: Callable[[Any], "Answer"]


@dataclass(frozen=True, slots=True)
class GiveUp:
    """What a sender answers when a message is dead; unlike a failure, what it wrote stays."""

    reason: str


# A wait: what was written stays, and the sender is asked again after it: not sent, not failed.
Answer: TypeAlias = timedelta | HandOver | GiveUp | None
Sender = Callable[[Delivery], Answer]
_senders: dict[str, Sender] = {}


def register_destination(name: str, sender: Sender) -> None:
    """Say how messages for a destination leave; called once, from the slice's ``apps.ready()``."""
    _senders[name] = sender


def list_destinations() -> list[str]:
    """Give the names of every registered destination."""
    return sorted(_senders)


def find_sender(destination: str) -> Sender:
    """Give the sender of a destination.

    :raises UnknownDestination: nothing is registered under this name.
    """
    try:
        return _senders[destination]
    except KeyError as error:
        raise UnknownDestination(destination) from error


# The row may be written by anyone and read by the platform only, hence no RETURNING and no
# conflict target: either would need the right to read.
_INSERT = Statement(
    """
insert into core_outboxmessage (destination, topic, ordering_key, idempotency_key, payload, state,
    attempts, next_attempt_at, last_error, created_at)
values (%s, %s, %s, %s, %s, 'PENDING', 0, %s, '', %s)
on conflict do nothing
"""
)


def enqueue(
    *,
    destination: str,
    topic: str,
    ordering_key: str,
    payload: Mapping[str, Any],
    idempotency_key: str,
    at: datetime,
) -> None:
    """Write a message for an outside system; the same idempotency key is written once.

    Runs in the caller's transaction: the message exists exactly if the act does.

    :raises UnknownDestination: nobody registered how to reach the destination.
    """
    find_sender(destination)
    _INSERT.run(destination, topic, ordering_key, idempotency_key, Jsonb(dict(payload)), at, at)
    transaction.on_commit(wake_relay, robust=True)


def wake_relay() -> None:
    """Tell the relay that something waits.

    Sent after the commit, not inside it: a commit that notifies holds a lock every other
    notifying commit waits for. Should the process die in between, the relay looks by itself.
    """
    _NOTIFY.run()


@dataclass(frozen=True, slots=True)
class DestinationState:
    """How a destination is doing, for the administrator's page and the health check."""

    destination: str
    pending_count: int
    dead_count: int
    oldest_pending_at: datetime | None


def list_destination_states() -> list[DestinationState]:
    """Give what waits and what died, per destination (for the acting platform only)."""
    rows = (
        OutboxMessage.objects.exclude(state=OutboxMessage.State.SENT)
        .values("destination")
        .annotate(
            pending_count=Count("id", filter=Q(state=OutboxMessage.State.PENDING)),
            dead_count=Count("id", filter=Q(state=OutboxMessage.State.DEAD)),
            oldest_pending_at=Min("created_at", filter=Q(state=OutboxMessage.State.PENDING)),
        )
        .order_by("destination")
    )
    return [DestinationState(**row) for row in rows]


def dead_letters(destination: str | None = None) -> QuerySet[OutboxMessage]:
    """Give the dead messages, newest first (for the acting platform only)."""
    dead = OutboxMessage.objects.filter(state=OutboxMessage.State.DEAD).order_by("-id")
    return dead.filter(destination=destination) if destination else dead


@transaction.atomic
def replay_dead_letters(*, message_ids: list[int], at: datetime) -> int:
    """Put dead messages back in the queue, in their old order; gives how many."""
    replayed = dead_letters().filter(id__in=message_ids)
    count = replayed.update(
        state=OutboxMessage.State.PENDING, attempts=0, next_attempt_at=at, last_error=""
    )
    transaction.on_commit(wake_relay, robust=True)
    return count


def clear_sent_messages(*, before: datetime) -> int:
    """Delete messages sent before a moment; gives how many."""
    sent = OutboxMessage.objects.filter(state=OutboxMessage.State.SENT, sent_at__lt=before)
    return sent.delete()[0]
