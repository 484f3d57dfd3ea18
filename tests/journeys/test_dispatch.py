"""Between agencies and over the axis: sent, acknowledged, returned, recalled, refused, watched."""

import json
import re
import urllib.request

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import DESK, PHONE
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk import press, says, see, seen
from tests.journeys.filing import file
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
MONITOR, INCOMING = "/cong-van/lien-thong/", "/can-bo/van-ban-den/"
OURS = "kết quả tiếp nhận hồ sơ trực tuyến tháng trước"
THEIRS = "hướng dẫn công tác văn thư điện tử"


def letter(site: Site, act: str) -> None:
    """Have an outside organisation send a document, or its recall, to the province."""
    body = {"organ": "Z01", "act": act, "to": "H10", "number": "345", "subject": f"V/v {THEIRS}"}
    request = urllib.request.Request(  # noqa: S310 - an address of this very site
        f"{site.axis_url}/letters", json.dumps(body).encode(), method="POST"
    )
    urllib.request.urlopen(request, timeout=5).close()  # noqa: S310


def waits_for(page: Page, address: str, found: Locator) -> None:
    """Open a page until something is on it: the axis and the worker take their time."""
    for _ in range(120):
        page.goto(address)
        if found.count():
            return
        page.wait_for_timeout(1_000)
    expect(found.first).to_be_visible()


def fetched(page: Page, part: str) -> None:
    """Have the axis asked, then open the document of the journey from a list."""
    page.goto(MONITOR)
    page.get_by_role("button", name="Lấy văn bản mới").click()
    row = page.get_by_role("row", name=re.compile(THEIRS))
    waits_for(page, f"{MONITOR}?muc={part}", row)
    row.get_by_role("link").click()


def test_documents_between_agencies_and_over_the_axis(
    open_window: OpenWindow, background: Site
) -> None:
    sender, province = open_window(DESK), open_window(DESK)
    letter(background, "NEW")
    clerk_issues_and_sends(sender)
    receiver_returns(open_window(DESK))
    clerk_watches_what_was_sent(sender)
    province_takes_what_came(province)
    letter(background, "RECALL")
    province_decides_a_recall(province)
    province_looks_at_the_rest(province)
    pages_in_english(open_window(PHONE, locale="en-GB"))


def clerk_issues_and_sends(page: Page) -> None:
    """Know the organisation outside, seal the signed document: it leaves by itself."""
    sign_in_as_officer(page, "registrar.thongtin")
    waits_for(page, f"{MONITOR}danh-ba/", page.get_by_text("Bộ Minh họa"))
    seen(page, "dispatch-address-book")
    page.goto("/cong-van/di/?muc=cho-toi")
    page.locator("#main").get_by_role("link", name=re.compile(OURS, re.IGNORECASE)).first.click()
    press(page, "Ký số cơ quan và phát hành")
    says(page, re.compile("Bộ Minh họa"))


def receiver_returns(page: Page) -> None:
    """Give the document back to its sender, with a reason."""
    sign_in_as_officer(page, "registrar.kehoach")
    row = page.locator("#main").get_by_role("link", name=re.compile(OURS, re.IGNORECASE))
    waits_for(page, f"{INCOMING}?q=bc-stttt", row)
    row.first.click()
    says(page, "Sở Thông tin và Truyền thông")
    seen(page, "dispatch-arrived-inside")
    page.get_by_role("link", name="Trả lại nơi gửi", exact=True).click()
    page.locator('#main [name="reason"]').fill("Gửi nhầm cơ quan, không thuộc thẩm quyền")
    press(page, "Trả lại nơi gửi")
    says(page, "Đã trả lại")


def clerk_watches_what_was_sent(page: Page) -> None:
    """See what is done outside and what came back, and why."""
    rows = page.get_by_role("row", name=re.compile(OURS, re.IGNORECASE))
    done = rows.filter(has_text="Bộ Minh họa").filter(has_text="Đã hoàn thành")
    waits_for(page, f"{MONITOR}?muc=di", done)
    seen(page, "dispatch-sent")
    page.goto(f"{MONITOR}?muc=loi")
    rows.first.get_by_role("link").click()
    says(page, "Gửi nhầm cơ quan")
    seen(page, "dispatch-returned")


def province_takes_what_came(page: Page) -> None:
    """Check who signed, receive, save the file."""
    sign_in_as_officer(page, "registrar.ubndtinh")
    fetched(page, "cho-tiep-nhan")
    says(page, "Chữ ký hợp lệ")
    seen(page, "dispatch-inbound")
    press(page, "Tiếp nhận văn bản")
    says(page, "Đã tiếp nhận")
    with page.expect_download() as download:
        page.get_by_role("link", name="345-Z01.txt").click()
    assert download.value.suggested_filename == "345-Z01.txt"


def province_decides_a_recall(page: Page) -> None:
    """Be asked to decide, forget to, agree: the document is closed."""
    fetched(page, "cho-quyet-dinh")
    press(page, "Ghi quyết định")
    expect(page.locator("[data-error-summary]")).to_be_visible()
    seen(page, "dispatch-recall")
    page.get_by_label("Đồng ý", exact=True).check()
    press(page, "Ghi quyết định")
    page.get_by_role("link", name=re.compile("345.Z01")).first.click()
    says(page, "Nơi gửi đã thu hồi văn bản này")
    seen(page, "dispatch-recalled")


def province_looks_at_the_rest(page: Page) -> None:
    """Have a broken envelope refused by name; look at every list."""
    page.goto(f"{MONITOR}tai-len/")
    page.locator("[type=file]").set_input_files([file("a.edxml", b"<x")])
    press(page, "Nhận gói tin")
    says(page, "Không đọc được XML")
    see(page, f"{MONITOR}?muc=den", "dispatch-all")


def pages_in_english(page: Page) -> None:
    """Read monitor and message in English on a phone."""
    sign_in_as_officer(page, "registrar.ubndtinh")
    page.get_by_role("button", name="English").click()
    see(page, f"{MONITOR}?muc=den", "dispatch-monitor-en")
    page.get_by_role("row", name=re.compile(THEIRS)).get_by_role("link").first.click()
    seen(page, "dispatch-inbound-en")
