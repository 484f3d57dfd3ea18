"""What tests of dispatch share: an axis that really answers."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from peers.axis.server import AxisPeer


@pytest.fixture
def axis(settings: Settings) -> Iterator[AxisPeer]:
    """Give the demonstration's axis on a free port."""
    running = AxisPeer(key=settings.AXIS_KEY)
    running.start()
    settings.AXIS_URL = running.url
    settings.AXIS_TIMEOUT = 2
    yield running
    running.stop()
