"""How officers of the journeys act: sign in, open a case's page, fill, press, look."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, check_accessible, look
from tests.journeys.people import sign_in_as_officer

Fill = Callable[[Page], object]


def press(page: Page, name: str) -> None:
    """Press a button of the page's own part."""
    page.locator("#main").get_by_role("button", name=name, exact=True).click()


def see(page: Page, path: str, name: str) -> None:
    """Open a page, check it on a desk and on a phone, and keep its looks."""
    page.goto(path)
    seen(page, name)


def seen(page: Page, name: str) -> None:
    """Check the page that is shown on a desk and on a phone, and keep its looks."""
    look(page, name)
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        check_accessible(page)


def says(page: Page, words: str | re.Pattern[str]) -> None:
    """Expect words on the page's own part."""
    expect(page.locator("#main")).to_contain_text(words)


def type_day(page: Page, name: str, day: date) -> None:
    """Type a day into its three inputs."""
    for part, text in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f'[name="{name}-{part}"]').fill(str(text))


@dataclass
class CaseDesk:
    """An officer's window on one case; whoever acts signs in first."""

    page: Page
    token: str
    _username: str = ""

    @property
    def address(self) -> str:
        """Give the address of the case."""
        return f"/can-bo/ho-so/{self.token}/"

    def sign_in(self, username: str) -> Page:
        """Let another officer sit down, unless they already sit here."""
        if username != self._username:
            sign_in_as_officer(self.page, username)
            self._username = username
        return self.page

    def open(self, username: str, name: str = "") -> Page:
        """Open the case as an officer; with a name keep its looks."""
        page = self.sign_in(username)
        page.goto(self.address)
        if name:
            seen(page, name)
        return page

    def act(
        self, username: str, slug: str, button: str, fill: Fill | None = None, *, looks: str = ""
    ) -> Page:
        """Do one act on its page; with a name for its looks, the page is checked when filled."""
        page = self.sign_in(username)
        page.goto(f"{self.address}{slug}/")
        if fill:
            fill(page)
        if looks:
            seen(page, looks)
        press(page, button)
        assert page.locator("[data-error-summary]").count() == 0, page.inner_text("main")
        return page
