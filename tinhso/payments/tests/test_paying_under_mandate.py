"""Paying for another: within a limited mandate only, and every paper says who paid for whom."""

import pytest
from django.test import Client
from django.urls import reverse

from peers.payment.server import PaymentPeer
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount, Mandate
from tinhso.identity.tests.factories import (
    act_under_mandate,
    look_everybody_up_again,
    make_citizen,
    make_mandate,
    sign_in,
)
from tinhso.orgs.api import get_agency_by_id
from tinhso.payments.models import IntentState, PaymentAttempt, PaymentIntent
from tinhso.payments.operations import record_outcome
from tinhso.payments.queries.papers import receipt_content
from tinhso.payments.tests.factories import Office, captured, make_intent

pytestmark = pytest.mark.django_db
SLUG = "cap-ban-sao-trich-luc-ho-tich"


@pytest.fixture
def taker(db: None) -> CitizenAccount:
    """Give who holds the mandate."""
    return make_citizen(full_name="Bùi Thị Kim Chi", identity_number="000191000111")


@pytest.fixture
def mandate(account: CitizenAccount, taker: CitizenAccount) -> Mandate:
    """Give a mandate limited to one procedure."""
    return make_mandate(account, taker, SLUG)


@pytest.fixture
def intent(office: Office, account: CitizenAccount, mandate: Mandate) -> PaymentIntent:
    """Give a claim on what was filed under the mandate."""
    return make_intent(office, account, mandate_id=mandate.pk)


def _pay_url(intent: PaymentIntent) -> str:
    return reverse("payments:pay", args=[intent.token])


def test_holder_pays_for_the_person_and_the_receipt_says_so(
    client: Client,
    office: Office,
    account: CitizenAccount,
    taker: CitizenAccount,
    mandate: Mandate,
    intent: PaymentIntent,
    peer: PaymentPeer,
) -> None:
    act_under_mandate(client, taker, mandate)

    led = client.post(_pay_url(intent), {"provider": "demo"})
    attempt = PaymentAttempt.objects.get()
    record_outcome(outcome=captured(attempt), at=now())
    page = client.get(_pay_url(intent)).content.decode()

    assert led["Location"] == reverse("payments:attempt", args=[attempt.order_code])
    intent.refresh_from_db()
    attempt.refresh_from_db()
    assert intent.state == IntentState.PAID
    assert "Bùi Thị Kim Chi nộp thay theo ủy quyền." in page
    with acting_as(SYSTEM):
        agency = get_agency_by_id(office.agency.pk)
        content = receipt_content(intent=intent, attempt=attempt, agency=agency)
    assert (content["payer_name"], content["paid_by"]) == (
        account.person.full_name,
        "Bùi Thị Kim Chi",
    )
    desk = Client()
    sign_in(desk, office.clerk_account)
    seen = desk.get(reverse("payments:claim", args=[intent.token])).content.decode()
    assert "Bùi Thị Kim Chi nộp thay" in seen


def test_claims_of_others_cases_stay_closed_to_a_limited_mandate(
    client: Client, office: Office, account: CitizenAccount, taker: CitizenAccount, mandate: Mandate
) -> None:
    own = make_intent(office, account)
    act_under_mandate(client, taker, mandate)

    assert client.get(_pay_url(own)).status_code == 404
    assert client.post(_pay_url(own), {"provider": "demo"}).status_code == 404
    assert own.reference not in client.get(reverse("payments:my_payments")).content.decode()
    assert not PaymentAttempt.objects.exists()


def test_holder_lists_what_the_mandate_reaches(
    client: Client, taker: CitizenAccount, mandate: Mandate, intent: PaymentIntent
) -> None:
    act_under_mandate(client, taker, mandate)

    assert intent.token in client.get(reverse("payments:my_payments")).content.decode()


def test_ended_mandate_pays_no_more(
    client: Client, taker: CitizenAccount, mandate: Mandate, intent: PaymentIntent
) -> None:
    act_under_mandate(client, taker, mandate)
    with acting_as(SYSTEM):
        Mandate.objects.filter(pk=mandate.pk).update(state="ENDED")
    look_everybody_up_again()

    assert client.post(_pay_url(intent), {"provider": "demo"}).status_code == 404


def test_payer_who_pays_themselves_is_named_alone(
    client: Client, account: CitizenAccount, intent: PaymentIntent, peer: PaymentPeer
) -> None:
    sign_in(client, account)

    client.post(_pay_url(intent), {"provider": "demo"})
    attempt = PaymentAttempt.objects.get()
    record_outcome(outcome=captured(attempt), at=now())

    assert attempt.paid_by_name == ""
    assert "nộp thay" not in client.get(_pay_url(intent)).content.decode()
