"""From a notification to its ways out: words written and kept, one delivery per channel queued."""

from datetime import datetime

from tinhso.core import outbox
from tinhso.core.identifiers import new_token
from tinhso.notifications.models import ChannelDelivery, Notification
from tinhso.notifications.queries.policy import kind_rule
from tinhso.notifications.queries.reach import reach_of
from tinhso.notifications.queries.words import FILE_VERSION, find_current_version, write_words
from tinhso.notifications.rules import (
    IN_APP_ONLY,
    LANGUAGES,
    Channel,
    Planned,
    State,
    kind_of,
    next_channel,
    route,
)
from tinhso.notifications.rules.channels import ALIVE

DESTINATIONS = {Channel.EMAIL: "email", Channel.ZALO: "zalo", Channel.SMS: "sms"}


def plan_deliveries(message: outbox.Delivery) -> None:
    """Write a notification's words and queue it on the person's channels, once."""
    key = message.payload["notification"]
    notification = Notification.objects.select_related("person").filter(idempotency_key=key).first()
    if notification is None:
        return
    keep_words(notification)
    if notification.template in IN_APP_ONLY:
        return
    kind = kind_of(notification.template)
    reach = reach_of(notification.person)[kind]
    for planned in route(reach, is_legal=kind_rule(kind).is_legal):
        queue_delivery(notification, planned, message.at)


def keep_words(notification: Notification) -> None:
    """Write both languages once: what the person was told does not change with its template."""
    if notification.title_vi:
        return
    version = find_current_version(notification.template)
    in_vi, in_en = (write_words(notification, language, version) for language in LANGUAGES)
    notification.title_vi, notification.body_vi = in_vi.title, in_vi.body
    notification.title_en, notification.body_en = in_en.title, in_en.body
    notification.template_version = version.version if version else FILE_VERSION
    notification.save(
        update_fields=["title_vi", "title_en", "body_vi", "body_en", "template_version"]
    )


def queue_delivery(notification: Notification, planned: Planned, at: datetime) -> None:
    """Write one channel's delivery and, unless suppressed, its message for the relay; once."""
    delivery, is_new = ChannelDelivery.objects.get_or_create(
        notification=notification,
        channel=planned.channel,
        defaults={
            "person_id": notification.person_id,
            "state": planned.state,
            "reason": planned.reason,
            "reference": new_token(),
            "created_at": at,
            "queued_at": at,
            "finished_at": at if planned.reason else None,
        },
    )
    if is_new and not planned.reason:
        send_soon(delivery, at)


def send_soon(delivery: ChannelDelivery, at: datetime) -> None:
    """Give a queued delivery to the relay; each generation leaves once."""
    urgency = kind_rule(kind_of(delivery.notification.template)).urgency
    outbox.enqueue(
        destination=DESTINATIONS[Channel(delivery.channel)],
        topic=delivery.notification.template,
        # Urgent messages do not queue behind those that wait for the morning.
        ordering_key=f"person:{delivery.person_id}:{urgency}",
        payload={"delivery": delivery.reference, "generation": delivery.generation},
        idempotency_key=f"deliver:{delivery.reference}:{delivery.generation}",
        at=at,
    )


def follow_failure(delivery: ChannelDelivery, at: datetime) -> None:
    """Queue the next channel when everything a notification tried has failed."""
    notification = delivery.notification
    others = ChannelDelivery.objects.filter(notification=notification)
    states = {Channel(other.channel): State(other.state) for other in others}
    if ALIVE.intersection(states.values()):
        return
    kind = kind_of(notification.template)
    is_legal = kind_rule(kind).is_legal
    tried = {channel for channel, state in states.items() if state is not State.SUPPRESSED}
    following = next_channel(reach_of(notification.person)[kind], tried, is_legal=is_legal)
    if following is None:
        return
    others.filter(channel=following, state=State.SUPPRESSED).delete()
    queue_delivery(notification, Planned(following), at)
