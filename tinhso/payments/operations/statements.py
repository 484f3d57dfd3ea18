"""Reconciliation: a provider's day against ours, line by line; nothing it says is left lying."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.ledger.api import record
from tinhso.payments.gateways import list_all_providers
from tinhso.payments.gateways.provider import (
    PaymentProvider,
    ProviderOutcome,
    StatedMovement,
)
from tinhso.payments.models import (
    AttemptState,
    Difference,
    DifferenceKind,
    DifferenceState,
    PaymentAttempt,
    Refund,
    RefundState,
    StatementLine,
)
from tinhso.payments.operations.journal import entry_for, post
from tinhso.payments.operations.outcomes import record_outcome
from tinhso.payments.operations.refund_payments import finish_refund
from tinhso.payments.permissions import NotMoneyOfficer, differences_for
from tinhso.payments.queries.balances import day_bounds
from tinhso.payments.rules import bookings
from tinhso.payments.rules.bookings import Kind
from tinhso.payments.rules.statements import Mismatch, Movement, StatedKind, compare
from tinhso.payments.rules.states import Status


class ResolutionRequired(DomainError):
    """Whoever closes a difference says what was done."""

    code = "resolution_required"
    text = gettext_lazy("Ghi rõ đã xử lý chênh lệch này thế nào.")


class DifferenceClosed(DomainError):
    """Somebody dealt with it already."""

    code = "difference_closed"
    text = gettext_lazy("Chênh lệch này đã được xử lý.")


def compare_statement(*, provider: PaymentProvider, day: date, at: datetime) -> list[Difference]:
    """Fetch a provider's statement of a day and settle it against our books.

    Captures and refunds we had not heard of are made true; what cannot be is listed for a person.
    Compared again, nothing is booked or listed twice. Gives the differences still open of that day.

    :raises ProviderUnavailable: there is no statement to be had now.
    """
    stated = provider.statement(day)
    with acting_as(SYSTEM):
        _keep_lines(provider.code, day, stated)
        moments = {(line.movement.kind, line.movement.transaction): line.at for line in stated}
        theirs = [line.movement for line in stated]
        for mismatch in compare(theirs, _our_movements(provider.code, day)):
            if mismatch.code == "LATE_CAPTURE" and mismatch.theirs is not None:
                moment = moments[mismatch.theirs.kind, mismatch.theirs.transaction]
                _make_true(provider.code, mismatch.theirs, moment, at)
        for mismatch in compare(theirs, _our_movements(provider.code, day)):
            _list(provider.code, day, mismatch, at)
        _settle(provider.code, theirs, at)
        return list(
            Difference.objects.filter(
                provider=provider.code, day=day, state=DifferenceState.OPEN
            ).order_by("pk")
        )


def _keep_lines(provider: str, day: date, stated: list[StatedMovement]) -> None:
    StatementLine.objects.bulk_create(
        (
            StatementLine(
                provider=provider,
                day=day,
                kind=str(line.movement.kind),
                transaction=line.movement.transaction,
                order_code=line.movement.order_code,
                amount_vnd=line.movement.amount_vnd,
                at=line.at,
            )
            for line in stated
        ),
        ignore_conflicts=True,
    )


def _our_movements(provider: str, day: date) -> list[Movement]:
    begins, ends = day_bounds(day)
    captured = PaymentAttempt.objects.filter(
        provider=provider, captured_at__gte=begins, captured_at__lt=ends
    )
    refunded = Refund.objects.filter(
        attempt__provider=provider, done_at__gte=begins, done_at__lt=ends
    )
    return [
        *(
            Movement(
                StatedKind.CAPTURE,
                attempt.provider_transaction or "",
                attempt.order_code,
                attempt.captured_vnd,
            )
            for attempt in captured
        ),
        *(
            Movement(StatedKind.REFUND, refund.provider_refund, refund.token, refund.amount_vnd)
            for refund in refunded
        ),
    ]


def _make_true(provider: str, theirs: Movement, moment: datetime, at: datetime) -> None:
    """Book a capture or refund nobody told us of; an order we do not know stays a difference."""
    if theirs.kind is StatedKind.REFUND:
        approved = Refund.objects.filter(
            token=theirs.order_code, state=RefundState.APPROVED, attempt__provider=provider
        )
        for refund in approved:
            finish_refund(refund=refund, provider_refund=theirs.transaction, at=moment)
        return
    outcome = ProviderOutcome(
        order_code=theirs.order_code,
        status=Status.CAPTURED,
        amount_vnd=theirs.amount_vnd,
        transaction=theirs.transaction,
        at=moment,
    )
    record_outcome(outcome=outcome, at=at)


def _list(provider: str, day: date, mismatch: Mismatch, at: datetime) -> None:
    side = mismatch.ours or mismatch.theirs
    if side is None:
        return
    attempt = PaymentAttempt.objects.filter(order_code=side.order_code, provider=provider).first()
    refund = Refund.objects.filter(token=side.order_code).select_related("attempt").first()
    attempt = attempt or (refund.attempt if refund else None)
    is_unknown = mismatch.code == "LATE_CAPTURE"
    kind = DifferenceKind.UNKNOWN_ORDER if is_unknown else DifferenceKind(mismatch.code)
    intent = attempt.intent if attempt else None
    Difference.objects.get_or_create(
        key=f"{kind}:{provider}:{side.kind}:{side.transaction}",
        defaults={
            "provider": provider,
            "day": day,
            "kind": kind,
            "agency_id": intent.agency_id if intent else None,
            "reader_agency_ids": intent.reader_agency_ids if intent else [],
            "attempt": attempt,
            "transaction": side.transaction,
            "ours_vnd": mismatch.ours.amount_vnd if mismatch.ours else 0,
            "theirs_vnd": mismatch.theirs.amount_vnd if mismatch.theirs else 0,
            "state": DifferenceState.OPEN,
            "opened_at": at,
        },
    )


def _settle(provider: str, theirs: list[Movement], at: datetime) -> None:
    """Book what the provider passes on to the treasury: every line both sides agree on, once."""
    for line in theirs:
        attempt = _agreed_attempt(provider, line)
        if attempt is None:
            continue
        sign = -1 if line.kind is StatedKind.REFUND else 1
        key = f"settlement:{provider}:{line.kind}:{line.transaction}"
        entry = entry_for(attempt.intent, Kind.SETTLEMENT, key)
        sides = bookings.settlement(sign * line.amount_vnd, provider)
        post(entry=entry, sides=sides, actor=SYSTEM, at=at)


def _agreed_attempt(provider: str, line: Movement) -> PaymentAttempt | None:
    if line.kind is StatedKind.CAPTURE:
        return PaymentAttempt.objects.filter(
            provider=provider,
            provider_transaction=line.transaction,
            state=AttemptState.CAPTURED,
            captured_vnd=line.amount_vnd,
        ).first()
    refund = Refund.objects.filter(
        provider_refund=line.transaction, state=RefundState.DONE, amount_vnd=line.amount_vnd
    ).first()
    return refund.attempt if refund else None


def order_comparison(*, day: date) -> None:
    """Have a day compared with every provider, after the running transaction commits."""
    for provider in list_all_providers():
        app.configure_task("tinhso.payments.tasks.compare_day").defer(
            provider_code=provider.code, day=day.isoformat()
        )


@transaction.atomic
def resolve_difference(
    *, difference: Difference, resolution: str, actor: Actor, at: datetime
) -> Difference:
    """Note what a person did about a disagreement.

    :raises ResolutionRequired: nothing is said.
    :raises NotMoneyOfficer: the actor does not keep this agency's books.
    :raises DifferenceClosed: somebody dealt with it already.
    """
    if not resolution.strip():
        raise ResolutionRequired
    if not differences_for(actor).filter(pk=difference.pk).exists():
        raise NotMoneyOfficer
    with acting_as(SYSTEM):
        locked = Difference.objects.select_for_update().get(pk=difference.pk)
        if locked.state != DifferenceState.OPEN:
            raise DifferenceClosed
        locked.state, locked.resolution = DifferenceState.RESOLVED, resolution.strip()
        locked.resolved_by_name, locked.resolved_at = actor.name, at
        locked.save()
        record(
            kind="PAYMENT_DIFFERENCE_RESOLVED",
            subject=f"difference:{locked.pk}",
            payload={"kind": locked.kind, "resolution": locked.resolution},
            actor=actor,
            at=at,
        )
        return locked
