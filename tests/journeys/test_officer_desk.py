"""A whole case through every officer's hands, on their own screens."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk import press, see
from tests.journeys.filing import (
    attach_papers,
    example_answers,
    file_as_citizen,
    write_application,
)
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

BIRTH = "dang-ky-khai-sinh"
BUSINESS = "dang-ky-ho-kinh-doanh"
WARD, CITY = "Phường Tân Phú, Thành phố Đồng Xoài", "Thành phố Đồng Xoài"
SLIP = re.compile("Giấy tiếp nhận hồ sơ")
RESULT = {
    "child_nationality": "Việt Nam",
    "personal_identity_number": "070221000456",
    "register_number": "46",
    "register_book": "01/2021",
}


def test_case_goes_from_counter_to_seal(
    open_window: OpenWindow, phone: Page, background: Site
) -> None:
    token = file_as_citizen(phone, "Nguyễn Thị Lan Anh", BIRTH, WARD)
    address = f"/can-bo/ho-so/{token}/"
    clerk = open_window(DESK)

    clerk_accepts(clerk, address)
    specialist_drafts(open_window(DESK), address)
    leader_signs(open_window(DESK), address)
    registrar_issues(open_window(DESK), address)
    clerk.goto(f"{address}tra-ket-qua/")
    press(clerk, "Trả kết quả")

    see(clerk, address, "officer-case-returned")
    expect(clerk.locator("#main")).to_contain_text("Đã trả kết quả")


def clerk_accepts(page: Page, address: str) -> None:
    """Find the new filing from home, accept it, wait for its slip."""
    sign_in_as_officer(page, "clerk.tanphu")
    see(page, "/can-bo/", "officer-home-clerk")
    see(page, "/can-bo/tiep-nhan/", "officer-new-filings")
    page.locator(f'a[href="{address}"]').first.click()
    see(page, page.url, "officer-case-new")
    page.get_by_role("link", name="Tiếp nhận hồ sơ", exact=True).click()
    expect(page.locator("#act")).to_contain_text("Tiếp nhận bây giờ thì hạn trả là")
    check_accessible(page)
    look(page, "officer-case-accepting")
    press(page, "Tiếp nhận hồ sơ")
    expect(page.locator("#main")).to_contain_text("Đã tiếp nhận hồ sơ")
    expect(page.get_by_role("link", name=SLIP)).to_be_visible(timeout=90_000)
    see(page, page.url, "officer-case-accepted")


def specialist_drafts(page: Page, address: str) -> None:
    """Fill in the result, look at it, pass the case on with a note."""
    sign_in_as_officer(page, "specialist.tanphu")
    see(page, "/can-bo/", "officer-home-specialist")
    see(page, "/can-bo/ho-so/?loc=1", "officer-worklist")
    page.goto(address)
    page.get_by_role("link", name="Dự thảo kết quả", exact=True).click()
    for name, answer in RESULT.items():
        page.locator(f'[name="{name}"]').fill(answer)
    press(page, "Lưu dự thảo")
    expect(page.locator("#main")).to_contain_text("Đã lưu dự thảo")
    see(page, f"{address}du-thao/", "officer-draft")
    see(page, f"{address}chuyen/", "officer-forward")
    page.get_by_label("Ghi chú cho người nhận").fill("Đã đối chiếu giấy chứng sinh.")
    press(page, "Chuyển bước tiếp theo")
    expect(page.locator("#main")).to_contain_text("Đã chuyển hồ sơ")


def leader_signs(page: Page, address: str) -> None:
    """Read the case and sign its result."""
    sign_in_as_officer(page, "leader.tanphu")
    see(page, "/can-bo/", "officer-home-leader")
    see(page, address, "officer-case-leader")
    see(page, f"{address}ky/", "officer-sign")
    press(page, "Ký kết quả")
    expect(page.locator("#main")).to_contain_text("Đã ký")


def registrar_issues(page: Page, address: str) -> None:
    """Seal the signed result."""
    sign_in_as_officer(page, "registrar.tanphu")
    see(page, "/can-bo/", "officer-home-registrar")
    page.goto(f"{address}ban-hanh/")
    press(page, "Đóng dấu, ban hành")
    expect(page.locator("#main")).to_contain_text("Đã ban hành kết quả")


def test_clerk_files_for_a_person_at_the_counter(desk: Page, background: Site) -> None:
    sign_in_as_officer(desk, "clerk.tanphu")
    see(desk, "/can-bo/nop-tai-quay/?q=khai+sinh", "officer-counter-choice")
    desk.get_by_role("link", name="Đăng ký khai sinh", exact=True).click()
    look(desk, "officer-counter")
    press(desk, "Bắt đầu tờ khai")
    expect(desk.locator("[data-error-summary]")).to_be_visible()
    check_accessible(desk)
    desk.get_by_label("Số định danh cá nhân").fill("070190000777")
    desk.get_by_label("Họ, chữ đệm, tên").fill("Thị Mỹ Linh")
    for part, text in (("day", "9"), ("month", "2"), ("year", "1990")):
        desk.locator(f'[name="birth_date-{part}"]').fill(text)
    press(desk, "Bắt đầu tờ khai")

    write_application(desk, BIRTH, example_answers(BIRTH, 1), looks="officer-counter-form")
    desk.locator("#declaration").check()
    press(desk, "Nộp và tiếp nhận ngay")

    expect(desk.get_by_role("heading", level=1)).to_contain_text("H10.32.01-")
    expect(desk.get_by_role("link", name=SLIP)).to_be_visible(timeout=90_000)


def test_head_of_unit_assigns_reviews_and_asks_another_agency(
    open_window: OpenWindow, phone: Page
) -> None:
    token = file_as_citizen(phone, "Lê Hoàng Phúc", BUSINESS, CITY)
    address = f"/can-bo/ho-so/{token}/"
    page = open_window(DESK)

    def act(
        username: str, slug: str, button: str, fill: Callable[[], object] | None = None
    ) -> None:
        sign_in_as_officer(page, username)
        page.goto(f"{address}{slug}/")
        if fill:
            fill()
        press(page, button)
        assert page.locator("[data-error-summary]").count() == 0, page.inner_text("main")

    place = "dongxoai"
    act(f"clerk.{place}", "tiep-nhan", "Tiếp nhận hồ sơ")
    sign_in_as_officer(page, f"head.{place}")
    see(page, "/can-bo/", "officer-home-head")
    see(page, f"{address}lay-y-kien/", "officer-consult")
    page.get_by_label("Hỏi cơ quan nào?").select_option(label="Sở Tư pháp tỉnh Bình Phước")
    page.get_by_label("Nội dung cần hỏi").fill("Tên cửa hàng này có trùng không?")
    press(page, "Lấy ý kiến cơ quan khác")
    act(
        f"head.{place}",
        "chuyen",
        "Chuyển bước tiếp theo",
        lambda: page.get_by_label("Giao cho ai?").select_option(index=1),
    )

    sign_in_as_officer(page, "specialist.tuphap")
    see(page, "/can-bo/lay-y-kien/", "officer-consultations")
    page.get_by_role("link", name=re.compile("hộ kinh doanh")).first.click()
    page.get_by_label("Ý kiến trả lời").fill("Không trùng.")
    press(page, "Gửi trả lời")
    expect(page.locator("#main")).to_contain_text("Đã gửi ý kiến trả lời")

    sign_in_as_officer(page, f"specialist.{place}")
    see(page, address, "officer-case-consulted")
    expect(page.locator("#main")).to_contain_text("Không trùng.")


def test_supplement_is_asked_for_and_taken_at_the_counter(
    open_window: OpenWindow, phone: Page
) -> None:
    token = file_as_citizen(phone, "Phạm Thị Thu Thủy", BIRTH, WARD)
    address = f"/can-bo/ho-so/{token}/"
    clerk = open_window(DESK)
    sign_in_as_officer(clerk, "clerk.tanphu")
    see(clerk, f"{address}yeu-cau-bo-sung/", "officer-ask-supplement")
    clerk.get_by_label("Cần bổ sung, sửa điều gì?").fill("Ảnh giấy chứng sinh bị mờ.")
    clerk.get_by_label("Giấy chứng sinh", exact=True).check()
    press(clerk, "Yêu cầu bổ sung")
    see(clerk, address, "officer-case-waiting")

    clerk.goto(f"{address}bo-sung/")
    look(clerk, "officer-take-supplement")
    check_accessible(clerk)
    attach_papers(clerk, BIRTH)
    press(clerk, "Nhận bổ sung")

    expect(clerk.locator("#main")).to_contain_text("Đã nhận phần bổ sung")


def test_second_clerk_hears_who_was_quicker(open_window: OpenWindow, phone: Page) -> None:
    token = file_as_citizen(phone, "Hoàng Thị Ngọc Mai", BIRTH, WARD)
    first, second = open_window(DESK), open_window(DESK)
    for window in (first, second):
        sign_in_as_officer(window, "clerk.tanphu")
        window.goto(f"/can-bo/ho-so/{token}/tiep-nhan/")

    press(first, "Tiếp nhận hồ sơ")
    press(second, "Tiếp nhận hồ sơ")

    expect(second.locator("#main")).to_contain_text("Hồ sơ đã chuyển sang trạng thái khác")
    expect(second.locator("#main")).to_contain_text("Trần Thị Ngọc Lan")
    check_accessible(second)
    look(second, "officer-too-late")


def test_officer_works_without_scripts_on_a_phone(
    open_window: OpenWindow, phone: Page, background: Site
) -> None:
    token = file_as_citizen(phone, "Điểu Thị Hương", BIRTH, WARD)
    clerk = open_window(PHONE, java_script_enabled=False)
    sign_in_as_officer(clerk, "clerk.tanphu")

    clerk.goto(f"/can-bo/ho-so/{token}/")
    clerk.get_by_role("link", name="Tiếp nhận hồ sơ", exact=True).click()
    press(clerk, "Tiếp nhận hồ sơ")

    expect(clerk.locator("#main")).to_contain_text("Đã tiếp nhận hồ sơ")
    expect(clerk.get_by_role("link", name=SLIP)).to_be_visible(timeout=90_000)


@pytest.mark.parametrize(
    ("username", "paths"),
    [
        ("admin", ["/can-bo/", "/quan-tri/thu-chet/"]),
        ("auditor", ["/can-bo/", "/giam-sat/nhat-ky-xem/"]),
    ],
)
def test_administrator_and_auditor_find_their_work_from_home(
    desk: Page, username: str, paths: list[str]
) -> None:
    sign_in_as_officer(desk, username)

    for path in paths:
        see(desk, path, f"officer-{username}{path.strip('/').replace('/', '-')}")
        expect(desk.get_by_role("navigation", name="Trình đơn cán bộ")).to_be_visible()


def test_officers_pages_read_in_english(open_window: OpenWindow) -> None:
    page = open_window(DESK)
    sign_in_as_officer(page, "clerk.hcc")
    page.get_by_role("button", name="English").click()

    for path in ("/can-bo/", "/can-bo/tiep-nhan/", "/can-bo/ho-so/", "/can-bo/lay-y-kien/"):
        page.goto(path)
        check_accessible(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Questions from other agencies")
