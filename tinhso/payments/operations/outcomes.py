"""What a provider says of an order, made true in our books exactly once.

Notification, query, return page and statement all end here. Money that came is never ignored: it
settles the claim, or it is surplus and goes back.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_noop
from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import local
from tinhso.core.events import publish
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.ledger.api import record
from tinhso.payments.events import PaymentReceived
from tinhso.payments.gateways.provider import ProviderOutcome
from tinhso.payments.models import (
    AttemptState,
    Difference,
    DifferenceKind,
    DifferenceState,
    IntentState,
    PaymentAttempt,
    PaymentIntent,
    Refund,
    RefundState,
)
from tinhso.payments.operations.intents import lock_intent
from tinhso.payments.operations.journal import entry_for, post
from tinhso.payments.operations.telling import tell_payer
from tinhso.payments.rules import bookings
from tinhso.payments.rules.bookings import Kind
from tinhso.payments.rules.states import ACTION_OF_STATUS, ATTEMPT, Status, next_check_at

#: Why money goes back, by the state in which it found the claim, as papers say it.
_SURPLUS_REASONS = {
    IntentState.OPEN: gettext_noop("Số tiền nhận được không khớp khoản phải nộp."),
    IntentState.PAID: gettext_noop("Khoản đã nộp hai lần."),
    IntentState.CANCELLED: gettext_noop("Tiền đến sau khi khoản phải nộp đã hủy."),
}


@dataclass(frozen=True, slots=True)
class Captured:
    """Money that came: how much, when, under which number of the provider."""

    amount_vnd: int
    transaction: str
    at: datetime


def record_outcome(*, outcome: ProviderOutcome, at: datetime) -> PaymentAttempt | None:
    """Make true what a provider says of an order; give the attempt, ``None`` for an unknown order.

    Said again, in any order, late or twice, it changes nothing more: a capture stays a capture.
    """
    with acting_as(SYSTEM):
        known = PaymentAttempt.objects.filter(order_code=outcome.order_code).first()
        if known is None:
            return None
        intent = lock_intent(known.intent_id)
        attempt = PaymentAttempt.objects.select_for_update().get(pk=known.pk)
        _apply(intent, attempt, outcome, at)
        return attempt


def _apply(
    intent: PaymentIntent, attempt: PaymentAttempt, outcome: ProviderOutcome, at: datetime
) -> None:
    attempt.checked_at = at
    action = ACTION_OF_STATUS.get(outcome.status, "")
    if action and ATTEMPT.allows(action=action, state=attempt.state):
        if outcome.status is Status.CAPTURED:
            money = Captured(outcome.amount_vnd, outcome.transaction, outcome.at or at)
            capture_attempt(intent=intent, attempt=attempt, money=money, actor=SYSTEM, at=at)
        else:
            attempt.state = ATTEMPT.target(action=action, state=attempt.state)
            attempt.failure = outcome.failure
    attempt.next_check_at = next_check_at(
        state=attempt.state, created_at=attempt.created_at, now=at
    )
    attempt.save()


def capture_attempt(
    *,
    intent: PaymentIntent,
    attempt: PaymentAttempt,
    money: Captured,
    actor: Actor,
    at: datetime,
) -> None:
    """Book money on a locked attempt of a locked claim; the attempt is saved by the caller."""
    attempt.state = AttemptState.CAPTURED
    attempt.provider_transaction = money.transaction
    attempt.captured_at, attempt.captured_vnd = money.at, money.amount_vnd
    settles = intent.state == IntentState.OPEN and money.amount_vnd == intent.amount_vnd
    attempt.is_surplus = not settles
    key = attempt.drawer.key if attempt.drawer else ""
    place = bookings.money_place(attempt.provider, key)
    booked = bookings.capture if settles else bookings.surplus
    entry = entry_for(intent, Kind.CAPTURE if settles else Kind.SURPLUS, f"capture:{attempt.pk}")
    post(entry=entry, sides=booked(money.amount_vnd, place), actor=actor, at=at)
    if settles:
        _settle(intent, attempt, actor, at)
    else:
        _give_back(intent, attempt, at)


def _settle(intent: PaymentIntent, attempt: PaymentAttempt, actor: Actor, at: datetime) -> None:
    intent.state, intent.paid_at, intent.way = IntentState.PAID, at, attempt.provider
    intent.save(update_fields=["state", "paid_at", "way"])
    _record("PAYMENT_CAPTURED", intent, attempt, actor, at)
    tell_payer(intent=intent, template="payment_received", key=f"paid:{intent.pk}", at=at)
    for task in ("issue_intent_receipt", "announce_payment"):
        app.configure_task(f"tinhso.payments.tasks.{task}", queue="documents").defer(
            intent_id=intent.pk
        )
    publish(received(intent))


def received(intent: PaymentIntent) -> PaymentReceived:
    """Give the news of a settled claim."""
    return PaymentReceived(
        intent_id=intent.pk,
        subject=intent.subject,
        amount_vnd=intent.amount_vnd,
        way=intent.way,
        at=intent.paid_at or intent.created_at,
    )


def _give_back(intent: PaymentIntent, attempt: PaymentAttempt, at: datetime) -> None:
    """Ask for a refund of money nothing is owed for, and list it for the accountant."""
    attempt.save()
    _record("PAYMENT_SURPLUS", intent, attempt, SYSTEM, at)
    is_wrong = intent.state == IntentState.OPEN
    Refund.objects.get_or_create(
        idempotency_key=f"surplus:{attempt.pk}",
        defaults={
            "token": new_token(),
            "attempt": attempt,
            "intent": intent,
            "person_id": intent.person_id,
            "agency_id": intent.agency_id,
            "reader_agency_ids": intent.reader_agency_ids,
            "amount_vnd": attempt.captured_vnd,
            "reason": _SURPLUS_REASONS[IntentState(intent.state)],
            "state": RefundState.REQUESTED,
            "requested_by_name": SYSTEM.name,
            "requested_at": at,
        },
    )
    kind = DifferenceKind.WRONG_AMOUNT if is_wrong else DifferenceKind.PAID_TWICE
    open_difference(attempt=attempt, kind=kind, theirs_vnd=attempt.captured_vnd, at=at)


def open_difference(
    *, attempt: PaymentAttempt, kind: DifferenceKind, theirs_vnd: int, at: datetime
) -> Difference:
    """List a disagreement about an attempt for a person to deal with, once."""
    intent = attempt.intent
    found, _is_new = Difference.objects.get_or_create(
        key=f"{kind}:{attempt.provider}:{attempt.pk}",
        defaults={
            "provider": attempt.provider,
            "day": local(attempt.captured_at or at).date(),
            "kind": kind,
            "agency_id": intent.agency_id,
            "reader_agency_ids": intent.reader_agency_ids,
            "attempt": attempt,
            "transaction": attempt.provider_transaction or "",
            "ours_vnd": intent.amount_vnd if kind == DifferenceKind.WRONG_AMOUNT else 0,
            "theirs_vnd": theirs_vnd,
            "state": DifferenceState.OPEN,
            "opened_at": at,
        },
    )
    return found


def _record(
    kind: str, intent: PaymentIntent, attempt: PaymentAttempt, actor: Actor, at: datetime
) -> None:
    record(
        kind=kind,
        subject=f"payment:{intent.token}",
        payload={
            "subject": intent.subject,
            "amount_vnd": attempt.captured_vnd,
            "way": attempt.provider,
            "transaction": attempt.provider_transaction or "",
        },
        actor=actor,
        at=at,
    )
