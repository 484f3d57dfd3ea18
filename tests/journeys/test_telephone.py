"""The 1022 telephone: a call of an exchange pops up, is taken down and wrapped up."""

import time

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.journeys.browser import look
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import Site
from tinhso.contact.tests.telephony import tell_exchange_event

pytestmark = pytest.mark.journey
OPERATOR = "specialist.thongtin"


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
