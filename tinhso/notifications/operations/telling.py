"""Telling people: facts at once, in the transaction of the act; words and ways out by the relay."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from tinhso.core import outbox
from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.core.prepared import insert_unread
from tinhso.notifications.models import Notification
from tinhso.notifications.queries import notifications_of, reading_own
from tinhso.notifications.rules import TEMPLATES, missing_context

TELLING = "telling"


class UnknownTemplate(DomainError):
    """No notification of this name exists, or its facts are incomplete: a mistake in the code."""

    code = "unknown_template"
    text = gettext_lazy("Chưa soạn được thông báo này. Hãy báo người quản trị hệ thống.")


def notify(
    *,
    person_id: int,
    template: str,
    context: Mapping[str, Any],
    url: str,
    at: datetime,
    idempotency_key: str,
) -> None:
    """Tell a person something, in both languages, once per idempotency key.

    Kept in the caller's transaction: told exactly if the act happened. Only template and facts
    are kept, so that the act does not wait for words; ``context`` is JSON-ready, moments allowed.
    ``url`` is a path of this site. The relay writes the words and sends them over the channels
    the person chose; its queue holds the key of the notification and no personal data.

    :raises UnknownTemplate: no such template, or the context lacks a name it needs.
    """
    if template not in TEMPLATES or missing_context(template, context):
        raise UnknownTemplate
    notification = Notification(
        person_id=person_id,
        template=template,
        facts={name: context[name] for name in TEMPLATES[template]},
        url=url,
        created_at=at,
        idempotency_key=idempotency_key,
    )
    # Whoever tells may not read the other's notifications: no RETURNING, no conflict target.
    insert_unread(notification)
    outbox.enqueue(
        destination=TELLING,
        topic=template,
        ordering_key=f"person:{person_id}",
        payload={"notification": idempotency_key},
        idempotency_key=f"tell:{idempotency_key}",
        at=at,
    )


def mark_read(*, actor: Actor, notification_id: int, at: datetime) -> Notification | None:
    """Note that the person read one of their notifications; give it, or ``None`` if not theirs."""
    with reading_own(actor):
        notification = notifications_of(actor).filter(id=notification_id).first()
        if notification is not None and notification.read_at is None:
            notification.read_at = at
            notification.save(update_fields=["read_at"])
        return notification


def mark_all_read(*, actor: Actor, at: datetime) -> int:
    """Note that the person read everything; gives how many were unread."""
    with reading_own(actor):
        return notifications_of(actor).filter(read_at__isnull=True).update(read_at=at)
