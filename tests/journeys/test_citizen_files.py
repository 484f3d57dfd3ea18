"""A citizen finds a procedure, applies, follows the case and fetches the signed result."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.browser import PHONE, check_accessible, first_load_bytes, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.filing import (
    begin,
    decide,
    example_answers,
    file,
    file_application,
    photo,
    write_application,
)
from tests.journeys.people import sign_in_as_citizen
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

BIRTH = "dang-ky-khai-sinh"
RESULT = {
    "child_nationality": "Việt Nam",
    "personal_identity_number": "070221000123",
    "register_number": "45",
    "register_book": "01/2021",
}


def wait_for_link(page: Page, name: str) -> None:
    """Look again until a link appears that a task makes."""
    for _ in range(120):
        if page.get_by_role("link", name=name).count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"{name}: still missing on {page.url}")


def test_from_everyday_words_to_a_signed_result(phone: Page, desk: Page, background: Site) -> None:
    phone.goto("/")
    check_accessible(phone)
    look(phone, "citizen-home")
    phone.get_by_role("searchbox").fill("lam giay khai sinh cho con")
    phone.get_by_role("searchbox").press("Enter")
    phone.get_by_role("link", name="Đăng ký khai sinh", exact=True).first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("khai sinh")

    sign_in_as_citizen(phone, "Nguyễn Thị Lan Anh")
    begin(phone, BIRTH)
    write_application(phone, BIRTH, example_answers(BIRTH), looks="citizen-birth")
    token = file_application(phone)
    check_accessible(phone)
    look(phone, "citizen-filed")
    phone.get_by_role("link", name="Theo dõi hồ sơ này").click()
    expect(phone.locator("#main")).to_contain_text("Bạn cần nộp phí, lệ phí")

    decide(desk, token, "tanphu", RESULT)
    phone.reload()
    wait_for_link(phone, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả (PDF)")
    check_accessible(phone)
    look(phone, "citizen-case-finished")
    with phone.expect_download() as download:
        phone.get_by_role("button", name="Tải kết quả (PDF)").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")

    phone.reload()
    expect(phone.locator("#main")).to_contain_text("Bạn đã nhận kết quả")
    phone.locator(".cs-verify a").click()
    check_accessible(phone)
    expect(phone.locator("#main")).to_contain_text("Văn bản có giá trị")

    phone.goto(f"/ho-so/{token}/danh-gia/")
    phone.get_by_label("Rất hài lòng").check()
    phone.get_by_role("button", name="Gửi đánh giá").click()
    expect(phone.locator("#main")).to_contain_text("Cảm ơn bạn.")
    phone.goto("/viec-cua-toi/")
    check_accessible(phone)
    look(phone, "citizen-affairs")
    phone.goto(f"/tra-cuu/?ma={token}")
    check_accessible(phone)
    expect(phone.locator("#main")).not_to_contain_text("Lan Anh")


def test_everything_works_without_scripts(open_window: OpenWindow) -> None:
    page = open_window(PHONE, java_script_enabled=False)
    sign_in_as_citizen(page, "Lê Hoàng Phúc")
    begin(page, BIRTH)

    write_application(page, BIRTH, example_answers(BIRTH, 1))
    token = file_application(page)
    page.goto(f"/ho-so/{token}/rut/")
    page.get_by_label("Vì sao bạn rút hồ sơ?").fill("Khai nhầm")
    page.get_by_role("button", name="Rút hồ sơ").click()

    expect(page.locator("#main")).to_contain_text("Hồ sơ này đã được rút")


def test_everything_is_said_in_english(open_window: OpenWindow) -> None:
    page = open_window(PHONE)
    page.goto("/")
    page.get_by_role("button", name="English").click()

    for path in ("/", "/tra-cuu/", f"/nop-ho-so/{BIRTH}/", "/tro-giup/"):
        page.goto(path)
        check_accessible(page)
        main = page.inner_text("main").replace("Bình Phước", "")
        assert not re.search("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđĐ]", main), main


def come_back(page: Page, name: str) -> None:
    """Sign in again after the session ended and send on what was kept."""
    expect(page.locator("#main")).to_contain_text("Phiên làm việc đã hết")
    page.get_by_role("button", name="Đăng nhập bằng định danh điện tử").click()
    page.get_by_role("radio", name=re.compile(name)).check()
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("button", name=re.compile("Đồng ý")).click()
    check_accessible(page)


def test_session_that_ends_in_mid_form_loses_nothing(phone: Page) -> None:
    sign_in_as_citizen(phone, "Điểu Thị Hương")
    begin(phone, BIRTH)
    child = phone.url.replace("noi-giai-quyet", "child")
    phone.goto(child)
    phone.get_by_label("Họ, chữ đệm, tên của trẻ").fill("Điểu Minh An")
    phone.context.clear_cookies(name="tinhso_session")
    phone.get_by_role("button", name="Lưu và tiếp tục").click()

    come_back(phone, "Điểu Thị Hương")
    phone.get_by_role("button", name="Gửi tiếp").click()

    expect(phone.get_by_label("Họ, chữ đệm, tên của trẻ")).to_have_value("Điểu Minh An")


def test_photos_sent_after_the_session_ended_are_kept(phone: Page) -> None:
    sign_in_as_citizen(phone, "Điểu Thị Hương")
    begin(phone, BIRTH)
    phone.goto(phone.url.replace("noi-giai-quyet", "giay-to"))
    phone.locator("#file-birth-notice").set_input_files(file("chung-sinh.jpg", photo()))
    phone.context.clear_cookies(name="tinhso_session")
    phone.get_by_role("button", name="Tải tệp lên, ở lại trang này").click()

    come_back(phone, "Điểu Thị Hương")
    expect(phone.locator("#main")).to_contain_text("chung-sinh.jpg")
    look(phone, "citizen-resume")
    phone.get_by_role("button", name="Gửi tiếp").click()

    expect(phone.locator("#main")).to_contain_text("Đã lưu 1 tệp.")
    expect(phone.locator("#main")).to_contain_text("chung-sinh.jpg")


def test_wrong_file_is_explained_beside_its_paper(phone: Page) -> None:
    sign_in_as_citizen(phone, "Hoàng Thị Ngọc Mai")
    begin(phone, BIRTH)
    phone.goto(phone.url.replace("noi-giai-quyet", "giay-to"))
    phone.locator("#file-birth-notice").set_input_files(file("bang.xlsx", b"PK\x03\x04 no picture"))
    phone.get_by_role("button", name="Lưu và tiếp tục").click()

    expect(phone.locator("[data-error-summary]")).to_contain_text("bang.xlsx")
    expect(phone.locator("#file-birth-notice-error")).to_be_visible()
    check_accessible(phone)
    look(phone, "citizen-wrong-file")


@pytest.mark.parametrize("path", ["/", f"/nop-ho-so/{BIRTH}/", "/tra-cuu/"])
def test_first_visit_is_light(browser: Browser, site: Site, path: str) -> None:
    assert first_load_bytes(browser, site.url, path) < 100_000


@pytest.mark.parametrize("with_scripts", [True, False])
def test_one_gigabyte_is_refused_in_words(
    open_window: OpenWindow, tmp_path: Path, with_scripts: bool
) -> None:
    page = open_window(PHONE, java_script_enabled=with_scripts)
    sign_in_as_citizen(page, "Hoàng Thị Ngọc Mai")
    begin(page, BIRTH)
    page.goto(page.url.replace("noi-giai-quyet", "giay-to"))
    film = tmp_path / "phim.jpg"
    with film.open("wb") as content:
        content.write(photo())
        content.truncate(1024**3)

    page.locator("#file-birth-notice").set_input_files(film)
    if not with_scripts:
        page.get_by_role("button", name="Tải tệp lên, ở lại trang này").click(timeout=120_000)

    expect(page.locator("#main")).to_contain_text("phim.jpg", timeout=60_000)
    expect(page.locator("#main")).to_contain_text("20 MB")
    if with_scripts:
        look(page, "citizen-one-gigabyte")
