"""Public numbers: a citizen reads who keeps promises; an officer sees the cases behind a number."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import check_accessible, first_load_bytes, look
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import Site
from tinhso.cases.api import roll_up
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as

pytestmark = pytest.mark.journey
MOST_BYTES = 100_000


def test_everyone_reads_the_numbers_and_officers_drill(
    phone: Page, desk: Page, browser: Browser, site: Site, site_database: None
) -> None:
    with acting_as(SYSTEM):
        roll_up(at=now())
    phone.goto("/")
    phone.locator("footer").get_by_role("link", name="Minh bạch giải quyết hồ sơ").click()
    expect(phone.locator("#main")).to_contain_text("Số liệu tính đến")
    check_accessible(phone)
    look(phone, "transparency")
    for address, name in (("xin-loi/", "apologies"), ("cach-tinh/", "method")):
        phone.goto(f"/minh-bach/{address}")
        check_accessible(phone)
        look(phone, f"transparency-{name}")
    assert first_load_bytes(browser, site.url, "/minh-bach/") < MOST_BYTES

    sign_in_as_officer(desk, "clerk.tanphu")
    desk.goto("/minh-bach/co-quan/H10/")
    check_accessible(desk)
    look(desk, "transparency-agency")
