"""Reads of notifications; every one starts from who acts.

Row-level security knows citizens by their person, officers by their agency only; an officer's own
notifications are therefore read as the platform, always filtered by the officer's person.
"""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.dateparse import parse_datetime

from tinhso.core import clock
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.rls import acting_as
from tinhso.notifications.models import Notification
from tinhso.notifications.rules import split_message
from tinhso.ui.navigation import actor_of


def reading_own(actor: Actor) -> AbstractContextManager[None]:
    """Open what row-level security hides from officers: their own notifications."""
    return acting_as(SYSTEM) if actor.is_officer else nullcontext()


def notifications_of(actor: Actor) -> QuerySet[Notification]:
    """Give the acting person's notifications; nobody has none. Use inside ``reading_own``."""
    if actor.person_id is None:
        return Notification.objects.none()
    return Notification.objects.filter(person_id=actor.person_id)


def list_inbox(actor: Actor, cursor: str | None) -> KeysetPage[Notification]:
    """Give one page of the acting person's notifications, newest first."""
    with reading_own(actor):
        return page_by_keyset(notifications_of(actor), order=("-id",), cursor=cursor)


def count_unread(actor: Actor) -> int:
    """Count what the acting person has not read."""
    with reading_own(actor):
        return notifications_of(actor).filter(read_at__isnull=True).count()


def unread_badge(request: HttpRequest) -> int:
    """Give the number beside the menu entry."""
    return count_unread(actor_of(request))


@dataclass(frozen=True, slots=True)
class Wording:
    """What a notification says in one language."""

    title: str
    body: str


def wording_of(notification: Notification, language: str) -> Wording:
    """Give the words in a language: as they left, or written now when they have not left yet."""
    is_english = language == "en"
    title = notification.title_en if is_english else notification.title_vi
    if not title:
        return write_words(notification, language)
    return Wording(title, notification.body_en if is_english else notification.body_vi)


def write_words(notification: Notification, language: str) -> Wording:
    """Write a notification from its template and facts; moments become local time."""
    facts = notification.facts
    words = {**facts, "due_at": _local_moment(facts.get("due_at"))}
    with translation.override(language):
        text = render_to_string(
            f"notifications/messages/{notification.template}.{language}.txt", words
        )
    title, body = split_message(text)
    return Wording(title[:200], body)


def _local_moment(value: object) -> str:
    moment = parse_datetime(value) if isinstance(value, str) and value else value
    if not isinstance(moment, datetime):
        return ""
    return clock.local(moment).strftime("%H:%M %d/%m/%Y")
