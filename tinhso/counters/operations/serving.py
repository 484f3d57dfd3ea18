"""Calling people and serving them: what a clerk presses at the counter.

The counter's row is locked first, so two presses at one counter are one after the other; the ticket
is taken with ``skip locked``, so two counters never get the same one and never wait for each other.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.state_machine import TransitionRefused
from tinhso.counters.models import (
    AT_COUNTER_STATES,
    Counter,
    CounterState,
    Service,
    Ticket,
    TicketEvent,
    TicketState,
)
from tinhso.counters.operations.history import record
from tinhso.counters.permissions import NotYourTicket
from tinhso.counters.queries import waiting_for
from tinhso.counters.rules import MOVES


class CounterNotOpen(DomainError):
    """The counter is closed or rests."""

    code = "counter_not_open"
    text = gettext_lazy("Quầy đang tạm nghỉ hoặc đã đóng. Hãy mở lại quầy rồi gọi số.")


class NobodyWaits(DomainError):
    """No waiting ticket is for this counter."""

    code = "nobody_waits"
    text = gettext_lazy("Không còn ai chờ các lĩnh vực của quầy này.")


class NotPossibleNow(DomainError):
    """The ticket is in a state from which the act does not start."""

    code = "not_possible_now"
    text = gettext_lazy("Số này vừa thay đổi. Hãy xem lại trạng thái rồi bấm lại.")


@transaction.atomic
def call_next(*, counter: Counter, actor: Actor, at: datetime) -> Ticket:
    """Call whoever's turn it is at this counter.

    :raises CounterNotOpen: the counter is closed or rests.
    :raises NotPossibleNow: somebody is still in front of the counter.
    :raises NobodyWaits: nobody waits for this counter.
    """
    locked = Counter.objects.select_for_update().get(pk=counter.pk)
    if locked.state != CounterState.OPEN:
        raise CounterNotOpen
    if Ticket.objects.filter(counter=locked, state__in=AT_COUNTER_STATES).exists():
        raise NotPossibleNow
    queue = waiting_for(locked, at=at).select_for_update(skip_locked=True, of=("self",))
    ticket = queue.first()
    if ticket is None:
        raise NobodyWaits
    return _call(ticket, locked, "CALL", actor, at)


@transaction.atomic
def recall(*, counter: Counter, ticket: Ticket, actor: Actor, at: datetime) -> Ticket:
    """Call somebody who was away when first called and has come back.

    :raises CounterNotOpen: the counter is closed or rests.
    :raises NotPossibleNow: somebody is in front of the counter, or the ticket is no no-show.
    """
    locked = Counter.objects.select_for_update().get(pk=counter.pk)
    if locked.state != CounterState.OPEN:
        raise CounterNotOpen
    if Ticket.objects.filter(counter=locked, state__in=AT_COUNTER_STATES).exists():
        raise NotPossibleNow
    found = Ticket.objects.select_for_update().get(pk=ticket.pk)
    return _call(found, locked, "RECALL", actor, at)


@transaction.atomic
def act_on_ticket(
    *, counter: Counter, ticket: Ticket, act: str, actor: Actor, at: datetime
) -> Ticket:
    """Call again, begin, finish or give up the person in front of the counter.

    ``act`` is CALL_AGAIN, BEGIN, FINISH or NO_SHOW.

    :raises NotYourTicket: the ticket is not at this counter.
    :raises NotPossibleNow: its state does not allow the act.
    """
    locked = _lock_at(counter, ticket)
    locked.state = _target(act, locked)
    if act == "CALL_AGAIN":
        locked.called_at, locked.call_count = at, locked.call_count + 1
    if act == "BEGIN":
        locked.started_at = at
    if act == "FINISH" and locked.started_at is None:
        locked.started_at = locked.called_at
    if act in {"FINISH", "NO_SHOW"}:
        locked.ended_at = at
    locked.save(update_fields=["state", "called_at", "call_count", "started_at", "ended_at"])
    record(locked, act, actor=actor, at=at)
    return locked


@transaction.atomic
def pass_on(
    *, counter: Counter, ticket: Ticket, to: Counter | Service, actor: Actor, at: datetime
) -> Ticket:
    """Send the person to another counter or service; the number and its rank stay.

    :raises NotYourTicket: the ticket is not at this counter.
    :raises NotPossibleNow: its state does not allow it, or the other counter is closed.
    """
    locked = _lock_at(counter, ticket)
    locked.state = _target("PASS_ON", locked)
    if isinstance(to, Counter):
        target = Counter.objects.select_for_update().get(pk=to.pk)
        if target.state == CounterState.CLOSED or target.pk == counter.pk:
            raise NotPossibleNow
        locked.target_counter = target
    else:
        locked.service, locked.target_counter = to, None
    record(locked, "PASS_ON", actor=actor, at=at)
    locked.counter = locked.called_at = locked.started_at = None
    locked.call_count = 0
    locked.save()
    return locked


@transaction.atomic
def reveal_phone(*, counter: Counter, ticket: Ticket, actor: Actor, at: datetime) -> str:
    """Give the telephone number of the person called, and write down who looked.

    :raises NotYourTicket: the ticket is not at this counter.
    """
    locked = _lock_at(counter, ticket)
    TicketEvent.objects.create(
        ticket=locked,
        at=at,
        act="LOOK",
        counter=counter,
        actor_reference=actor.reference,
        actor_name=actor.name,
    )
    return locked.phone


def _call(ticket: Ticket, counter: Counter, act: str, actor: Actor, at: datetime) -> Ticket:
    ticket.state = _target(act, ticket)
    ticket.counter, ticket.target_counter = counter, None
    ticket.called_at, ticket.call_count = at, 1
    ticket.first_called_at = ticket.first_called_at or at
    ticket.started_at = ticket.ended_at = None
    ticket.save()
    record(ticket, act, actor=actor, at=at)
    return ticket


def _lock_at(counter: Counter, ticket: Ticket) -> Ticket:
    found = Ticket.objects.select_for_update().filter(pk=ticket.pk, counter=counter).first()
    if found is None or found.state not in AT_COUNTER_STATES:
        raise NotYourTicket
    return found


def _target(act: str, ticket: Ticket) -> TicketState:
    try:
        return TicketState(MOVES.target(action=act, state=ticket.state))
    except TransitionRefused as error:
        raise NotPossibleNow from error
