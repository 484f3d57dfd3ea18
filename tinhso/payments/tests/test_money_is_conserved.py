"""Whatever payers, banks and networks do, in whatever order: money is conserved, counted once.

A model-based test: the peer's own books on one side, ours on the other; notifications are dropped,
doubled and reordered at will.
"""

from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import settings as property_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from peers.payment.book import Book
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local, now
from tinhso.payments.gateways.demo import _outcome, _stated
from tinhso.payments.gateways.provider import StatedMovement
from tinhso.payments.models import (
    AttemptState,
    IntentState,
    JournalLine,
    PaymentAttempt,
    PaymentIntent,
    Refund,
    RefundState,
)
from tinhso.payments.operations import (
    ClaimClosed,
    approve_refund,
    cancel_intent,
    compare_statement,
    finish_refund,
    issue_receipt,
    record_outcome,
    take_cash,
)
from tinhso.payments.queries.balances import balance
from tinhso.payments.rules.bookings import Account
from tinhso.payments.tests.factories import Office, make_attempt, make_intent, make_office

AMOUNT = 16_000
_PICK = st.integers(min_value=0, max_value=50)


class _BookProvider:
    """The peer's books as a provider, without the network."""

    code = "demo"

    def __init__(self, book: Book) -> None:
        self.book = book

    def statement(self, day: Any) -> list[StatedMovement]:
        """Give the day's lines."""
        return [_stated(line) for line in self.book.statement(day.isoformat())]


class Money(RuleBasedStateMachine):
    """One claim, a drawer, a provider, and a postman one cannot trust."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.office: Office = make_office()
        self.intent = make_intent(self.office, amount_vnd=AMOUNT)
        self.drawer = self.office.drawer()
        self.book = Book()
        self.letters: list[dict[str, Any]] = []

    def teardown(self) -> None:
        """Forget everything."""
        transaction.savepoint_rollback(self.savepoint)

    def _order(self, pick: int) -> Any:
        orders = self.book.list_orders()
        return orders[pick % len(orders)] if orders else None

    @rule()
    def order(self) -> None:
        attempt = make_attempt(self.intent)
        self.book.create(
            {
                "order_code": attempt.order_code,
                "amount_vnd": AMOUNT,
                "return_url": "",
                "notify_url": "",
            }
        )

    @rule(pick=_PICK)
    def pay_or_pay_late(self, pick: int) -> None:
        if order := self._order(pick):
            self.letters.append(self.book.capture(order.order_code).says())

    @rule(pick=_PICK)
    def fail(self, pick: int) -> None:
        if order := self._order(pick):
            self.letters.append(self.book.fail(order.order_code, "bank").says())

    @rule(pick=_PICK, is_doubled=st.booleans())
    def deliver_any_letter(self, pick: int, is_doubled: bool) -> None:
        if self.letters:
            letter = self.letters.pop(pick % len(self.letters))
            for _ in range(2 if is_doubled else 1):
                record_outcome(outcome=_outcome(letter), at=now())

    @rule()
    def lose_every_letter(self) -> None:
        self.letters.clear()

    @rule(pick=_PICK)
    def ask(self, pick: int) -> None:
        if order := self._order(pick):
            record_outcome(outcome=_outcome(order.says()), at=now())

    @rule()
    def pay_in_cash(self) -> None:
        # The clerk asks every waiting order first; here the provider is down.
        try:
            take_cash(intent=self.intent, drawer=self.drawer, actor=self.office.clerk, at=now())
        except ClaimClosed:
            assert PaymentIntent.objects.get(pk=self.intent.pk).state != IntentState.OPEN

    @rule()
    def cancel(self) -> None:
        try:
            cancel_intent(intent=self.intent, actor=SYSTEM, at=now())
        except ClaimClosed:
            assert PaymentIntent.objects.get(pk=self.intent.pk).state == IntentState.PAID

    @rule()
    def give_surplus_back(self) -> None:
        waiting = Refund.objects.filter(state=RefundState.REQUESTED, attempt__provider="demo")
        for refund in waiting:
            approved = approve_refund(refund=refund, note="", actor=self.office.leader, at=now())
            number = self.book.refund(
                transaction=refund.attempt.provider_transaction or "",
                refund_code=refund.token,
                amount_vnd=refund.amount_vnd,
            )
            finish_refund(refund=approved, provider_refund=number, at=now())

    @rule()
    def compare(self) -> None:
        self._compare(now())
        stated = {order.order_code for order in self.book.list_orders() if order.transaction}
        ours = PaymentAttempt.objects.filter(provider="demo", state=AttemptState.CAPTURED)
        assert stated == set(ours.values_list("order_code", flat=True))

    def _compare(self, at: datetime) -> None:
        provider: Any = _BookProvider(self.book)
        compare_statement(provider=provider, day=local(at).date(), at=at)

    @invariant()
    def books_balance(self) -> None:
        assert (JournalLine.objects.aggregate(total=Sum("amount_vnd"))["total"] or 0) == 0

    @invariant()
    def claim_is_settled_by_one_payment_at_most(self) -> None:
        settling = PaymentAttempt.objects.filter(
            intent=self.intent, state=AttemptState.CAPTURED, is_surplus=False
        ).count()
        state = PaymentIntent.objects.get(pk=self.intent.pk).state
        assert settling == (1 if state == IntentState.PAID else 0)
        owed = balance(Account.RECEIVABLE, intent_id=self.intent.pk)
        assert owed == (AMOUNT if state == IntentState.OPEN else 0)

    @invariant()
    def every_surplus_is_on_its_way_back(self) -> None:
        surplus = PaymentAttempt.objects.filter(is_surplus=True)
        assert Refund.objects.filter(attempt__in=surplus).count() == surplus.count()

    @invariant()
    def no_money_is_made_or_lost(self) -> None:
        known = PaymentAttempt.objects.filter(provider="demo", state=AttemptState.CAPTURED)
        came = known.aggregate(total=Sum("captured_vnd"))["total"] or 0
        back = Refund.objects.filter(state=RefundState.DONE).aggregate(total=Sum("amount_vnd"))
        held = balance(Account.CLEARING, "demo") + balance(Account.TREASURY)
        assert held == came - (back["total"] or 0)
        cash = PaymentAttempt.objects.filter(provider="cash", state=AttemptState.CAPTURED)
        assert balance(Account.CASH, self.drawer.key) == AMOUNT * cash.count()

    @invariant()
    def unpaid_claim_has_no_receipt(self) -> None:
        intent = PaymentIntent.objects.get(pk=self.intent.pk)
        if intent.state != IntentState.PAID:
            assert issue_receipt(intent_id=intent.pk, at=now()) is None


@pytest.mark.django_db
def test_money_is_conserved_whatever_happens() -> None:
    run_state_machine_as_test(
        Money,
        settings=property_settings(max_examples=20, stateful_step_count=25, deadline=None),
    )
