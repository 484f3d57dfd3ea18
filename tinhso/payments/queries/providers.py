"""How providers are doing, for the administrator: counts only, nobody's personal data."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.payments.models import (
    AttemptState,
    Difference,
    DifferenceState,
    PaymentAttempt,
    ProviderMessage,
    Refund,
    RefundState,
    StatementLine,
)


@dataclass(frozen=True, slots=True)
class ProviderState:
    """One provider: what waits, what failed, the last word from it."""

    code: str
    waiting_count: int
    oldest_waiting_at: datetime | None
    captured_count: int
    failed_count: int
    message_count: int
    repeated_count: int
    last_message_at: datetime | None
    waiting_refund_count: int
    failed_refund_count: int
    open_difference_count: int
    last_statement_on: object


def provider_state(code: str) -> ProviderState:
    """Give how a provider is doing. Callers let administrators only."""
    with acting_as(SYSTEM):
        attempts = PaymentAttempt.objects.filter(provider=code).aggregate(
            waiting=Count("pk", filter=Q(state=AttemptState.STARTED)),
            oldest=Min("created_at", filter=Q(state=AttemptState.STARTED)),
            captured=Count("pk", filter=Q(state=AttemptState.CAPTURED)),
            failed=Count("pk", filter=Q(state__in=[AttemptState.FAILED, AttemptState.EXPIRED])),
        )
        messages = ProviderMessage.objects.filter(provider=code).aggregate(
            n=Count("pk"), repeated=Count("pk", filter=Q(times__gt=1)), last=Max("received_at")
        )
        refunds = Refund.objects.filter(
            attempt__provider=code, state=RefundState.APPROVED
        ).aggregate(waiting=Count("pk"), failed=Count("pk", filter=~Q(failure="")))
        open_count = Difference.objects.filter(provider=code, state=DifferenceState.OPEN).count()
        stated = StatementLine.objects.filter(provider=code).aggregate(last=Max("day"))
    return ProviderState(
        code=code,
        waiting_count=attempts["waiting"],
        oldest_waiting_at=attempts["oldest"],
        captured_count=attempts["captured"],
        failed_count=attempts["failed"],
        message_count=messages["n"],
        repeated_count=messages["repeated"],
        last_message_at=messages["last"],
        waiting_refund_count=refunds["waiting"],
        failed_refund_count=refunds["failed"],
        open_difference_count=open_count,
        last_statement_on=stated["last"],
    )
