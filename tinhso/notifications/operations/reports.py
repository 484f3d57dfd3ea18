"""What providers say later: delivery reports pushed to us, and questions asked of them."""

from datetime import datetime, timedelta

import structlog

from tinhso.notifications.gateways import find_provider
from tinhso.notifications.gateways.parcel import NotTaken, Reported, Unclear
from tinhso.notifications.models import ChannelDelivery
from tinhso.notifications.operations.outcomes import finish
from tinhso.notifications.operations.planning import send_soon
from tinhso.notifications.rules import Reason, State, after_report

POLL_EVERY = timedelta(minutes=10)
POLL_FOR = timedelta(hours=48)
POLLED_AT_ONCE = 100
_REASONS = {State.BOUNCED: Reason.ADDRESS_REFUSED, State.FAILED: Reason.NOT_DELIVERED}
_log = structlog.get_logger(__name__)


def apply_report(*, provider: str, reported: Reported, at: datetime) -> bool:
    """Note what a provider reports, once however often it does; gives whether it is known.

    A report about another provider's message is not: a provider speaks for its own only.
    """
    delivery = _lock(reported.reference)
    if delivery is None or delivery.provider != provider:
        return False
    state = after_report(State(delivery.state), reported.state)
    if state is State(delivery.state):
        return True
    if state is State.SENT:
        delivery.state = state
        delivery.save(update_fields=["state"])
        return True
    finish(delivery, state, _REASONS.get(state, Reason.NONE), at)
    return True


def _lock(reference: str) -> ChannelDelivery | None:
    token, _, generation = reference.partition("-")
    return (
        ChannelDelivery.objects.select_for_update(of=("self",))
        .select_related("notification__person")
        .filter(reference=token, generation=generation if generation.isdecimal() else -1)
        .first()
    )


def poll_deliveries(*, at: datetime) -> int:
    """Ask providers about messages they have not reported on; gives how many were asked about."""
    due = ChannelDelivery.objects.filter(poll_at__lte=at).order_by("poll_at")
    asked = list(
        due.values_list("id", "reference", "generation", "provider", "sent_at")[:POLLED_AT_ONCE]
    )
    for delivery_id, token, generation, provider, sent_at in asked:
        row = ChannelDelivery.objects.filter(id=delivery_id)
        is_over = sent_at is None or at - sent_at > POLL_FOR
        row.update(poll_at=None if is_over else at + POLL_EVERY)
        _ask(provider, f"{token}-{generation}", at)
    return len(asked)


def _ask(name: str, reference: str, at: datetime) -> None:
    provider = find_provider(name)
    if provider is None:
        return
    try:
        state = provider.ask(reference)
    except (NotTaken, Unclear) as failure:
        _log.info("provider gave no answer", provider=name, error=str(failure)[:200])
        return
    if state is not None:
        apply_report(provider=name, reported=Reported(reference, state), at=at)


def resend(*, delivery_ids: list[int], at: datetime) -> int:
    """Send failed deliveries again, as new messages; gives how many."""
    failed = ChannelDelivery.objects.select_for_update(of=("self",)).select_related("notification")
    chosen = list(failed.filter(id__in=delivery_ids, state__in=[State.FAILED, State.BOUNCED]))
    for delivery in chosen:
        delivery.generation += 1
        delivery.state, delivery.reason = State.QUEUED, Reason.NONE
        delivery.queued_at, delivery.finished_at, delivery.sent_at = at, None, None
        delivery.attempts = 0
        delivery.save()
        send_soon(delivery, at)
    return len(chosen)
