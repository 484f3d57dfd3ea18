"""Refunds on their way: sent to the provider that took the money, or paid out of a drawer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import local
from tinhso.core.errors import DomainError
from tinhso.core.events import publish
from tinhso.core.rls import acting_as
from tinhso.payments.events import PaymentRefunded
from tinhso.payments.gateways import find_provider
from tinhso.payments.gateways.provider import ProviderRefused
from tinhso.payments.models import CashDrawer, Refund, RefundState
from tinhso.payments.operations.attempts import CASH
from tinhso.payments.operations.cash import DrawerClosed
from tinhso.payments.operations.journal import entry_for, post
from tinhso.payments.operations.refunds import RefundClosed, lock_refund, record_refund
from tinhso.payments.operations.telling import tell_payer
from tinhso.payments.permissions import require_cashier
from tinhso.payments.queries.balances import drawer_balance
from tinhso.payments.rules import bookings
from tinhso.payments.rules.bookings import Kind


class DrawerShort(DomainError):
    """The drawer holds less than what is to be paid out."""

    code = "drawer_short"
    text = gettext_lazy("Quầy không đủ tiền mặt để trả. Hãy chọn quầy khác.")


def send_refund(*, refund: Refund, at: datetime) -> Refund:
    """Ask the provider to give approved money back; asked again it is the same refund there.

    :raises ProviderUnavailable: no answer: to be tried again.
    """
    if refund.state != RefundState.APPROVED:
        return refund
    provider = find_provider(refund.attempt.provider)
    if provider is None:
        return _not_sent(refund, "Cổng thanh toán này không còn dùng: trả tại quầy.")
    try:
        number = provider.refund(
            transaction=refund.attempt.provider_transaction or "",
            refund_code=refund.token,
            amount_vnd=refund.amount_vnd,
        )
    except ProviderRefused as refusal:
        return _not_sent(refund, refusal.message)
    return finish_refund(refund=refund, provider_refund=number, at=at)


def _not_sent(refund: Refund, reason: str) -> Refund:
    """Note why a refund does not go back the way it came; the counter may pay it out."""
    refund.failure = reason[:200]
    Refund.objects.filter(pk=refund.pk).update(failure=refund.failure)
    return refund


@transaction.atomic
def finish_refund(*, refund: Refund, provider_refund: str, at: datetime) -> Refund:
    """Note that the provider gave the money back, once."""
    with acting_as(SYSTEM):
        locked = Refund.objects.select_for_update().get(pk=refund.pk)
        if locked.state == RefundState.DONE:
            return locked
        locked = lock_refund(locked, "FINISH")
        _finish(locked, bookings.money_place(locked.attempt.provider), SYSTEM, at)
        locked.provider_refund, locked.failure = provider_refund, ""
        locked.save()
    return locked


@transaction.atomic
def pay_out_refund(*, refund: Refund, drawer: CashDrawer, actor: Actor, at: datetime) -> Refund:
    """Pay an approved refund out of a drawer to the payer at the counter.

    :raises NotCashier: the actor is no clerk of the drawer's agency.
    :raises RefundClosed: it is not approved, or paid out already, or goes back online.
    :raises DrawerShort: the drawer holds less.
    :raises DrawerClosed: the drawer was counted today.
    """
    require_cashier(actor, drawer.agency_id)
    require_cashier(actor, refund.agency_id)
    with acting_as(SYSTEM):
        held = CashDrawer.objects.select_for_update().get(pk=drawer.pk)
        locked = lock_refund(refund, "FINISH")
        if locked.attempt.provider != CASH and not locked.failure:
            raise RefundClosed
        if held.closings.filter(day=local(at).date()).exists():
            raise DrawerClosed
        if drawer_balance(held) < locked.amount_vnd:
            raise DrawerShort
        _finish(locked, bookings.money_place(CASH, held.key), actor, at)
        locked.save()
    return locked


def _finish(
    refund: Refund, place: tuple[bookings.Account, str], actor: Actor, at: datetime
) -> None:
    refund.state, refund.done_at = RefundState.DONE, at
    entry = entry_for(refund.intent, Kind.REFUND_PAID, f"refund:{refund.pk}:paid")
    post(entry=entry, sides=bookings.refund_paid(refund.amount_vnd, place), actor=actor, at=at)
    record_refund("PAYMENT_REFUNDED", refund, actor, at)
    tell_payer(
        intent=refund.intent,
        template="payment_refunded",
        key=f"refund:{refund.pk}",
        at=at,
        amount_vnd=refund.amount_vnd,
    )
    publish(
        PaymentRefunded(
            intent_id=refund.intent_id,
            subject=refund.intent.subject,
            amount_vnd=refund.amount_vnd,
            at=at,
        )
    )
