"""Work of payments nobody waits for: asking providers, receipts, refunds, statements."""

from datetime import timedelta
from typing import Any

import structlog
from procrastinate.contrib.django import app

from tinhso.core.actors import Actor
from tinhso.core.clock import local, now
from tinhso.core.events import publish
from tinhso.core.tasks import system_task
from tinhso.payments import operations
from tinhso.payments.gateways import find_provider
from tinhso.payments.gateways.provider import ProviderUnavailable
from tinhso.payments.models import IntentState, PaymentAttempt, PaymentIntent, Refund, RefundState

_log = structlog.get_logger(__name__)
_AT_ONCE = 200


@app.periodic(cron="* * * * *")
@system_task(queueing_lock="find_waiting_payments")
def find_waiting_payments(timestamp: int) -> None:
    """Have every order asked about whose time has come, and every refund sent that waits."""
    due = PaymentAttempt.objects.filter(next_check_at__lte=now()).order_by("next_check_at")
    for pk in due.values_list("pk", flat=True)[:_AT_ONCE]:
        check_payment.defer(attempt_id=pk)
    waiting = Refund.objects.filter(state=RefundState.APPROVED, failure="").exclude(
        attempt__provider="cash"
    )
    for pk in waiting.values_list("pk", flat=True)[:_AT_ONCE]:
        send_refund.defer(refund_id=pk)


@system_task()
def check_payment(*, attempt_id: int) -> None:
    """Ask the provider about one order; a provider that is down is asked again later."""
    attempt = PaymentAttempt.objects.get(pk=attempt_id)
    try:
        operations.check_attempt(attempt=attempt, at=now())
    except ProviderUnavailable:
        later = now() + timedelta(minutes=1)
        PaymentAttempt.objects.filter(pk=attempt_id).update(next_check_at=later)


@system_task(retry=10)
def send_refund(*, refund_id: int) -> None:
    """Send an approved refund; sent twice it is one refund at the provider."""
    operations.send_refund(refund=Refund.objects.get(pk=refund_id), at=now())


@system_task(queue="documents", retry=10)
def issue_intent_receipt(*, intent_id: int) -> None:
    """Issue the receipt of a settled claim; run twice, it is issued once."""
    operations.issue_receipt(intent_id=intent_id, at=now())


@system_task(queue="documents", retry=10)
def issue_closing_report(*, closing_id: int, actor: dict[str, Any]) -> None:
    """Issue the report of a closed drawer; run twice, it is issued once."""
    operations.issue_closing(closing_id=closing_id, actor=Actor.from_json(actor), at=now())


@system_task(queue="documents", retry=10)
def announce_payment(*, intent_id: int) -> None:
    """Tell the news of a settled claim again, should the process have died right after it."""
    intent = PaymentIntent.objects.get(pk=intent_id)
    if intent.state == IntentState.PAID:
        publish(operations.received(intent))


@app.periodic(cron="5 1 * * *")
@system_task(queueing_lock="order_statements")
def order_statements(timestamp: int) -> None:
    """Have yesterday and the day before compared with every provider, one task each."""
    today = local(now()).date()
    for back in (2, 1):
        operations.order_comparison(day=today - timedelta(days=back))


@system_task(retry=20)
def compare_day(*, provider_code: str, day: str) -> None:
    """Compare one day of one provider; compared again, nothing is booked twice."""
    provider = find_provider(provider_code)
    if provider is None:
        return
    local_day = local(now()).date().fromisoformat(day)
    found = operations.compare_statement(provider=provider, day=local_day, at=now())
    _log.info("statement compared", provider=provider_code, day=day, differences=len(found))
