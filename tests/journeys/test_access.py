"""Two people change a role; an emergency is seen by all; a citizen reads who looked."""

import io
import json
import re
import time
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.people import DEMO_PASSWORD, sign_in_as_citizen, sign_in_as_officer, sign_out
from tests.journeys.site import Site
from tinhso.core.session_store import SessionStore

pytestmark = pytest.mark.journey
CITIZEN = "Nông Văn Thái"
WHY = "Người bị nạn đang cấp cứu, cần tìm thân nhân ngay"


def propose(desk: Page) -> None:
    """Let the first administrator propose that an account is disabled."""
    sign_in_as_officer(desk, "admin")
    desk.goto("/can-bo/quyen/nhan-su/")
    check_accessible(desk)
    look(desk, "access-staff")
    desk.get_by_role("link", name=re.compile("Đề nghị khóa tài khoản")).first.click()
    desk.get_by_label("Lý do").fill("ngắn")
    desk.get_by_role("button", name="Gửi đề nghị").click()
    expect(desk.locator("[data-error-summary]")).to_be_visible()
    check_accessible(desk)
    look(desk, "access-propose")
    desk.get_by_label("Lý do").fill("Cán bộ nghỉ dài ngày, chưa dùng tài khoản")
    desk.get_by_role("button", name="Gửi đề nghị").click()
    expect(desk.locator("#main")).to_contain_text("Chờ một người khác xác nhận.")


def refuse(desk: Page) -> None:
    """Let the second administrator read and reject it: the demonstration goes on with everybody."""
    sign_in_as_officer(desk, "admin2")
    desk.goto("/can-bo/quyen/")
    check_accessible(desk)
    look(desk, "access-changes")
    desk.get_by_label("Ghi chú (không bắt buộc)").first.fill("Đã quay lại làm việc")
    desk.get_by_role("button", name=re.compile("Không đồng ý")).first.click()
    expect(desk.locator("#main")).to_contain_text("Đã quay lại làm việc")


def break_glass(desk: Page, number: str) -> str:
    """Let a clerk see a person's data in an emergency; give the address."""
    sign_in_as_officer(desk, "clerk.tanphu")
    desk.goto("/can-bo/truy-cap-khan-cap/")
    desk.get_by_role("button", name="Mở dữ liệu").click()
    expect(desk.locator("[data-error-summary]")).to_be_visible()
    check_accessible(desk)
    look(desk, "access-emergencies")
    desk.get_by_label("Số định danh của người cần xem").fill(number)
    desk.get_by_label("Họ và tên của người đó").fill(CITIZEN)
    desk.get_by_label("Vì sao phải xem ngay?").fill(WHY)
    desk.get_by_label("15 phút").check()
    desk.get_by_role("button", name="Mở dữ liệu").click()
    expect(desk.locator("#main")).to_contain_text(CITIZEN)
    check_accessible(desk)
    look(desk, "access-emergency")
    return desk.url


def add_passkey(desk: Page) -> None:
    """Make a passkey with a virtual authenticator, sign out, and sign in with it."""
    client = desk.context.new_cdp_session(desk)
    client.send("WebAuthn.enable")
    client.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    desk.goto("/tai-khoan/bao-mat/")
    check_accessible(desk)
    look(desk, "access-security-empty")
    desk.get_by_label("Đặt tên cho khóa truy cập mới").fill("Máy ở quầy")
    desk.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(desk.locator("h1")).to_contain_text("Mã khôi phục")
    check_accessible(desk)
    look(desk, "access-codes")
    desk.goto("/tai-khoan/bao-mat/")
    expect(desk.locator("#main")).to_contain_text("Máy ở quầy")
    look(desk, "access-security")
    desk.goto("/tai-khoan/bao-mat/ung-dung/")
    check_accessible(desk)
    look(desk, "access-totp")
    sign_out(desk)
    desk.goto("/dang-nhap/can-bo/")
    desk.get_by_label("Tên đăng nhập").fill("auditor")
    desk.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
    desk.locator("#main").get_by_role("button", name="Đăng nhập").click()
    expect(desk.locator("h1")).to_contain_text("Xác thực bước hai")
    check_accessible(desk)
    look(desk, "access-second-step")
    desk.get_by_role("button", name=re.compile("khóa truy cập")).click()
    expect(desk.locator(".ts-header").get_by_role("button", name="Đăng xuất")).to_be_visible()
    prove_again(desk)


def prove_again(desk: Page) -> None:
    """With an old proof, what is sensitive asks for the passkey once more, and leads back."""
    age(desk, "proved_at")
    desk.goto("/tai-khoan/bao-mat/ung-dung/")
    expect(desk.locator("h1")).to_contain_text("Xác thực lại để làm tiếp")
    desk.get_by_role("button", name=re.compile("khóa truy cập")).click()
    expect(desk.locator("h1")).to_contain_text("Thêm ứng dụng tạo mã")


def is_covered(desk: Page) -> None:
    """Leave a half-written form alone: it is covered, and there again after the proof."""
    desk.clock.install()
    sign_in_as_officer(desk, "specialist.tanphu")
    desk.goto("/can-bo/truy-cap-khan-cap/")
    desk.get_by_label("Vì sao phải xem ngay?").fill("Đang viết dở")
    age(desk, "seen_at")
    desk.clock.fast_forward("16:00")
    cover = desk.get_by_role("dialog")
    expect(cover).to_contain_text("Phiên đã khóa")
    check_accessible(desk)
    look(desk, "access-covered")
    with desk.expect_popup() as opened:
        cover.get_by_role("link", name="Mở khóa ở thẻ mới").click()
    tab = opened.value
    check_accessible(tab)
    look(tab, "access-locked")
    tab.get_by_label("Mật khẩu").fill(DEMO_PASSWORD)
    tab.get_by_role("button", name="Xác thực ngay").click()
    expect(tab.locator("h1")).to_contain_text("Nơi đang đăng nhập")
    tab.close()
    desk.clock.fast_forward("00:10")
    expect(cover).not_to_be_visible()
    expect(desk.get_by_label("Vì sao phải xem ngay?")).to_have_value("Đang viết dở")


def age(desk: Page, what: str) -> None:
    """Let something of the session have been an hour ago: its last use, its last proof."""
    keys = {cookie["name"]: cookie["value"] for cookie in desk.context.cookies()}
    session = SessionStore(keys[settings.SESSION_COOKIE_NAME])
    session[what] = time.time() - 3600
    session.save()


def take_copy(phone: Page) -> None:
    """Let the citizen ask for a copy, wait for it, and read it."""
    phone.goto("/tai-khoan/du-lieu/")
    expect(phone.locator("#agreed")).not_to_be_checked()
    phone.get_by_role("button", name="Lập bản sao").click()
    link = phone.get_by_role("link", name="Tải bản sao (zip)")
    for _ in range(30):
        if link.count():
            break
        phone.wait_for_timeout(1000)
        phone.goto("/tai-khoan/du-lieu/")
    check_accessible(phone)
    look(phone, "access-rights")
    with phone.expect_download() as download:
        link.click()
    content = Path(download.value.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        whole = json.loads(archive.read("du-lieu.json"))
    assert whole["identity"]["rows"][0]["full_name"] == CITIZEN
    assert [row["subject"] for row in whole["looks"]["rows"]].count(WHY) >= 1


def test_access_is_shared_seen_and_told(
    open_window: OpenWindow, background: Site, site_database: None
) -> None:
    propose(open_window(DESK))
    refuse(open_window(DESK))
    number = number_of(CITIZEN)
    address = break_glass(open_window(DESK), number)

    phone = open_window(PHONE)
    sign_in_as_citizen(phone, CITIZEN)
    phone.goto("/tai-khoan/")
    phone.get_by_role("link", name="Lọc, tải nhật ký ai đã xem").click()
    expect(phone.locator("#main")).to_contain_text("Truy cập khẩn cấp")
    expect(phone.locator("#main")).to_contain_text(WHY)
    check_accessible(phone)
    look(phone, "access-looks")
    take_copy(phone)
    phone.goto("/tai-khoan/phien/")
    check_accessible(phone)
    look(phone, "access-sessions")

    auditor = open_window(DESK)
    sign_in_as_officer(auditor, "auditor")
    auditor.goto(address)
    expect(auditor.locator("#main")).not_to_contain_text(number)
    auditor.get_by_label("Có căn cứ", exact=True).check()
    auditor.get_by_label("Nhận xét").fill("Đã gọi lại bệnh viện để kiểm tra")
    check_accessible(auditor)
    look(auditor, "access-review")
    auditor.get_by_role("button", name="Lưu kết luận").click()
    expect(auditor.locator("#main")).to_contain_text("Có căn cứ")
    add_passkey(auditor)
    is_covered(open_window(DESK))


def number_of(name: str) -> str:
    """Give the identity number of a citizen of the provider's stand-in."""
    citizens = next(Path("peers").glob("**/citizens.json"))
    rows = json.loads(citizens.read_text(encoding="utf-8"))
    return str(next(row["identity_number"] for row in rows if row["name"] == name))
