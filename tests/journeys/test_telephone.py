"""The 1022 telephone: a call placed by a separate SIP tool reaches the operator's screen."""

import asyncio
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.journeys.browser import look
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import ROOT, Site
from tinhso.contact.tests.telephony import call, tell_exchange_event, tone, write_wav

pytestmark = pytest.mark.journey
OPERATOR = "specialist.thongtin"


def free_port() -> int:
    """Give a free UDP port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_voice_line(site: Site, folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the voice line with a short announcement."""
    environment = {
        **site.environment,
        "PATH": "/usr/bin:/bin",
        "TINHSO_VAR_DIR": str(folder),
        "TINHSO_VOICE_PORT": str(port),
        "TINHSO_VOICE_SITE_URL": site.url,
        "TINHSO_VOICE_ANNOUNCEMENT": str(write_wav(folder / "hello.wav", tone(440, 0.3))),
    }
    command = [sys.executable, "manage.py", "run_voice_line"]
    started = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    assert started.stdout is not None
    assert b"voice line ready" in started.stdout.readline()
    return started


def test_caller_pops_up_is_taken_down_and_wrapped_up(desk: Page, site: Site) -> None:
    sign_in_as_officer(desk, OPERATOR)
    desk.goto("/can-bo/tong-dai/")
    if desk.get_by_role("button", name="Rời máy").count():
        desk.get_by_role("button", name="Rời máy").click()
    desk.get_by_label("Máy nhánh của tôi").fill("211")
    desk.get_by_role("button", name="Ngồi vào máy").click()
    call_id = f"journey-{time.time()}"

    def tell(event: str, **more: str) -> None:
        fields = {"event": event, "callId": call_id, "from": "0900000110", "to": "1022", **more}
        tell_exchange_event(site.url, settings.CTI_KEY, fields)

    tell("newCall")
    expect(desk.get_by_text("0900000110").first).to_be_visible(timeout=20_000)
    tell("answer", user="211")
    expect(desk.get_by_role("heading", name="Đang nói chuyện")).to_be_visible(timeout=20_000)
    look(desk, "telephone-talking")

    desk.get_by_role("link", name="Ghi nhận nội dung").click()
    desk.get_by_label("Nội dung").fill("Rác chất đống hôi thối, xe thu gom cả tuần không tới")
    suggested = desk.get_by_role("radio", name="Rác không thu gom, đổ trộm")
    expect(suggested).to_be_visible(timeout=20_000)
    suggested.check()
    desk.get_by_label("Xã, phường").select_option(index=3)
    look(desk, "telephone-report")
    desk.get_by_role("button", name="Ghi nhận", exact=True).click()
    expect(desk.get_by_text("Đọc cho người gọi")).to_be_visible()

    tell("hangup", cause="normalClearing")
    expect(desk.get_by_role("heading", name="Vừa gác máy")).to_be_visible(timeout=20_000)
    desk.get_by_label("Đã ghi nhận phản ánh").check()
    desk.get_by_role("button", name="Ghi kết quả").click()
    expect(desk.get_by_text("Đã ghi kết quả cuộc gọi")).to_be_visible()
    desk.goto("/can-bo/tong-dai/truc-tiep/")
    look(desk, "telephone-board")


def test_sip_call_reaches_the_operators_screen(desk: Page, site: Site, tmp_path: Path) -> None:
    port = free_port()
    line = start_voice_line(site, tmp_path, port)
    try:
        asyncio.run(call(tmp_path, port))
        sign_in_as_officer(desk, OPERATOR)
        desk.goto("/can-bo/tong-dai/cuoc-goi/?muc=ghi-am")
        for _ in range(20):
            if desk.get_by_text("0912345678").count():
                break
            time.sleep(0.5)
            desk.reload()
        row = desk.get_by_role("row").filter(has_text="0912345678").first
        row.get_by_role("link").first.click()
        expect(desk.locator("audio")).to_be_visible()
        look(desk, "telephone-recording")
    finally:
        line.terminate()
        line.wait(timeout=20)
