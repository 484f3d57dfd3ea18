"""A director whose key is at a remote signing service signs with one confirmation on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenWindow
from tests.journeys.desk import press, says, see, seen
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import Site
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.api import Document

pytestmark = pytest.mark.journey
DIRECTOR = "leader.kehoach"
_WAIT = 60_000


def read_all(page: Page) -> int:
    """Open every document that waits for a signature; give how many there are."""
    page.goto("/cong-van/ky/")
    links = page.locator("#main .ro-item__title a").evaluate_all("all => all.map(one => one.href)")
    for link in links:
        page.goto(link)
    return len(links)


def sign_chosen(page: Page, count: int) -> None:
    """Choose some of what was read, confirm once, and come to the page that waits."""
    page.goto("/cong-van/ky/")
    boxes = page.locator("#main input[type=checkbox]")
    for number in range(count, boxes.count()):
        boxes.nth(number).uncheck()
    page.locator("#main .ro-thumb button").click()
    press(page, "Xác nhận ký")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xác nhận ký")


def answer(phone: Page, site: Site, button: str) -> None:
    """Answer the newest question on the holder's phone."""
    phone.goto(site.remote_signing_url)
    for _ in range(90):
        if phone.get_by_role("button", name=button).count():
            break
        phone.wait_for_timeout(1000)
        phone.reload()
    phone.get_by_role("button", name=button).first.click()


def test_a_director_signs_a_batch_with_one_confirmation(
    open_window: OpenWindow, desk: Page, phone: Page, background: Site, site_database: None
) -> None:
    sign_in_as_officer(desk, DIRECTOR)
    see(desk, "/ky-so/", "signing-key")
    says(desk, "Dịch vụ ký số từ xa")
    waiting = read_all(desk)
    assert waiting >= 3, "the demonstration lays documents before this director"

    sign_chosen(desk, 2)
    seen(desk, "signing-session-open")
    answer(phone, background, "Xác nhận ký")
    expect(desk.locator("#signing-state")).to_contain_text("Đã ký xong", timeout=_WAIT)
    seen(desk, "signing-session-done")

    sign_chosen(desk, 1)
    answer(phone, background, "Từ chối")
    expect(desk.locator("#signing-state")).to_contain_text("chưa ký được", timeout=_WAIT)
    seen(desk, "signing-session-refused")
    desk.goto("/cong-van/ky/")
    assert desk.locator("#main .ro-item").count() == waiting - 2

    with acting_as(SYSTEM):
        signed = list(Document.objects.filter(state="SIGNED", signing_request__state="SIGNED"))
        numbers = {document.register: document.number for document in signed}
    assert len(signed) == 2
    assert all(numbers.values())
