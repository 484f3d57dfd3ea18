"""Cash at the counter, the count of the drawer, and money that goes back with four eyes."""

import pytest
from django.db import IntegrityError, transaction

from tinhso.core.actors import Actor
from tinhso.identity.tests.factories import actor_of_account, make_citizen, make_officer
from tinhso.payments.models import AttemptState, IntentState, PaymentAttempt, Refund, RefundState
from tinhso.payments.operations import (
    ClaimClosed,
    DifferenceUnexplained,
    DrawerClosed,
    DrawerShort,
    RefundClosed,
    RefundReasonRequired,
    RefundTooLarge,
    SamePerson,
    approve_refund,
    close_drawer,
    issue_closing,
    pay_out_refund,
    record_outcome,
    refundable_vnd,
    refuse_refund,
    request_refund,
    request_refund_of_subject,
    take_cash,
)
from tinhso.payments.permissions import NotCashier, NotMoneyOfficer
from tinhso.payments.queries.balances import balance, drawer_balance
from tinhso.payments.rules.bookings import Account
from tinhso.payments.tests.factories import AT, Office, captured, make_attempt, make_intent

pytestmark = pytest.mark.django_db


def paid_in_cash(office: Office, amount_vnd: int = 16_000) -> PaymentAttempt:
    drawer = office.drawer()
    intent = make_intent(office, amount_vnd=amount_vnd)
    return take_cash(intent=intent, drawer=drawer, actor=office.clerk, at=AT)


def test_cash_settles_the_claim_and_lies_in_the_drawer(office: Office) -> None:
    attempt = paid_in_cash(office)

    attempt.intent.refresh_from_db()
    assert (attempt.intent.state, attempt.intent.way) == (IntentState.PAID, "cash")
    assert attempt.taken_by_name == office.clerk.name
    assert attempt.drawer is not None
    assert drawer_balance(attempt.drawer) == 16_000


def test_cash_is_not_taken_twice(office: Office) -> None:
    attempt = paid_in_cash(office)

    assert attempt.drawer is not None
    with pytest.raises(ClaimClosed):
        take_cash(intent=attempt.intent, drawer=attempt.drawer, actor=office.clerk, at=AT)


@pytest.mark.parametrize("who", ["accountant", "stranger", "citizen"])
def test_only_the_offices_clerk_takes_cash(office: Office, who: str) -> None:
    drawer, intent = office.drawer(), make_intent(office)
    actors: dict[str, Actor] = {
        "accountant": office.accountant,
        "stranger": actor_of_account(make_officer(None, "CLERK")),
        "citizen": actor_of_account(make_citizen()),
    }

    with pytest.raises(NotCashier):
        take_cash(intent=intent, drawer=drawer, actor=actors[who], at=AT)


def test_counted_drawer_is_empty_and_closed_for_the_day(office: Office) -> None:
    attempt = paid_in_cash(office, 70_000)
    drawer = attempt.drawer
    assert drawer is not None

    counts = {50_000: 1, 20_000: 1}
    closing = close_drawer(drawer=drawer, counts=counts, note="", actor=office.clerk, at=AT)

    closing.refresh_from_db()
    assert (closing.expected_vnd, closing.counted_vnd, closing.difference_vnd) == (70_000,) * 2 + (
        0,
    )
    assert drawer_balance(drawer) == 0
    assert balance(Account.TREASURY) == 70_000
    with pytest.raises(DrawerClosed):
        close_drawer(drawer=drawer, counts={}, note="", actor=office.clerk, at=AT)
    with pytest.raises(DrawerClosed):
        take_cash(intent=make_intent(office), drawer=drawer, actor=office.clerk, at=AT)


def test_difference_is_explained_and_booked(office: Office) -> None:
    drawer = paid_in_cash(office, 70_000).drawer
    assert drawer is not None

    with pytest.raises(DifferenceUnexplained):
        close_drawer(drawer=drawer, counts={50_000: 1}, note=" ", actor=office.clerk, at=AT)
    closing = close_drawer(
        drawer=drawer, counts={50_000: 1}, note="Trả nhầm tiền thừa.", actor=office.clerk, at=AT
    )

    closing.refresh_from_db()
    assert closing.difference_vnd == -20_000
    assert balance(Account.SHORTAGE, drawer.key) == 20_000
    assert drawer_balance(drawer) == 0


def test_closing_report_lists_what_was_taken_and_is_issued_once(office: Office) -> None:
    drawer = paid_in_cash(office, 70_000).drawer
    assert drawer is not None
    closing = close_drawer(
        drawer=drawer, counts={50_000: 1, 20_000: 1}, note="", actor=office.clerk, at=AT
    )

    report = issue_closing(closing_id=closing.pk, actor=office.clerk, at=AT)

    assert issue_closing(closing_id=closing.pk, actor=office.clerk, at=AT) == report
    assert [row["amount"] for row in report.content["rows"]] == ["70.000"]
    assert report.content["difference"] == "0 đồng"


def test_refund_takes_two_people(office: Office) -> None:
    attempt = paid_in_cash(office)
    refund = request_refund(
        attempt=attempt, amount_vnd=6_000, reason="Thu thừa", actor=office.accountant, at=AT
    )

    with pytest.raises(SamePerson):
        approve_refund(refund=refund, note="", actor=office.accountant, at=AT)
    approved = approve_refund(refund=refund, note="", actor=office.leader, at=AT)

    assert approved.state == RefundState.APPROVED
    assert balance(Account.REFUND) == -6_000


def test_database_itself_wants_two_people(office: Office) -> None:
    refund = request_refund(
        attempt=paid_in_cash(office), amount_vnd=1, reason="x", actor=office.accountant, at=AT
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        Refund.objects.filter(pk=refund.pk).update(decided_by=refund.requested_by)


def test_clerk_decides_no_refund(office: Office) -> None:
    refund = request_refund(
        attempt=paid_in_cash(office), amount_vnd=1, reason="x", actor=office.accountant, at=AT
    )

    with pytest.raises(NotMoneyOfficer):
        approve_refund(refund=refund, note="", actor=office.clerk, at=AT)


def test_no_more_goes_back_than_came(office: Office) -> None:
    attempt = paid_in_cash(office, 16_000)
    request_refund(attempt=attempt, amount_vnd=10_000, reason="x", actor=office.clerk, at=AT)

    assert refundable_vnd(attempt) == 6_000
    with pytest.raises(RefundTooLarge):
        request_refund(attempt=attempt, amount_vnd=6_001, reason="x", actor=office.clerk, at=AT)


def test_refund_has_a_reason(office: Office) -> None:
    with pytest.raises(RefundReasonRequired):
        request_refund(
            attempt=paid_in_cash(office), amount_vnd=1, reason=" ", actor=office.clerk, at=AT
        )


def test_refused_refund_leaves_the_money(office: Office) -> None:
    attempt = paid_in_cash(office)
    refund = request_refund(
        attempt=attempt, amount_vnd=16_000, reason="x", actor=office.clerk, at=AT
    )

    refuse_refund(refund=refund, note="Không đúng quy định.", actor=office.leader, at=AT)

    assert refundable_vnd(attempt) == 16_000
    with pytest.raises(RefundClosed):
        approve_refund(refund=refund, note="", actor=office.leader, at=AT)


def test_cash_goes_back_out_of_a_drawer_that_holds_enough(office: Office) -> None:
    attempt = paid_in_cash(office, 16_000)
    drawer = attempt.drawer
    assert drawer is not None
    refund = request_refund(
        attempt=attempt, amount_vnd=16_000, reason="x", actor=office.accountant, at=AT
    )
    approve_refund(refund=refund, note="", actor=office.leader, at=AT)

    with pytest.raises(DrawerShort):
        pay_out_refund(refund=refund, drawer=office.drawer("Quầy 2"), actor=office.clerk, at=AT)
    done = pay_out_refund(refund=refund, drawer=drawer, actor=office.clerk, at=AT)

    assert done.state == RefundState.DONE
    assert drawer_balance(drawer) == 0
    with pytest.raises(RefundClosed):
        pay_out_refund(refund=refund, drawer=drawer, actor=office.clerk, at=AT)


def test_ended_subject_gets_everything_asked_back_once(office: Office) -> None:
    intent = make_intent(office, subject="case:9", amount_vnd=16_000)
    attempt = make_attempt(intent)
    record_outcome(outcome=captured(attempt), at=AT)

    asked = request_refund_of_subject(subject="case:9", reason="Rút hồ sơ", at=AT)
    again = request_refund_of_subject(subject="case:9", reason="Rút hồ sơ", at=AT)

    assert ([refund.amount_vnd for refund in asked], again) == ([16_000], [])
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.CAPTURED
