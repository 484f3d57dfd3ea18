"""Connections: dead letters taken up and counted; a citizen of the national portal pays there."""

import json
import re
import urllib.request
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk import press, says, see, seen
from tests.journeys.filing import begin, example_answers, file_application, write_application
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import Site
from tinhso.cases.operations import synchronise
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.outbox_relay import send_all_due
from tinhso.core.rls import acting_as
from tinhso.exchange.tests.pipe import pull, send_state

pytestmark = pytest.mark.journey
ROOT = "/quan-tri/ket-noi/"
PORTAL = "national-portal"
COPIES = "cap-ban-sao-trich-luc-ho-tich"


def behave(site: Site, mode: str) -> None:
    """Tell the national portal how to behave."""
    body = json.dumps({"mode": mode, "count": 0}).encode()
    urllib.request.urlopen(f"{site.national_portal_url}/control", body, timeout=5)  # noqa: S310


def relay(*, hours: int = 0) -> None:
    """Do what the relay does, some hours from now."""
    send_all_due(destination=f"exchange:{PORTAL}", at=now() + timedelta(hours=hours))


def test_an_outage_leaves_dead_letters_that_are_replayed_and_counted(
    open_window: OpenWindow, site: Site, site_database: None, settings: LazySettings
) -> None:
    settings.NATIONAL_PORTAL_API_URL = site.national_portal_url
    behave(site, "refuse")
    for case in ("a", "b"):
        send_state(f"{uuid4().hex[:12]}{case}", at=now())
    relay()

    page = open_window(DESK)
    sign_in_as_officer(page, "admin")
    see(page, ROOT, "exchange-monitor")
    expect(page.locator("#main")).to_contain_text("Có thông điệp hỏng")
    looks_at_a_dead_letter(page)
    behave(site, "ok")
    replays_them_all(page)
    relay(hours=1)
    compares(page)
    on_a_phone_in_english(open_window(PHONE, locale="en-GB"))


def looks_at_a_dead_letter(page: Page) -> None:
    """Find it in the log, open its sealed body with a reason, take it up again."""
    page.get_by_role("link", name="Thông điệp hỏng").click()
    seen(page, "exchange-log")
    page.locator("#main tbody a").first.click()
    address = page.url
    seen(page, "exchange-message")
    page.get_by_label("Lý do xem nội dung").fill("xem")
    press(page, "Mở nội dung")
    seen(page, "exchange-message-refused")
    page.get_by_label("Lý do xem nội dung").fill("Đối chiếu hồ sơ bị Cổng quốc gia từ chối")
    press(page, "Mở nội dung")
    expect(page.locator(".ex-body")).to_be_visible()
    seen(page, "exchange-message-open")
    page.goto(address)
    press(page, "Cho làm lại")
    expect(page.locator("#main, .ts-messages").first).to_contain_text("Đã cho làm lại")


def replays_them_all(page: Page) -> None:
    """Take up every other dead message from the connector's page."""
    see(page, f"{ROOT}{PORTAL}/", "exchange-connector")
    page.locator("#main").get_by_role("button", name="Cho làm lại").click()
    expect(page.locator("body")).to_contain_text("Đã cho làm lại")


def compares(page: Page) -> None:
    """Lay both accounts beside each other: nothing lost, nothing doubled."""
    page.goto(f"{ROOT}{PORTAL}/doi-soat/")
    seen(page, "exchange-comparison-empty")
    page.locator("#main").get_by_role("button", name="Đối soát ngay").or_(
        page.get_by_role("button", name="Đối soát ngay")
    ).first.click()
    expect(page.locator("#main")).to_contain_text("Hai bên khớp nhau")
    seen(page, "exchange-comparison")


def on_a_phone_in_english(page: Page) -> None:
    """Read the monitor, the log and a connector on a phone, in English."""
    sign_in_as_officer(page, "admin")
    page.goto(ROOT)
    page.get_by_role("button", name="English").click()
    for path, name in (
        (ROOT, "monitor"),
        (f"{ROOT}thong-diep/", "log"),
        (f"{ROOT}axis/", "axis"),
        (f"{ROOT}{PORTAL}/doi-soat/", "comparison"),
    ):
        see(page, path, f"exchange-{name}-en")
    expect(page.locator("#main")).to_contain_text("Both sides agree")


def comes_from_the_portal(phone: Page, portal: str) -> None:
    """Sign in at the national portal only, and be known here."""
    phone.goto(portal)
    phone.locator("select[name=sub]").select_option(label="Hoàng Thị Ngọc Mai")
    phone.get_by_role("button", name="Đăng nhập", exact=True).click()
    phone.get_by_role("link", name="Nộp hồ sơ ở tỉnh").click()
    expect(phone.locator(".ts-header").get_by_role("button", name="Đăng xuất")).to_be_visible()


def tell_the_portal() -> None:
    """Do what the task and the relay do every minute: hand over what is new of every case."""
    with acting_as(SYSTEM):
        synchronise(at=now())
    relay()


def test_a_citizen_comes_from_the_national_portal_and_pays_there(
    phone: Page, site: Site, site_database: None, settings: LazySettings
) -> None:
    settings.NATIONAL_PORTAL_API_URL = portal = site.national_portal_url
    behave(site, "ok")
    comes_from_the_portal(phone, portal)
    begin(phone, COPIES)
    write_application(phone, COPIES, example_answers(COPIES))
    file_application(phone)
    tell_the_portal()

    phone.goto(portal)
    owed = phone.get_by_role("listitem").filter(has_text="Cấp bản sao trích lục hộ tịch")
    owed.get_by_role("button", name="Nộp phí").first.click()
    expect(phone.locator("body")).to_contain_text("Đã nộp tại Cổng quốc gia")
    assert set(pull(PORTAL, now())) == {"HANDLED"}

    reads_that_it_is_paid(phone)
    received = owed.filter(has_text="Tỉnh đã nhận tiền")
    for _ in range(40):  # as every minute, until it was told
        tell_the_portal()
        phone.goto(portal)
        if received.count():
            break
        phone.wait_for_timeout(500)
    expect(received.first).to_be_visible()


def reads_that_it_is_paid(phone: Page) -> None:
    """Open the paid claim from the list of one's fees: nothing is left to pay."""
    see(phone, "/nop-phi/", "exchange-fee-list")
    paid = phone.locator("#main").get_by_role("listitem").filter(has_text="Đã nộp")
    paid.get_by_role("link", name=re.compile("trích lục hộ tịch")).first.click()
    says(phone, re.compile(r"Đã nộp lúc \d\d:\d\d.*Cổng Dịch vụ công quốc gia"))
    expect(phone.locator("#main").get_by_role("button")).to_have_count(0)
    seen(phone, "exchange-fee-paid")
