"""A registry clerk takes what came over the axis, decides a recall, and sees a bad file refused."""

import json
import re
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.filing import file
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

MONITOR = "/cong-van/lien-thong/"
WORDS = "hướng dẫn công tác văn thư điện tử"
SUBJECT = f"V/v {WORDS} (minh họa)"


def letter(site: Site, act: str) -> None:
    """Have an outside organisation send a document, or its recall, to the province."""
    body = {"organ": "Z01", "act": act, "to": "H10", "number": "345", "subject": SUBJECT}
    if act == "RECALL":
        body["reason"] = "Ban hành nhầm"
    request = urllib.request.Request(  # noqa: S310 - an address of this very site
        f"{site.axis_url}/letters", json.dumps(body).encode(), method="POST"
    )
    urllib.request.urlopen(request, timeout=5).close()  # noqa: S310


def fetched(desk: Page, part: str) -> None:
    """Fetch from the axis until the list shows the document."""
    desk.goto(MONITOR)
    desk.get_by_role("button", name="Lấy văn bản mới").click()
    row = desk.get_by_role("row", name=re.compile(WORDS))
    for _ in range(40):
        desk.goto(f"{MONITOR}?muc={part}")
        if row.count():
            break
        desk.wait_for_timeout(500)
    expect(row).to_be_visible()


def open_row(page: Page) -> None:
    """Open the document of the journey from the list."""
    page.get_by_role("row", name=re.compile(WORDS)).get_by_role("link").click()


def test_documents_come_over_the_axis_and_a_recall_is_decided(
    desk: Page, open_window: OpenWindow, background: Site
) -> None:
    letter(background, "NEW")
    sign_in_as_officer(desk, "registrar.ubndtinh")
    fetched(desk, "cho-tiep-nhan")
    check_accessible(desk)
    look(desk, "dispatch-monitor")

    open_row(desk)
    expect(desk.locator("#main")).to_contain_text("Chữ ký hợp lệ")
    check_accessible(desk)
    look(desk, "dispatch-inbound")
    desk.get_by_role("button", name="Tiếp nhận văn bản").click()
    expect(desk.locator("#main")).to_contain_text("Đã tiếp nhận")
    with desk.expect_download() as download:
        desk.get_by_role("link", name="345-Z01.txt").click()
    assert download.value.suggested_filename == "345-Z01.txt"

    letter(background, "RECALL")
    fetched(desk, "cho-quyet-dinh")
    open_row(desk)
    desk.get_by_role("button", name="Ghi quyết định").click()
    expect(desk.locator("[data-error-summary]")).to_be_visible()
    check_accessible(desk)
    look(desk, "dispatch-recall")
    desk.get_by_label("Đồng ý", exact=True).check()
    desk.get_by_role("button", name="Ghi quyết định").click()
    desk.get_by_role("link", name=re.compile("345/Z01")).first.click()
    expect(desk.locator("#main")).to_contain_text("Nơi gửi đã thu hồi văn bản này")
    look(desk, "dispatch-recalled")

    desk.goto(f"{MONITOR}tai-len/")
    desk.locator("#envelope, [type=file]").first.set_input_files([file("a.edxml", b"<x")])
    desk.get_by_role("button", name="Nhận gói tin").click()
    expect(desk.locator("#main")).to_contain_text("Không đọc được XML")
    check_accessible(desk)
    phone = open_window(360)
    sign_in_as_officer(phone, "registrar.ubndtinh")
    for part in ("den", "di"):
        phone.goto(f"{MONITOR}?muc={part}")
        check_accessible(phone)
        look(phone, f"dispatch-{part}")
