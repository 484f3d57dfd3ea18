"""Administrators write, approve, publish, compare and migrate; a citizen chooses their case."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.filing import (
    NEXT,
    begin,
    example_answers,
    file_application,
    write_application,
)
from tests.journeys.people import sign_in_as_citizen, sign_in_as_officer
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

WARD = "Phường Tân Phú, Thành phố Đồng Xoài"
MARITAL = "xac-nhan-tinh-trang-hon-nhan"
ADMIN = f"/quan-tri/thu-tuc/{MARITAL}/"


def press(page: Page, name: str) -> None:
    """Press a button of the page's main part."""
    page.locator("#main").get_by_role("button", name=name, exact=True).first.click()


def checked(page: Page, name: str) -> None:
    """Check a page's accessibility and keep its looks."""
    check_accessible(page)
    look(page, f"catalogue-{name}")


def test_procedure_is_edited_published_and_a_running_case_moved(
    open_window: OpenWindow, phone: Page, background: Site
) -> None:
    token = _file_with_a_variant(phone)
    desk = open_window(DESK)
    _write_new_version(desk)
    _publish_by_two(desk)

    desk.goto(f"{ADMIN}so-sanh/")
    checked(desk, "difference")
    expect(desk.locator("#main")).to_contain_text("Giấy xác nhận cư trú")
    expect(desk.locator("#main")).to_contain_text("8.000 đồng")
    _migrate(desk)
    _begin_another(desk)

    sign_in_as_officer(desk, "clerk.tanphu")
    desk.goto(f"/can-bo/ho-so/{token}/")
    expect(desk.locator("#main")).to_contain_text("Chuyển sang bản công bố khác")
    expect(desk.locator("#main")).to_contain_text("Tôi chưa từng đăng ký kết hôn")


def _file_with_a_variant(phone: Page) -> str:
    """File as a citizen who first says in plain words which case is theirs."""
    sign_in_as_citizen(phone, "Nguyễn Thị Lan Anh")
    begin(phone, MARITAL, says_variant=False)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Bạn thuộc trường hợp nào?")
    checked(phone, "variant")
    phone.get_by_role("button", name=NEXT).click()
    expect(phone.locator("[data-error-summary]")).to_be_visible()
    phone.get_by_label("Tôi chưa từng đăng ký kết hôn").check()
    phone.get_by_role("button", name=NEXT).click()
    phone.get_by_label(re.compile("^Chọn ")).select_option(label=WARD)
    phone.get_by_role("button", name=NEXT).click()
    write_application(phone, MARITAL, example_answers(MARITAL))
    expect(phone.locator("#main")).to_contain_text("Tôi chưa từng đăng ký kết hôn")
    return file_application(phone)


def _write_new_version(desk: Page) -> None:
    sign_in_as_officer(desk, "admin")
    desk.goto(ADMIN)
    checked(desk, "procedure")
    press(desk, "Soạn bản mới")
    checked(desk, "draft")
    desk.get_by_role("link", name="Thành phần hồ sơ").click()
    desk.get_by_role("link", name="Thêm", exact=True).click()
    press(desk, "Lưu vào bản thảo")
    expect(desk.locator("[data-error-summary]")).to_be_visible()
    checked(desk, "row")
    desk.get_by_label("Mã giấy tờ").fill("residence-paper")
    desk.locator('[name="name__vi"]').fill("Giấy xác nhận cư trú")
    desk.locator('[name="name__en"]').fill("Proof of residence")
    desk.locator('[name="originals"]').fill("1")
    desk.locator('[name="copies"]').fill("0")
    desk.get_by_label("PDF").check()
    press(desk, "Lưu vào bản thảo")
    checked(desk, "rows")
    desk.goto(f"{ADMIN}ban-thao/bieu-mau/")
    checked(desk, "form")
    desk.get_by_role("link", name=re.compile("^Xem trước")).first.click()
    checked(desk, "preview")
    _write_fee_table(desk)
    for path, name in (("cung-ky/", "signers"), ("cung-ky/chung/", "signing-terms")):
        desk.goto(f"{ADMIN}ban-thao/{path}")
        checked(desk, name)
    _edit_result_template(desk)
    desk.goto(f"{ADMIN}ban-thao/")
    press(desk, "Gửi duyệt")
    main = desk.locator("#main")
    expect(main).to_contain_text("một quản trị viên khác phải duyệt")
    expect(main.get_by_role("button", name="Duyệt bản này")).to_have_count(0)
    expect(main.get_by_role("button", name="Trả lại để sửa")).to_have_count(0)
    checked(desk, "submitted")


def _write_fee_table(desk: Page) -> None:
    """Begin a table from the ways, let the post cost more, spare somebody, try a case."""
    desk.goto(f"{ADMIN}ban-thao/")
    desk.get_by_role("link", name="Bảng phí").click()
    checked(desk, "fee-ways")
    press(desk, "Soạn bảng phí từ mức này")
    desk.get_by_role("link", name="Thêm dòng").click()
    press(desk, "Lưu vào bản thảo")
    expect(desk.locator("[data-error-summary]")).to_contain_text("Ghi mức thu.")
    checked(desk, "fee-row-error")
    desk.get_by_label("Qua bưu chính").check()
    desk.get_by_label("Mức cố định (đồng)").fill("8.000")
    desk.get_by_label("Căn cứ").fill("Nghị quyết minh họa 1")
    press(desk, "Lưu vào bản thảo")
    desk.get_by_role("link", name="Thêm miễn, giảm").click()
    desk.get_by_label("Mã").fill("elderly")
    desk.locator('[name="name_vi"]').fill("Giảm một nửa cho người cao tuổi")
    desk.locator('[name="name_en"]').fill("Half for the elderly")
    desk.get_by_label("Ai được miễn, giảm").select_option(label="Người cao tuổi")
    desk.get_by_label("Giảm bao nhiêu phần trăm").fill("50")
    desk.get_by_label("Căn cứ").fill("Nghị quyết minh họa 1")
    checked(desk, "fee-exemption")
    press(desk, "Lưu vào bản thảo")
    trial = desk.get_by_role("region", name="Thử tính một hồ sơ")
    trial.get_by_label("Cách nộp").select_option(label="Qua bưu chính")
    trial.get_by_label("Người nộp phí").select_option(label="Người cao tuổi")
    press(desk, "Tính")
    expect(trial.get_by_role("status")).to_contain_text("4.000 đồng")
    checked(desk, "fee-table")


def _edit_result_template(desk: Page) -> None:
    """Change a line of the result: what is wrong is said while typing, then it is printed."""
    desk.goto(f"{ADMIN}ban-thao/")
    desk.get_by_role("link", name="Mẫu kết quả").click()
    checked(desk, "result-template")
    line, shown = desk.locator("#id_line-0-text"), desk.locator("#result-preview")
    right = line.input_value()
    line.fill("{{result.nobody}}")
    expect(shown).to_contain_text("Không có giá trị “result.nobody”")
    press(desk, "Lưu vào bản thảo")
    expect(desk.locator("[data-error-summary]")).to_be_visible()
    checked(desk, "result-template-error")
    desk.locator("#id_line-0-text").fill(f"{right} (sao)")
    expect(desk.locator("#result-preview img")).to_be_visible()
    press(desk, "Lưu vào bản thảo")
    expect(desk.locator("#id_line-0-text")).to_have_value(f"{right} (sao)")


def _publish_by_two(desk: Page) -> None:
    sign_in_as_officer(desk, "admin2")
    desk.goto(f"{ADMIN}ban-thao/")
    checked(desk, "review")
    press(desk, "Duyệt bản này")
    desk.get_by_label("Số quyết định công bố").fill("Quyết định minh họa 1")
    for name, day in (("issued_on", ("1", "6", "2021")), ("valid_from", ("1", "7", "2021"))):
        for part, text in zip(("day", "month", "year"), day, strict=True):
            desk.locator(f'[name="{name}-{part}"]').fill(text)
    desk.get_by_label("Cơ quan công bố").fill("UBND tỉnh Bình Phước")
    press(desk, "Công bố bản này")
    expect(desk.locator("#main")).to_contain_text("Đã công bố bản 2")


def _migrate(desk: Page) -> None:
    desk.goto(f"{ADMIN}ho-so/")
    checked(desk, "migration")
    desk.get_by_role("checkbox").last.check()
    press(desk, "Chuyển hồ sơ đã đánh dấu")
    expect(desk.locator("#main")).to_contain_text("Đã chuyển 1 hồ sơ.")
    desk.goto("/quan-tri/thu-tuc/day-du/")
    checked(desk, "completeness")


def _begin_another(desk: Page) -> None:
    """Begin a procedure from nothing; its draft says in words what it still needs."""
    desk.goto("/quan-tri/thu-tuc/")
    desk.get_by_role("link", name="Thủ tục mới").click()
    press(desk, "Bắt đầu soạn")
    expect(desk.locator("[data-error-summary]")).to_contain_text("Ghi mã thủ tục.")
    checked(desk, "new-error")
    desk.get_by_label("Mã thủ tục").fill("2.999999")
    desk.locator('[name="name_vi"]').fill("Xác nhận nơi cư trú cũ")
    desk.locator('[name="name_en"]').fill("Confirmation of a former residence")
    desk.get_by_label("Lĩnh vực").select_option(label="Hộ tịch")
    press(desk, "Bắt đầu soạn")
    expect(desk.locator("#main")).to_contain_text("Trình tự thực hiện: cần ít nhất 1 mục.")
    checked(desk, "new-draft")


def test_helper_files_with_the_citizen_present(desk: Page, background: Site) -> None:
    sign_in_as_officer(desk, "helper.tanphu")
    desk.goto("/can-bo/nop-giup/?q=doc+than")
    checked(desk, "assisted-choice")
    desk.locator(f'a[href="?procedure={MARITAL}"]').click()
    desk.get_by_label("Số định danh cá nhân").fill("070190000888")
    desk.get_by_label("Họ, chữ đệm, tên").fill("Điểu Thị Nga")
    for part, text in (("day", "9"), ("month", "2"), ("year", "1990")):
        desk.locator(f'[name="birth_date-{part}"]').fill(text)
    press(desk, "Bắt đầu tờ khai")
    expect(desk.locator("[data-error-summary]")).to_contain_text("có mặt")
    checked(desk, "assisted")
    desk.locator('[name="is_present"]').check()
    press(desk, "Bắt đầu tờ khai")

    write_application(desk, MARITAL, example_answers(MARITAL))
    desk.locator("#declaration").check()
    press(desk, "Nộp hồ sơ")

    expect(desk.locator("#main")).to_contain_text("Đinh Quốc Khánh")
    expect(desk.locator("#main")).to_contain_text("Tổ công nghệ số cộng đồng hỗ trợ")
