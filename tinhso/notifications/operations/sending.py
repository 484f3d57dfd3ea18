"""Sending one delivery: quiet hours, providers with a breaker, what each answer means."""

from datetime import datetime, timedelta

import structlog
from prometheus_client import Counter

from tinhso.core import clock, outbox
from tinhso.core.outbox_relay import back_off
from tinhso.notifications.gateways import providers_of
from tinhso.notifications.gateways.parcel import (
    AddressRefused,
    MessageRefused,
    NotTaken,
    Parcel,
    Provider,
    Unclear,
)
from tinhso.notifications.models import ChannelDelivery
from tinhso.notifications.operations.outcomes import finish, note_failure, note_success
from tinhso.notifications.operations.planning import follow_failure
from tinhso.notifications.operations.unsubscribing import stop_url
from tinhso.notifications.queries.health import health_of
from tinhso.notifications.queries.policy import policy, rule_of
from tinhso.notifications.queries.reach import address_of, is_unreachable
from tinhso.notifications.queries.words import find_version, wording_of, write_words
from tinhso.notifications.rules import Channel, Reason, State
from tinhso.notifications.rules.quiet_hours import quiet_wait
from tinhso.notifications.rules.sms import measure, shorten, without_accents

GIVE_UP_AFTER = timedelta(hours=24)
#: How long a message stays with a provider that may have it and cannot be asked.
UNCLEAR_FOR = timedelta(minutes=30)
POLL_AFTER = timedelta(minutes=2)
LONGEST_WAIT = timedelta(minutes=15)
_EVEN_CHANCE = 0.5
SENT = Counter("tinhso_messages_sent", "Messages handed to providers", ["channel", "provider"])
_log = structlog.get_logger(__name__)


def send_delivery(message: outbox.Delivery) -> timedelta | None:
    """Send a queued delivery; give how long to wait when it cannot leave yet.

    Whatever a provider answers is kept: nothing is raised, so that a failure counts for the
    breaker. A message another relay sent before it was killed is known to the provider by its
    reference and not sent twice.
    """
    delivery = _take(message)
    if delivery is None:
        return None
    at = clock.local(message.at)
    urgency = rule_of(delivery.notification.template).urgency
    channel = Channel(delivery.channel)
    wait = quiet_wait(policy().quiet_hours, channel=channel, urgency=urgency, at=at)
    if wait:
        return wait
    parcel = parcel_of(delivery)
    if not parcel.address:
        finish(delivery, State.SUPPRESSED, Reason.NO_ADDRESS, at)
        return None
    if not delivery.generation and is_unreachable(delivery.notification.person, channel):
        finish(delivery, State.SUPPRESSED, Reason.UNREACHABLE, at)
        follow_failure(delivery, at)
        return None
    return _offer(delivery, parcel, at)


def _take(message: outbox.Delivery) -> ChannelDelivery | None:
    found = (
        ChannelDelivery.objects.select_for_update(of=("self",))
        .select_related("notification__person")
        .filter(
            reference=message.payload["delivery"],
            generation=message.payload["generation"],
            state=State.QUEUED,
        )
    )
    return found.first()


def _offer(delivery: ChannelDelivery, parcel: Parcel, at: datetime) -> timedelta | None:
    """Offer the message to each provider that works, until one takes it or refuses it."""
    for provider in _candidates(delivery, at):
        delivery.provider = provider.name
        try:
            if _is_known_elsewhere(delivery, provider, parcel):
                return _sent(delivery, provider, "", at)
            return _sent(delivery, provider, provider.send(parcel), at)
        except AddressRefused as refusal:
            note_success(provider.name, at)
            return _refused(delivery, State.BOUNCED, Reason.ADDRESS_REFUSED, refusal, at)
        except MessageRefused as refusal:
            note_success(provider.name, at)
            return _refused(delivery, State.FAILED, Reason.MESSAGE_REFUSED, refusal, at)
        except NotTaken as failure:
            note_failure(provider.name, failure, at)
        except Unclear as failure:
            note_failure(provider.name, failure, at)
            delivery.is_unclear = True
            break
    return _wait_or_give_up(delivery, at)


def _candidates(delivery: ChannelDelivery, at: datetime) -> list[Provider]:
    """Give the providers to try: only the one that may have the message, while that is unclear."""
    providers = providers_of(Channel(delivery.channel))
    is_held = delivery.is_unclear and at - delivery.queued_at < UNCLEAR_FOR
    if is_held:
        providers = [p for p in providers if p.name == delivery.provider] or providers
    if len(providers) == 1:
        return providers
    health = health_of(provider.name for provider in providers)
    return [provider for provider in providers if not health[provider.name].is_open(at)]


def _is_known_elsewhere(delivery: ChannelDelivery, provider: Provider, parcel: Parcel) -> bool:
    """Ask the provider that may have the message before it is handed over a second time."""
    return (
        delivery.is_unclear
        and provider.ask(parcel.reference) not in {None, State.FAILED}
        and (provider.channel is not Channel.EMAIL)
    )


def _sent(
    delivery: ChannelDelivery, provider: Provider, message_id: str, at: datetime
) -> timedelta | None:
    delivery.state = State.SENT
    delivery.reason = Reason.NONE
    delivery.is_unclear = False
    delivery.attempts += 1
    delivery.provider_message_id = message_id
    delivery.sent_at = at
    if provider.channel is Channel.SMS:
        delivery.segments = measure(parcel_of(delivery).text).segments
        delivery.cost_vnd += delivery.segments * policy().price_of(provider.name, at.date())
    if provider.channel is not Channel.EMAIL:
        delivery.poll_at = at + POLL_AFTER
    delivery.save()
    note_success(provider.name, at)
    SENT.labels(delivery.channel, provider.name).inc()
    return None


def _refused(
    delivery: ChannelDelivery, state: State, reason: Reason, error: Exception, at: datetime
) -> timedelta | None:
    _log.info("message refused", delivery=delivery.reference, state=state, error=str(error)[:200])
    delivery.attempts += 1
    finish(delivery, state, reason, at)
    return None


def _wait_or_give_up(delivery: ChannelDelivery, at: datetime) -> timedelta | None:
    delivery.attempts += 1
    if at - delivery.queued_at >= GIVE_UP_AFTER:
        finish(delivery, State.FAILED, Reason.NO_PROVIDER, at)
        return None
    delivery.save()
    return min(back_off(delivery.attempts, _EVEN_CHANCE), LONGEST_WAIT)


def parcel_of(delivery: ChannelDelivery) -> Parcel:
    """Make the parcel of a delivery, in the person's language, by the words that were kept."""
    notification, person = delivery.notification, delivery.notification.person
    version = find_version(notification.template, notification.template_version or 1)
    wording = wording_of(notification, person.language, version)
    text = write_words(notification, person.language, version).sms
    return Parcel(
        reference=f"{delivery.reference}-{delivery.generation}",
        address=address_of(person, Channel(delivery.channel)),
        language=person.language,
        full_name=person.full_name,
        title=wording.title,
        body=wording.body,
        text=text_for_phone(text),
        url=notification.url,
        created_at=notification.created_at,
        template=notification.template,
        facts=notification.facts,
        zalo_template=(version.zalo_template if version else "")
        or policy().zalo_template(notification.template),
        stop_url=stop_url(notification),
    )


def text_for_phone(text: str) -> str:
    """Give a text as the province sends it: without accents if it says so, never too long."""
    chosen = policy()
    return shorten(
        text if chosen.has_sms_accents else without_accents(text), chosen.most_sms_segments
    )
