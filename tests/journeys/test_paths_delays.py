"""When time or will runs out: apology (04), stop (05), withdrawal, control (06), book (07)."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk import CaseDesk, press, says, see, seen, type_day
from tests.journeys.filing import file_as_citizen
from tests.journeys.site import Site
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import today

pytestmark = pytest.mark.journey

EXTRACT = "cap-ban-sao-trich-luc-ho-tich"
WARD = "Phường Tân Phú, Thành phố Đồng Xoài"
WAIT = 90_000


def slip(page: Page, name: str) -> None:
    """Expect a signed slip to appear on the case's page."""
    expect(page.get_by_role("link", name=re.compile(name)).first).to_be_visible(timeout=WAIT)


def later_days() -> tuple[date, date]:
    """Give a coming day off and a coming working day, both after any promise of one day."""
    calendar, day = load_calendar(), today() + timedelta(days=5)
    while calendar.is_working_day(day):
        day += timedelta(days=1)
    working = day
    while not calendar.is_working_day(working):
        working += timedelta(days=1)
    return day, working


def test_office_apologises_before_it_is_late_and_controls_itself(
    open_window: OpenWindow, phone: Page, background: Site, site_database: None
) -> None:
    token = file_as_citizen(phone, "Phạm Thị Thu Thủy", EXTRACT, WARD)
    desk = CaseDesk(open_window(DESK), token)
    desk.act("clerk.tanphu", "tiep-nhan", "Tiếp nhận hồ sơ")
    day_off, new_day = later_days()

    page = desk.sign_in("leader.tanphu")
    page.goto(f"{desk.address}xin-loi-hen-lai/")
    page.get_by_label("Vì sao chưa trả được đúng hẹn?").fill("Phải đối chiếu sổ lưu trước 1976.")
    type_day(page, "new_day", day_off)
    press(page, "Xin lỗi, hẹn lại ngày trả")
    says(page, "Ngày hẹn mới phải là ngày làm việc")
    seen(page, "path-apology-day-off")
    type_day(page, "new_day", new_day)
    press(page, "Xin lỗi, hẹn lại ngày trả")
    says(page, f"17:00 {new_day:%d/%m/%Y}")
    slip(page, "[Xx]in lỗi")
    seen(page, "path-apology-issued")
    see(page, f"{desk.address}xin-loi-hen-lai/", "path-apology-once-only")
    says(page, "đã được xin lỗi và hẹn lại một lần")

    phone.goto(f"/ho-so/{token}/")
    slip(phone, "[Xx]in lỗi")
    phone.get_by_text("Vì sao là ngày này?").click()
    check_accessible(phone)
    look(phone, "path-citizen-apology")

    page = desk.act(
        "clerk.tanphu",
        "phieu-kiem-soat",
        "Lập phiếu kiểm soát (06)",
        looks="path-control-slip",
    )
    slip(page, "[Kk]iểm soát")
    seen(page, "path-control-slip-issued")
    see(page, "/can-bo/so-theo-doi/", "path-register")
    for words, ending in (("In sổ (PDF)", ".pdf"), ("Bảng tính (XLSX)", ".xlsx")):
        with page.expect_download() as download:
            page.get_by_role("link", name=words).click()
        assert download.value.suggested_filename.endswith(ending)


def test_applicant_withdraws_online_and_gets_the_notice(
    open_window: OpenWindow, phone: Page, background: Site
) -> None:
    token = file_as_citizen(phone, "Điểu Krê", EXTRACT, WARD)
    desk = CaseDesk(open_window(DESK), token)
    desk.act("clerk.tanphu", "tiep-nhan", "Tiếp nhận hồ sơ")

    phone.goto(f"/ho-so/{token}/rut/")
    check_accessible(phone)
    look(phone, "path-citizen-withdraw")
    phone.get_by_label("Vì sao bạn rút hồ sơ?").fill("Tôi đã tìm lại được bản gốc.")
    press(phone, "Rút hồ sơ")
    says(phone, "Đã rút hồ sơ")
    look(phone, "path-citizen-withdrawn")

    page = desk.sign_in("clerk.tanphu")
    see(page, "/can-bo/don-doc/", "path-watch-clerk")
    expect(page.locator(f'a[href="{desk.address}"]').first).to_be_visible()
    desk.act("clerk.tanphu", "thong-bao-dung", "Phát hành thông báo dừng", looks="path-stop-notice")
    slip(page, "[Dd]ừng")
    phone.goto(f"/ho-so/{token}/")
    slip(phone, "[Dd]ừng")
    look(phone, "path-citizen-stop-notice")


def test_leader_stops_a_case_on_a_law(
    open_window: OpenWindow, phone: Page, background: Site
) -> None:
    token = file_as_citizen(phone, "Thị Blen", EXTRACT, WARD)
    desk = CaseDesk(open_window(DESK), token)
    desk.act("clerk.tanphu", "tiep-nhan", "Tiếp nhận hồ sơ")

    def why(page: Page) -> None:
        page.get_by_label("Vì sao dừng giải quyết?").fill("Trùng hồ sơ đã giải quyết tuần trước.")
        page.get_by_label("Căn cứ pháp lý").select_option(index=1)
        page.get_by_label("Điều, khoản").fill("khoản 1 Điều 64")

    page = desk.act("leader.tanphu", "dung", "Dừng giải quyết", why, looks="path-stop")
    says(page, "Đã dừng giải quyết")
    slip(page, "[Dd]ừng")
    seen(page, "path-stopped")
    phone.goto(f"/ho-so/{token}/")
    slip(phone, "[Dd]ừng")
    says(phone, "Không thu nữa")
    check_accessible(phone)
    look(phone, "path-citizen-stopped")


def test_clerk_withdraws_for_a_person_at_the_counter(
    open_window: OpenWindow, phone: Page, background: Site
) -> None:
    token = file_as_citizen(phone, "Đặng Văn Hùng", EXTRACT, WARD)
    desk = CaseDesk(open_window(DESK), token)
    desk.act("clerk.tanphu", "tiep-nhan", "Tiếp nhận hồ sơ")

    page = desk.act(
        "clerk.tanphu",
        "rut",
        "Rút theo đề nghị của người dân",
        lambda page: page.get_by_label("Người dân rút hồ sơ vì sao?").fill("Đã có bản sao."),
        looks="path-counter-withdraw",
    )

    slip(page, "[Dd]ừng")


def test_paths_read_in_english(open_window: OpenWindow) -> None:
    page = open_window(DESK)
    desk = CaseDesk(page, "")
    desk.sign_in("specialist.tanphu")
    page.get_by_role("button", name="English").click()

    for path, name in (
        ("/can-bo/don-doc/", "watch"),
        ("/can-bo/lien-thong/", "branches"),
        ("/can-bo/so-theo-doi/", "register"),
        ("/can-bo/uy-quyen/", "delegations"),
    ):
        see(page, path, f"path-english-{name}")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^[A-Za-z ,-]+$"))
