"""The 1022 telephone: a call of an exchange pops up, is taken down and wrapped up."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.journeys.browser import look
from tests.journeys.people import sign_in_as_officer
from tests.journeys.programs import ROOT, launch, manage
from tests.journeys.site import Site
from tinhso.contact.tests.telephony import tell_exchange_event
from tools.postgres import free_port

pytestmark = pytest.mark.journey
OPERATOR = "specialist.thongtin"


def test_caller_pops_up_is_taken_down_and_wrapped_up(desk: Page, site: Site) -> None:
    sign_in_as_officer(desk, OPERATOR)
    desk.goto("/can-bo/1022/cuoc-goi/")
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

    expect(desk.get_by_label("Số gọi đến")).to_have_value("0900000110")
    desk.get_by_label("Nội dung", exact=True).fill(
        "Rác chất đống hôi thối, xe thu gom cả tuần không tới"
    )
    suggested = desk.get_by_role("radio", name="Rác không thu gom, đổ trộm")
    expect(suggested).to_be_visible(timeout=20_000)
    suggested.check()
    desk.get_by_label("Xã, phường").select_option(index=3)
    look(desk, "telephone-report")
    desk.get_by_role("button", name="Ghi nhận", exact=True).click()
    expect(desk.get_by_text("Mã bí mật đọc cho người gọi")).to_be_visible()

    tell("hangup", cause="normalClearing")
    expect(desk.get_by_role("heading", name="Vừa gác máy")).to_be_visible(timeout=20_000)
    desk.get_by_label("Đã ghi nhận phản ánh").check()
    desk.get_by_role("button", name="Ghi kết quả").click()
    expect(desk.get_by_text("Đã ghi kết quả cuộc gọi")).to_be_visible()
    desk.goto("/can-bo/tong-dai/truc-tiep/")
    look(desk, "telephone-board")


@pytest.mark.skipif(shutil.which("sipp") is None, reason="needs SIPp: apt install sip-tester")
def test_sip_call_of_a_separate_tool_reaches_the_operators_screen(
    desk: Page, site: Site, tmp_path: Path
) -> None:
    port = free_port()
    line = launch(
        tmp_path,
        "voice",
        manage("run_voice_line"),
        {
            **site.environment,
            "TINHSO_VOICE_PORT": str(port),
            "TINHSO_VOICE_SITE_URL": site.url,
        },
    )
    log = tmp_path / "voice.log"
    try:
        sign_in_as_officer(desk, OPERATOR)
        desk.goto("/can-bo/1022/cuoc-goi/")
        for _ in range(120):
            if "ready" in log.read_text("utf-8"):
                break
            time.sleep(0.5)
        caller = subprocess.Popen(
            [sys.executable, "-m", "tinhso.contact.tests.place_sip_call", str(tmp_path), str(port)],
            cwd=ROOT,
        )

        here = desk.locator("[data-telephone]")
        expect(here.get_by_text("0912345678").first).to_be_visible(timeout=40_000)
        look(desk, "telephone-sip")

        assert caller.wait(timeout=60) == 0, log.read_text("utf-8")
    finally:
        line.terminate()
        line.wait(timeout=30)
