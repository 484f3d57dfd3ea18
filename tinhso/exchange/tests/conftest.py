"""Real partners on loopback for the tests of the exchange."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from peers.national_portal.server import NationalPortal
from peers.national_reporting.server import NationalReporting


@pytest.fixture
def portal(settings: LazySettings) -> Iterator[NationalPortal]:
    running = NationalPortal(key=settings.NATIONAL_PORTAL_API_KEY)
    running.start()
    settings.NATIONAL_PORTAL_API_URL = running.url
    yield running
    running.stop()


@pytest.fixture
def reporting(settings: LazySettings) -> Iterator[NationalReporting]:
    running = NationalReporting(seed=settings.NATIONAL_REPORTING_KEY)
    running.start()
    settings.NATIONAL_REPORTING_URL = running.url
    yield running
    running.stop()
