"""A document comes in, is directed on a phone, worked on, kept in a dossier and archived."""

import re
import zipfile
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk import press, says, see, seen, type_day
from tests.journeys.people import sign_in_as_officer
from tests.journeys.site import Site
from tinhso.core.clock import today
from tinhso.records.tests.incoming_factories import a_pdf

pytestmark = pytest.mark.journey

IN, TASKS, DOSSIERS = "/can-bo/van-ban-den/", "/can-bo/nhiem-vu/", "/can-bo/ho-so-cong-viec/"
COPIES = "/can-bo/ban-sao/"
ABSTRACT = "V/v rà soát cơ sở dữ liệu hộ tịch điện tử"


def test_document_goes_from_the_registry_to_the_archive(
    open_window: OpenWindow, background: Site
) -> None:
    clerk, leader, specialist = open_window(DESK), open_window(PHONE), open_window(DESK)

    address = clerk_takes_in_and_registers(clerk)
    leader_directs(leader, address)
    specialist_works(specialist)
    leader_gives_more_time(leader)
    copy = clerk_orders_a_copy(clerk, address)
    leader_signs_the_copy(leader, copy)
    clerk_seals_the_copy(clerk, copy)
    further = clerk_orders_a_copy_of_the_copy(clerk, address)
    leader_signs_the_copy(leader, further)
    dossier = specialist_keeps_a_dossier(specialist)
    archivist_accepts(open_window(DESK), dossier)


def clerk_takes_in_and_registers(page: Page) -> str:
    """Look through the lists, refuse what is secret, take in a document, register it."""
    sign_in_as_officer(page, "registrar.tuphap")
    see(page, IN, "incoming-list")
    page.goto(f"{IN}?q=khong+co+chu+nay")
    says(page, "Không có văn bản nào ở đây")
    see(page, f"{IN}?q=ra+soat", "incoming-found")
    page.goto(f"{IN}nhan/")
    press(page, "Nhận văn bản")
    seen(page, "incoming-receive-errors")
    bring(page, a_pdf("MẬT"))
    says(page, "Không nhận: có dấu mật")
    seen(page, "incoming-refused-secret")
    page.goto(f"{IN}nhan/")
    bring(page, a_pdf("Rà soát, làm sạch dữ liệu hộ tịch điện tử"))
    says(page, "Đã nhận văn bản")
    address = re.sub(r"^https?://[^/]+", "", page.url)
    seen(page, "incoming-arrived")
    page.get_by_role("link", name="Vào sổ văn bản đến", exact=True).click()
    press(page, "Vào sổ văn bản đến")
    says(page, "Đã vào sổ và trình lãnh đạo")
    see(page, f"{IN}so/", "incoming-register")
    page.goto(address)
    press(page, "Theo dõi")
    page.get_by_role("link", name="Chuyển đồng nghiệp xem", exact=True).click()
    page.get_by_role("checkbox").first.check()
    seen(page, "incoming-forward")
    press(page, "Chuyển đồng nghiệp xem")
    says(page, "Đã chuyển.")
    with page.expect_download() as bundle:
        page.get_by_role("link", name="Tải cả gói (ZIP)", exact=True).click()
    assert zipfile.is_zipfile(bundle.value.path())
    return address


def bring(page: Page, content: bytes) -> None:
    """Fill in what a clerk knows of a document, with its file."""
    page.locator("#files").set_input_files(
        {"name": "cong-van.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.locator('[name="author_name"]').fill("Bộ Tư pháp")
    page.locator('[name="notation"]').fill("515/BTP-HTQTCT")
    page.locator('[name="abstract"]').fill(ABSTRACT)
    page.locator('[name="is_paper"]').check()
    press(page, "Nhận văn bản")


def leader_directs(page: Page, address: str) -> None:
    """Write an opinion on a phone and give the work to a specialist."""
    sign_in_as_officer(page, "leader.tuphap")
    page.goto(address)
    check_accessible(page)
    look(page, "leader-phone-document")
    page.get_by_role("link", name="Cho ý kiến, phân công", exact=True).click()
    page.locator('[name="opinion"]').fill("Rà soát, báo cáo trong tuần.")
    option = page.locator('[name="lead"] option', has_text="Điểu Minh Khang").first
    page.locator('[name="lead"]').select_option(option.get_attribute("value"))
    page.locator('[name="hours"]').fill("40")
    check_accessible(page)
    look(page, "leader-phone-opinion")
    press(page, "Cho ý kiến, phân công")
    says(page, "Đã phân công.")
    page.goto(f"{TASKS}theo-don-vi/")
    check_accessible(page)
    look(page, "leader-phone-overdue")


def specialist_works(page: Page) -> None:
    """Say how far the work is, with evidence, ask for time, report."""
    sign_in_as_officer(page, "specialist.tuphap")
    see(page, TASKS, "tasks-mine")
    page.goto(f"{TASKS}?q=ho+tich+dien+tu&muc=cua-toi")
    page.get_by_role("link", name=ABSTRACT).first.click()
    seen(page, "task-given")
    page.get_by_role("link", name="Ghi tiến độ", exact=True).click()
    page.locator('[name="text"]').fill("Đã rà soát 8 trên 11 huyện, thị xã, thành phố.")
    page.locator('[name="percent"]').fill("70")
    page.locator("#evidence").set_input_files(
        {"name": "so-lieu.pdf", "mimeType": "application/pdf", "buffer": a_pdf("Số liệu")}
    )
    seen(page, "task-progress")
    press(page, "Ghi tiến độ")
    says(page, "so-lieu.pdf")
    seen(page, "task-with-evidence")
    page.get_by_role("link", name="Xin gia hạn", exact=True).click()
    type_day(page, "until", today() + timedelta(days=30))
    page.locator('[name="reason"]').fill("Ba huyện chưa gửi số liệu.")
    seen(page, "task-extension")
    press(page, "Xin gia hạn")
    says(page, "Ba huyện chưa gửi số liệu.")


def leader_gives_more_time(page: Page) -> None:
    """Find who asks for more time, on the phone, and give it."""
    page.goto(f"{TASKS}?q=ho+tich+dien+tu")
    page.get_by_role("link", name=ABSTRACT).first.click()
    page.get_by_role("link", name="Trả lời đề nghị gia hạn", exact=True).click()
    page.get_by_label("Đồng ý gia hạn").check()
    check_accessible(page)
    look(page, "leader-phone-extension")
    press(page, "Trả lời đề nghị gia hạn")
    says(page, "Đã trả lời đề nghị gia hạn.")


def clerk_orders_a_copy(page: Page, address: str) -> str:
    """Order a certified copy of what came on paper."""
    page.goto(address)
    page.get_by_role("link", name="Sao văn bản", exact=True).click()
    page.locator('[name="recipients"]').fill("Các phòng chuyên môn; Phòng Tư pháp các huyện")
    seen(page, "copy-new")
    press(page, "Đề nghị ký bản sao")
    copy = re.sub(r"^https?://[^/]+", "", page.url)
    expect_after_reloads(page, copy, "Chờ ký")
    return copy


def clerk_orders_a_copy_of_the_copy(page: Page, address: str) -> str:
    """Be told why an extract of everything is none; order a copy of the issued copy (sao lục)."""
    page.goto(address)
    page.get_by_role("link", name="Sao văn bản", exact=True).click()
    page.locator('[name="recipients"]').fill("Lưu trữ huyện")
    page.get_by_label("Trích sao: một số trang").check()
    press(page, "Đề nghị ký bản sao")
    says(page, "Ghi số trang, ví dụ 1-3, 7.")
    seen(page, "copy-extract-refused")
    page.get_by_label("Sao lục: từ một bản sao y đã phát hành").check()
    page.locator('[name="source_copy"]').select_option(index=1)
    press(page, "Đề nghị ký bản sao")
    copy = re.sub(r"^https?://[^/]+", "", page.url)
    expect_after_reloads(page, copy, "Chờ ký")
    return copy


def expect_after_reloads(page: Page, address: str, words: str) -> None:
    """Wait for what the worker does behind the pages."""
    for _ in range(60):
        page.goto(address)
        if words in page.inner_text("#main"):
            return
        page.wait_for_timeout(1_000)
    raise AssertionError(f"never said: {words}")


def leader_signs_the_copy(page: Page, copy: str) -> None:
    """Read the pages of a copy on the phone and sign it."""
    page.goto(copy)
    expect(page.get_by_alt_text(re.compile("Trang 1"))).to_be_visible()
    check_accessible(page)
    look(page, "leader-phone-copy")
    press(page, "Ký bản sao")
    says(page, "chờ văn thư đóng dấu")


def clerk_seals_the_copy(page: Page, copy: str) -> None:
    """Put the seal on the copy; anybody may verify it."""
    page.goto(copy)
    press(page, "Đóng dấu, phát hành")
    says(page, "Đã phát hành bản sao số")
    seen(page, "copy-issued")
    page.get_by_role("link", name="Kiểm tra chữ ký", exact=True).click()
    says(page, "Văn bản có giá trị")
    see(page, COPIES, "copies-register")


def specialist_keeps_a_dossier(page: Page) -> str:
    """Open a dossier, put the document and the task in, close it, hand it over."""
    page.goto(f"{DOSSIERS}moi/")
    press(page, "Mở hồ sơ mới")
    seen(page, "dossier-new-errors")
    page.locator('[name="title"]').fill("Rà soát cơ sở dữ liệu hộ tịch điện tử")
    page.get_by_label("Công văn trao đổi").check()
    press(page, "Mở hồ sơ mới")
    dossier = re.sub(r"^https?://[^/]+", "", page.url)
    for kind in ("Văn bản đến", "Nhiệm vụ, minh chứng"):
        page.goto(f"{dossier}?tim=ho+tich+dien+tu")
        row = page.locator(".rc-item--side", has_text=ABSTRACT).filter(has_text=kind).first
        row.get_by_role("button").click()
        says(page, "Đã đưa vào hồ sơ.")
    seen(page, "dossier-filled")
    for act in ("Kết thúc hồ sơ", "Nộp vào lưu trữ"):
        page.get_by_role("link", name=act, exact=True).click()
        press(page, act)
    says(page, "Gói hồ sơ đang được tạo")
    return dossier


def archivist_accepts(page: Page, dossier: str) -> None:
    """Find what was handed over, see that its package is whole, accept it."""
    sign_in_as_officer(page, "archivist.tuphap")
    see(page, DOSSIERS, "archive-queue")
    expect_after_reloads(page, dossier, "Kiểm tra đạt")
    seen(page, "archive-dossier")
    page.get_by_role("link", name="Tiếp nhận vào lưu trữ", exact=True).click()
    press(page, "Tiếp nhận vào lưu trữ")
    says(page, "Đã tiếp nhận vào lưu trữ")
    see(page, f"{DOSSIERS}?muc=het-han", "archive-past-keeping")


def test_sealed_files_and_every_byte_are_watched(open_window: OpenWindow, background: Site) -> None:
    keeper, administrator = open_window(DESK), open_window(DESK)

    sign_in_as_officer(keeper, "security.tuphap")
    see(keeper, "/can-bo/niem-phong/", "quarantine")
    sign_in_as_officer(administrator, "admin")
    administrator.goto("/quan-tri/toan-ven/")
    press(administrator, "Kiểm tra ngay")
    expect_after_reloads(administrator, "/quan-tri/toan-ven/", "mọi tệp nguyên vẹn")
    seen(administrator, "integrity")
