"""The hall of the service centre: phone, kiosk, display, counters, and what survives failures."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, SCREENSHOTS, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.people import sign_in_as_citizen, sign_in_as_officer
from tests.journeys.programs import ROOT
from tests.journeys.site import Site
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now, today
from tinhso.core.rls import acting_as
from tinhso.counters.models import QueueUnit, Ticket
from tinhso.counters.operations import end_day
from tools.postgres import free_ports

pytestmark = pytest.mark.journey
CENTRE = "H10.01.01"
WALL = 1920


@pytest.fixture(autouse=True)
def yesterday_is_over(site_database: None) -> None:
    """End what an earlier day left open, as the night's task does.

    The site's own people came on the day it was started, which may have ended since.
    """
    with acting_as(SYSTEM):
        end_day(before=today(), at=now())


def number_of(page: Page) -> str:
    """Give the number a visitor's page shows."""
    shown = page.locator(".cq-ticket__number").inner_text()
    return str(re.findall(r"[A-Z]\d{3}", shown)[0])


def take_number(page: Page, service: str) -> str:
    """Take a number as a visitor with a phone."""
    page.goto(f"/lay-so/{CENTRE}/")
    page.get_by_role("link", name=service, exact=True).click()
    page.get_by_role("button", name="Lấy số").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Số thứ tự của bạn")
    return number_of(page)


def sit_down(page: Page, username: str, counter: int) -> None:
    """Sign in as a clerk and open a counter."""
    sign_in_as_officer(page, username)
    page.goto("/can-bo/quay/")
    page.get_by_role("button", name=f"Mở quầy {counter}", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Quầy {counter}")


def call_until(page: Page, label: str) -> None:
    """Call and finish people until it is somebody's turn."""
    for _ in range(40):
        page.get_by_role("button", name="Gọi số tiếp theo").click()
        shown = page.locator(".cq-desk__label")
        expect(shown).to_be_visible()
        if shown.inner_text() == label:
            return
        page.get_by_role("button", name="Bắt đầu phục vụ").click()
        page.get_by_role("button", name="Xong", exact=True).click()
    raise AssertionError(f"{label} was never called")


def look_at_wall(page: Page, name: str) -> None:
    """Check a page of the hall at the size of its screen and keep its looks."""
    check_accessible(page)
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{WALL}.png")


def see(page: Page, name: str) -> None:
    """Check a page at both widths and keep its looks."""
    look(page, name)
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        check_accessible(page)


def test_number_taken_by_phone_is_called_shown_served(
    open_window: OpenWindow, phone: Page, site: Site
) -> None:
    wall, clerk = open_window(WALL), open_window(DESK)
    wall.set_viewport_size({"width": WALL, "height": 1080})
    wall.goto(f"/bang-goi-so/{CENTRE}/")
    look_at_wall(wall, "counters-display")
    wall.get_by_role("button", name="Bật âm thanh").click()
    sit_down(clerk, "clerk.hcc", 3)
    see(clerk, "counters-desk")

    label = take_number(phone, "Trả kết quả")
    check_accessible(phone)
    look(phone, "counters-ticket")
    call_until(clerk, label)

    expect(phone.locator(".cq-ticket__call")).to_contain_text("Mời đến quầy 3")
    expect(wall.locator(".cd-row--calling", has_text=label)).to_be_visible()
    expect(wall.locator("html")).to_have_attribute("data-announced", re.compile("[1-9]"))
    look_at_wall(wall, "counters-display-calling")
    see(clerk, "counters-desk-called")
    clerk.get_by_role("button", name="Bắt đầu phục vụ").click()
    expect(clerk.get_by_role("link", name=re.compile("Nộp hồ sơ tại quầy"))).to_be_visible()
    clerk.get_by_role("button", name="Xong", exact=True).click()
    expect(phone.locator(".cq-ticket")).to_contain_text("Đã phục vụ xong")
    expect(wall.locator(".cd-row", has_text=label)).to_have_count(0)


def test_kiosk_prints_and_takes_a_booking(
    open_window: OpenWindow, desk: Page, site: Site, site_database: None
) -> None:
    sign_in_as_citizen(desk, "Nguyễn Thị Lan Anh")
    desk.goto("/lich-hen/")
    see(desk, "counters-bookings")
    desk.get_by_role("link", name="Giao thông: giấy phép lái xe").click()
    see(desk, "counters-reserve")
    desk.locator(".cq-slot input:enabled").last.check(force=True)
    desk.get_by_role("button", name="Đặt lịch hẹn").click()
    expect(desk.locator(".cq-code")).to_have_text(re.compile(r"\d{6}"))
    with acting_as(SYSTEM):
        token = QueueUnit.objects.get().kiosk_token
    kiosk = open_window(WALL)
    kiosk.set_viewport_size({"width": WALL, "height": 1080})
    kiosk.add_init_script("window.print = () => { document.documentElement.dataset.printed = 1; }")

    kiosk.goto(f"/may-lay-so/{token}/")
    look_at_wall(kiosk, "counters-kiosk")
    kiosk.get_by_role("link", name="English").click()
    expect(kiosk.get_by_role("heading", level=1)).to_have_text("What do you come for?")
    kiosk.get_by_role("link", name=re.compile("Collect a result")).click()
    look_at_wall(kiosk, "counters-kiosk-priority")
    kiosk.get_by_role("button", name="No, give me a number").click()
    expect(kiosk.locator(".ck-ticket__number")).to_have_text(re.compile(r"T\d{3}"))
    expect(kiosk.locator("html")).to_have_attribute("data-printed", "1")
    look_at_wall(kiosk, "counters-kiosk-ticket")
    kiosk.goto(f"/may-lay-so/{token}/lich-hen/")
    look_at_wall(kiosk, "counters-kiosk-booked")
    for digit in "000000":
        kiosk.get_by_role("button", name=digit, exact=True).click()
    kiosk.get_by_role("button", name="Xong").click()
    expect(kiosk.get_by_role("alert")).to_contain_text("Không có lịch hẹn hôm nay")
    desk.goto("/lich-hen/")
    desk.get_by_role("button", name="Huỷ lịch hẹn").click()
    expect(desk.locator(".cq-code")).to_have_count(0)


def test_head_arranges_and_reads_the_day(desk: Page, site: Site) -> None:
    sign_in_as_officer(desk, "leader.hcc")

    for path, name in (
        ("/quan-tri/hang-cho/", "counters-overview"),
        ("/quan-tri/hang-cho/thong-ke/", "counters-statistics"),
        ("/quan-tri/hang-cho/linh-vuc/", "counters-service"),
        ("/quan-tri/hang-cho/ma-qr/", "counters-poster"),
    ):
        desk.goto(path)
        see(desk, name)


class Programs:
    """Web and live processes of a test's own on the site's database, to be killed."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.web, self.live = free_ports(2)
        self.url = f"http://localhost:{self.web}"
        self.environment = {
            **os.environ,
            **site.environment,
            "TINHSO_SITE_URL": self.url,
            "TINHSO_LIVE_URL": f"http://localhost:{self.live}",
        }
        self.folder = folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        """Start one of them and wait until it answers."""
        port, interface, entry, health = {
            "web": (self.web, "wsgi", "config.wsgi:application", "/health/live"),
            "live": (self.live, "asgi", "config.asgi:application", "/live/health"),
        }[name]
        command = [
            str(Path(sys.executable).with_name("granian")), "--interface", interface,
            "--port", str(port), "--workers", "1", "--no-ws", "--log-level", "error", entry,
        ]  # fmt: skip
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        _wait(f"http://localhost:{port}{health}")

    def kill(self, name: str) -> None:
        """End one of them as a power cut would."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


def test_killed_web_and_live_lose_nothing(
    browser: object, site: Site, site_database: None, tmp_path: Path
) -> None:
    programs = Programs(site, tmp_path)
    # Failed requests are the point here, so the window is not watched for them.
    context = browser.new_context(base_url=programs.url)  # type: ignore[attr-defined] # Playwright's
    try:
        programs.start("live")
        programs.start("web")
        wall, phone = context.new_page(), context.new_page()
        wall.goto(f"/bang-goi-so/{CENTRE}/")
        before = take_number(phone, "Xây dựng, công thương")

        programs.kill("live")
        second = take_number(phone, "Trả kết quả")
        count = _waiting(second[0])
        row = wall.locator(".cd-waiting li", has_text="Trả kết quả")
        expect(row).to_contain_text(f"{count} chờ", timeout=20_000)
        programs.kill("web")
        expect(wall.get_by_text("Mất kết nối")).to_be_visible(timeout=20_000)
        programs.start("live")
        programs.start("web")

        expect(wall.get_by_text("Mất kết nối")).to_be_hidden(timeout=20_000)
        phone.reload()
        assert number_of(phone) == second
        with acting_as(SYSTEM):
            kept = Ticket.objects.filter(source="PHONE", state="WAITING").order_by("-pk")[:2]
            assert [ticket.label for ticket in kept] == [second, before]
    finally:
        context.close()
        for name in tuple(programs.running):
            programs.kill(name)


def _waiting(letter: str) -> int:
    with acting_as(SYSTEM):
        waiting = Ticket.objects.filter(service__letter=letter, day=today(), state="WAITING")
        return waiting.count()
