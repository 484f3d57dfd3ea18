"""Papers are digitised once and reused; forms fill from the register, or are typed without it."""

import json
import re
import subprocess
import urllib.request
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.browser import DESK, PHONE, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.filing import (
    NEXT,
    answer_page,
    begin,
    example_answers,
    file,
    file_application,
    photo,
    write_application,
)
from tests.journeys.people import sign_in_as_citizen, sign_in_as_officer
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

MARRIAGE, LICENCE = "dang-ky-ket-hon", "doi-giay-phep-lai-xe"
PAPER = "Căn cước công dân, chứng minh nhân dân hoặc hộ chiếu của hai bên"


def scanned(number: int) -> FilePayload:
    """Give the scan of a page that shows its number."""
    picture = Image.new("RGB", (900, 1270), "#fbfaf5")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 60, 840, 1210), outline="#345", width=4)
    draw.text((380, 500), str(number), fill="#123", font_size=200)
    content = BytesIO()
    picture.save(content, "JPEG", quality=80)
    return file(f"trang-{number}.jpg", content.getvalue())


def register_is(site: Site, mode: str) -> None:
    """Tell the population register how to behave."""
    body = json.dumps({"mode": mode}).encode()
    request = urllib.request.Request(  # noqa: S310 - an address of this very site
        f"{site.register_url}/control", body, method="POST"
    )
    urllib.request.urlopen(request, timeout=5).close()  # noqa: S310


def both_sign_on_paper(desk: Page) -> None:
    """Note that the two signed the form in front of the clerk, then go back to the check."""
    check = desk.url
    desk.goto(check.replace("/kiem-tra/", "/nguoi-cung-ky/"))
    signed = desk.get_by_role("button", name="Đã ký giấy trước mặt tôi")
    while signed.count():
        left = signed.count()
        signed.first.click()
        expect(signed).to_have_count(left - 1)
    desk.goto(check)


def file_at_counter(desk: Page) -> None:
    """File a marriage registration for a citizen at the counter, accepted at once."""
    desk.goto(f"/can-bo/nop-tai-quay/?procedure={MARRIAGE}")
    desk.locator('[name="identity_number"]').fill("000191000111")
    desk.locator('[name="full_name"]').fill("Bùi Thị Kim Chi")
    for part, text in (("day", "11"), ("month", "10"), ("year", "1991")):
        desk.locator(f'[name="birth_date-{part}"]').fill(text)
    desk.get_by_role("button", name="Bắt đầu tờ khai").click()
    write_application(desk, MARRIAGE, example_answers(MARRIAGE))
    both_sign_on_paper(desk)
    desk.locator("#declaration").check()
    desk.get_by_role("button", name="Nộp và tiếp nhận ngay").click()
    expect(desk.locator("#main")).to_contain_text("Số hóa giấy tờ nộp tại quầy")


def digitise(desk: Page) -> None:
    """Scan three pages, put the last in the middle, sign, and wait for the copy."""
    desk.get_by_role("link", name="Số hóa giấy tờ nộp tại quầy").click()
    check_accessible(desk)
    look(desk, "vault-duties")
    desk.get_by_role("link", name=re.compile("Quét, chụp")).first.click()
    desk.locator("#files").set_input_files([scanned(1), scanned(3), scanned(2)])
    desk.get_by_role("button", name="Thêm trang").click()
    expect(desk.locator("#main")).to_contain_text("3 trang, theo thứ tự")
    desk.get_by_role("button", name=re.compile("Lên.*Trang 3")).click()
    check_accessible(desk)
    look(desk, "vault-pages")
    desk.get_by_role("button", name="Ký số và tạo bản sao điện tử").click()
    expect(desk.locator("[data-error-summary]")).to_be_visible()
    desk.get_by_label("Tôi đã đối chiếu từng trang").check()
    desk.get_by_role("button", name="Ký số và tạo bản sao điện tử").click()
    expect(desk.locator("#copy")).to_contain_text("đã vào hồ sơ", timeout=60_000)
    check_accessible(desk)
    look(desk, "vault-copy")


def check_copy(desk: Page) -> None:
    """See that the public page and a program from outside find the copy sound."""
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Tải bản sao").click()
    told = subprocess.run(
        ["/usr/bin/pdfsig", "-nocert", Path(download.value.path())],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert told.count("Signature is Valid") == 2, told
    desk.get_by_role("link", name="Kiểm tra chữ ký").click()
    expect(desk.locator("#main")).to_contain_text("Văn bản có giá trị")


def ask_again(desk: Page, token: str) -> None:
    """Let the clerk ask for every paper of the case once more."""
    desk.goto(f"/can-bo/ho-so/{token}/yeu-cau-bo-sung/")
    desk.get_by_label("Cần bổ sung, sửa điều gì?").fill("Giấy tờ tùy thân chưa rõ.")
    for box in desk.locator('#main input[type="checkbox"]').all():
        box.check()
    desk.get_by_role("button", name="Yêu cầu bổ sung").click()


def test_paper_digitised_at_the_counter_is_reused_and_its_owner_sees_who_looked(
    phone: Page, desk: Page, open_window: OpenWindow, background: Site
) -> None:
    sign_in_as_officer(desk, "clerk.tanphu")
    file_at_counter(desk)
    digitise(desk)
    check_copy(desk)

    sign_in_as_citizen(phone, "Bùi Thị Kim Chi")
    phone.goto("/kho-giay-to/")
    expect(phone.locator("#main")).to_contain_text(PAPER)
    check_accessible(phone)
    look(phone, "vault-papers")
    begin(phone, LICENCE)
    answers = example_answers(LICENCE)
    while not phone.url.endswith("/giay-to/"):
        answer_page(phone, LICENCE, answers)
    check_accessible(phone)
    look(phone, "vault-offer")
    phone.get_by_label(re.compile(f"^{re.escape(PAPER)}")).check()
    for code in ("licence-copy", "health-certificate"):
        phone.locator(f"#file-{code}").set_input_files(file("giay-to.jpg", photo()))
    phone.get_by_role("button", name=NEXT).click()
    token = file_application(phone)

    clerk = open_window(DESK)
    sign_in_as_officer(clerk, "clerk.hcc")
    clerk.goto(f"/can-bo/ho-so/{token}/")
    expect(clerk.locator("#main")).to_contain_text("Không cần đối chiếu lại.")
    look(clerk, "vault-seal")
    with clerk.expect_download():
        clerk.locator(".co-files").get_by_role("link", name=re.compile(r"\.pdf$")).first.click()

    ask_again(clerk, token)
    phone.goto(f"/ho-so/{token}/bo-sung/")
    check_accessible(phone)
    look(phone, "vault-supplement")
    phone.get_by_label(re.compile(f"^{re.escape(PAPER)}")).check()
    phone.get_by_role("button", name="Gửi bổ sung").click()
    expect(phone.locator("#main")).to_contain_text("Đã gửi phần bổ sung")
    clerk.goto(f"/can-bo/ho-so/{token}/")
    expect(clerk.locator("#main")).to_contain_text("Không cần đối chiếu lại.")

    phone.goto("/kho-giay-to/")
    phone.locator("#main").get_by_role("link", name=PAPER).click()
    expect(phone.locator("#main")).to_contain_text("Xem giấy tờ")
    check_accessible(phone)
    look(phone, "vault-paper")


def test_form_fills_from_the_register_and_is_typed_when_it_is_away(
    phone: Page, open_window: OpenWindow, site: Site
) -> None:
    sign_in_as_citizen(phone, "Lý Thị Sen")
    phone.goto(f"/nop-ho-so/{MARRIAGE}/")
    expect(phone.locator("#register")).not_to_be_checked()
    phone.locator("#register").check()
    check_accessible(phone)
    look(phone, "vault-register-consent")
    phone.get_by_role("button", name="Bắt đầu", exact=True).click()
    phone.goto(re.sub(r"[^/]+/$", "applicant/", phone.url))
    expect(phone.locator("#main")).to_contain_text("Lấy từ CSDL quốc gia về dân cư (bản mô phỏng)")
    expect(phone.locator('[name="applicant_full_name"]')).to_have_count(0)
    check_accessible(phone)
    look(phone, "vault-register-answers")

    register_is(site, "down")
    try:
        other = open_window(PHONE)
        sign_in_as_citizen(other, "Nông Văn Thái")
        other.goto(f"/nop-ho-so/{MARRIAGE}/")
        other.locator("#register").check()
        other.get_by_role("button", name="Bắt đầu", exact=True).click()
        expect(other.locator("#main")).to_contain_text("CSDL dân cư chưa trả lời.")
        other.goto(re.sub(r"[^/]+/$", "applicant/", other.url))
        expect(other.locator('[name="applicant_full_name"]')).to_have_value("Nông Văn Thái")
    finally:
        register_is(site, "ok")
