"""How work is led: many cases at once, standing in, signing for the leader, telling upwards."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK
from tests.journeys.conftest import OpenWindow
from tests.journeys.deciding import fill_result
from tests.journeys.desk import CaseDesk, press, says, see, seen, type_day
from tests.journeys.filing import file_as_citizen
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import Site
from tinhso.cases.models import Case
from tinhso.cases.operations import escalate
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import today
from tinhso.core.rls import acting_as

pytestmark = pytest.mark.journey

EXTRACT, BUSINESS = "cap-ban-sao-trich-luc-ho-tich", "dang-ky-ho-kinh-doanh"
WARD, CITY = "Phường Tân Phú, Thành phố Đồng Xoài", "Thành phố Đồng Xoài"


def lend(page: Page, kind: str, giver: str, taker: str, name: str) -> None:
    """Give work to somebody else for three days."""
    see(page, "/can-bo/uy-quyen/", f"{name}-before")
    page.get_by_label(kind).check()
    for field, person in (("from_person", giver), ("to_person", taker)):
        option = page.locator(f'[name="{field}"] option', has_text=person)
        page.locator(f'[name="{field}"]').select_option(option.get_attribute("value"))
    type_day(page, "valid_from", today())
    type_day(page, "last_day", today() + timedelta(days=3))
    page.get_by_label("Lý do").fill("Đi công tác")
    press(page, "Giao")
    says(page, "Đã giao")
    seen(page, name)


def test_one_act_on_many_cases_is_seen_first_and_a_substitute_does_them(
    open_window: OpenWindow, phone: Page, background: Site
) -> None:
    tokens = [
        file_as_citizen(phone, name, EXTRACT, WARD) for name in ("Lê Hoàng Phúc", "Lý Thị Sen")
    ]
    page = open_window(DESK)
    for token in tokens:
        CaseDesk(page, token).act("clerk.tanphu", "tiep-nhan", "Tiếp nhận hồ sơ")
    sign_in_as_officer(page, "leader.tanphu")
    page.goto("/can-bo/ho-so/?muc=don-vi")
    for token in tokens:
        page.locator(f'[name="ho-so"][value="{token}"]').check()
    seen(page, "path-bulk-chosen")
    press(page, "Làm một việc cho các hồ sơ đã chọn")
    press(page, "Xem trước")
    seen(page, "path-bulk-missing")
    page.get_by_label("Giao cho một người").check()
    option = page.locator('[name="person"] option', has_text="Lê Hoàng Minh")
    page.locator('[name="person"]').select_option(option.get_attribute("value"))
    press(page, "Xem trước")
    says(page, "Sẽ làm được 2, bị từ chối 0")
    seen(page, "path-bulk-preview")
    press(page, "Làm ngay")
    says(page, "Đã làm 2, bị từ chối 0")
    seen(page, "path-bulk-done")

    substitute = CaseDesk(open_window(DESK), tokens[0])
    sign_in_as_officer(page, "specialist.tanphu")
    lend(page, "Làm thay khi vắng mặt", "Lê Hoàng Minh", "Trương Thị Cẩm Tú", "path-substitution")
    substitute.open("specialist2.tanphu", "path-substitute-case")
    substitute.page.goto(f"{substitute.address}du-thao/")
    fill_result(substitute.page, EXTRACT)
    press(substitute.page, "Lưu dự thảo")
    says(substitute.page, "Đã lưu dự thảo")
    seen(substitute.open("leader.tanphu"), "path-substitute-history")
    says(substitute.page, "Lê Hoàng Minh")
    page.goto("/can-bo/uy-quyen/")
    page.get_by_role("button", name="Thu hồi").first.click()
    says(page, "Đã thu hồi")


def test_head_signs_for_the_leader_after_those_above_were_told(
    open_window: OpenWindow, phone: Page, background: Site, site_database: None
) -> None:
    token = file_as_citizen(phone, "Võ Quốc Bảo", BUSINESS, CITY)
    desk = CaseDesk(open_window(DESK), token)
    desk.act("clerk.dongxoai", "tiep-nhan", "Tiếp nhận hồ sơ")
    desk.act("head.dongxoai", "chuyen", "Chuyển bước tiếp theo")
    with acting_as(SYSTEM):
        case = Case.objects.get(token=token)
        assert case.due_at is not None
        assert escalate(case=case, at=case.due_at - timedelta(minutes=30)) is not None

    page = desk.sign_in("head.dongxoai")
    see(page, "/can-bo/don-doc/", "path-told-upwards")
    expect(page.locator(f'a[href="{desk.address}"]').first).to_be_visible()
    desk.act(
        "head.dongxoai",
        "don-doc",
        "Đôn đốc",
        lambda page: page.get_by_label("Lời nhắn").fill("Hôm nay phải trình ký."),
        looks="path-remind",
    )
    seen(desk.open("specialist.dongxoai"), "path-escalated-case")
    page.goto(f"{desk.address}du-thao/")
    fill_result(page, BUSINESS)
    press(page, "Lưu dự thảo")
    desk.act("specialist.dongxoai", "chuyen", "Chuyển bước tiếp theo")
    desk.act("head.dongxoai", "chuyen", "Chuyển bước tiếp theo")

    page = desk.sign_in("leader.dongxoai")
    lend(page, "Ủy quyền ký", "Ngô Đức Trọng", "Bùi Thị Thanh Hà", "path-signing-lent")
    page = desk.act("head.dongxoai", "ky", "Ký kết quả", looks="path-signing-for-the-leader")
    says(page, "Đã ký")
    seen(page, "path-signed-for-the-leader")
    says(page, "Ngô Đức Trọng")
