"""How a delivery ends, what a failed address means, how a provider does."""

from datetime import datetime, timedelta

from tinhso.core.sealed import mask
from tinhso.notifications.models import ChannelDelivery, ProviderHealth, UnreachableAddress
from tinhso.notifications.operations.planning import follow_failure
from tinhso.notifications.operations.telling import notify
from tinhso.notifications.queries.health import health_of
from tinhso.notifications.queries.reach import address_of, index_of
from tinhso.notifications.rules import Channel, Reason, State
from tinhso.notifications.rules.breaker import after_failure

POLL_EVERY = timedelta(minutes=10)
_SEEN_EVERY = timedelta(minutes=1)
_MOST_ERROR = 300


def finish(delivery: ChannelDelivery, state: State, reason: Reason, at: datetime) -> None:
    """End a delivery; a failure lets the next channel try, a bounce marks the address.

    Where it stays unclear the provider is asked again until it answers or a person decides.
    """
    delivery.state, delivery.reason = state, reason
    can_be_asked = state is State.UNCLEAR and delivery.channel != Channel.EMAIL
    delivery.finished_at, delivery.poll_at = at, at + POLL_EVERY if can_be_asked else None
    delivery.is_unclear = False
    delivery.save()
    if state is State.DELIVERED and delivery.generation:
        UnreachableAddress.objects.filter(
            person_id=delivery.person_id, channel=delivery.channel
        ).delete()
    if state is State.BOUNCED:
        _mark_unreachable(delivery, at)
    if state in {State.FAILED, State.BOUNCED}:
        follow_failure(delivery, at)


def _mark_unreachable(delivery: ChannelDelivery, at: datetime) -> None:
    channel, person = Channel(delivery.channel), delivery.notification.person
    address = address_of(person, channel)
    # No account with Zalo says nothing about the phone: only the channel is left alone.
    UnreachableAddress.objects.update_or_create(
        person=person,
        channel=channel,
        defaults={"address_index": index_of(address), "marked_at": at},
    )
    if channel is Channel.ZALO:
        return
    notify(
        person_id=person.pk,
        template="email_unreachable" if channel is Channel.EMAIL else "phone_unreachable",
        context={"address": mask(address)},
        url="/thong-bao/kenh/",
        at=at,
        idempotency_key=f"unreachable:{person.pk}:{index_of(address).hex()[:16]}:{at:%y%m%d}",
    )


def note_failure(provider: str, failure: Exception, at: datetime) -> None:
    """Count a failure of a provider; after some in a row its circuit opens."""
    row, _ = ProviderHealth.objects.select_for_update().get_or_create(provider=provider)
    health = after_failure(health_of([provider])[provider], at)
    row.failure_count, row.rests_until = health.failure_count, health.rests_until
    row.last_failed_at = at
    row.last_error = str(failure)[:_MOST_ERROR]
    row.save()


def note_success(provider: str, at: datetime) -> None:
    """Close a provider's circuit; written only when something changes, at most once a minute."""
    row, _ = ProviderHealth.objects.get_or_create(provider=provider)
    is_recent = row.last_sent_at is not None and at - row.last_sent_at < _SEEN_EVERY
    if row.failure_count == 0 and is_recent:
        return
    ProviderHealth.objects.filter(provider=provider).update(
        failure_count=0, rests_until=None, last_sent_at=at
    )
