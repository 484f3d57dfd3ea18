"""Tests everywhere: a database of their own, and the platform itself acting around factories."""

import os
from collections.abc import Iterator
from contextlib import nullcontext
from time import monotonic

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.test.client import ClientHandler
from hypothesis import HealthCheck
from hypothesis import settings as property_settings

from config import environment
from tinhso.core.actors import PUBLIC, SYSTEM
from tinhso.core.remember import forget_everything
from tinhso.core.rls import acting_as
from tinhso.identity.permissions import forget_presence
from tinhso.orgs.queries import keys
from tools import database_for_tests, migrated_template

# A journey run beside other tests keeps an event loop in the main thread, in which Django would
# refuse every query of the tests that follow.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

_ADDRESS = "TINHSO_TEST_DATABASE_URL"
# A busy machine is slow, not wrong. Each run tries the same examples of a property: none fails for
# whoever happens to run it; TINHSO_NEW_EXAMPLES=1 looks for others.
property_settings.register_profile(
    "patient",
    deadline=None,
    derandomize="TINHSO_NEW_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
property_settings.load_profile("patient")
_lease = pytest.StashKey[database_for_tests.Lease]()


def pytest_configure(config: pytest.Config) -> None:
    """Start PostgreSQL once, in the process that hands out the tests."""
    if _ADDRESS in os.environ or config.option.collectonly or config.option.help:
        return
    config.stash[_lease] = database_for_tests.take()
    os.environ[_ADDRESS] = config.stash[_lease].address
    os.environ[migrated_template.NAME] = config.stash[_lease].template()
    settings.DATABASES["default"].update(environment.database(os.environ[_ADDRESS]))
    settings.DATABASES["default"]["TEST"]["TEMPLATE"] = os.environ[migrated_template.NAME]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Give PostgreSQL back."""
    lease = config.stash.get(_lease, None)
    if lease is not None:
        os.environ.pop(_ADDRESS, None)
        os.environ.pop(migrated_template.NAME, None)
        lease.give_back()


@pytest.fixture(autouse=True)
def _platform_acts(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let tests inside one transaction prepare rows as the platform itself.

    Tests that commit (``transaction=True``, live servers) say themselves who acts.
    """
    marker = request.node.get_closest_marker("django_db")
    commits = bool({"transactional_db", "live_server"}.intersection(request.fixturenames)) or (
        marker is not None and marker.kwargs.get("transaction", False)
    )
    uses_database = marker is not None or "db" in request.fixturenames
    if uses_database and not commits:
        request.getfixturevalue("db")
        context = acting_as(SYSTEM)
    else:
        context = nullcontext()
    with context:
        yield


@pytest.fixture(autouse=True)
def _nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test answer from what another one read, nor forget in its middle on a slow machine."""
    begun = monotonic()
    for keeper in ("tinhso.core.remember", "tinhso.identity.permissions.sessions"):
        monkeypatch.setattr(f"{keeper}.monotonic", lambda: begun)
    forget_everything()
    forget_presence()
    for kept in (keys.agency_name, keys.english_agency_name, keys.agency_code):
        kept.cache_clear()


@pytest.fixture(autouse=True)
def _visitor_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Handle a test client's request as nobody signed in, until middleware says who acts.

    Otherwise the platform acting around the factories would lend the request its own sight.
    """
    answer = ClientHandler.get_response

    def as_nobody(self: ClientHandler, request: HttpRequest) -> HttpResponseBase:
        if not connection.in_atomic_block:
            return answer(self, request)
        with acting_as(PUBLIC):
            return answer(self, request)

    monkeypatch.setattr(ClientHandler, "get_response", as_nobody)
