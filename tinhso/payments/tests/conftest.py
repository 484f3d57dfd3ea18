"""What tests of payments share: an office, a payer, a provider that really answers."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from peers.payment.server import PaymentPeer
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import make_citizen
from tinhso.payments.tests.factories import Office, make_office


@pytest.fixture
def office(db: None) -> Office:
    """Give an agency that collects, with its people."""
    return make_office()


@pytest.fixture
def account(db: None) -> CitizenAccount:
    """Give a payer."""
    return make_citizen()


@pytest.fixture
def peer(settings: Settings) -> Iterator[PaymentPeer]:
    """Give the demonstration's provider on a free port."""
    running = PaymentPeer(secret=settings.PAYMENT_DEMO_SECRET)
    settings.PAYMENT_DEMO_URL = running.url
    settings.PAYMENT_TIMEOUT = 1
    yield running
    running.stop()
