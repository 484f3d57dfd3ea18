"""Trying to pay online: an order with a provider, and asking the provider how it stands."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.payments.gateways import find_offered, find_provider
from tinhso.payments.gateways.provider import OrderWish, PaymentProvider, ProviderUnavailable
from tinhso.payments.models import AttemptState, PaymentAttempt, PaymentIntent
from tinhso.payments.operations.intents import ClaimClosed, lock_intent
from tinhso.payments.operations.outcomes import record_outcome
from tinhso.payments.rules.states import FIRST_CHECK, may_retry

CASH = "cash"


class UnknownProvider(DomainError):
    """No such way of paying is in use."""

    code = "unknown_payment_provider"
    text = gettext_lazy("Cách thanh toán này không dùng được. Hãy chọn cách khác.")


@transaction.atomic
def start_attempt(
    *, intent: PaymentIntent, provider_code: str, at: datetime, paid_by_name: str = ""
) -> PaymentAttempt:
    """Order the payment from a provider; an order that still waits is used again.

    Callers check whose claim it is. The claim stays locked meanwhile: two clicks, one order. Should
    the process die before the commit, nobody has learnt the address of the order.

    :param paid_by_name: who pays in the payer's place, by mandate; empty for the payer.
    :raises UnknownProvider: the province does not use it.
    :raises ClaimClosed: the claim is paid or was taken back.
    :raises ProviderUnavailable: the provider does not answer; nothing was ordered.
    """
    provider = find_offered(provider_code)
    if provider is None:
        raise UnknownProvider
    with acting_as(SYSTEM):
        locked = lock_intent(intent.pk)
        attempts = list(locked.attempts.order_by("-pk"))
        if not may_retry(
            intent_state=locked.state, attempt_states=tuple(each.state for each in attempts)
        ):
            raise ClaimClosed
        waiting = (each for each in attempts if each.state == AttemptState.STARTED)
        found = next((each for each in waiting if each.provider == provider.code), None)
        attempt = found or _order(locked, provider, at)
        if attempt.paid_by_name != paid_by_name:
            attempt.paid_by_name = paid_by_name
            attempt.save(update_fields=["paid_by_name"])
        return attempt


def _order(intent: PaymentIntent, provider: PaymentProvider, at: datetime) -> PaymentAttempt:
    order_code = new_token()
    wish = OrderWish(
        order_code=order_code,
        amount_vnd=intent.amount_vnd,
        description=f"{intent.reference} {intent.purpose}"[:140],
        return_url=_whole(reverse("payments:result", args=[order_code])),
        notify_url=_whole(reverse("payments:notify", args=[provider.code])),
    )
    return PaymentAttempt.objects.create(
        intent=intent,
        provider=provider.code,
        order_code=order_code,
        amount_vnd=intent.amount_vnd,
        state=AttemptState.STARTED,
        payment_url=provider.create_order(wish),
        created_at=at,
        next_check_at=at + FIRST_CHECK,
    )


def _whole(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def check_attempt(*, attempt: PaymentAttempt, at: datetime) -> PaymentAttempt:
    """Ask the provider how an order stands and make it true; give the attempt as it is then.

    :raises ProviderUnavailable: the provider does not answer: nothing changed.
    """
    provider = find_provider(attempt.provider)
    if provider is None:
        raise ProviderUnavailable
    return record_outcome(outcome=provider.query(attempt.order_code), at=at) or attempt


def settle_waiting(*, intent: PaymentIntent, at: datetime) -> None:
    """Ask about every order of a claim that still waits, before cash is taken for it.

    A provider that does not answer is passed over: money that comes later goes back as surplus.
    """
    for attempt in intent.attempts.filter(state=AttemptState.STARTED).exclude(provider=CASH):
        try:
            check_attempt(attempt=attempt, at=at)
        except ProviderUnavailable:
            continue
