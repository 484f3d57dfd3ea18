"""Giving money back: one person asks, another decides, then it is sent or paid out."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.ledger.api import record
from tinhso.payments.models import (
    AttemptState,
    PaymentAttempt,
    Refund,
    RefundState,
)
from tinhso.payments.operations.attempts import CASH
from tinhso.payments.operations.journal import entry_for, post
from tinhso.payments.permissions import (
    require_approver,
    require_refund_requester,
)
from tinhso.payments.rules import bookings
from tinhso.payments.rules.bookings import Kind
from tinhso.payments.rules.states import REFUND


class RefundTooLarge(DomainError):
    """More than what came and has not gone back yet."""

    code = "refund_too_large"
    text = gettext_lazy("Số tiền hoàn lớn hơn số còn lại của lần nộp này.")


class RefundClosed(DomainError):
    """The refund is not at this step (any more)."""

    code = "refund_closed"
    text = gettext_lazy("Đề nghị hoàn tiền này đã được xử lý. Hãy tải lại trang để xem.")


class SamePerson(DomainError):
    """Who asks does not decide (four eyes)."""

    code = "refund_same_person"
    text = gettext_lazy("Người đề nghị không được tự duyệt. Hãy để người khác duyệt.")


class RefundReasonRequired(DomainError):
    """Money goes back for a reason."""

    code = "refund_reason_required"
    text = gettext_lazy("Hãy ghi lý do.")


def refundable_vnd(attempt: PaymentAttempt) -> int:
    """Give what came by an attempt and neither went back nor is about to, in đồng."""
    asked = attempt.refunds.exclude(state=RefundState.REFUSED).aggregate(total=Sum("amount_vnd"))
    return attempt.captured_vnd - (asked["total"] or 0)


@transaction.atomic
def request_refund(
    *, attempt: PaymentAttempt, amount_vnd: int, reason: str, actor: Actor, at: datetime
) -> Refund:
    """Ask that money of a captured attempt goes back, all of it or a part.

    :raises NotMoneyOfficer: the actor does not work with this agency's money.
    :raises RefundReasonRequired: no reason is given.
    :raises RefundTooLarge: it is more than what is left.
    """
    if not reason.strip():
        raise RefundReasonRequired
    require_refund_requester(actor, attempt.intent)
    with acting_as(SYSTEM):
        return _ask(attempt, amount_vnd, reason.strip(), actor, at)


def _ask(
    attempt: PaymentAttempt, amount_vnd: int, reason: str, actor: Actor, at: datetime
) -> Refund:
    locked = PaymentAttempt.objects.select_for_update().get(pk=attempt.pk)
    is_right = locked.state == AttemptState.CAPTURED and 0 < amount_vnd <= refundable_vnd(locked)
    if not is_right:
        raise RefundTooLarge
    intent = locked.intent
    number = locked.refunds.count() + 1
    return Refund.objects.create(
        token=new_token(),
        attempt=locked,
        intent=intent,
        person_id=intent.person_id,
        agency_id=intent.agency_id,
        reader_agency_ids=intent.reader_agency_ids,
        amount_vnd=amount_vnd,
        reason=reason,
        state=RefundState.REQUESTED,
        requested_by_id=actor.person_id if actor.is_officer else None,
        requested_by_name=actor.name,
        requested_at=at,
        idempotency_key=f"refund:{locked.pk}:{number}",
    )


def request_refund_of_subject(*, subject: str, reason: str, at: datetime) -> list[Refund]:
    """Ask, as the platform, for everything a subject's paid claims still hold; nothing twice.

    Used when a case is taken back before work on it began. Runs in the caller's transaction.
    """
    with acting_as(SYSTEM):
        captured = PaymentAttempt.objects.filter(
            intent__subject=subject, state=AttemptState.CAPTURED, is_surplus=False
        )
        left = [(attempt, refundable_vnd(attempt)) for attempt in captured.order_by("pk")]
        return [_ask(attempt, rest, reason, SYSTEM, at) for attempt, rest in left if rest > 0]


def lock_refund(refund: Refund, action: str) -> Refund:
    """Give a refund's present row, locked, if the action is open to it.

    :raises RefundClosed: it is not.
    """
    locked = Refund.objects.select_for_update().get(pk=refund.pk)
    if not REFUND.allows(action=action, state=locked.state):
        raise RefundClosed
    return locked


@transaction.atomic
def approve_refund(*, refund: Refund, note: str, actor: Actor, at: datetime) -> Refund:
    """Decide that money goes back; online money is sent by a task, cash waits at the counter.

    :raises NotMoneyOfficer: the actor may not decide for this agency.
    :raises SamePerson: the actor asked for it.
    :raises RefundClosed: it is decided already.
    """
    _check_decider(refund, actor)
    with acting_as(SYSTEM):
        locked = lock_refund(refund, "APPROVE")
        _decide(locked, RefundState.APPROVED, note, actor, at)
        sides = bookings.refund_approved(locked.amount_vnd, is_surplus=locked.attempt.is_surplus)
        entry = entry_for(locked.intent, Kind.REFUND_APPROVED, f"refund:{locked.pk}:approved")
        post(entry=entry, sides=sides, actor=actor, at=at)
        record_refund("PAYMENT_REFUND_APPROVED", locked, actor, at)
        if locked.attempt.provider != CASH:
            app.configure_task("tinhso.payments.tasks.send_refund").defer(refund_id=locked.pk)
    return locked


@transaction.atomic
def refuse_refund(*, refund: Refund, note: str, actor: Actor, at: datetime) -> Refund:
    """Decide that the money stays, with a reason.

    :raises RefundReasonRequired: no reason is given.
    :raises NotMoneyOfficer: the actor may not decide for this agency.
    :raises SamePerson: the actor asked for it.
    :raises RefundClosed: it is decided already.
    """
    if not note.strip():
        raise RefundReasonRequired
    _check_decider(refund, actor)
    with acting_as(SYSTEM):
        locked = lock_refund(refund, "REFUSE")
        _decide(locked, RefundState.REFUSED, note, actor, at)
    return locked


def _check_decider(refund: Refund, actor: Actor) -> None:
    require_approver(actor, refund.agency_id, refund.reader_agency_ids)
    if refund.requested_by_id is not None and refund.requested_by_id == actor.person_id:
        raise SamePerson


def _decide(refund: Refund, state: RefundState, note: str, actor: Actor, at: datetime) -> None:
    refund.state, refund.decision_note = state, note.strip()
    refund.decided_by_id, refund.decided_by_name = actor.person_id, actor.name
    refund.decided_at = at
    refund.save()


def record_refund(kind: str, refund: Refund, actor: Actor, at: datetime) -> None:
    """Enter a decision or payment of a refund in the ledger."""
    record(
        kind=kind,
        subject=f"payment:{refund.intent.token}",
        payload={
            "subject": refund.intent.subject,
            "amount_vnd": refund.amount_vnd,
            "reason": refund.reason,
        },
        actor=actor,
        at=at,
    )
