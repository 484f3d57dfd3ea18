"""After the result: a complaint and its answer, a correction and a reissue, seen by both sides."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.deciding import result_answers
from tests.journeys.desk import CaseDesk, press, says, see, seen
from tests.journeys.filing import decide, file_as_citizen
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

EXTRACT = "cap-ban-sao-trich-luc-ho-tich"
WARD = "Phường Tân Phú, Thành phố Đồng Xoài"


def corrected(desk: CaseDesk, kind: str, reason: str, name: str) -> Page:
    """Take a proposal through its three hands."""

    def propose(page: Page) -> None:
        page.get_by_label(re.compile(f"^{kind}")).check()
        page.get_by_label("Lý do").fill(reason)
        if kind == "Đính chính":
            page.locator('[name="register_number"]').fill("204")

    page = desk.sign_in("specialist.tanphu")
    page.goto(f"{desk.address}dinh-chinh/")
    press(page, "Đề xuất")
    seen(page, f"{name}-missing")
    desk.act("specialist.tanphu", "dinh-chinh", "Đề xuất", propose, looks=f"{name}-proposal")
    page = desk.sign_in("leader.tanphu")
    see(page, "/can-bo/don-doc/", f"{name}-watch")
    desk.act("leader.tanphu", "ky-dinh-chinh", "Ký bản đính chính, cấp lại", looks=f"{name}-sign")
    return desk.act(
        "registrar.tanphu",
        "ban-hanh-dinh-chinh",
        "Ban hành bản đính chính, cấp lại",
        looks=f"{name}-issue",
    )


def test_issued_result_is_corrected_then_issued_again(
    open_window: OpenWindow, phone: Page, background: Site
) -> None:
    token = file_as_citizen(phone, "Bùi Thị Kim Chi", EXTRACT, WARD)
    desk = CaseDesk(open_window(DESK), token)
    decide(desk.page, token, "tanphu", result_answers(EXTRACT))
    phone.goto(f"/ho-so/{token}/")
    phone.locator(".cs-verify a").click()
    former = phone.url

    page = corrected(desk, "Đính chính", "Sai số sổ do nhập nhầm.", "path-correct")
    says(page, "Đã ban hành bản mới")
    seen(page, "path-corrected")
    page = corrected(desk, "Cấp lại", "Người nộp làm hỏng bản in.", "path-reissue")
    says(page, "Cấp lại")

    phone.goto(former)
    says(phone, "đã được thay bằng văn bản số")
    check_accessible(phone)
    look(phone, "path-citizen-former-result")
    phone.goto(f"/ho-so/{token}/")
    expect(phone.get_by_text(re.compile("thay cho văn bản số"))).to_have_count(2)
    check_accessible(phone)
    look(phone, "path-citizen-corrected")


def test_complaint_is_answered_by_the_head(open_window: OpenWindow, phone: Page) -> None:
    token = file_as_citizen(phone, "Nông Văn Thái", EXTRACT, WARD)
    phone.goto(f"/ho-so/{token}/")
    phone.get_by_role("link", name="Khiếu nại việc giải quyết hồ sơ").click()
    press(phone, "Gửi khiếu nại")
    check_accessible(phone)
    look(phone, "path-complain-missing")
    phone.get_by_label("Bạn khiếu nại điều gì?").fill("Tôi gọi ba lần chưa ai trả lời.")
    press(phone, "Gửi khiếu nại")
    says(phone, "Đã gửi khiếu nại đến thủ trưởng cơ quan")
    look(phone, "path-complained")

    desk = CaseDesk(open_window(DESK), token)
    page = desk.sign_in("leader.tanphu")
    see(page, "/can-bo/don-doc/", "path-complaint-watch")
    says(page, "Tôi gọi ba lần")

    def answer(page: Page) -> None:
        page.get_by_label("Khiếu nại đúng", exact=True).check()
        page.get_by_label("Trả lời người khiếu nại").fill("Xin lỗi. Đã cử người trực điện thoại.")

    page = desk.act(
        "leader.tanphu", "tra-loi-khieu-nai", "Trả lời khiếu nại", answer, looks="path-complaint"
    )
    says(page, "Đã trả lời khiếu nại")
    seen(page, "path-complaint-answered")
    phone.goto(f"/ho-so/{token}/")
    says(phone, "Đã cử người trực điện thoại.")
    check_accessible(phone)
    look(phone, "path-citizen-complaint-answered")
