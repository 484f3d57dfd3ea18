"""The demonstration's provider over HTTP: signatures, outcomes, everything that can go wrong."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import httpx
import pytest
from django.test import Client
from django.urls import reverse

from peers.payment.server import PaymentPeer
from peers.payment.signing import headers
from tinhso.core.clock import local, now
from tinhso.payments.gateways.demo import DemoProvider
from tinhso.payments.gateways.provider import (
    MessageRefused,
    OrderWish,
    ProviderRefused,
    ProviderUnavailable,
)
from tinhso.payments.models import (
    AttemptState,
    Difference,
    DifferenceKind,
    IntentState,
    PaymentAttempt,
    PaymentIntent,
    ProviderMessage,
    RefundState,
)
from tinhso.payments.operations import (
    approve_refund,
    check_attempt,
    compare_statement,
    record_outcome,
    request_refund,
    send_refund,
    start_attempt,
)
from tinhso.payments.queries.balances import balance
from tinhso.payments.rules.bookings import Account
from tinhso.payments.rules.signatures import SignatureRefused, Signed, verify
from tinhso.payments.rules.states import Status, next_check_at
from tinhso.payments.tests.factories import AT, Office, captured, make_attempt, make_intent

pytestmark = pytest.mark.django_db
PATH = "/nop-phi/bao/demo/"


def control(peer: PaymentPeer, **words: object) -> None:
    assert httpx.post(f"{peer.url}/control", json=words).status_code == 200


def started(office: Office, peer: PaymentPeer) -> PaymentAttempt:
    return start_attempt(intent=make_intent(office), provider_code="demo", at=now())


def pay_as(peer: PaymentPeer, attempt: PaymentAttempt, how: str = "pay") -> httpx.Response:
    return httpx.post(attempt.payment_url, data={"do": how})


def test_payer_is_led_to_pay_and_back(office: Office, peer: PaymentPeer) -> None:
    attempt = started(office, peer)

    page = httpx.get(attempt.payment_url)
    answer = pay_as(peer, attempt)

    assert "16.000 đồng" in page.text
    assert answer.headers["Location"].endswith(
        reverse("payments:result", args=[attempt.order_code])
    )
    assert check_attempt(attempt=attempt, at=now()).state == AttemptState.CAPTURED


def test_waiting_order_is_used_again(office: Office, peer: PaymentPeer) -> None:
    intent = make_intent(office)

    first, second = (start_attempt(intent=intent, provider_code="demo", at=AT) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("how", ["short", "cancel"])
def test_failed_payment_can_be_tried_again(office: Office, peer: PaymentPeer, how: str) -> None:
    attempt = started(office, peer)
    pay_as(peer, attempt, how)

    assert check_attempt(attempt=attempt, at=now()).state == AttemptState.FAILED
    again = start_attempt(intent=attempt.intent, provider_code="demo", at=now())
    assert again != attempt


@pytest.mark.parametrize("mode", ["down", "garbage", "unsigned", "slow"])
def test_answer_that_cannot_be_trusted_is_none(
    office: Office, peer: PaymentPeer, mode: str
) -> None:
    attempt = started(office, peer)
    control(peer, api=mode, delay_ms=1500)

    with pytest.raises(ProviderUnavailable):
        check_attempt(attempt=attempt, at=now())

    attempt.refresh_from_db()
    assert attempt.state == AttemptState.STARTED


def test_nothing_is_ordered_while_the_provider_is_down(office: Office, peer: PaymentPeer) -> None:
    control(peer, api="down")

    with pytest.raises(ProviderUnavailable):
        started(office, peer)

    assert PaymentAttempt.objects.count() == 0


def test_provider_refuses_an_order_it_cannot_take(peer: PaymentPeer) -> None:
    with pytest.raises(ProviderRefused):
        DemoProvider().create_order(OrderWish("x", 0, "", "http://localhost", "http://localhost"))


def signed_message(secret: str, **changes: object) -> tuple[bytes, dict[str, str]]:
    said = {"message_id": "m1", "order_code": "x", "status": "FAILED", **changes}
    body = json.dumps(said).encode()
    return body, headers(secret, f"POST {PATH}", body)


def post(client: Client, body: bytes, signed: dict[str, str]) -> int:
    answer = client.post(PATH, body, content_type="application/json", headers=signed)
    return int(answer.status_code)


def test_genuine_notification_settles_the_claim_once(
    client: Client, office: Office, settings: object
) -> None:
    attempt = make_attempt(make_intent(office))
    said = captured(attempt)
    body, signed = signed_message(
        "tinhso-demo-payment-secret",
        order_code=attempt.order_code,
        status="CAPTURED",
        amount_vnd=said.amount_vnd,
        transaction=said.transaction,
        at=AT.isoformat(),
    )

    assert [post(client, body, signed) for _ in range(2)] == [200, 200]
    assert PaymentIntent.objects.get().state == IntentState.PAID
    assert ProviderMessage.objects.get().times == 2
    assert balance(Account.CLEARING, "demo") == said.amount_vnd


def test_forged_notification_changes_nothing(client: Client, office: Office) -> None:
    attempt = make_attempt(make_intent(office))
    body, signed = signed_message("another-secret", order_code=attempt.order_code)

    assert post(client, body, signed) == 403
    assert post(client, body, {}) == 403
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.STARTED


def test_changed_notification_is_refused(client: Client) -> None:
    body, signed = signed_message("tinhso-demo-payment-secret")

    assert post(client, body.replace(b"FAILED", b"EXPIRED"), signed) == 403


def test_unreadable_and_huge_notifications_are_refused(client: Client) -> None:
    garbage = b"\x00{not json"

    assert (
        post(client, garbage, headers("tinhso-demo-payment-secret", f"POST {PATH}", garbage)) == 403
    )
    assert post(client, b"x" * 70_000, {}) == 413


def test_notification_of_no_provider_of_ours_is_not_found(client: Client) -> None:
    assert client.post("/nop-phi/bao/nobody/", b"{}", content_type="text/plain").status_code == 404
    assert client.get(PATH).status_code == 405


def test_old_message_is_refused_whoever_kept_it() -> None:
    signed = Signed("POST /x", b"{}", AT, "n")
    words = signed.headers("secret")

    assert verify(target="POST /x", body=b"{}", headers=words, secret="secret", now=AT) == "n"
    for late in (timedelta(minutes=6), -timedelta(minutes=6)):
        with pytest.raises(SignatureRefused, match="stale"):
            verify(target="POST /x", body=b"{}", headers=words, secret="secret", now=AT + late)


def test_message_for_another_address_is_refused() -> None:
    words = Signed("POST /x", b"{}", AT, "n").headers("secret")

    with pytest.raises(SignatureRefused, match="forged"):
        verify(target="POST /y", body=b"{}", headers=words, secret="secret", now=AT)


def test_readable_message_of_nobody_is_refused() -> None:
    with pytest.raises(MessageRefused):
        DemoProvider().read_notification(path=PATH, headers={}, body=b"", now=AT)


def test_refund_is_sent_once(office: Office, peer: PaymentPeer) -> None:
    attempt = started(office, peer)
    pay_as(peer, attempt)
    attempt = check_attempt(attempt=attempt, at=now())
    asked = request_refund(
        attempt=attempt, amount_vnd=6_000, reason="Thu thừa", actor=office.accountant, at=now()
    )
    approved = approve_refund(refund=asked, note="", actor=office.leader, at=now())

    done = [send_refund(refund=approved, at=now()) for _ in range(2)][0]

    assert done.state == RefundState.DONE
    assert balance(Account.CLEARING, "demo") == 10_000
    assert len(peer.server.book.list_orders()[0].refunds) == 1


def test_statement_finds_what_no_notification_told(office: Office, peer: PaymentPeer) -> None:
    control(peer, notify="drop")
    attempt = started(office, peer)
    pay_as(peer, attempt)

    for _ in range(2):
        found = compare_statement(provider=DemoProvider(), day=local(now()).date(), at=now())

    attempt.intent.refresh_from_db()
    assert (attempt.intent.state, found) == (IntentState.PAID, [])
    assert balance(Account.TREASURY) == 16_000
    assert balance(Account.CLEARING, "demo") == 0


def test_money_the_provider_does_not_state_is_listed(office: Office, peer: PaymentPeer) -> None:
    attempt = make_attempt(make_intent(office))
    said = captured(attempt)
    record_outcome(outcome=replace(said, at=now()), at=now())

    compare_statement(provider=DemoProvider(), day=local(now()).date(), at=now())

    assert Difference.objects.get().kind == DifferenceKind.NOT_STATED


def test_order_nobody_here_knows_is_listed(office: Office, peer: PaymentPeer) -> None:
    attempt = started(office, peer)
    pay_as(peer, attempt)
    PaymentAttempt.objects.filter(pk=attempt.pk).delete()

    compare_statement(provider=DemoProvider(), day=local(now()).date(), at=now())

    assert Difference.objects.get().kind == DifferenceKind.UNKNOWN_ORDER


@pytest.mark.parametrize(
    ("state", "age", "wait"),
    [
        ("STARTED", timedelta(minutes=1), timedelta(minutes=1)),
        ("STARTED", timedelta(hours=2), timedelta(minutes=15)),
        ("FAILED", timedelta(minutes=5), timedelta(minutes=2)),
        ("EXPIRED", timedelta(hours=1), timedelta(hours=1)),
        ("EXPIRED", timedelta(days=4), None),
        ("CAPTURED", timedelta(0), None),
    ],
)
def test_young_orders_are_asked_about_often(
    state: str, age: timedelta, wait: timedelta | None
) -> None:
    found: datetime | None = next_check_at(state=state, created_at=AT, now=AT + age)

    assert found == (None if wait is None else AT + age + wait)


def wait_until(is_true: Callable[[], bool]) -> None:
    for _ in range(100):
        if is_true():
            return
        time.sleep(0.05)
    raise AssertionError("it never came true")


def test_late_capture_reaches_the_peers_books(office: Office, peer: PaymentPeer) -> None:
    control(peer, outcome="fail-then-capture", delay_ms=50)
    attempt = started(office, peer)
    pay_as(peer, attempt)

    wait_until(lambda: peer.server.book.list_orders()[0].status == Status.CAPTURED)
    assert check_attempt(attempt=attempt, at=now()).state == AttemptState.CAPTURED
