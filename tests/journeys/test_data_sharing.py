"""Data between agencies: a system is registered, agreed with, asks; the citizen sees the call."""

import importlib
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from joserfc.jwk import OKPKey
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.filing import file_as_citizen
from tests.journeys.people import sign_in_as_citizen, sign_in_as_officer
from tests.journeys.site import Site
from tinhso.cases.models import Case
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as

pytestmark = pytest.mark.journey
CLIENTS = Path(__file__).resolve().parents[2] / "clients" / "python"
CITIZEN, EXTRACT = "Lê Hoàng Phúc", "cap-ban-sao-trich-luc-ho-tich"
WARD = "Phường Tân Phú, Thành phố Đồng Xoài"
ROOT = "/can-bo/chia-se/"


def press(page: Page, name: str) -> None:
    """Press a button of the page and stay on what follows."""
    page.locator("#main").get_by_role("button", name=name, exact=True).click()
    assert page.locator("[data-error-summary]").count() == 0, page.inner_text("main")


def seen(page: Page, name: str) -> None:
    """Keep and check how a page looks."""
    check_accessible(page)
    look(page, f"sharing-{name}")


def register(page: Page, key: OKPKey) -> str:
    """Register a system with its public key; give its client_id once a colleague confirmed."""
    sign_in_as_officer(page, "leader.yte")
    page.goto(ROOT)
    seen(page, "catalogue")
    page.goto(f"{ROOT}he-thong/moi/")
    page.get_by_label("Tên hệ thống").fill("Phần mềm quản lý bệnh viện")
    page.get_by_label("Người chịu trách nhiệm kỹ thuật, cách liên hệ").fill("Phòng CNTT")
    page.get_by_label("Khóa công khai (JWKS)").fill("{}")
    page.locator("#main").get_by_role("button", name="Đăng ký").click()
    seen(page, "register-refused")
    public = json.dumps({"keys": [key.as_dict(private=False)]})
    page.get_by_label("Khóa công khai (JWKS)").fill(public)
    press(page, "Đăng ký")
    address = page.url
    sign_in_as_officer(page, "head.yte")
    page.goto(address)
    press(page, "Xác nhận khóa mới")
    expect(page.locator("#main")).to_contain_text("Hoạt động")
    seen(page, "system")
    return re.search(r"sys-\w+", page.inner_text("#main"))[0]  # type: ignore[index] # it is there


def ask_for_agreement(page: Page) -> str:
    """Ask for the status of cases; give the address of the agreement."""
    page.goto(f"{ROOT}dich-vu/case-status/")
    seen(page, "service")
    page.get_by_role("link", name="Đề nghị chia sẻ").click()
    page.get_by_label("Dùng để làm gì").fill("Đối chiếu khi cấp giấy chứng sinh")
    page.get_by_label("Căn cứ pháp lý").fill("Quy chế phối hợp")
    for name in ("Mã hồ sơ", "Trạng thái", "Hẹn trả"):
        page.get_by_label(name, exact=True).check()
    seen(page, "propose")
    press(page, "Gửi đề nghị")
    return page.url


def approve(page: Page, address: str) -> None:
    """Let two people of the owner approve."""
    for username in ("leader.vanphong", "head.vanphong"):
        sign_in_as_officer(page, username)
        page.goto(address)
        press(page, "Duyệt")
    expect(page.locator("#main")).to_contain_text("Đang hiệu lực")
    seen(page, "agreement")


def client_library() -> ModuleType:
    """Give the generated client, as an integrator installs it."""
    sys.path.insert(0, str(CLIENTS))
    return importlib.import_module("tinhso_sharing")


def ask(site: Site, client_id: str, key: OKPKey, code: str) -> Any:
    """Ask for a case as the agency's system does."""
    library = client_library()
    call = importlib.import_module("tinhso_sharing.generated.api.sharing.share_case_status")
    client = library.connect(site.url, client_id, key, "case-status")
    return call.sync_detailed(client=client, code=code, reference="BV-2026-7")


def test_a_system_asks_for_a_case_and_the_citizen_sees_it(
    open_window: OpenWindow, phone: Page, background: Site, site_database: None
) -> None:
    token = file_as_citizen(phone, CITIZEN, EXTRACT, WARD)
    desk = open_window(DESK)
    sign_in_as_officer(desk, "clerk.tanphu")
    desk.goto(f"/can-bo/ho-so/{token}/tiep-nhan/")
    press(desk, "Tiếp nhận hồ sơ")
    with acting_as(SYSTEM):
        code = Case.objects.get(token=token).code or ""
    key = OKPKey.generate_key("Ed25519", {"kid": "k1"})
    client_id = register(desk, key)
    address = ask_for_agreement(desk)
    approve(desk, address)

    answer = ask(background, client_id, key, code)
    assert answer.status_code == 200, answer.content
    given = answer.parsed.items[0].to_dict()
    assert given["code"] == code
    assert set(given) == {"code", "state", "due_at"}

    sign_in_as_officer(desk, "leader.yte")
    desk.goto(f"{ROOT}nhat-ky/")
    expect(desk.locator("#main")).to_contain_text("BV-2026-7")
    seen(desk, "calls")
    sign_in_as_citizen(phone, CITIZEN)
    phone.goto("/tai-khoan/ai-da-xem/")
    phone.get_by_role("link", name="Đối chiếu khi cấp giấy chứng sinh").first.click()
    expect(phone.locator("#main")).to_contain_text("Phần mềm quản lý bệnh viện")
    phone.wait_for_timeout(2500)  # the sequencer writes each second
    phone.reload()
    expect(phone.get_by_role("link", name="Xem mục trong sổ cái")).to_be_visible()
    seen(phone, "citizen")
