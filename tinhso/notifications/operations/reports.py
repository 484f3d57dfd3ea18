"""What providers say later: delivery reports pushed to us, and questions asked of them."""

from datetime import datetime, timedelta

import structlog

from tinhso.notifications.gateways import find_provider
from tinhso.notifications.gateways.parcel import NotTaken, Reported, Unclear
from tinhso.notifications.models import ChannelDelivery
from tinhso.notifications.operations.outcomes import POLL_EVERY, finish
from tinhso.notifications.operations.planning import send_soon
from tinhso.notifications.queries.board import NOT_ARRIVED
from tinhso.notifications.rules import Reason, State, after_report

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
    asked = list(due[:POLLED_AT_ONCE])
    for delivery in asked:
        since = delivery.sent_at or delivery.handed_at
        is_over = since is None or at - since > POLL_FOR
        row = ChannelDelivery.objects.filter(id=delivery.pk)
        row.update(poll_at=None if is_over else at + POLL_EVERY)
        _ask(delivery.provider, f"{delivery.reference}-{delivery.generation}", at)
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
    if state is None:
        _send_what_never_arrived(reference, at)
    else:
        apply_report(provider=name, reported=Reported(reference, state), at=at)


def _send_what_never_arrived(reference: str, at: datetime) -> None:
    """Send again what its silent provider, back now, does not have: nobody else has it either."""
    delivery = _lock(reference)
    if delivery is not None and delivery.state == State.UNCLEAR:
        _queue_again(delivery, at)


def resend(*, delivery_ids: list[int], at: datetime) -> int:
    """Send deliveries that did not arrive again, as new messages; gives how many.

    One that is unclear may ring a second time: a person decided so.
    """
    rows = ChannelDelivery.objects.select_for_update(of=("self",)).select_related("notification")
    chosen = list(rows.filter(id__in=delivery_ids, state__in=NOT_ARRIVED))
    for delivery in chosen:
        _queue_again(delivery, at)
    return len(chosen)


def _queue_again(delivery: ChannelDelivery, at: datetime) -> None:
    delivery.generation += 1
    delivery.state, delivery.reason = State.QUEUED, Reason.NONE
    delivery.queued_at, delivery.finished_at, delivery.sent_at = at, None, None
    delivery.handed_at = delivery.poll_at = None
    delivery.attempts, delivery.is_unclear = 0, False
    delivery.save()
    send_soon(delivery, at)


def take_as_sent(*, delivery_ids: list[int], at: datetime) -> int:
    """Leave unclear deliveries at that: a person takes them as sent; gives how many."""
    chosen = ChannelDelivery.objects.filter(id__in=delivery_ids, state=State.UNCLEAR)
    return chosen.update(state=State.SENT, reason=Reason.NONE, sent_at=at, poll_at=None)
