"""Pages about money through HTTP: the payer's, the clerk's, the accountant's; refusals beside."""

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from peers.payment.server import PaymentPeer
from tinhso.core.clock import now
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in
from tinhso.payments.models import (
    DrawerClosing,
    IntentState,
    PaymentAttempt,
    PaymentIntent,
    Refund,
    RefundState,
)
from tinhso.payments.operations import record_outcome, request_refund, take_cash
from tinhso.payments.tests.factories import (
    AT,
    Office,
    captured,
    make_attempt,
    make_intent,
    make_office,
)

pytestmark = pytest.mark.django_db


def test_payer_orders_pays_and_reads_the_outcome(
    client: Client, office: Office, account: CitizenAccount, peer: PaymentPeer
) -> None:
    intent = make_intent(office, account)
    sign_in(client, account)

    page = client.get(reverse("payments:pay", args=[intent.token]))
    answer = client.post(reverse("payments:pay", args=[intent.token]), {"provider": "demo"})
    attempt = PaymentAttempt.objects.get()
    shown = client.get(answer["Location"])
    peer.server.book.capture(attempt.order_code)
    result = client.get(reverse("payments:result", args=[attempt.order_code]))

    assert "16.000 đồng" in page.content.decode()
    assert attempt.payment_url in shown.content.decode()
    assert "Đã nộp xong" in result.content.decode()
    assert "Trực tuyến qua cổng thanh toán." in result.content.decode()
    intent.refresh_from_db()
    assert intent.state == IntentState.PAID


def test_address_of_the_result_is_not_believed(
    client: Client, office: Office, account: CitizenAccount, peer: PaymentPeer
) -> None:
    intent = make_intent(office, account)
    sign_in(client, account)
    client.post(reverse("payments:pay", args=[intent.token]), {"provider": "demo"})
    attempt = PaymentAttempt.objects.get()

    url = reverse("payments:result", args=[attempt.order_code])
    page = client.get(f"{url}?status=CAPTURED")

    assert "Đang chờ xác nhận" in page.content.decode()


def test_provider_that_is_down_is_said_in_words(
    client: Client, office: Office, account: CitizenAccount
) -> None:
    intent = make_intent(office, account)
    sign_in(client, account)

    answer = client.post(reverse("payments:pay", args=[intent.token]), {"provider": "demo"})

    assert answer.status_code == 503
    assert "Cổng thanh toán chưa trả lời" in answer.content.decode()


def test_own_payments_are_listed_with_their_receipts(
    client: Client, office: Office, account: CitizenAccount
) -> None:
    make_intent(office, account)
    sign_in(client, account)

    page = client.get(reverse("payments:my_payments"))

    assert "Cấp bản sao trích lục hộ tịch" in page.content.decode()


@pytest.mark.parametrize("name", ["pay", "claim"])
def test_another_persons_claim_does_not_exist(
    client: Client, office: Office, account: CitizenAccount, name: str
) -> None:
    intent = make_intent(office, account)
    stranger = make_citizen(full_name="Phạm Thị Khác")
    sign_in(client, stranger if name == "pay" else make_office().clerk_account)

    assert client.get(reverse(f"payments:{name}", args=[intent.token])).status_code == 404


@pytest.mark.parametrize(
    "name", ["claims", "drawers", "report", "refunds", "differences", "providers"]
)
def test_officers_pages_are_closed_to_citizens(
    client: Client, account: CitizenAccount, name: str
) -> None:
    sign_in(client, account)

    assert client.get(reverse(f"payments:{name}")).status_code == 403


def test_accountant_does_not_see_the_administrators_page(client: Client, office: Office) -> None:
    sign_in(client, office.accountant_account)

    assert client.get(reverse("payments:providers")).status_code == 403


def test_administrator_sees_how_providers_do(
    client: Client, office: Office, peer: PaymentPeer
) -> None:
    sign_in(client, make_officer(office.agency, "ADMINISTRATOR"))

    page = client.get(reverse("payments:providers"))

    assert "Đang trả lời" in page.content.decode()
    assert client.post(reverse("payments:providers")).status_code == 302


def test_clerk_takes_cash_counts_and_closes(client: Client, office: Office) -> None:
    intent, drawer = make_intent(office, amount_vnd=70_000), office.drawer()
    sign_in(client, office.clerk_account)

    page = client.get(reverse("payments:claim", args=[intent.token]))
    client.post(reverse("payments:take", args=[intent.token]), {"drawer": drawer.pk})
    wrong = client.post(reverse("payments:close", args=[drawer.pk]), {"note_50000": "1"})
    right = client.post(
        reverse("payments:close", args=[drawer.pk]), {"note_50000": "1", "note_20000": "1"}
    )

    assert "Thu tiền mặt" in page.content.decode()
    assert PaymentIntent.objects.get().state == IntentState.PAID
    assert "Số đếm khác số phải có" in wrong.content.decode()
    assert right.status_code == 302
    closing = DrawerClosing.objects.get()
    shown = client.get(reverse("payments:closing", args=[closing.pk]))
    assert reverse("payments:differences") not in shown.content.decode() + page.content.decode()
    assert "70.000 đồng" in shown.content.decode()


def test_day_is_reported_on_screen_and_as_a_workbook(
    client: Client, office: Office, settings: LazySettings
) -> None:
    intent = make_intent(office)
    take_cash(intent=intent, drawer=office.drawer(), actor=office.clerk, at=now())
    sign_in(client, office.accountant_account)

    page = client.get(reverse("payments:report"))
    book = client.get(reverse("payments:report"), {"xuat": "xlsx"})
    settings.ACCESS_EXPORT_ROWS = 0
    held = client.get(reverse("payments:report"), {"xuat": "xlsx"}, follow=True)

    assert "16.000 đồng" in page.content.decode()
    assert book.content.startswith(b"PK")
    assert "Tệp này cần hai người" in held.content.decode()


def test_refund_is_asked_by_one_and_decided_by_another(client: Client, office: Office) -> None:
    intent = make_intent(office)
    record_outcome(outcome=captured(make_attempt(intent)), at=AT)
    sign_in(client, office.accountant_account)
    client.post(
        reverse("payments:ask_refund", args=[intent.token]),
        {"amount": "6.000", "reason": "Thu thừa"},
    )
    refund = Refund.objects.get()
    url = reverse("payments:refund", args=[refund.token])

    own = client.post(url, {"do": "approve"})
    sign_in(client, office.leader_account)
    client.post(url, {"do": "approve"})

    assert own.status_code == 409
    refund.refresh_from_db()
    assert (refund.amount_vnd, refund.state) == (6_000, RefundState.APPROVED)


def test_refund_is_refused_only_with_a_reason(client: Client, office: Office) -> None:
    attempt = make_attempt(make_intent(office))
    record_outcome(outcome=captured(attempt), at=AT)
    attempt.refresh_from_db()
    refund = request_refund(
        attempt=attempt, amount_vnd=1, reason="x", actor=office.accountant, at=AT
    )
    sign_in(client, office.leader_account)
    url = reverse("payments:refund", args=[refund.token])

    assert client.post(url, {"do": "refuse"}).status_code == 409
    assert client.post(url, {"do": "refuse", "note": "Không đúng"}).status_code == 302


def test_difference_is_settled_with_words(client: Client, office: Office) -> None:
    intent = make_intent(office)
    for attempt in (make_attempt(intent), make_attempt(intent)):
        record_outcome(outcome=captured(attempt), at=AT)
    sign_in(client, office.accountant_account)

    page = client.get(reverse("payments:differences"))
    assert (
        reverse("payments:differences") in client.get(reverse("payments:report")).content.decode()
    )
    found = page.context["differences"].items[0]
    url = reverse("payments:difference", args=[found.pk])

    assert client.post(url, {"resolution": " "}).status_code == 200
    assert client.post(url, {"resolution": "Đã đề nghị hoàn tiền."}).status_code == 302
    assert "Không có chênh lệch" in client.get(reverse("payments:differences")).content.decode()
