"""A fee paid at the national portal arrives: once, on the claim it was paid for."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.exchange.api import Arrived
from tinhso.payments.gateways.provider import ProviderOutcome
from tinhso.payments.models import AttemptState, PaymentAttempt, PaymentIntent
from tinhso.payments.operations.outcomes import record_outcome
from tinhso.payments.rules.states import PORTAL, Status


class ClaimUnknown(DomainError):
    """The portal tells of a payment for a claim that is not ours, or was of another one before."""

    code = "claim_unknown"
    text = gettext_lazy(
        "Không có khoản phải nộp nào khớp với khoản tiền này. Đối soát với Cổng quốc gia để biết"
        " tiền của ai và hoàn lại."
    )


def take_portal_payment(arrived: Arrived) -> str:
    """Book what a message of the portal says was paid; gives how the claim took it.

    Called in the transaction that marks the message as handled. Money for a claim that is settled
    or taken back, or of another amount, is surplus and goes back by itself.

    :raises ClaimUnknown: no claim has this token; the daily statement shows the money too.
    """
    body = arrived.body
    with acting_as(SYSTEM):
        intent = PaymentIntent.objects.filter(token=body["claim"]).first()
        if intent is None:
            raise ClaimUnknown
        attempt = _attempt(intent, body["payment"], int(body["amount_vnd"]), arrived.at)
        outcome = ProviderOutcome(
            order_code=attempt.order_code,
            status=Status.CAPTURED,
            amount_vnd=int(body["amount_vnd"]),
            transaction=body["payment"],
            at=datetime.fromisoformat(body["paid_at"]),
        )
        booked = record_outcome(outcome=outcome, at=arrived.at) or attempt
    return "surplus" if booked.is_surplus else "settled"


def _attempt(intent: PaymentIntent, payment: str, amount_vnd: int, at: datetime) -> PaymentAttempt:
    """Give the attempt that stands for a payment at the portal: it is known by its number there."""
    found, _is_new = PaymentAttempt.objects.get_or_create(
        order_code=payment,
        defaults={
            "intent": intent,
            "provider": PORTAL,
            "amount_vnd": amount_vnd,
            "state": AttemptState.STARTED,
            "created_at": at,
        },
    )
    if found.provider != PORTAL or found.intent_id != intent.pk:
        raise ClaimUnknown
    return found
