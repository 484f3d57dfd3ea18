"""Two people change a role or release a file; a citizen reads who looked, in haste or by rule."""

import io
import json
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk import says, seen, type_day
from tests.journeys.people import DEMO_PASSWORD, sign_in_as_citizen, sign_in_as_officer, sign_out
from tests.journeys.proving import age
from tests.journeys.site import Site
from tinhso.core.actors import SYSTEM
from tinhso.core.identifiers import new_token
from tinhso.core.rls import acting_as
from tinhso.orgs.api import Agency
from tinhso.records.models import Arrival, OfficialDocument

pytestmark = pytest.mark.journey
CITIZEN = "Nông Văn Thái"
WHY = "Người bị nạn đang cấp cứu, cần tìm thân nhân ngay"
LOOK_UP_WHY = "Xác minh nơi thường trú của người nộp"
OLD_BOOK = "/can-bo/van-ban-den/so/?tu=2019-03-01&den=2019-03-31"
LARGE = 501


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


def look_up(desk: Page, number: str) -> None:
    """Let the same clerk ask the population register for one field, with a purpose."""
    desk.goto("/can-bo/tra-cuu-dan-cu/")
    desk.get_by_role("button", name="Tra cứu", exact=True).click()
    expect(desk.locator("[data-error-summary]")).to_be_visible()
    seen(desk, "access-look-up-refused")
    desk.get_by_label("Số định danh cá nhân").fill(number)
    type_day(desk, "birth_date", date(1983, 6, 6))
    desk.get_by_role("checkbox", name="Họ và tên").uncheck()
    desk.get_by_role("checkbox", name="Nơi thường trú").check()
    desk.get_by_label("Mã hồ sơ hoặc số văn bản").fill("12/GM-UBND")
    desk.get_by_label("Tra cứu để làm gì").fill(LOOK_UP_WHY)
    desk.get_by_role("button", name="Tra cứu", exact=True).click()
    says(desk, "CSDL dân cư trả lời")
    says(desk, "Ấp 1")
    for unasked in ("06/06/1983", CITIZEN):
        expect(desk.locator("#main")).not_to_contain_text(unasked)
    seen(desk, "access-look-up")


def authenticator(desk: Page) -> None:
    """Give the window a device that proves its owner at once."""
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


def add_passkey(desk: Page) -> None:
    """Make a passkey with a virtual authenticator, sign out, and sign in with it."""
    authenticator(desk)
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


def ask_for_copy(phone: Page) -> None:
    """Let the citizen ask for a copy of their data; it is made behind the pages."""
    phone.goto("/tai-khoan/du-lieu/")
    expect(phone.locator("#agreed")).not_to_be_checked()
    phone.get_by_role("button", name="Lập bản sao").click()


def take_copy(phone: Page) -> None:
    """Let the citizen come back for the copy and read it."""
    phone.goto("/tai-khoan/du-lieu/")
    link = phone.get_by_role("link", name="Tải bản sao (zip)")
    for _ in range(60):
        if link.count():
            break
        phone.wait_for_timeout(500)
        phone.reload()
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
    clerk = open_window(DESK)
    address = break_glass(clerk, number)
    look_up(clerk, number)

    phone = open_window(PHONE)
    sign_in_as_citizen(phone, CITIZEN)
    phone.goto("/tai-khoan/")
    phone.get_by_role("link", name="Lọc, tải nhật ký ai đã xem").click()
    expect(phone.locator("#main")).to_contain_text("Truy cập khẩn cấp")
    expect(phone.locator("#main")).to_contain_text(WHY)
    expect(phone.locator("#main")).to_contain_text(f"Tra cứu CSDL dân cư: {LOOK_UP_WHY}")
    check_accessible(phone)
    look(phone, "access-looks")
    ask_for_copy(phone)
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
    take_copy(phone)


def fill_old_book(agency_code: str) -> None:
    """Let an agency have registered more documents in a month long ago than one person may take."""
    begins = datetime(2019, 3, 1, 2, tzinfo=UTC)
    with acting_as(SYSTEM):
        agency = Agency.objects.get(code=agency_code)
        documents = OfficialDocument.objects.bulk_create(
            OfficialDocument(
                token=new_token(), direction="INCOMING", kind="CV", agency=agency, year=2019,
                author_name=f"Ông Nguyễn Văn {number} (minh họa)", number=number,
                abstract=f"Đơn xin giúp đỡ số {number}", notation=f"{number}/ĐX",
                created_at=begins,
            )
            for number in range(1, LARGE + 1)
        )  # fmt: skip
        Arrival.objects.bulk_create(
            Arrival(
                official=document, state="DONE", source="SCAN", arrived_at=begins,
                acknowledge_by=begins, registered_at=begins + timedelta(minutes=place),
                conclusion="PAPER", reading="LOOKED", closed_at=begins,
            )
            for place, document in enumerate(documents)
        )  # fmt: skip


def ask_for_file(desk: Page) -> None:
    """Ask for the large file: a fresh proof by passkey comes first, then a second person."""
    sign_in_as_officer(desk, "registrar.yte")
    authenticator(desk)
    desk.goto("/tai-khoan/bao-mat/")
    desk.get_by_label("Đặt tên cho khóa truy cập mới").fill("Máy văn thư")
    desk.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(desk.locator("h1")).to_contain_text("Mã khôi phục")
    age(desk, "proved_at")
    desk.goto(OLD_BOOK)
    says(desk, f"Có {LARGE} văn bản trong kỳ")
    desk.get_by_role("link", name="Tải bảng tính (Excel)").click()
    expect(desk.locator("h1")).to_contain_text("Xác thực lại để làm tiếp")
    seen(desk, "large-file-proof")
    desk.get_by_role("button", name=re.compile("khóa truy cập")).click()
    expect(desk.locator("h1")).to_contain_text("Tệp này cần hai người")
    seen(desk, "large-file-asked")
    desk.get_by_role("button", name="Gửi đề nghị").click()
    expect(desk.locator("[data-error-summary]")).to_be_visible()
    seen(desk, "large-file-refused")
    desk.get_by_label("Lý do").fill("Đoàn kiểm tra cần đối chiếu sổ văn bản đến tháng 3/2019")
    desk.get_by_role("button", name="Gửi đề nghị").click()
    says(desk, "Bạn nhận được tin khi có người xác nhận")
    seen(desk, "large-file-waits")


def release_file(desk: Page) -> None:
    """Let the agency's leader release it."""
    sign_in_as_officer(desk, "leader.yte")
    desk.goto("/can-bo/quyen/")
    says(desk, "Đoàn kiểm tra cần đối chiếu")
    seen(desk, "large-file-decide")
    desk.get_by_role("button", name=re.compile("^Xác nhận")).first.click()
    says(desk, "quyết định lúc")


def test_a_large_file_takes_a_proof_and_a_second_person(
    open_window: OpenWindow, site_database: None
) -> None:
    fill_old_book("H10.17")
    desk = open_window(DESK)
    ask_for_file(desk)
    release_file(open_window(DESK))
    desk.reload()
    says(desk, "Đã được xác nhận")
    seen(desk, "large-file-released")
    in_english(desk, "large-file-released")
    with desk.expect_download() as download:
        desk.locator("#main .ts-actions a").click()
    with zipfile.ZipFile(download.value.path()) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") >= LARGE


def in_english(desk: Page, name: str) -> None:
    """Look at the same page in English."""
    desk.get_by_role("button", name="English").click()
    expect(desk.locator("h1")).to_contain_text("This file takes two people")
    seen(desk, f"{name}-en")


def number_of(name: str) -> str:
    """Give the identity number of a citizen of the provider's stand-in."""
    citizens = next(Path("peers").glob("**/citizens.json"))
    rows = json.loads(citizens.read_text(encoding="utf-8"))
    return str(next(row["identity_number"] for row in rows if row["name"] == name))
