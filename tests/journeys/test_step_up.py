"""An officer with an authenticator app proves it is them before a file and before a signature."""

import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import PHONE
from tests.journeys.desk import press, says, seen
from tests.journeys.people import sign_in_as_officer
from tests.journeys.proving import App, add_app, age
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
SIGNER = "leader.nongnghiep"
TO_SIGN = "/cong-van/ky/"
PROVE = "Xác thực ngay"


def asks_for_a_proof(page: Page) -> None:
    """Expect the page of proof, which says why it asks."""
    expect(page.locator("h1")).to_have_text("Xác thực lại để làm tiếp")
    says(page, "cần biết chắc đang là bạn")


def takes_a_file(page: Page, app: App) -> None:
    """Ask for the register as a file: a wrong code is refused kindly, the right one brings it."""
    page.goto("/cong-van/so/?so=CV")
    register = page.url
    page.get_by_role("link", name="Excel", exact=True).click()
    asks_for_a_proof(page)
    seen(page, "step-up-file")
    page.get_by_label("Mã xác thực").fill(app.wrong_code())
    press(page, PROVE)
    expect(page.locator("[data-error-summary]")).to_contain_text("Chưa xác thực được")
    seen(page, "step-up-file-wrong")
    page.get_by_label("Mã xác thực").fill(app.code())
    with page.expect_download() as download:
        press(page, PROVE)
    assert zipfile.is_zipfile(download.value.path())
    expect(page.locator("h1")).to_have_text("Đã xác thực, tệp đang tải về")
    seen(page, "step-up-file-follows")
    page.get_by_role("link", name="Về trang trước").click()
    expect(page).to_have_url(register)
    with page.expect_download():
        page.get_by_role("link", name="Excel", exact=True).click()


def signs_what_was_chosen(page: Page, recovery_code: str) -> None:
    """Choose two documents, confirm with an old proof: they are signed after the new one."""
    for _ in range(2):
        page.goto(TO_SIGN)
        unread = page.locator(".ro-item", has_text="chưa đọc")
        unread.first.locator(".ro-item__title a").click()
        expect(page.locator("img.ro-page").first).to_be_visible()
    page.goto(TO_SIGN)
    waiting = page.locator("#main .ro-item").count()
    press(page, "Ký 2 văn bản đã chọn")
    age(page, "proved_at")
    press(page, "Xác nhận ký")
    asks_for_a_proof(page)
    seen(page, "step-up-signing")
    page.get_by_label("Mã xác thực").fill(recovery_code)
    press(page, PROVE)
    expect(page.locator("h1")).to_have_text("Gửi tiếp nội dung còn giữ?")
    seen(page, "step-up-signing-kept")
    press(page, "Gửi tiếp")
    expect(page.locator("#main")).to_contain_text("Đã ký 2 văn bản", timeout=30_000)
    seen(page, "step-up-signed")
    expect(page.locator("#main .ro-item")).to_have_count(waiting - 2)


def test_an_app_code_is_asked_before_a_file_and_a_recovery_code_before_signatures(
    desk: Page, site: Site, site_database: None
) -> None:
    sign_in_as_officer(desk, SIGNER)
    app, recovery_codes = add_app(desk)
    age(desk, "proved_at")
    takes_a_file(desk, app)
    desk.set_viewport_size({"width": PHONE, "height": 900})
    signs_what_was_chosen(desk, recovery_codes[0])
