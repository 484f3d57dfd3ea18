"""A clerk sits down at a counter, rests, and leaves."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.live import announce
from tinhso.counters.models import AT_COUNTER_STATES, Counter, CounterState, Ticket
from tinhso.counters.queries import unit_topic


class CounterTaken(DomainError):
    """Somebody else sits at the counter."""

    code = "counter_taken"
    text = gettext_lazy("Quầy này đã có người ngồi. Hãy chọn quầy khác.")


class ClerkIsElsewhere(DomainError):
    """The clerk sits at another counter."""

    code = "clerk_is_elsewhere"
    text = gettext_lazy("Bạn đang mở một quầy khác. Hãy đóng quầy đó trước.")


class CounterWithoutService(DomainError):
    """The counter takes no service, so nobody could be called."""

    code = "counter_without_service"
    text = gettext_lazy("Quầy này chưa được giao lĩnh vực nào. Hãy báo lãnh đạo trung tâm.")


class PersonStillHere(DomainError):
    """Somebody is in front of the counter."""

    code = "person_still_here"
    text = gettext_lazy("Quầy còn người đang được gọi hoặc phục vụ. Hãy kết thúc số này trước.")


@transaction.atomic
def open_counter(*, counter: Counter, actor: Actor, at: datetime) -> Counter:
    """Sit down at a counter.

    :raises CounterTaken: another clerk is there.
    :raises ClerkIsElsewhere: the clerk has another counter open.
    :raises CounterWithoutService: it takes no service.
    """
    locked = _lock(counter)
    if locked.clerk_id == actor.person_id and locked.state != CounterState.CLOSED:
        return locked
    if locked.state != CounterState.CLOSED or not locked.is_active:
        raise CounterTaken
    if Counter.objects.filter(clerk_id=actor.person_id).exists():
        raise ClerkIsElsewhere
    if not locked.services.filter(is_active=True).exists():
        raise CounterWithoutService
    locked.clerk_id, locked.clerk_name = actor.person_id, actor.name
    return _save(locked, CounterState.OPEN, at)


@transaction.atomic
def pause_counter(*, counter: Counter, at: datetime) -> Counter:
    """Rest: nobody is called here until the clerk goes on.

    :raises PersonStillHere: somebody is in front of the counter.
    """
    locked = _lock(counter)
    _refuse_if_occupied(locked)
    return _save(locked, CounterState.PAUSED, at)


@transaction.atomic
def resume_counter(*, counter: Counter, at: datetime) -> Counter:
    """Go on after a rest."""
    return _save(_lock(counter), CounterState.OPEN, at)


@transaction.atomic
def close_counter(*, counter: Counter, at: datetime) -> Counter:
    """Leave the counter; people passed on to it go back to everybody who takes their service.

    :raises PersonStillHere: somebody is in front of the counter.
    """
    locked = _lock(counter)
    _refuse_if_occupied(locked)
    waiting = Ticket.objects.filter(target_counter=locked, state="WAITING")
    waiting.update(target_counter=None)
    locked.clerk_id, locked.clerk_name = None, ""
    return _save(locked, CounterState.CLOSED, at)


def _lock(counter: Counter) -> Counter:
    return Counter.objects.select_for_update().get(pk=counter.pk)


def _refuse_if_occupied(counter: Counter) -> None:
    if Ticket.objects.filter(counter=counter, state__in=AT_COUNTER_STATES).exists():
        raise PersonStillHere


def _save(counter: Counter, state: CounterState, at: datetime) -> Counter:
    counter.state, counter.state_since = state, at
    counter.save(update_fields=["state", "state_since", "clerk", "clerk_name"])
    announce(unit_topic(counter.agency_id))
    return counter
