"""An enterprise's representative files in its name; a person lets a neighbour file for them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.filing import begin, example_answers, file_application, write_application
from tests.journeys.people import sign_in_as_citizen, sign_in_as_officer

pytestmark = pytest.mark.journey

BUSINESS, BIRTH = "dang-ky-ho-kinh-doanh", "dang-ky-khai-sinh"
COOPERATIVE = "Hợp tác xã Nông nghiệp Phú Riềng (minh họa)"


def press(page: Page, name: str) -> None:
    """Press a button of the page's own part."""
    page.locator("#main").get_by_role("button", name=name, exact=True).click()


def test_legal_representative_files_for_the_enterprise(open_window: OpenWindow) -> None:
    phone = open_window(PHONE)
    sign_in_as_citizen(phone, "Bùi Thị Kim Chi")
    phone.goto("/tai-khoan/")
    phone.get_by_role("link", name="Làm thay, ủy quyền").click()
    check_accessible(phone)
    look(phone, "citizen-mandates-none")
    phone.get_by_role("link", name=re.compile("Thêm doanh nghiệp")).click()
    phone.get_by_label("Mã số doanh nghiệp, hộ kinh doanh").fill("3800000001")
    press(phone, "Kiểm tra và thêm")
    expect(phone.locator("[data-error-summary]")).to_contain_text("người khác là đại diện")
    check_accessible(phone)
    look(phone, "citizen-enterprise-refused")
    phone.get_by_label("Mã số doanh nghiệp, hộ kinh doanh").fill("3800000003")
    press(phone, "Kiểm tra và thêm")

    press(phone, f"Làm thay {COOPERATIVE}")
    expect(phone.locator(".ts-capacity")).to_contain_text(COOPERATIVE)
    check_accessible(phone)
    look(phone, "citizen-acting-for-enterprise")
    begin(phone, BUSINESS)
    write_application(phone, BUSINESS, example_answers(BUSINESS))
    token = file_application(phone)
    phone.locator(".ts-capacity").get_by_role("button").click()
    phone.goto(f"/ho-so/{token}/")
    expect(phone.get_by_role("heading", level=1)).to_have_text(re.compile("Không tìm thấy"))

    desk = open_window(DESK)
    sign_in_as_officer(desk, "clerk.dongxoai")
    answer = desk.goto(f"/can-bo/ho-so/{token}/")
    assert answer is not None
    if answer.status == 200:
        expect(desk.locator("#main")).to_contain_text("Người nộp thay")
        look(desk, "officer-case-of-enterprise")


def test_neighbour_files_for_a_person_and_sees_nothing_else(open_window: OpenWindow) -> None:
    giver, taker = open_window(PHONE), open_window(PHONE)
    sign_in_as_citizen(taker, "Nông Văn Thái")
    sign_in_as_citizen(giver, "Thị Blen")
    giver.goto("/tai-khoan/dai-dien/uy-quyen/")
    press(giver, "Gửi đề nghị")
    expect(giver.locator("[data-error-summary]")).to_be_visible()
    check_accessible(giver)
    look(giver, "citizen-mandate-form")
    giver.get_by_label("Họ tên người nhận ủy quyền").fill("Nông Văn Thái")
    giver.get_by_label("Số định danh của người đó").fill("000083000112")
    giver.get_by_label("Tìm thủ tục để thêm").fill("khai sinh")
    press(giver, "Tìm thủ tục")
    giver.get_by_label("Đăng ký khai sinh", exact=True).check()
    check_accessible(giver)
    look(giver, "citizen-mandate-procedures")
    giver.get_by_label("Đến hết ngày").fill("2099-12-31")
    press(giver, "Gửi đề nghị")
    expect(giver.locator("#main")).to_contain_text("Chờ người nhận đồng ý")
    check_accessible(giver)
    look(giver, "citizen-mandates-given")

    taker.goto("/tai-khoan/dai-dien/")
    check_accessible(taker)
    look(taker, "citizen-mandate-offered")
    press(taker, "Nhận ủy quyền")
    press(taker, "Làm thay Thị Blen")
    begin(taker, BIRTH)
    write_application(taker, BIRTH, example_answers(BIRTH))
    token = file_application(taker)
    taker.goto("/tai-khoan/")
    expect(taker.locator("#main")).to_contain_text("chỉ chính người đó xem được")
    look(taker, "citizen-mandate-closed-page")

    giver.goto(f"/ho-so/{token}/")
    expect(giver.locator("#main")).to_contain_text("thay mặt Thị Blen")
    giver.goto("/tai-khoan/")
    expect(giver.locator("#main")).to_contain_text("Làm thay theo ủy quyền")
    giver.goto("/tai-khoan/dai-dien/")
    giver.get_by_role("link", name=re.compile("Chấm dứt")).click()
    check_accessible(giver)
    press(giver, "Chấm dứt ủy quyền")
    expect(giver.locator("#main")).to_contain_text("Đã chấm dứt")
