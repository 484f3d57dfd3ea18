"""What happens beside the straight path: other agencies at the same time, a look on the spot."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.deciding import fill_result
from tests.journeys.desk import CaseDesk, press, says, see, seen, type_day
from tests.journeys.filing import file, file_as_citizen, photo
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import Site
from tinhso.cases.models import Inspection
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now, today
from tinhso.core.rls import acting_as

pytestmark = pytest.mark.journey

EXTRACT = "cap-ban-sao-trich-luc-ho-tich"
WARD = "Phường Tân Phú, Thành phố Đồng Xoài"
JUSTICE, INTERIOR = "Sở Tư pháp tỉnh Bình Phước", "Sở Nội vụ tỉnh Bình Phước"


def give_two_agencies_work(page: Page) -> None:
    """Ask two departments, each for its own part, in its own hours."""
    for number, agency, task, hours in (
        (1, JUSTICE, "Đối chiếu sổ gốc đang lưu tại Sở.", "2"),
        (2, INTERIOR, "Xác nhận địa giới trước năm 2003.", "3"),
    ):
        page.locator(f'[name="agency_{number}"]').select_option(label=agency)
        page.locator(f'[name="task_{number}"]').fill(task)
        page.locator(f'[name="hours_{number}"]').fill(hours)


def finish_work(page: Page, username: str, answer: str, name: str) -> None:
    """Find the branch in the agency's own list, answer it, and see it done."""
    sign_in_as_officer(page, username)
    see(page, "/can-bo/lien-thong/", f"{name}-list")
    page.locator("#main").get_by_role("link", name=re.compile("H10.32.01-")).first.click()
    seen(page, f"{name}-case")
    page.get_by_role("link", name="Trả kết quả phối hợp", exact=True).click()
    page.get_by_label("Kết quả phối hợp").fill(answer)
    look(page, f"{name}-answer")
    press(page, "Trả kết quả phối hợp")
    says(page, "Đã gửi kết quả phối hợp")


def test_two_agencies_work_at_the_same_time_each_with_its_clock(
    open_window: OpenWindow, phone: Page, background: Site
) -> None:
    token = file_as_citizen(phone, "Trần Văn Minh", EXTRACT, WARD)
    desk = CaseDesk(open_window(DESK), token)
    desk.act("clerk.tanphu", "tiep-nhan", "Tiếp nhận hồ sơ")

    page = desk.open("specialist.tanphu")
    page.get_by_text("Việc khác với hồ sơ này").click()
    seen(page, "path-officer-case-more")
    page.goto(f"{desk.address}lien-thong/")
    press(page, "Giao cơ quan phối hợp")
    seen(page, "path-branches-missing")
    desk.act(
        "specialist.tanphu",
        "lien-thong",
        "Giao cơ quan phối hợp",
        give_two_agencies_work,
        looks="path-branches-filled",
    )
    says(page, "Hai đồng hồ")
    seen(page, "path-branches-both-clocks")
    page.goto(f"{desk.address}du-thao/")
    fill_result(page, EXTRACT)
    press(page, "Lưu dự thảo")
    see(page, f"{desk.address}chuyen/", "path-branches-must-end-first")
    says(page, "phối hợp")

    finish_work(open_window(DESK), "specialist.tuphap", "Khớp với sổ gốc.", "path-branch")
    page.goto(f"{desk.address}rut-phoi-hop/")
    page.get_by_label("Vì sao rút?").fill("Đã có văn bản xác nhận trong hồ sơ cũ.")
    seen(page, "path-branch-recall")
    press(page, "Rút việc đã giao phối hợp")

    says(page, "Khớp với sổ gốc.")
    seen(page, "path-branches-ended")
    phone.goto(f"/ho-so/{token}/")
    check_accessible(phone)
    look(phone, "path-citizen-branches")


def test_case_is_looked_at_on_the_spot(
    open_window: OpenWindow, phone: Page, background: Site, site_database: None
) -> None:
    token = file_as_citizen(phone, "Nguyễn Thị Lan Anh", EXTRACT, WARD)
    desk = CaseDesk(open_window(DESK), token)
    desk.act("clerk.tanphu", "tiep-nhan", "Tiếp nhận hồ sơ")

    def plan(page: Page) -> None:
        type_day(page, "day", today() + timedelta(days=2))
        page.get_by_label("Giờ kiểm tra").fill("08:30")
        page.get_by_label("Địa điểm").fill("Số 12 đường Hùng Vương")
        page.get_by_label("Thành phần kiểm tra").fill(
            "Lê Hoàng Minh, UBND phường\nĐại diện khu phố"
        )

    desk.act(
        "specialist.tanphu", "hen-kiem-tra", "Hẹn kiểm tra thực tế", plan, looks="path-inspect-plan"
    )
    page = desk.open("specialist.tanphu", "path-inspect-planned")
    page.goto(f"{desk.address}bien-ban-kiem-tra/")
    page.get_by_label("Đạt một phần").check()
    page.get_by_label("Biên bản").fill("Hiện trạng đúng tờ khai; thiếu một bản chụp.")
    press(page, "Ghi biên bản kiểm tra")
    says(page, "Chưa có buổi kiểm tra nào được lên lịch và đã diễn ra")
    seen(page, "path-inspect-too-early")
    phone.goto(f"/ho-so/{token}/")
    says(phone, "Kiểm tra thực tế lúc")
    look(phone, "path-citizen-inspection")

    with acting_as(SYSTEM):
        Inspection.objects.filter(case__token=token).update(planned_at=now() - timedelta(hours=1))
    page.goto(f"{desk.address}bien-ban-kiem-tra/")
    page.get_by_label("Đạt một phần").check()
    page.get_by_label("Biên bản").fill("Hiện trạng đúng tờ khai; thiếu một bản chụp.")
    page.get_by_label("Ảnh hiện trường").set_input_files(
        [file("cong.jpg", photo()), file("san.jpg", photo())]
    )
    seen(page, "path-inspect-record")
    press(page, "Ghi biên bản kiểm tra")

    says(page, "Đã ghi biên bản kiểm tra")
    expect(page.get_by_role("link", name="cong.jpg")).to_be_visible()
    seen(page, "path-inspect-recorded")
