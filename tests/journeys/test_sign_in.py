"""Citizens and officers sign in through the real pages and the real provider."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import check_accessible
from tests.journeys.people import sign_in_as_citizen, sign_in_as_officer, sign_out

pytestmark = pytest.mark.journey


def test_a_citizen_signs_in_with_the_national_id_and_out_again(phone: Page) -> None:
    sign_in_as_citizen(phone, "Nguyễn Thị Lan Anh")
    phone.goto("/tai-khoan/")
    check_accessible(phone)
    expect(phone.locator("#main")).to_contain_text("Nguyễn Thị Lan Anh")

    sign_out(phone)

    expect(phone.get_by_role("link", name="Đăng nhập", exact=True)).to_be_visible()


def test_an_officer_signs_in_with_a_password(desk: Page) -> None:
    sign_in_as_officer(desk, "clerk.tanphu")
    desk.goto("/tai-khoan/")

    check_accessible(desk)


def test_a_wrong_password_is_refused_kindly(desk: Page) -> None:
    desk.goto("/dang-nhap/can-bo/")
    desk.get_by_label("Tên đăng nhập").fill("clerk.tanphu")
    desk.get_by_label("Mật khẩu").fill("khong-phai-mat-khau")
    desk.locator("#main").get_by_role("button", name="Đăng nhập").click()

    expect(desk.locator("[data-error-summary]")).to_be_focused()
    check_accessible(desk)
