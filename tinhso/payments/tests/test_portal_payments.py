"""Fees paid at the national portal arrive once, on the right claim; the rest goes back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from peers.national_portal.server import NationalPortal
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local
from tinhso.core.rls import acting_as
from tinhso.exchange.tests.pipe import last_note, pull, told
from tinhso.payments.gateways import find_provider
from tinhso.payments.gateways.provider import ProviderUnavailable
from tinhso.payments.models import Difference, IntentState, PaymentAttempt, Refund
from tinhso.payments.operations import (
    UnknownProvider,
    approve_refund,
    cancel_intent,
    compare_statement,
    send_refund,
    start_attempt,
)
from tinhso.payments.tests.factories import AT, Office, make_intent

PORTAL = "national-portal"
PAID_AT = datetime(2021, 6, 2, 3, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(settings: LazySettings) -> Iterator[NationalPortal]:
    running = NationalPortal(key=settings.NATIONAL_PORTAL_API_KEY)
    running.start()
    settings.NATIONAL_PORTAL_API_URL = running.url
    yield running
    running.stop()


def compare(portal: NationalPortal) -> list[Difference]:
    provider = find_provider(PORTAL)
    assert provider is not None
    return compare_statement(provider=provider, day=local(PAID_AT).date(), at=LATER)


def test_a_payment_settles_its_claim_once(portal: NationalPortal, office: Office) -> None:
    intent = make_intent(office)
    told(portal, copies=3, reorder=True)
    portal.fees.pay(intent.token, intent.amount_vnd, PAID_AT)

    assert set(pull(PORTAL, AT)) == {"HANDLED"}
    told(portal, copies=1)
    assert pull(PORTAL, LATER) == []

    with acting_as(SYSTEM):
        intent.refresh_from_db()
        attempt = PaymentAttempt.objects.get()
    assert (intent.state, intent.way) == (IntentState.PAID, PORTAL)
    assert (attempt.provider_transaction, attempt.captured_at) == ("QG00000001", PAID_AT)
    assert compare(portal) == []


def test_money_nothing_is_owed_for_goes_back_through_the_portal_once(
    portal: NationalPortal, office: Office
) -> None:
    intent = make_intent(office)
    cancel_intent(intent=intent, actor=SYSTEM, at=AT)
    portal.fees.pay(intent.token, intent.amount_vnd, PAID_AT)

    pull(PORTAL, AT)

    assert last_note(PORTAL) == "surplus"
    with acting_as(SYSTEM):
        refund = Refund.objects.get()
        approved = approve_refund(refund=refund, note="", actor=office.leader, at=AT)
        for _ in range(2):
            send_refund(refund=approved, at=AT)
            Refund.objects.filter(pk=refund.pk).update(state="APPROVED")
    assert [one.amount_vnd for one in portal.fees.refunds.values()] == [intent.amount_vnd]


@pytest.mark.parametrize(("amount_vnd", "state"), [(15_999, "OPEN"), (16_001, "OPEN")])
def test_another_amount_settles_nothing(
    portal: NationalPortal, office: Office, amount_vnd: int, state: str
) -> None:
    intent = make_intent(office)
    portal.fees.pay(intent.token, amount_vnd, PAID_AT)

    pull(PORTAL, AT)

    with acting_as(SYSTEM):
        intent.refresh_from_db()
        assert intent.state == state
        assert Refund.objects.get().amount_vnd == amount_vnd


def test_a_payment_for_no_claim_of_ours_waits_for_a_person(
    portal: NationalPortal, office: Office
) -> None:
    portal.fees.pay("nobodys", 5_000, PAID_AT)

    assert pull(PORTAL, AT) == ["DEAD"]

    with acting_as(SYSTEM):
        assert not PaymentAttempt.objects.exists()
    assert [one.kind for one in compare(portal)] == ["UNKNOWN_ORDER"]


def test_one_number_never_pays_two_claims(portal: NationalPortal, office: Office) -> None:
    first, second = make_intent(office), make_intent(office)
    paid = portal.fees.pay(first.token, first.amount_vnd, PAID_AT)
    pull(PORTAL, AT)

    body = {
        "payment": paid.number, "claim": second.token, "amount_vnd": second.amount_vnd,
        "paid_at": PAID_AT.isoformat(),
    }  # fmt: skip
    portal.give(topic="fee-paid", subject="again", sequence=1, body=body)

    assert pull(PORTAL, LATER) == ["DEAD"]
    with acting_as(SYSTEM):
        second.refresh_from_db()
    assert second.state == IntentState.OPEN


def test_a_message_that_was_lost_is_made_true_by_the_statement(
    portal: NationalPortal, office: Office
) -> None:
    intent = make_intent(office)
    portal.fees.pay(intent.token, intent.amount_vnd, PAID_AT)
    assert [one.kind for one in compare(portal)] == ["UNKNOWN_ORDER"]

    pull(PORTAL, LATER)

    assert len(compare(portal)) == 1, "a person closes what was listed"
    with acting_as(SYSTEM):
        intent.refresh_from_db()
        assert intent.state == IntentState.PAID


def test_a_portal_that_is_away_has_no_statement(portal: NationalPortal, office: Office) -> None:
    told(portal, mode="down")

    with pytest.raises(ProviderUnavailable):
        compare(portal)


def test_nobody_begins_paying_there_from_here(portal: NationalPortal, office: Office) -> None:
    with pytest.raises(UnknownProvider):
        start_attempt(intent=make_intent(office), provider_code=PORTAL, at=AT)


def test_the_way_for_notifications_is_closed(portal: NationalPortal, office: Office) -> None:
    answer = Client().post(reverse("payments:notify", args=[PORTAL]), b"{}", "application/json")

    assert answer.status_code in {400, 401, 403}
