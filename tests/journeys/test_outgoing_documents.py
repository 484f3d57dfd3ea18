"""An outgoing document from the specialist's keyboard to its recipient's decision on an update."""

import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from tests.journeys.browser import DESK, PHONE, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk import type_day
from tests.journeys.filing import file
from tests.journeys.people import sign_in_as_officer
from tinhso.core.clock import today
from tinhso.records.tests.incoming_factories import a_pdf

pytestmark = pytest.mark.journey
ABSTRACT = "Đề nghị cung cấp số liệu hộ tịch quý II"


def see(page: Page, name: str) -> None:
    """Check what is on the screen and keep how it looks."""
    check_accessible(page)
    look(page, name)


def press(page: Page, name: str) -> None:
    """Press a button of the page's own part."""
    page.locator("#main").get_by_role("button", name=name, exact=True).first.click()


def open_document(page: Page, tab: str = "cho-toi") -> None:
    """Open the journey's document from a list."""
    page.goto(f"/cong-van/di/?muc={tab}")
    page.get_by_role("link", name=ABSTRACT, exact=True).first.click()


def names_in(bundle: Download) -> list[str]:
    """Give the names of the files in a downloaded bundle."""
    with zipfile.ZipFile(bundle.path()) as package:
        return package.namelist()


def test_a_letter_goes_from_keyboard_to_seal_and_is_updated(open_window: OpenWindow) -> None:
    specialist = open_window(DESK)
    specialist_writes(specialist)
    other_agency_is_asked(open_window(PHONE))
    specialist_hands_it_in(specialist)
    head_approves(open_window(DESK))
    checker_approves(open_window(DESK))
    leader_signs_on_a_phone(open_window(PHONE))
    clerk = open_window(DESK)
    clerk_issues(clerk)
    clerk_arranges_registers(clerk)
    clerk_updates(clerk)
    receiver_decides(open_window(DESK))
    clerk_sees_the_answer(clerk)


def test_the_editor_works_without_scripts_and_in_english(open_window: OpenWindow) -> None:
    page = open_window(PHONE, java_script_enabled=False)
    sign_in_as_officer(page, "specialist.thongtin")
    page.goto("/cong-van/di/moi/")
    page.get_by_label("Loại văn bản").select_option(label="Thông báo")
    press(page, "Bắt đầu soạn")
    page.get_by_label("Trích yếu").fill("nghỉ lễ theo quy định")
    press(page, "Lưu và xem trước")

    expect(page.locator("img.ro-page")).to_have_count(1)
    expect(page.get_by_label("Trích yếu")).to_have_value("nghỉ lễ theo quy định")
    english = open_window(DESK, locale="en-GB")
    sign_in_as_officer(english, "leader.thongtin")
    english.goto("/cong-van/")
    english.get_by_role("button", name="English").click()
    see(english, "documents-home-en")
    english.goto("/cong-van/the-thuc/")
    english.locator("#main details summary").click()
    expect(english.locator("#main")).to_contain_text("The left margin must be 30 to 35 mm.")
    see(english, "documents-rules-en")


def specialist_writes(page: Page) -> None:
    """Write an urgent letter, be told of a mark of secrecy, watch the page follow, ask others."""
    sign_in_as_officer(page, "specialist.tuphap")
    page.goto("/cong-van/")
    see(page, "documents-home")
    page.goto("/cong-van/di/?muc=tat-ca")
    see(page, "documents-list")
    page.goto("/cong-van/di/moi/")
    see(page, "documents-begin")
    page.get_by_label("Loại văn bản").select_option(label="Công văn")
    press(page, "Bắt đầu soạn")
    body = page.get_by_label(re.compile("^Nội dung"))
    body.fill("TỐI MẬT\nSố liệu")
    expect(page.locator("#preview")).to_contain_text("dấu chỉ độ mật", timeout=15_000)
    see(page, "documents-secret-refused")
    page.reload()  # the checks leave marks on the page that htmx would carry over
    expect(body).to_have_value("")
    page.get_by_label("Trích yếu").fill(ABSTRACT)
    page.get_by_label("Kính gửi").fill("Ủy ban nhân dân thành phố Đồng Xoài")
    body.fill(
        "Để có số liệu báo cáo, đề nghị cung cấp:\n1. Số đăng ký khai sinh.\n2. Số kết hôn./."
    )
    page.get_by_label("Gửi điện tử đến").fill("H10.32")
    page.get_by_label("Nơi nhận (in trên văn bản)").fill("Như trên")
    page.get_by_label(re.compile("^Người ký")).select_option(index=1)
    page.get_by_label("Độ khẩn").select_option(label="Khẩn")
    expect(page.locator("#preview")).to_contain_text("Đủ các phần bắt buộc", timeout=15_000)
    see(page, "documents-editor")
    press(page, "Lưu phiên bản")
    expect(page.locator("#main")).to_contain_text("Đã lưu thành một phiên bản")
    page.locator("summary", has_text="Kèm tệp").click()
    page.get_by_label("Tệp PDF, DOCX, XLSX hoặc ảnh").set_input_files(
        [file("mau.pdf", a_pdf("Biểu mẫu số liệu hộ tịch"))]
    )
    page.get_by_label(re.compile("Tôi đã xem mọi trang")).check()
    press(page, "Kèm tệp")
    expect(page.locator("#main")).to_contain_text("Đã kèm tệp")
    page.locator("summary", has_text="Lấy ý kiến cơ quan khác").click()
    page.get_by_label("Hỏi cơ quan").fill("H10.32")
    page.get_by_label("Nội dung cần góp ý").fill("Biểu mẫu đã đủ cột chưa?")
    type_day(page, "due_on", today() + timedelta(days=3))
    press(page, "Gửi lấy ý kiến")
    expect(page.locator("#main")).to_contain_text("chưa trả lời")
    see(page, "documents-draft")


def other_agency_is_asked(page: Page) -> None:
    """Read another agency's draft on a phone and say what one thinks of it."""
    sign_in_as_officer(page, "leader.dongxoai")
    open_document(page)
    see(page, "documents-opinion-asked")
    page.get_by_label("Thống nhất, có ý kiến").check()
    page.get_by_label("Nội dung góp ý").fill("Thêm cột số đăng ký lại.")
    press(page, "Gửi ý kiến")
    expect(page.locator("#main")).to_contain_text("Thống nhất, có ý kiến")


def specialist_hands_it_in(page: Page) -> None:
    """Find the opinion beside the draft, hand the draft in."""
    page.reload()
    expect(page.locator("#main")).to_contain_text("Thêm cột số đăng ký lại.")
    press(page, "Trình duyệt")
    expect(page.locator("#main")).to_contain_text("Đã trình duyệt")


def head_approves(page: Page) -> None:
    """Remark, put a word right, compare and approve the content."""
    sign_in_as_officer(page, "head.tuphap")
    open_document(page)
    page.get_by_label("Viết góp ý").fill("Đã xem, thống nhất; sửa một chữ.")
    press(page, "Gửi góp ý")
    page.get_by_role("link", name="Sửa nội dung").click()
    page.get_by_label(re.compile("^Nội dung")).fill(
        "Để có số liệu báo cáo quý II, đề nghị cung cấp:\n1. Số đăng ký khai sinh.\n"
        "2. Số đăng ký kết hôn./."
    )
    press(page, "Lưu phiên bản")
    page.get_by_role("link", name=re.compile("^Bản [23]$")).first.click()
    expect(page.locator("ins").first).to_be_visible()
    see(page, "documents-compare")
    open_document(page)
    press(page, "Duyệt nội dung")
    expect(page.locator("#main")).to_contain_text("Đã duyệt nội dung")


def checker_approves(page: Page) -> None:
    """Check the layout as its own officer and lay the letter before the leader."""
    sign_in_as_officer(page, "format.tuphap")
    open_document(page)
    see(page, "documents-layout-check")
    press(page, "Duyệt thể thức, trình ký")
    expect(page.locator("#main")).to_contain_text("trình ký")


def leader_signs_on_a_phone(page: Page) -> None:
    """Read documents on a phone, sign those read with one confirmation."""
    sign_in_as_officer(page, "leader.tuphap")
    page.goto("/cong-van/ky/")
    see(page, "documents-to-sign")
    page.get_by_role("link", name=ABSTRACT, exact=True).first.click()
    see(page, "documents-read")
    page.get_by_role("link", name="Đọc văn bản tiếp").click()
    page.goto("/cong-van/ky/")
    press(page, "Ký 2 văn bản đã chọn")
    see(page, "documents-confirm")
    press(page, "Xác nhận ký")
    expect(page.locator("#main")).to_contain_text("Đã ký 2 văn bản", timeout=30_000)


def clerk_issues(page: Page) -> None:
    """Seal and issue, find the number in the register and by searching."""
    sign_in_as_officer(page, "registrar.tuphap")
    open_document(page)
    press(page, "Ký số cơ quan và phát hành")
    expect(page.locator("#main")).to_contain_text("phát hành", timeout=30_000)
    expect(page.locator("img.ro-page").first).to_be_visible()
    expect(page.locator("#main")).to_contain_text("Cơ quan đã ký số")
    see(page, "documents-issued")
    with page.expect_download() as bundle:
        page.get_by_role("link", name="Tải trọn bộ", exact=True).click()
    assert any(name.endswith(".pdf") for name in names_in(bundle.value))
    press(page, "Theo dõi")
    page.get_by_role("link", name="Chuyển đồng nghiệp xem", exact=True).click()
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Lời nhắn").fill("Xem để phối hợp")
    see(page, "documents-forward")
    press(page, "Chuyển")
    expect(page.locator("#main")).to_contain_text("Đã chuyển")
    page.goto("/cong-van/so/?so=CV")
    expect(page.locator("table")).to_contain_text(ABSTRACT)
    see(page, "documents-register")
    with page.expect_download() as printed:
        page.get_by_role("link", name="In (PDF)", exact=True).click()
    assert Path(printed.value.path()).read_bytes().startswith(b"%PDF-")
    page.goto("/cong-van/tim/?q=so lieu ho tich")
    expect(page.get_by_role("link", name=ABSTRACT, exact=True)).to_be_visible()
    see(page, "documents-search")
    page.goto("/cong-van/di/?muc=cho-toi")
    page.locator("#main li.ro-item", has_text="chờ phát hành").get_by_role("link").first.click()
    page.locator("summary", has_text="Hủy số").click()
    page.get_by_label("Lý do").fill("Sai tên cơ quan nhận")
    press(page, "Hủy số")
    expect(page.locator("#main")).to_contain_text("Đã hủy số")
    look(page, "documents-void")


def clerk_arranges_registers(page: Page) -> None:
    """Open a register two kinds share."""
    page.goto("/cong-van/so/sap-xep/")
    page.get_by_label("Tên sổ").fill("Sổ quy chế, quy định")
    page.get_by_label("Quy chế", exact=True).check()
    page.get_by_label("Quy định", exact=True).check()
    press(page, "Mở sổ mới")
    expect(page.locator("#main")).to_contain_text("Đã mở sổ")
    see(page, "documents-registers")


def clerk_updates(page: Page) -> None:
    """Send what was forgotten after the letter."""
    open_document(page, "da-phat-hanh")
    page.locator("summary", has_text="Thay thế, sửa đổi").click()
    page.get_by_role("link", name="Gửi bản cập nhật").click()
    press(page, "Gửi bản cập nhật")
    expect(page.locator("[data-error-summary]")).to_be_visible()
    see(page, "documents-update")
    page.get_by_label("Nội dung cập nhật").fill("Bổ sung biểu mẫu")
    page.get_by_label("Tệp bổ sung").set_input_files(
        [file("bieu.pdf", a_pdf("Biểu số liệu bổ sung"))]
    )
    press(page, "Gửi bản cập nhật")
    expect(page.locator("#main")).to_contain_text("Đã gửi bản cập nhật")
    page.get_by_role("link", name="Bản in", exact=True).click()
    see(page, "documents-print")


def receiver_decides(page: Page) -> None:
    """See what changes, agree."""
    sign_in_as_officer(page, "registrar.dongxoai")
    page.goto("/cong-van/lien-thong/?muc=cho-quyet-dinh")
    page.get_by_role("row", name=re.compile(ABSTRACT)).get_by_role("link").click()
    expect(page.locator("#main")).to_contain_text("Thay đổi so với văn bản đang giữ")
    expect(page.locator("#main")).to_contain_text("bieu.pdf")
    see(page, "documents-changes")
    page.get_by_label("Đồng ý", exact=True).check()
    press(page, "Ghi quyết định")
    expect(page.locator("#main")).to_contain_text("Đã ghi quyết định")


def clerk_sees_the_answer(page: Page) -> None:
    """Find the answer on the document's page."""
    open_document(page, "da-phat-hanh")
    expect(page.locator("#main")).to_contain_text("Cập nhật: Đồng ý")
    see(page, "documents-answered")
