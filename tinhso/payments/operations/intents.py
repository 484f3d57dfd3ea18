"""Asking for money and taking the claim back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.prepared import Reading, insert_if_new
from tinhso.core.rls import acting_as, acting_inside
from tinhso.orgs.api import agency_above
from tinhso.payments.models import IntentState, PaymentIntent
from tinhso.payments.operations.journal import entry_for, post
from tinhso.payments.rules import bookings
from tinhso.payments.rules.bookings import Kind
from tinhso.payments.rules.states import INTENT

_SAME_CLAIM = Reading(lambda key: PaymentIntent.objects.filter(idempotency_key=key), key=str)


class NothingToPay(DomainError):
    """A claim needs an amount above zero."""

    code = "nothing_to_pay"
    text = gettext_lazy("Hồ sơ này không phải nộp khoản nào.")


class ClaimAlreadyOpen(DomainError):
    """The subject already has a claim that waits for money."""

    code = "claim_already_open"
    text = gettext_lazy(
        "Hồ sơ đang có một khoản chờ nộp. Hãy chờ khoản đó được nộp hoặc hủy trước."
    )


class ClaimClosed(DomainError):
    """The claim is paid or was taken back: nothing more to do about it."""

    code = "claim_closed"
    text = gettext_lazy("Khoản này đã nộp xong hoặc không thu nữa. Hãy tải lại trang để xem.")


@dataclass(frozen=True, slots=True)
class Claim:
    """What is asked of whom: lines as ``lines_to_keep`` gives them; their sum is due.

    :param agency_id: collects the money; its books show it.
    :param reader_agency_ids: the other agencies that see it.
    :param mandate_id: the mandate the subject was filed under; its holder may pay.
    :param idempotency_key: the same key is one claim.
    """

    subject: str
    purpose: str
    person_id: int
    payer_name: str
    agency_id: int
    lines: Sequence[Mapping[str, Any]]
    idempotency_key: str
    reader_agency_ids: Sequence[int] = ()
    purpose_en: str = ""
    reference_text: str = ""
    due_at: datetime | None = None
    mandate_id: int | None = None

    @property
    def amount_vnd(self) -> int:
        """Give the sum of the lines, in đồng."""
        return sum(line["amount_vnd"] for line in self.lines)


def open_intent(*, claim: Claim, actor: Actor, at: datetime) -> PaymentIntent:
    """Ask for money: one claim an idempotency key, one open claim a subject.

    Runs in the caller's transaction, as the platform: callers check who may ask.

    :raises NothingToPay: the lines sum to nothing.
    :raises ClaimAlreadyOpen: another claim on the subject still waits.
    """
    if claim.amount_vnd <= 0:
        raise NothingToPay
    with acting_inside(SYSTEM):
        intent = _new_intent(claim, at)
        if not insert_if_new(intent):
            return _same_claim(claim)
        entry = entry_for(intent, Kind.CLAIM, f"claim:{intent.pk}")
        post(entry=entry, sides=bookings.claim(intent.amount_vnd), actor=actor, at=at)
        return intent


def _same_claim(claim: Claim) -> PaymentIntent:
    found = _SAME_CLAIM.first(key=claim.idempotency_key)
    if found is None:
        raise ClaimAlreadyOpen
    return found


def _new_intent(claim: Claim, at: datetime) -> PaymentIntent:
    return PaymentIntent(
        token=new_token(),
        subject=claim.subject,
        purpose=claim.purpose,
        purpose_en=claim.purpose_en,
        reference_text=claim.reference_text,
        person_id=claim.person_id,
        payer_name=claim.payer_name,
        mandate_id=claim.mandate_id,
        agency_id=claim.agency_id,
        reader_agency_ids=readers_with_overseer(claim.agency_id, claim.reader_agency_ids),
        lines=list(claim.lines),
        amount_vnd=claim.amount_vnd,
        state=IntentState.OPEN,
        due_at=claim.due_at,
        created_at=at,
        idempotency_key=claim.idempotency_key,
    )


def readers_with_overseer(agency_id: int, others: Sequence[int] = ()) -> list[int]:
    """Give who else reads an agency's money: the agency above it, whose accountant keeps books."""
    above = agency_above(agency_id)
    return sorted({*others, *([above] if above else [])} - {agency_id})


def lock_intent(intent_id: int) -> PaymentIntent:
    """Give a claim's present row, locked until the transaction ends."""
    return PaymentIntent.objects.select_for_update().get(pk=intent_id)


@transaction.atomic
def cancel_intent(*, intent: PaymentIntent, actor: Actor, at: datetime) -> PaymentIntent:
    """Take a claim back that nobody has paid; money that still comes is given back.

    Callers check who may. Cancelled twice, it is cancelled once.

    :raises ClaimClosed: it is paid.
    """
    with acting_as(SYSTEM):
        locked = lock_intent(intent.pk)
        if locked.state == IntentState.CANCELLED:
            return locked
        if not INTENT.allows(action="CANCEL", state=locked.state):
            raise ClaimClosed
        locked.state, locked.cancelled_at = IntentState.CANCELLED, at
        locked.save(update_fields=["state", "cancelled_at"])
        entry = entry_for(locked, Kind.CANCEL, f"cancel:{locked.pk}")
        post(entry=entry, sides=bookings.cancel(locked.amount_vnd), actor=actor, at=at)
        return locked
