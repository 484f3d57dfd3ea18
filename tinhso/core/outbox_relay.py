"""The relay: takes due messages one by one, hands them to their sender, plans the next try.

A message stays locked (``for update skip locked``) in the relay's transaction while it is sent:
several relays share the work, and when one is killed its message is free again at once. A sender
that hands over (``outbox.HandOver``) talks after the commit: its message is leased for a while.
Messages behind one that waits (of the same ordering key) wait as long, so that a long outage does
not have them looked at again and again; once it is through, the next one is due.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

import structlog
from django.db import connection, transaction
from prometheus_client import Counter

from tinhso.core.actors import SYSTEM
from tinhso.core.models import OutboxMessage
from tinhso.core.outbox import (
    Answer,
    Delivery,
    GiveUp,
    HandOver,
    PermanentFailure,
    find_sender,
)
from tinhso.core.rls import acting_as

FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(hours=24)
MOST_ATTEMPTS = 24
#: How long a message is its relay's while the outside is talked to; longer than any talk lasts.
LEASE = timedelta(minutes=1)
_MOST_ERROR = 2000

OUTCOMES = Counter("tinhso_outbox_attempts", "Attempts to send", ["destination", "outcome"])
_log = structlog.get_logger(__name__)

_NEXT_DUE = """
select m.* from core_outboxmessage m
where m.state = 'PENDING' and m.destination = %(destination)s and m.next_attempt_at <= %(at)s
  and (m.ordering_key = '' or not exists (
    select from core_outboxmessage earlier
    where earlier.state = 'PENDING' and earlier.destination = m.destination
      and earlier.ordering_key = m.ordering_key and earlier.id < m.id))
order by m.next_attempt_at, m.id
limit 1 for update of m skip locked
"""
#: Behind a message that waits, all wait.
_PARK = """
update core_outboxmessage set next_attempt_at = %(until)s where id in (
    select id from core_outboxmessage where state = 'PENDING' and destination = %(destination)s
        and ordering_key = %(ordering_key)s and id > %(id)s and next_attempt_at < %(until)s
    order by id for update skip locked)
"""
#: Those that came behind one that waits already.
_PARK_LATE_COMERS = """
update core_outboxmessage m set next_attempt_at = behind.until
from (
    select f.id, (
        select head.next_attempt_at from core_outboxmessage head
        where head.state = 'PENDING' and head.destination = f.destination
            and head.ordering_key = f.ordering_key
        order by head.id limit 1) as until
    from core_outboxmessage f
    where f.state = 'PENDING' and f.destination = %(destination)s
        and f.next_attempt_at <= %(at)s and f.ordering_key <> ''
    order by f.id for update skip locked) behind
where m.id = behind.id and behind.until > %(at)s
"""
#: The one behind a message that is through is due.
_RELEASE = """
update core_outboxmessage set next_attempt_at = %(at)s where next_attempt_at > %(at)s and id = (
    select min(id) from core_outboxmessage where state = 'PENDING' and destination = %(destination)s
        and ordering_key = %(ordering_key)s and id > %(id)s)
"""


class Outcome(StrEnum):
    """What became of one attempt."""

    SENT = "sent"
    LATER = "later"
    RETRY = "retry"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class _Raised:
    """What a talk raised."""

    error: Exception


def back_off(attempts: int, chance: float) -> timedelta:
    """Give the wait after a number of failed attempts: doubling up to 24 hours, half by chance.

    ``chance`` is in [0, 1): spread waits keep a recovered partner from being hit all at once.
    """
    doublings = min(attempts - 1, 20)
    wait = min(FIRST_WAIT * float(1 << doublings), LONGEST_WAIT)
    return wait * (0.5 + chance / 2)


def send_next(*, destination: str, at: datetime) -> Outcome | None:
    """Send the next due message of a destination; ``None`` when nothing is due."""
    with acting_as(SYSTEM):
        rows = OutboxMessage.objects.raw(_NEXT_DUE, {"destination": destination, "at": at})
        message = next(iter(rows), None)
        if message is None:
            _run(_PARK_LATE_COMERS, destination=destination, at=at)
            return None
        message.attempts += 1
        outcome = _settle(message, partial(find_sender(destination), _delivery_of(message, at)), at)
    while isinstance(outcome, HandOver):
        outcome = _hand_over(message, outcome, at)
    OUTCOMES.labels(destination, outcome).inc()
    return outcome


def _delivery_of(message: OutboxMessage, at: datetime) -> Delivery:
    return Delivery(
        topic=message.topic,
        payload=message.payload,
        idempotency_key=message.idempotency_key,
        ordering_key=message.ordering_key,
        attempt=message.attempts,
        at=at,
    )


def _hand_over(message: OutboxMessage, step: HandOver, at: datetime) -> Outcome | HandOver:
    """Talk without a transaction, then keep the answer; another relay may have taken over."""
    said = _talk(step)
    with acting_as(SYSTEM):
        own = OutboxMessage.objects.select_for_update().filter(
            pk=message.pk, attempts=message.attempts, state=OutboxMessage.State.PENDING
        )
        if not own.exists():
            return Outcome.LATER
        return _settle(message, partial(_keep, step, said), at)


def _talk(step: HandOver) -> Any:
    try:
        return step.talk()
    # Kept like what a sender raises: it must only cost this one attempt.
    except Exception as error:  # noqa: BLE001
        return _Raised(error)


def _keep(step: HandOver, said: Any) -> Answer:
    if isinstance(said, _Raised):
        raise said.error
    return step.keep(said)


def send_all_due(*, destination: str, at: datetime) -> list[Outcome]:
    """Send everything a destination is due at a moment; gives the outcomes."""
    outcomes = []
    while outcome := send_next(destination=destination, at=at):
        outcomes.append(outcome)
    return outcomes


def _settle(message: OutboxMessage, ask: Callable[[], Answer], at: datetime) -> Outcome | HandOver:
    """Ask a sender, note what it answers on the message, save it."""
    outcome = _ask(message, ask, at)
    message.save(update_fields=["state", "attempts", "next_attempt_at", "last_error", "sent_at"])
    if message.ordering_key and not isinstance(outcome, HandOver):
        _move_those_behind(message, at)
    return outcome


def _move_those_behind(message: OutboxMessage, at: datetime) -> None:
    same_key = {
        "destination": message.destination, "ordering_key": message.ordering_key, "id": message.pk,
    }  # fmt: skip
    if message.state == OutboxMessage.State.PENDING:
        _run(_PARK, **same_key, until=message.next_attempt_at)
    else:
        _run(_RELEASE, **same_key, at=at)


def _run(statement: str, **values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _ask(message: OutboxMessage, ask: Callable[[], Answer], at: datetime) -> Outcome | HandOver:
    try:
        with transaction.atomic():
            answer = ask()
    # A sender talks to the outside: whatever it raises must only cost this one attempt.
    except Exception as error:  # noqa: BLE001
        return _plan_next_attempt(message, error, at)
    message.last_error = ""
    if isinstance(answer, HandOver):
        message.next_attempt_at = at + LEASE
        return answer
    if isinstance(answer, GiveUp):
        message.state, message.last_error = OutboxMessage.State.DEAD, answer.reason[:_MOST_ERROR]
        return Outcome.DEAD
    if answer is not None:
        message.next_attempt_at = at + max(answer, FIRST_WAIT)
        return Outcome.LATER
    message.state, message.sent_at = OutboxMessage.State.SENT, at
    return Outcome.SENT


def _plan_next_attempt(message: OutboxMessage, error: Exception, at: datetime) -> Outcome:
    message.last_error = f"{type(error).__name__}: {error}"[:_MOST_ERROR].replace("\0", "")
    is_hopeless = isinstance(error, PermanentFailure) or message.attempts >= MOST_ATTEMPTS
    _log.warning(
        "outbox attempt failed",
        destination=message.destination,
        topic=message.topic,
        message_id=message.pk,
        attempts=message.attempts,
        error_type=type(error).__name__,
        is_dead=is_hopeless,
    )
    if is_hopeless:
        message.state = OutboxMessage.State.DEAD
        return Outcome.DEAD
    message.next_attempt_at = at + back_off(message.attempts, random.random())  # noqa: S311
    return Outcome.RETRY
