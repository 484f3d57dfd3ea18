"""The payment provider and fees paid at the national portal through a day of outages."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import httpx
import pytest
from django.conf import LazySettings
from django.db.models import Sum

from peers.mailbox import MailboxPeer
from peers.national_portal.server import NationalPortal
from peers.payment.server import PaymentPeer
from tests.outages.day import moments, tried, turns
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local, now
from tinhso.core.rls import acting_as
from tinhso.exchange.tests.pipe import compare, pull, told
from tinhso.payments.gateways import list_all_providers
from tinhso.payments.models import (
    AttemptState,
    Difference,
    IntentState,
    PaymentAttempt,
    PaymentIntent,
    Refund,
)
from tinhso.payments.operations import check_attempt, compare_statement, start_attempt
from tinhso.payments.tests.factories import make_intent, make_office

pytestmark = pytest.mark.django_db
PORTAL = "national-portal"
#: What each partner calls what it does.
API = {"ok": "ok", "busy": "down", "drop": "garbage", "drop-after-storing": "unsigned"}
MAILBOX = {"busy": "down"}


@pytest.fixture
def peer(settings: LazySettings) -> Iterator[PaymentPeer]:
    running = PaymentPeer(secret=settings.PAYMENT_DEMO_SECRET)
    settings.PAYMENT_DEMO_URL, settings.PAYMENT_TIMEOUT = running.url, 1
    yield running
    running.stop()


@pytest.fixture
def portal(settings: LazySettings) -> Iterator[NationalPortal]:
    running = NationalPortal(key=settings.NATIONAL_PORTAL_API_KEY)
    running.start()
    settings.NATIONAL_PORTAL_API_URL = running.url
    yield running
    running.stop()


def behave(peer: PaymentPeer, portal: MailboxPeer, mode: str, number: int) -> None:
    words = {"api": API[mode], "notify": "drop"}
    assert httpx.post(f"{peer.url}/control", json=words).status_code == 200
    told(portal, mode=MAILBOX.get(mode, mode), copies=number % 2 + 1, reorder=number % 2 == 1)


def check_waiting() -> None:
    for attempt in PaymentAttempt.objects.filter(state=AttemptState.STARTED):
        tried(partial(check_attempt, attempt=attempt, at=now()))


def test_every_dong_is_counted_once_on_both_sides(
    peer: PaymentPeer, portal: NationalPortal
) -> None:
    office, paid_there = make_office(), []
    waiting: list[PaymentIntent] = []
    for number, mode, begins in moments(now() - timedelta(hours=1)):
        behave(peer, portal, mode, number)
        waiting += [make_intent(office, amount_vnd=10_000 + number)]
        there = make_intent(office, amount_vnd=20_000 + number)
        paid_there.append(portal.fees.pay(there.token, there.amount_vnd, now()).number)
        for at in turns(begins):
            with acting_as(SYSTEM):
                waiting = [one for one in waiting if not order_and_pay(one)]
                check_waiting()
            pull(PORTAL, at)
    assert waiting == []
    with acting_as(SYSTEM):
        check_waiting()
        for provider in list_all_providers():
            for back in (1, 0):
                day = local(now()).date() - timedelta(days=back)
                compare_statement(provider=provider, day=day, at=now())

    with acting_as(SYSTEM):
        assert set(PaymentIntent.objects.values_list("state", flat=True)) == {IntentState.PAID}
        assert not Difference.objects.exists()
        assert not Refund.objects.exists()
        assert taken("demo") == 6 * 10_000 + 15
        assert taken(PORTAL) == sum(one.amount_vnd for one in portal.fees.payments.values())
        captured = PaymentAttempt.objects.filter(provider=PORTAL, state=AttemptState.CAPTURED)
        assert {one.provider_transaction for one in captured} == set(paid_there)
        assert len(captured) == len(paid_there)
    assert compare(PORTAL, now()).is_balanced


def order_and_pay(intent: PaymentIntent) -> bool:
    """Let the payer order a payment and pay it, when the provider takes orders just now."""
    found: list[PaymentAttempt] = []
    ordered = tried(
        lambda: found.append(start_attempt(intent=intent, provider_code="demo", at=now()))
    )
    return ordered and httpx.post(found[0].payment_url, data={"do": "pay"}).status_code < 400


def taken(provider: str) -> int:
    """Give the sum captured through a provider."""
    rows = PaymentAttempt.objects.filter(provider=provider, state=AttemptState.CAPTURED)
    return int(rows.aggregate(sum=Sum("captured_vnd"))["sum"] or 0)
