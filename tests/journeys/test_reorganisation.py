"""A merger prepared: the plan, what only people decide, the preview, four eyes.

It is not carried out here: the site is shared, and every other journey lives before the merger.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
LIST = "/quan-tri/sap-xep/"


def see(page: Page, name: str) -> None:
    """Check a page and keep its looks."""
    check_accessible(page)
    look(page, f"reorganisation-{name}")


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press a button of the page's own part."""
    page.locator("#main").get_by_role("button", name=name).first.click()


def open_tab(page: Page, name: str) -> None:
    """Open a part of the reorganisation."""
    page.locator(".ts-tabs").get_by_role("link", name=re.compile(f"^{name}")).click()


def wait_for(page: Page, seen: Callable[[], bool]) -> None:
    """Load the page again until something is seen, as a person without scripts does."""
    for _ in range(90):
        if seen():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(page.inner_text("main"))


def approve(leader: Page, address: str) -> None:
    """Let the leader find the plan in the menu, counted, and approve it."""
    leader.get_by_role("link", name=re.compile("^Sắp xếp tổ chức.*1")).click()
    see(leader, "leader-list")
    leader.goto(address)
    see(leader, "proposed")
    press(leader, "Phê duyệt")
    expect(leader.locator("#main")).to_contain_text("Đã phê duyệt")


def test_administrator_prepares_and_a_leader_approves(
    open_window: OpenWindow, background: Site
) -> None:
    administrator, leader = open_window(DESK), open_window(DESK)
    sign_in_as_officer(administrator, "admin")
    administrator.goto(LIST)
    see(administrator, "list-empty")
    administrator.get_by_label("Ngày có hiệu lực").select_option("2025-07-01")
    administrator.get_by_label("Căn cứ pháp lý").fill("Nghị quyết 202/2025/QH15")
    press(administrator, "Lập phương án")
    address = administrator.url
    see(administrator, "draft")

    open_tab(administrator, "Cơ quan")
    see(administrator, "agencies")
    press(administrator, "Nhận mọi đề xuất còn chờ")
    open_tab(administrator, "Thẩm quyền")
    see(administrator, "matters")
    press(administrator, "Áp dụng cho tất cả")
    open_tab(administrator, "Tổng quan")
    press(administrator, "Đếm để xem trước")
    counted = administrator.get_by_role("button", name="Đếm lại")
    wait_for(administrator, lambda: counted.count() == 1)
    see(administrator, "preview")
    open_tab(administrator, "Cần quyết định")
    see(administrator, "undecided")
    while administrator.get_by_role("button", name="Mọi dòng của cơ quan này").count():
        press(administrator, "Mọi dòng của cơ quan này")
    open_tab(administrator, "Báo cáo")
    see(administrator, "report")
    with administrator.expect_download() as download:
        administrator.get_by_role("link", name="Tải Excel").click()
    assert download.value.suggested_filename == "sap-xep-2025-07-01.xlsx"
    open_tab(administrator, "Tổng quan")
    press(administrator, "Trình phê duyệt")
    expect(administrator.locator("#main")).to_contain_text("một người khác phải phê duyệt")

    sign_in_as_officer(leader, "leader.ubndtinh")
    approve(leader, address)
    administrator.reload()
    see(administrator, "approved")
