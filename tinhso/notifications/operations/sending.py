"""Sending one delivery: quiet hours, one provider marked at a time, what each answer means."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

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
#: How long a provider that may have a message can be silent before a person decides.
UNCLEAR_FOR = timedelta(minutes=30)
POLL_AFTER = timedelta(minutes=2)
LONGEST_WAIT = timedelta(minutes=15)
_EVEN_CHANCE = 0.5
SENT = Counter("tinhso_messages_sent", "Messages handed to providers", ["channel", "provider"])
_log = structlog.get_logger(__name__)


def send_delivery(message: outbox.Delivery) -> outbox.Answer:
    """Send a queued delivery; give how long to wait when it cannot leave yet.

    Whatever a provider answers is kept: nothing is raised, so that a failure counts for the
    breaker. Which provider may have the message is committed before it is talked to; whatever dies
    in between, no other provider gets it, and that one knows it by its reference.
    """
    payload = message.payload
    delivery = _lock(reference=payload["delivery"], generation=payload["generation"])
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
    return _hand_over(delivery, at, frozenset())


def _lock(**named: Any) -> ChannelDelivery | None:
    """Give the named delivery, locked, if it still waits to be sent."""
    rows = ChannelDelivery.objects.select_for_update(of=("self",))
    return rows.select_related("notification__person").filter(state=State.QUEUED, **named).first()


@dataclass(frozen=True, slots=True)
class _Mark:
    """What was committed before talking: whose turn, whether it may have had the message before."""

    delivery_id: int
    generation: int
    was_unclear: bool
    tried: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a provider said: its number of the message, or why not."""

    message_id: str = ""
    failure: Exception | None = None


def _hand_over(delivery: ChannelDelivery, at: datetime, tried: frozenset[str]) -> outbox.Answer:
    """Mark the next provider as the one that may have the message, then talk to it."""
    provider = _next_provider(delivery, at, tried)
    if provider is None:
        return _wait_or_give_up(delivery, at)
    was_unclear = delivery.is_unclear
    if not was_unclear:
        delivery.provider, delivery.is_unclear, delivery.handed_at = provider.name, True, at
        delivery.save(update_fields=["provider", "is_unclear", "handed_at"])
    mark = _Mark(delivery.pk, delivery.generation, was_unclear, tried | {provider.name})
    return outbox.HandOver(
        talk=partial(_talk, provider, parcel_of(delivery), was_unclear=was_unclear),
        keep=partial(_keep, mark, provider, at),
    )


def _next_provider(
    delivery: ChannelDelivery, at: datetime, tried: frozenset[str]
) -> Provider | None:
    """Give whom to try: only the one that may have the message, as long as that is unclear."""
    providers = providers_of(Channel(delivery.channel))
    if delivery.is_unclear:
        return next((one for one in providers if one.name == delivery.provider), None)
    left = [provider for provider in providers if provider.name not in tried]
    if len(providers) == 1:
        return next(iter(left), None)
    health = health_of(provider.name for provider in left)
    return next((provider for provider in left if not health[provider.name].is_open(at)), None)


def _talk(provider: Provider, parcel: Parcel, *, was_unclear: bool) -> _Said:
    """Hand the message over; who may have it already is asked first, and keeps it if silent.

    A mail server cannot be asked: a second letter with the same Message-ID is the same letter.
    """
    if was_unclear and provider.channel is not Channel.EMAIL:
        try:
            known = provider.ask(parcel.reference)
        except (NotTaken, Unclear) as silence:
            return _Said(failure=Unclear(str(silence)))
        if known not in {None, State.FAILED}:
            return _Said()
    try:
        return _Said(provider.send(parcel))
    except (AddressRefused, MessageRefused, NotTaken, Unclear) as failure:
        return _Said(failure=failure)


def _keep(mark: _Mark, provider: Provider, at: datetime, said: _Said) -> outbox.Answer:
    """Keep what a provider said; surely without the message, it is the next one's turn."""
    delivery = _lock(pk=mark.delivery_id, generation=mark.generation)
    if delivery is None:
        return None
    if said.failure is None:
        return _sent(delivery, provider, said.message_id, at)
    if isinstance(said.failure, AddressRefused | MessageRefused):
        note_success(provider.name, at)
        return _refused(delivery, said.failure, at)
    note_failure(provider.name, said.failure, at)
    # Handed over twice, an answer to the second says nothing of the first.
    if isinstance(said.failure, Unclear) or mark.was_unclear:
        return _wait_or_give_up(delivery, at)
    delivery.is_unclear, delivery.handed_at = False, None
    return _hand_over(delivery, at, mark.tried)


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


def _refused(delivery: ChannelDelivery, error: Exception, at: datetime) -> timedelta | None:
    is_bounce = isinstance(error, AddressRefused)
    state = State.BOUNCED if is_bounce else State.FAILED
    reason = Reason.ADDRESS_REFUSED if is_bounce else Reason.MESSAGE_REFUSED
    _log.info("message refused", delivery=delivery.reference, state=state, error=str(error)[:200])
    delivery.attempts += 1
    finish(delivery, state, reason, at)
    return None


def _wait_or_give_up(delivery: ChannelDelivery, at: datetime) -> timedelta | None:
    delivery.attempts += 1
    if delivery.is_unclear and at - (delivery.handed_at or at) >= UNCLEAR_FOR:
        finish(delivery, State.UNCLEAR, Reason.NO_ANSWER, at)
        return None
    if not delivery.is_unclear and at - delivery.queued_at >= GIVE_UP_AFTER:
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
