"""Claims, outcomes and the journal: settled once, nothing lost, nothing doubled."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.translation import override

from tinhso.core.actors import SYSTEM
from tinhso.payments.models import (
    AttemptState,
    Difference,
    DifferenceKind,
    IntentState,
    JournalLine,
    Refund,
)
from tinhso.payments.operations import (
    ClaimAlreadyOpen,
    ClaimClosed,
    NothingToPay,
    cancel_intent,
    issue_receipt,
    record_outcome,
)
from tinhso.payments.operations.journal import Entry, entry_for, post
from tinhso.payments.queries.balances import balance
from tinhso.payments.rules.bookings import Account, Kind, Side
from tinhso.payments.tests.factories import (
    AT,
    Office,
    captured,
    failed,
    line,
    make_attempt,
    make_intent,
)

pytestmark = pytest.mark.django_db


def test_claim_is_owed_until_it_is_paid(office: Office) -> None:
    intent = make_intent(office, amount_vnd=16_000)

    assert balance(Account.RECEIVABLE, intent_id=intent.pk) == 16_000
    record_outcome(outcome=captured(make_attempt(intent)), at=AT)
    intent.refresh_from_db()
    assert (intent.state, intent.paid_at, intent.way) == (IntentState.PAID, AT, "demo")
    assert balance(Account.RECEIVABLE, intent_id=intent.pk) == 0
    assert balance(Account.CLEARING, "demo") == 16_000


def test_same_outcome_however_often_counts_once(office: Office) -> None:
    intent = make_intent(office)
    outcome = captured(make_attempt(intent))

    for _ in range(3):
        record_outcome(outcome=outcome, at=AT)

    assert balance(Account.CLEARING, "demo") == intent.amount_vnd
    assert Refund.objects.count() == 0


def test_failure_after_the_capture_changes_nothing(office: Office) -> None:
    attempt = make_attempt(make_intent(office))

    record_outcome(outcome=captured(attempt), at=AT)
    record_outcome(outcome=failed(attempt), at=AT)

    attempt.refresh_from_db()
    assert attempt.state == AttemptState.CAPTURED


def test_capture_after_the_failure_is_honoured(office: Office) -> None:
    intent = make_intent(office)
    attempt = make_attempt(intent)

    record_outcome(outcome=failed(attempt), at=AT)
    record_outcome(outcome=captured(attempt), at=AT)

    intent.refresh_from_db()
    assert intent.state == IntentState.PAID


def test_money_that_comes_twice_goes_back(office: Office) -> None:
    intent = make_intent(office, amount_vnd=16_000)
    first, second = make_attempt(intent), make_attempt(intent)

    record_outcome(outcome=captured(first), at=AT)
    record_outcome(outcome=captured(second), at=AT)

    refund = Refund.objects.get()
    assert (refund.attempt, refund.amount_vnd, refund.requested_by) == (second, 16_000, None)
    assert balance(Account.SURPLUS) == -16_000
    assert Difference.objects.get().kind == DifferenceKind.PAID_TWICE
    with override("en"):
        assert refund.shown_reason == "It was paid twice."


def test_wrong_amount_settles_nothing_and_goes_back(office: Office) -> None:
    intent = make_intent(office, amount_vnd=16_000)

    record_outcome(outcome=captured(make_attempt(intent), amount_vnd=15_000), at=AT)

    intent.refresh_from_db()
    assert intent.state == IntentState.OPEN
    assert Refund.objects.get().amount_vnd == 15_000
    assert Difference.objects.get().kind == DifferenceKind.WRONG_AMOUNT


def test_money_for_a_cancelled_claim_goes_back(office: Office) -> None:
    intent = make_intent(office)
    attempt = make_attempt(intent)
    cancel_intent(intent=intent, actor=SYSTEM, at=AT)

    record_outcome(outcome=captured(attempt), at=AT)

    intent.refresh_from_db()
    assert intent.state == IntentState.CANCELLED
    assert Refund.objects.get().reason == "Tiền đến sau khi khoản phải nộp đã hủy."


def test_paid_claim_cannot_be_cancelled(office: Office) -> None:
    intent = make_intent(office)
    record_outcome(outcome=captured(make_attempt(intent)), at=AT)

    with pytest.raises(ClaimClosed):
        cancel_intent(intent=intent, actor=SYSTEM, at=AT)


def test_subject_has_one_open_claim_and_a_key_one_claim(office: Office) -> None:
    first = make_intent(office, subject="case:1", idempotency_key="a")

    assert make_intent(office, subject="case:1", idempotency_key="a") == first
    with pytest.raises(ClaimAlreadyOpen):
        make_intent(office, subject="case:1", idempotency_key="b")


def test_nothing_is_no_claim(office: Office) -> None:
    with pytest.raises(NothingToPay):
        make_intent(office, lines=[line(0)])


def test_unknown_order_is_nobodys(office: Office) -> None:
    unknown = captured(make_attempt(make_intent(office)))

    assert record_outcome(outcome=type(unknown)("nobody", unknown.status), at=AT) is None


def test_receipt_says_what_was_paid_and_is_issued_once(office: Office) -> None:
    intent = make_intent(office, amount_vnd=16_000)
    assert issue_receipt(intent_id=intent.pk, at=AT) is None

    record_outcome(outcome=captured(make_attempt(intent)), at=AT)
    receipt = issue_receipt(intent_id=intent.pk, at=AT)

    assert receipt is not None
    assert issue_receipt(intent_id=intent.pk, at=AT) == receipt
    assert receipt.content["total_in_words"] == "Mười sáu nghìn đồng"
    assert receipt.notation == "01/BLĐT"


def _post_and_commit(entry: Entry, sides: tuple[Side, ...]) -> None:
    """Post, and let the database judge as it does at a commit."""
    with transaction.atomic():
        post(entry=entry, sides=sides, actor=SYSTEM, at=AT)
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")


def test_database_refuses_an_entry_that_does_not_balance(office: Office) -> None:
    entry = entry_for(make_intent(office), Kind.CAPTURE, "crooked")
    sides = (Side(Account.CASH, 5), Side(Account.REVENUE, -4))

    with pytest.raises(DatabaseError, match="does not balance"):
        _post_and_commit(entry, sides)


def test_database_refuses_an_entry_without_lines(office: Office) -> None:
    entry = entry_for(make_intent(office), Kind.CAPTURE, "empty")

    with pytest.raises(DatabaseError, match="does not balance"):
        _post_and_commit(entry, ())


@pytest.mark.parametrize("table", ["payments_journalentry", "payments_journalline"])
@pytest.mark.parametrize("change", ["delete from {}", "update {} set id = id"])
def test_journal_only_grows(office: Office, table: str, change: str) -> None:
    make_intent(office)

    with (
        pytest.raises(DatabaseError, match="only grow"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(table))


def test_same_key_posts_once(office: Office) -> None:
    entry = entry_for(make_intent(office), Kind.CAPTURE, "once")
    sides = (Side(Account.CASH, 5), Side(Account.REVENUE, -5))

    assert [post(entry=entry, sides=sides, actor=SYSTEM, at=AT) for _ in range(2)] == [True, False]
    assert JournalLine.objects.filter(entry__key="once").count() == 2
