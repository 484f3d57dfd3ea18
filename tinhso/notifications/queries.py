"""Reads of notifications; every one starts from who acts."""

from django.db.models import QuerySet
from django.http import HttpRequest

from tinhso.core.actors import Actor
from tinhso.notifications.models import Notification
from tinhso.ui.navigation import actor_of


def notifications_of(actor: Actor) -> QuerySet[Notification]:
    """Give the acting person's notifications; nobody has none."""
    if actor.person_id is None:
        return Notification.objects.none()
    return Notification.objects.filter(person_id=actor.person_id)


def count_unread(actor: Actor) -> int:
    """Count what the acting person has not read."""
    return notifications_of(actor).filter(read_at__isnull=True).count()


def unread_badge(request: HttpRequest) -> int:
    """Give the number beside the menu entry."""
    actor = actor_of(request)
    return count_unread(actor) if actor.is_citizen else 0
