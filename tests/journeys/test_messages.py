"""Messages: chosen channels, what the phone gets, a provider that fails, words in a new version."""

import json
import time
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.people import sign_in_as_citizen, sign_in_as_officer
from tests.journeys.site import Site
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.rls import acting_as
from tinhso.identity.api import Person
from tinhso.notifications.api import notify

pytestmark = pytest.mark.journey
NAME, PHONE_NUMBER = "Thị Blen", "0900000109"


def control(url: str, **settings: object) -> None:
    """Tell a peer how to behave."""
    request = urllib.request.Request(  # noqa: S310
        f"{url}/control", json.dumps(settings).encode(), method="POST"
    )
    urllib.request.urlopen(request, timeout=5).close()  # noqa: S310


CASE_CODE = "H10.32.01-210601-0001"


def phone_got(url: str) -> list[dict[str, str]]:
    """Wait until the phone has a message about the case told of; give all about it."""
    for _ in range(900):  # a fresh site has much to send first
        address = f"{url}/messages?to={PHONE_NUMBER}"
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310
            messages: list[dict[str, str]] = json.load(answer)
        about = [message for message in messages if CASE_CODE in message["text"]]
        if about:
            return about
        time.sleep(0.2)
    raise AssertionError(f"the phone got only {messages}")


def see(page: Page, address: str, name: str) -> None:
    """Open a page, let axe judge it, keep how it looks."""
    page.goto(address)
    check_accessible(page)
    look(page, name)


def test_a_citizens_channels_and_what_the_phone_gets(
    phone: Page, open_window: OpenWindow, background: Site, site_database: None
) -> None:
    control(background.sms_url, provider="saomai", mode="busy")
    sign_in_as_citizen(phone, NAME)
    see(phone, "/thong-bao/kenh/", "messages-channels")
    phone.get_by_role("group", name="Tiến trình hồ sơ").get_by_label("Thư điện tử").uncheck()
    phone.get_by_role("button", name="Lưu lựa chọn").click()
    expect(phone.locator("#main")).to_contain_text("Đã lưu")

    tell(background)
    [message] = phone_got(background.sms_url)

    assert message["provider"] == "hoaban"
    assert message["text"].startswith("Ho so H10.32.01-210601-0001 da duoc tiep nhan")
    wait_until_delivered(phone)
    see(phone, "/thong-bao/", "messages-inbox")
    see(open_window(), f"{background.sms_url}/?to={PHONE_NUMBER}", "messages-phone")
    administrator_looks(open_window())


def administrator_looks(page: Page) -> None:
    """See the board, edit a template with a mistake, correct it, publish it."""
    sign_in_as_officer(page, "admin")
    see(page, "/quan-tri/gui-tin/", "messages-board")
    expect(page.locator("#main")).to_contain_text("hoaban")
    see(page, "/quan-tri/mau-tin/", "messages-templates")
    page.get_by_role("link", name="Hồ sơ {{ case_code }} đã được tiếp nhận").click()
    page.get_by_role("link", name="Sửa bản nháp").click()
    check_accessible(page)
    look(page, "messages-template-edit")
    title = page.get_by_label("Tiêu đề", exact=True)
    title.fill("Đã tiếp nhận {{ ma_ho_so }}")
    page.get_by_role("button", name="Lưu nháp và xem thử").click()
    expect(page.locator("#main")).to_contain_text("“ma_ho_so” không có trong danh sách")
    page.get_by_role("link", name="Sửa tiếp").click()
    title.fill("Đã tiếp nhận hồ sơ {{ case_code }}")
    page.get_by_role("button", name="Lưu nháp và xem thử").click()
    check_accessible(page)
    look(page, "messages-template-preview")
    page.get_by_role("button", name="Công bố bản 2").click()
    expect(page.locator("#main")).to_contain_text("Đã công bố bản 2")
    look(page, "messages-template")


def tell(site: Site) -> None:
    """Tell the citizen that a case was accepted, as its officer's act does."""
    with acting_as(SYSTEM):
        person = Person.objects.get(full_name=NAME)
        notify(
            person_id=person.pk,
            template="case_accepted",
            context={
                "case_code": CASE_CODE,
                "procedure_name": "Đăng ký khai sinh",
                "due_at": "2021-06-02T03:00:00+00:00",
            },
            url="/viec-cua-toi/",
            at=now(),
            idempotency_key=f"journey:{site.database}:accepted",
        )


def wait_until_delivered(page: Page) -> None:
    """Wait until the operator's report has come."""
    for _ in range(50):
        page.goto("/thong-bao/")
        page.locator("details summary").first.click()
        if page.get_by_text("Đã đến").first.is_visible():
            return
        page.wait_for_timeout(200)
    raise AssertionError("the report never came")
