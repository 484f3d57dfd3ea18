"""Payments for a demonstration's stories: as if a provider, or a clerk, had taken the money."""

from datetime import datetime

from django.conf import settings

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.payments.gateways.provider import ProviderOutcome
from tinhso.payments.models import AttemptState, CashDrawer, PaymentAttempt, PaymentIntent
from tinhso.payments.operations.cash import add_drawer, take_cash
from tinhso.payments.operations.outcomes import record_outcome
from tinhso.payments.rules.states import Status

#: No provider in use: nobody asks it, its money is in no statement.
SAMPLE_PROVIDER = "sample"


def pay_sample_online(*, intent: PaymentIntent, at: datetime) -> None:
    """Let a claim be paid online in a story of the demonstration; nothing elsewhere."""
    if not settings.DEMO:
        return
    with acting_as(SYSTEM):
        attempt = PaymentAttempt.objects.create(
            intent=intent,
            provider=SAMPLE_PROVIDER,
            order_code=new_token(),
            amount_vnd=intent.amount_vnd,
            state=AttemptState.STARTED,
            created_at=at,
        )
    outcome = ProviderOutcome(
        order_code=attempt.order_code,
        status=Status.CAPTURED,
        amount_vnd=intent.amount_vnd,
        transaction=f"MINHHOA{attempt.pk}",
        at=at,
    )
    record_outcome(outcome=outcome, at=at)


def pay_sample_cash(*, intent: PaymentIntent, clerk: Actor, at: datetime) -> None:
    """Let a clerk take a claim's money in a story of the demonstration; nothing elsewhere."""
    if not settings.DEMO:
        return
    with acting_as(SYSTEM):
        drawer = CashDrawer.objects.filter(agency_id=intent.agency_id).first()
    if drawer is None:
        drawer = add_drawer(agency_id=intent.agency_id, name="Quầy 1", actor=clerk, at=at)
    take_cash(intent=intent, drawer=drawer, actor=clerk, at=at)
