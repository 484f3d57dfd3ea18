"""Fees: paid online well and badly, in cash with the day closed, given back by two people."""

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import check_accessible, look
from tests.journeys.filing import begin, example_answers, file_application, write_application
from tests.journeys.people import sign_in_as_citizen, sign_in_as_officer
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

COPIES = "cap-ban-sao-trich-luc-ho-tich"


def behave(site: Site, **words: object) -> None:
    """Tell the provider how to behave."""
    assert httpx.post(f"{site.payment_url}/control", json=words).status_code == 200


def file_with_fee(page: Page) -> str:
    """File an application that costs something; give the case's look-up code."""
    begin(page, COPIES)
    write_application(page, COPIES, example_answers(COPIES))
    return file_application(page)


def go_and_pay(page: Page) -> None:
    """From a claim's page to the provider, pay there, and back."""
    page.get_by_role("button", name="Thanh toán trực tuyến").click()
    check_accessible(page)
    look(page, "fee-attempt")
    page.get_by_role("link", name="Đến trang thanh toán").click()
    page.get_by_role("button", name="Trả tiền").click()


def see_outcome(page: Page, title: str) -> None:
    """Look again until the outcome is the one expected."""
    for _ in range(60):
        if page.get_by_role("heading", level=1).inner_text() == title:
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(page.inner_text("main"))


def close_the_day(desk: Page) -> None:
    """Count the drawer and read the report of the day."""
    desk.goto("/can-bo/thu-phi/quay/")
    check_accessible(desk)
    look(desk, "fee-drawers")
    desk.get_by_role("link", name="Đếm và khóa sổ").first.click()
    check_accessible(desk)
    desk.get_by_label("Lý do chênh lệch").fill("Chưa đếm được, còn thiếu tiền lẻ.")
    look(desk, "fee-close")
    desk.get_by_role("button", name="Khóa sổ").click()
    desk.get_by_role("link", name="Xem báo cáo").first.click()
    check_accessible(desk)
    look(desk, "fee-closing")
    desk.goto("/can-bo/thu-phi/bao-cao/")
    check_accessible(desk)
    look(desk, "fee-report")


def test_citizen_pays_well_late_and_after_a_failure(phone: Page, site: Site) -> None:
    sign_in_as_citizen(phone, "Nguyễn Thị Lan Anh")
    token = file_with_fee(phone)
    behave(site, notify="delay", delay_ms=2000, count=1)
    phone.get_by_role("link", name="Nộp phí ngay").click()
    check_accessible(phone)
    look(phone, "fee-pay")
    go_and_pay(phone)
    see_outcome(phone, "Đã nộp xong")
    check_accessible(phone)
    look(phone, "fee-paid")
    phone.goto(f"/ho-so/{token}/")
    expect(phone.locator("#main")).to_contain_text("Đã nhận phí, lệ phí")

    file_with_fee(phone)
    behave(site, outcome="fail-then-capture", delay_ms=3000, count=1)
    phone.get_by_role("link", name="Nộp phí ngay").click()
    go_and_pay(phone)
    look(phone, "fee-failed")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thanh toán không thành công")
    see_outcome(phone, "Đã nộp xong")
    phone.goto("/nop-phi/")
    check_accessible(phone)
    look(phone, "fee-list")
    behave(site)


def test_clerk_takes_cash_closes_and_two_people_give_back(desk: Page, phone: Page) -> None:
    sign_in_as_citizen(phone, "Nguyễn Thị Lan Anh")
    token = file_with_fee(phone)
    sign_in_as_officer(desk, "clerk.tanphu")
    desk.goto("/can-bo/thu-phi/quay/")
    desk.get_by_label("Tên quầy thu").fill("Quầy 1")
    desk.get_by_role("button", name="Thêm quầy thu").click()
    desk.goto(f"/can-bo/ho-so/{token}/")
    check_accessible(desk)
    desk.locator('a[href*="/can-bo/thu-phi/"]', has_text="TT0").first.click()
    check_accessible(desk)
    look(desk, "fee-claim")
    desk.get_by_role("button", name="Đã nhận đủ").click()
    expect(desk.locator("#main")).to_contain_text("Đã thu tiền")
    desk.get_by_text("Đề nghị hoàn tiền").click()
    desk.get_by_label("Số tiền hoàn").fill("8.000")
    desk.get_by_label("Vì sao hoàn tiền?").fill("Thu thừa một bản.")
    desk.get_by_role("button", name="Gửi đề nghị").click()
    claim = desk.url

    sign_in_as_officer(phone, "accountant.tanphu")
    phone.goto("/can-bo/thu-phi/hoan-tien/")
    check_accessible(phone)
    look(phone, "fee-refunds")
    phone.get_by_role("link", name="Nguyễn Thị Lan Anh").first.click()
    check_accessible(phone)
    phone.get_by_role("button", name="Duyệt hoàn tiền").click()
    expect(phone.locator("#main")).to_contain_text("Đã duyệt")

    desk.goto(claim)
    desk.locator('a[href*="/hoan-tien/"]', has_text="8.000").click()
    desk.get_by_role("button", name="Đã trả tiền mặt cho người nộp").click()
    expect(desk.locator("#main")).to_contain_text("Đã hoàn tiền")
    close_the_day(desk)
