"""The registers these tests ask, running."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from peers.business_register.server import Register
from peers.population_register.server import RegisterPeer, start
from tinhso.identity.gateways.population_register import forget_rest


@pytest.fixture
def population(settings: LazySettings) -> Iterator[RegisterPeer]:
    """Give the population register, asked anew by every test."""
    peer = start(0, key=settings.POPULATION_REGISTER_KEY)
    settings.POPULATION_REGISTER_URL = peer.url
    forget_rest()
    yield peer
    peer.stop()
    forget_rest()


@pytest.fixture
def business(settings: LazySettings) -> Iterator[Register]:
    """Give the register of enterprises."""
    peer = Register(0, settings.BUSINESS_REGISTER_KEY)
    peer.start()
    settings.BUSINESS_REGISTER_URL = f"http://127.0.0.1:{peer.port}"
    yield peer
    peer.stop()
