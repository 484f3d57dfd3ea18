"""Fixtures of the journeys: a running site, a browser, windows of people's own.

``phone`` and ``desk`` are pages at 360 and 1440 pixels, each in a window of its own, so one journey
can have a citizen on one and an officer on the other. ``open_window(width, **options)`` gives
more of them. Every window fails its test on script errors, policy violations and failing answers.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from tests.journeys.browser import DESK, PHONE, launch, window
from tests.journeys.midnight import stay_in_one_day
from tests.journeys.site import Site, shared_site, with_background

OpenWindow = Callable[..., Page]


@pytest.fixture(autouse=True)
def _today_stays_today() -> None:
    """Begin no journey in the last minutes of a day: what it makes would be yesterday's."""
    stay_in_one_day()


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """Give the running site of this test run."""
    worker = getattr(request.config, "workerinput", {})
    with shared_site(worker.get("testrunuid", str(os.getpid()))) as running:
        yield running


@pytest.fixture(scope="session")
def background(site: Site) -> Site:
    """Give the site with messages sent, the ledger sealed and tasks done behind the pages."""
    return with_background(site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the browser all journeys of this process share."""
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture
def open_window(browser: Browser, site: Site) -> Iterator[OpenWindow]:
    """Give a function that opens a page in a window of its own."""
    with ExitStack() as windows:

        def open_(width: int = DESK, **options: Any) -> Page:
            return windows.enter_context(window(browser, site.url, width, **options)).new_page()

        yield open_


@pytest.fixture
def phone(open_window: OpenWindow) -> Page:
    """Give a page on a cheap phone."""
    return open_window(PHONE)


@pytest.fixture
def desk(open_window: OpenWindow) -> Page:
    """Give a page on an officer's screen."""
    return open_window(DESK)


@pytest.fixture
def site_database(site: Site, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let the test read and write the site's own database; say who acts with ``acting_as``."""
    with database_of(site, django_db_blocker):
        yield


@contextmanager
def database_of(site: Site, blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let a block read and write the database of a site."""
    name = connection.settings_dict["NAME"]
    with pytest.MonkeyPatch.context() as patch, blocker.unblock():
        # The browser's loop runs in this thread, which Django would take for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        connection.close()
        connection.settings_dict["NAME"] = site.database
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = name
