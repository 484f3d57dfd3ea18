"""Reads of claims: a payer's own, the state of a claim in words, what a subject owes and paid."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from tinhso.core.actors import Actor
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.money import format_vnd
from tinhso.core.prepared import Reading
from tinhso.payments.models import (
    AttemptState,
    IntentState,
    PaymentAttempt,
    PaymentIntent,
    Refund,
    RefundState,
)
from tinhso.payments.permissions import intents_for
from tinhso.ui.components import Tone

PAGE_SIZE = 20
_OF_SUBJECT = Reading(
    lambda subject: (
        PaymentIntent.objects.filter(subject=subject).select_related("receipt").order_by("-pk")
    ),
    subject=str,
)


@dataclass(frozen=True, slots=True)
class Described:
    """A claim's state in words, with its colour; ``refunded`` is what went back, if anything."""

    words: str
    tone: Tone
    amount: str
    refunded: str = ""


def describe_intent(intent: PaymentIntent) -> Described:
    """Say how a claim stands."""
    tones = {IntentState.OPEN: Tone.WARNING, IntentState.PAID: Tone.SUCCESS}
    state = IntentState(intent.state)
    back = refunded_vnd(intent) if state is IntentState.PAID else 0
    words = str(state.label)
    if back:
        words = _("Đã hoàn tiền") if back >= intent.amount_vnd else _("Đã hoàn một phần")
    return Described(
        words=words,
        tone=tones.get(state, Tone.NEUTRAL) if not back else Tone.INFO,
        amount=format_vnd(intent.amount_vnd),
        refunded=format_vnd(back) if back else "",
    )


def paid_by_name(intent: PaymentIntent) -> str:
    """Give who paid a settled claim in the payer's place, by mandate; empty for the payer."""
    if intent.state != IntentState.PAID:
        return ""
    paid = intent.attempts.filter(state=AttemptState.CAPTURED, is_surplus=False)
    return paid.values_list("paid_by_name", flat=True).first() or ""


def refunded_vnd(intent: PaymentIntent) -> int:
    """Give what went back of a claim's own money (not of surplus), in đồng."""
    done = Refund.objects.filter(
        intent=intent, state=RefundState.DONE, attempt__is_surplus=False
    ).aggregate(total=Sum("amount_vnd"))
    return done["total"] or 0


def list_own_intents(actor: Actor, cursor: str | None) -> KeysetPage[PaymentIntent]:
    """Give one page of the payer's claims, newest first, with their receipts."""
    rows = intents_for(actor).select_related("receipt")
    return page_by_keyset(rows, order=("-created_at", "-id"), cursor=cursor, size=PAGE_SIZE)


def intents_of_subject(subject: str) -> QuerySet[PaymentIntent]:
    """Give the claims of a subject the acting person may see, newest first."""
    return PaymentIntent.objects.filter(subject=subject).select_related("receipt").order_by("-pk")


def list_intents_of_subject(subject: str) -> list[PaymentIntent]:
    """Give the same, read by a planned statement: every look at a case asks for its claims."""
    return _OF_SUBJECT.all(subject=subject)


def intents_paid_since(since: datetime, subject_prefix: str) -> QuerySet[PaymentIntent]:
    """Give the claims paid since a moment whose subject begins so; of what the actor may see."""
    paid = PaymentIntent.objects.filter(state=IntentState.PAID, paid_at__gte=since)
    return paid.filter(subject__startswith=subject_prefix).order_by("paid_at", "pk")


def find_waiting_attempt(intent: PaymentIntent) -> PaymentAttempt | None:
    """Give the last payment of a claim whose outcome nobody knows yet, or ``None``."""
    return intent.attempts.filter(state=AttemptState.STARTED).order_by("-pk").first()


def find_open_intent(subject: str) -> PaymentIntent | None:
    """Give the claim of a subject that waits for money, or ``None``."""
    return intents_of_subject(subject).filter(state=IntentState.OPEN).first()
