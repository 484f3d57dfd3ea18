"""Reads of notifications; every one starts from who acts.

Row-level security knows citizens by their person, officers by their agency only; an officer's own
notifications are therefore read as the platform, always filtered by the officer's person.
"""

from contextlib import AbstractContextManager, nullcontext

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.prepared import Statement
from tinhso.core.rls import acting_as, acting_inside
from tinhso.notifications.models import ChannelDelivery, Notification
from tinhso.ui.navigation import actor_of

_UNREAD = Statement(
    "select count(*) from notifications_notification where person_id = %s and read_at is null"
)


def reading_own(actor: Actor) -> AbstractContextManager[None]:
    """Open what row-level security hides from officers: their own notifications."""
    return acting_as(SYSTEM) if actor.is_officer else nullcontext()


def notifications_of(actor: Actor) -> QuerySet[Notification]:
    """Give the acting person's notifications; nobody has none. Use inside ``reading_own``."""
    if actor.person_id is None:
        return Notification.objects.none()
    return Notification.objects.filter(person_id=actor.person_id)


def list_inbox(actor: Actor, cursor: str | None) -> KeysetPage[Notification]:
    """Give one page of the acting person's notifications with their deliveries, newest first."""
    deliveries = Prefetch("deliveries", ChannelDelivery.objects.order_by("id"))
    with reading_own(actor):
        own = notifications_of(actor).prefetch_related(deliveries)
        return page_by_keyset(own, order=("-id",), cursor=cursor)


def count_unread(actor: Actor) -> int:
    """Count what the acting person has not read."""
    if actor.person_id is None:
        return 0
    with acting_inside(SYSTEM) if actor.is_officer else nullcontext():
        found = _UNREAD.row(actor.person_id)
    return int(found[0]) if found else 0


def unread_badge(request: HttpRequest) -> int:
    """Give the number beside the menu entry."""
    return count_unread(actor_of(request))


def list_told(person_id: int) -> QuerySet[Notification]:
    """Give everything a person was told, newest first, as far as the current actor may know."""
    return Notification.objects.filter(person_id=person_id).order_by("-created_at", "-id")
