"""The gallery page, and so every component, is fit for everybody."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import DESK, PHONE, check_accessible, first_load_bytes, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

CITIZEN, OFFICER = "/ui/", "/ui/?nen=can-bo"


@pytest.mark.parametrize("path", [CITIZEN, OFFICER])
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_component_is_accessible(
    open_window: OpenWindow, width: int, color_scheme: str, path: str
) -> None:
    page = open_window(width, color_scheme=color_scheme)

    page.goto(path)

    check_accessible(page)


@pytest.mark.parametrize(("width", "letters"), [(320, "100%"), (PHONE, "125%"), (DESK, "200%")])
def test_small_screens_and_large_letters_fit(
    open_window: OpenWindow, width: int, letters: str
) -> None:
    page = open_window(width, locale="en-GB")
    page.goto(CITIZEN)

    page.evaluate("letters => { document.documentElement.style.fontSize = letters }", letters)

    check_accessible(page)


def test_components_work_without_scripts(open_window: OpenWindow) -> None:
    page = open_window(PHONE, java_script_enabled=False)

    page.goto(CITIZEN)

    expect(page.get_by_role("heading", level=1)).to_have_text("Bộ thành phần giao diện")
    expect(page.get_by_role("button", name="In trang này")).to_be_hidden()
    page.get_by_role("link", name="Số điện thoại gồm 10 chữ số").click()
    assert page.url.endswith("#phone")


def test_the_list_of_errors_takes_focus_and_leads_to_the_question(phone: Page) -> None:
    phone.goto(CITIZEN)
    expect(phone.locator("[data-error-summary]")).to_be_focused()

    phone.get_by_role("link", name="Nhập một ngày có thật").click()

    expect(phone.locator("#died-day")).to_be_focused()


def test_a_photo_is_shown_before_it_is_sent(phone: Page) -> None:
    phone.goto(CITIZEN)

    phone.locator("#photo").set_input_files(
        {"name": "chung-sinh.png", "mimeType": "image/png", "buffer": _ONE_PIXEL}
    )

    expect(phone.get_by_text("chung-sinh.png")).to_be_visible()
    expect(phone.locator("[data-file-preview] img")).to_be_visible()


def test_the_keyboard_reaches_the_content_first(desk: Page) -> None:
    desk.goto("/khong-co-trang-nay/")

    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    desk.keyboard.press("Enter")

    expect(desk.locator("#main")).to_be_focused()


def test_the_language_switch_stays_on_the_page(phone: Page) -> None:
    phone.goto(CITIZEN)

    phone.get_by_role("button", name="English").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Interface components")
    expect(phone.locator("html")).to_have_attribute("lang", "en")


def test_a_page_that_is_not_there_is_kind_and_accessible(phone: Page) -> None:
    phone.goto("/khong-co-trang-nay/")

    expect(phone.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang này")
    check_accessible(phone)


def test_all_components_together_weigh_less_than_100_kilobytes(
    browser: Browser, site: Site
) -> None:
    assert first_load_bytes(browser, site.url, CITIZEN) < 100_000


def test_the_gallery_is_kept_as_a_picture(desk: Page) -> None:
    desk.goto(CITIZEN)
    look(desk, "gallery")
    desk.goto(OFFICER)
    look(desk, "gallery-officer")


_ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
    "f8cfc0f01f00050001ff56c7a8cf0000000049454e44ae426082"
)
