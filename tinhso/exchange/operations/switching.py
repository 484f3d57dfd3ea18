"""What an administrator does: hold, rehearse, close a circuit, replay, open; all recorded."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext, gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.exchange.models import ConnectorState, EventKind, Message
from tinhso.exchange.operations.health import lock_state
from tinhso.exchange.operations.history import move, note
from tinhso.exchange.operations.sending import hand_to_outbox
from tinhso.exchange.permissions import check_keeper
from tinhso.exchange.queries.contracts import get_connector
from tinhso.exchange.rules import Direction, State, Step
from tinhso.identity.api import record_look
from tinhso.ledger.api import record

MOST_REPLAYED = 1_000


class NothingToReplay(DomainError):
    """The message is on its way or done: sending it again would do nothing."""

    code = "nothing_to_replay"
    text = gettext_lazy("Thông điệp này không bị hỏng nên không cần làm lại.")


@dataclass(frozen=True, slots=True)
class Switches:
    """How a connector shall run: whether it is held, whether it only rehearses."""

    is_held: bool
    is_rehearsing: bool


@transaction.atomic
def switch_connector(
    *, code: str, switches: Switches, actor: Actor, at: datetime
) -> ConnectorState:
    """Hold or release a connector, let it rehearse or send for real.

    :raises NotKeeper: the actor is no administrator.
    :raises UnknownConnector: none has this code.
    """
    check_keeper(actor)
    get_connector(code)
    with acting_as(SYSTEM):
        state = lock_state(code)
        state.is_held, state.is_rehearsing = switches.is_held, switches.is_rehearsing
        state.save(update_fields=["is_held", "is_rehearsing"])
    _record("EXCHANGE_SWITCHED", code, actor, at, held=switches.is_held,
            rehearsing=switches.is_rehearsing)  # fmt: skip
    return state


@transaction.atomic
def close_circuit(*, code: str, actor: Actor, at: datetime) -> None:
    """Let a resting partner be asked at once.

    :raises NotKeeper: the actor is no administrator.
    """
    check_keeper(actor)
    with acting_as(SYSTEM):
        state = lock_state(code)
        state.failure_count, state.rests_until = 0, None
        state.save(update_fields=["failure_count", "rests_until"])
    _record("EXCHANGE_CIRCUIT_CLOSED", code, actor, at)


@transaction.atomic
def replay(*, message: Message, actor: Actor, at: datetime) -> Message:
    """Send a dead or rehearsed message again, or take up again what came and was refused.

    :raises NotKeeper: the actor is no administrator.
    :raises NothingToReplay: the message is neither.
    """
    check_keeper(actor)
    with acting_as(SYSTEM):
        locked = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
        _replay(locked, actor, at)
    _record("EXCHANGE_REPLAYED", locked.connector, actor, at, message=locked.token)
    return locked


@transaction.atomic
def replay_all(*, code: str, actor: Actor, at: datetime) -> int:
    """Take up again every dead message of a connector, oldest first, 1,000 at most.

    :raises NotKeeper: the actor is no administrator.
    """
    check_keeper(actor)
    with acting_as(SYSTEM):
        dead = Message.objects.select_for_update(of=("self",)).filter(
            connector=code, state=State.DEAD
        )
        messages = list(dead.order_by("pk")[:MOST_REPLAYED])
        for message in messages:
            _replay(message, actor, at)
    if messages:
        _record("EXCHANGE_REPLAYED", code, actor, at, count=len(messages))
    return len(messages)


def _replay(message: Message, actor: Actor, at: datetime) -> None:
    is_out = message.direction == Direction.OUT
    if message.state not in (State.DEAD, *([State.REHEARSED] if is_out else [])):
        raise NothingToReplay
    move(message, Step.REPLAY if is_out else Step.TAKE_AGAIN)
    message.turn_count += 1
    message.queued_at, message.settled_at = at, None
    message.attempt_count, message.last_error = 0, ""
    message.save()
    note(message, EventKind.REPLAYED, at=at, by=actor.name)
    if is_out:
        hand_to_outbox(get_connector(message.connector), message, at)


@transaction.atomic
def open_body(*, message: Message, purpose: str, actor: Actor, at: datetime) -> str:
    """Give the sealed body of a message; who looked and why is kept where the person sees it.

    :raises NotKeeper: the actor is no administrator.
    """
    check_keeper(actor)
    with acting_as(SYSTEM):
        opened = Message.objects.get(pk=message.pk)
        note(opened, EventKind.LOOKED_AT, at=at, by=actor.name, words=purpose)
    if opened.person_id is not None:
        record_look(
            actor=actor,
            person_id=opened.person_id,
            purpose=gettext("Xem thông điệp liên thông: %(purpose)s") % {"purpose": purpose},
            subject=opened.subject,
            at=at,
            reference=f"exchange:{opened.token}",
        )
    _record("EXCHANGE_BODY_OPENED", opened.connector, actor, at, message=opened.token)
    return opened.body


def _record(kind: str, code: str, actor: Actor, at: datetime, **payload: str | int | bool) -> None:
    record(kind=kind, subject=f"connector:{code}", payload=payload, actor=actor, at=at)
