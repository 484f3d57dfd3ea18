"""The citizen line: reported on a phone, handled, approved, rated; a call; the board; the map."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.journeys.browser import PHONE, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk import press, says, see, seen
from tests.journeys.people import sign_in_as_officer

pytestmark = pytest.mark.journey
COMMUNE_OF_POINT = re.compile(r"/phan-anh/noi/\?")
WORDS = "Rác cạnh trường tiểu học ba ngày chưa ai thu gom, gọi tôi 0912 345 678"
ANSWER = "Đội vệ sinh đã thu gom xong sáng nay và sẽ qua mỗi ngày."


def photo() -> FilePayload:
    """Give a picture as a phone would send it."""
    output = io.BytesIO()
    Image.new("RGB", (320, 240), "#3a6a4a").save(output, "JPEG")
    return {"name": "sau.jpg", "mimeType": "image/jpeg", "buffer": output.getvalue()}


def choose_place_while_the_map_is_slow(page: Page) -> None:
    """Mark a point, then choose the commune before the map proposes one: the choice stays."""
    held: list[Route] = []
    page.route(COMMUNE_OF_POINT, lambda route: held.append(route))
    page.get_by_text("Chọn trên bản đồ").click()
    page.locator("[name=spot]").click(position={"x": 150, "y": 170})
    said, area = page.locator("[data-place-said]"), page.get_by_label("Ở xã, phường nào?")
    expect(said).to_contain_text("Đã đánh dấu")
    area.select_option(label="Phường Tân Phú, Thành phố Đồng Xoài")
    chosen = area.input_value()
    held[0].continue_()
    expect(said).to_contain_text("gần")
    expect(area).to_have_value(chosen)
    page.unroute(COMMUNE_OF_POINT)


def report(page: Page) -> tuple[str, str]:
    """Report uncollected waste on a phone; gives the code and the secret of the receipt."""
    page.goto("/phan-anh/")
    look(page, "contact-home")
    check_accessible(page)
    page.locator("#main").get_by_role("link", name="Gửi phản ánh, câu hỏi").click()
    check_accessible(page)
    look(page, "contact-choose")
    page.get_by_role("link", name=re.compile("Phản ánh hiện trường")).click()
    page.get_by_label("Về việc gì?").select_option(
        label="Môi trường, rác thải: Rác không thu gom, đổ trộm"
    )
    page.get_by_label("Nội dung").fill(WORDS)
    choose_place_while_the_map_is_slow(page)
    page.get_by_label(re.compile("Ảnh, video")).set_input_files([photo()])
    page.get_by_label(re.compile("Chỗ cụ thể")).fill("Cổng trường tiểu học Tân Phú")
    page.get_by_label(re.compile("Họ và tên")).fill("Nguyễn Văn Minh Họa")
    page.wait_for_timeout(3_100)
    check_accessible(page)
    look(page, "contact-write")
    press(page, "Gửi")
    if page.get_by_role("heading", name="Có phải việc này đã có người báo?").is_visible():
        page.get_by_role("button", name="Gửi", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chúng tôi đã nhận")
    check_accessible(page)
    look(page, "contact-received")
    code, secret = page.locator(".ct-code").all_inner_texts()
    return code.strip(), secret.strip()


def test_report_is_handled_approved_and_rated(open_window: OpenWindow) -> None:
    citizen = open_window(PHONE)
    code, secret = report(citizen)
    desk = open_window(1440)

    sign_in_as_officer(desk, "specialist.tanphu")
    see(desk, "/can-bo/1022/", "contact-work")
    see(desk, f"/can-bo/1022/{code}/", "contact-detail")
    desk.locator("#main").get_by_role("link", name="Nhận giải quyết").click()
    press(desk, "Nhận giải quyết")
    says(desk, "Bạn đang giải quyết phản ánh này")
    desk.locator("#main").get_by_role("link", name="Soạn trả lời, trình duyệt").click()
    desk.get_by_label("Nội dung").fill(ANSWER)
    press(desk, "Soạn trả lời, trình duyệt")
    says(desk, "cần ảnh sau khi xử lý")
    desk.get_by_label("Nội dung").fill(ANSWER)
    desk.get_by_label("Ảnh sau khi xử lý").set_input_files([photo()])
    seen(desk, "contact-answer")
    press(desk, "Soạn trả lời, trình duyệt")
    says(desk, "Đã trình duyệt")

    leader = open_window(1440)
    sign_in_as_officer(leader, "leader.tanphu")
    leader.goto(f"/can-bo/1022/{code}/")
    leader.locator("#main").get_by_role("link", name="Duyệt và gửi người dân").click()
    press(leader, "Duyệt và gửi người dân")
    says(leader, "Đã gửi trả lời")

    other = open_window(PHONE)
    other.goto("/phan-anh/tra-cuu/")
    other.get_by_label("Mã phản ánh").fill(code)
    other.get_by_label("Mã bí mật").fill(secret)
    press(other, "Xem")
    says(other, ANSWER)
    seen(other, "contact-own")
    rate(other)

    head = open_window(1440)
    sign_in_as_officer(head, "head.thongtin")
    cover_and_publish(head, code)
    follow_without_an_account(open_window(PHONE), code)


def rate(citizen: Page) -> None:
    """Rate the answer; a mark of secrecy in the comment is refused and written again."""
    citizen.get_by_label("4, hài lòng").check()
    citizen.locator('[name="comment"]').fill("TỐI MẬT\nGửi kèm một bản")
    press(citizen, "Gửi đánh giá")
    says(citizen, "Không nhận: có dấu chỉ độ mật")
    seen(citizen, "words-refused")
    citizen.get_by_label("Phần cần viết lại").fill("Cảm ơn đội vệ sinh")
    press(citizen, "Gửi lại")
    says(citizen, "Cảm ơn bạn đã đánh giá")


def cover_and_publish(head: Page, code: str) -> None:
    """Cover a part of the first picture, then publish the report with it."""
    head.goto(f"/can-bo/1022/{code}/")
    head.get_by_role("link", name="Che ảnh").first.click()
    picture = head.locator("[name=spot]")
    box = picture.bounding_box()
    assert box is not None
    head.mouse.move(box["x"] + 40, box["y"] + 40)
    head.mouse.down()
    head.mouse.move(box["x"] + 240, box["y"] + 180)
    head.mouse.up()
    says(head, "Số vùng che: 1")
    seen(head, "contact-mask")
    press(head, "Lưu ảnh đã che")
    says(head, "đã che")
    seen(head, "contact-detail-covered")
    head.locator("#main").get_by_role("link", name="Duyệt công khai").click()
    head.get_by_label(re.compile("Hiện trạng")).check()
    press(head, "Duyệt công khai")
    says(head, "Đã công khai")


def follow_without_an_account(page: Page, code: str) -> None:
    """Ask for a code to an address; a wrong one is not taken."""
    page.goto(f"/phan-anh/xem/{code}/")
    seen(page, "contact-published-phone")
    page.get_by_role("link", name=re.compile("không cần tài khoản")).click()
    seen(page, "contact-follow")
    page.get_by_label(re.compile("Thư điện tử hoặc số điện thoại")).fill("theo.doi@thu.example")
    page.wait_for_timeout(3_100)
    press(page, "Gửi mã")
    page.get_by_label("Mã trong tin").fill("000000")
    press(page, "Xác nhận")
    says(page, "Mã không đúng")
    seen(page, "contact-follow-confirm")


def test_operator_takes_a_call_and_the_head_publishes_and_watches(open_window: OpenWindow) -> None:
    operator = open_window(1440)
    sign_in_as_officer(operator, "specialist.thongtin")
    operator.goto("/can-bo/1022/cuoc-goi/")
    press(operator, "Vào ca")
    operator.get_by_label("Số gọi đến").fill("0977000111")
    operator.get_by_label("Loại", exact=True).select_option(label="Hỏi đáp")
    operator.get_by_label("Nội dung", exact=True).fill("Phản ánh bao lâu thì được trả lời?")
    expect(operator.locator("[data-call-beside]")).to_contain_text("Mất bao lâu")
    seen(operator, "contact-call")
    operator.get_by_label(re.compile("Đã trả lời ngay")).fill(
        "Mỗi phản ánh có hạn riêng trên phiếu."
    )
    operator.get_by_label("Nội dung", exact=True).press("Control+Enter")
    says(operator, "Mã bí mật đọc cho người gọi")

    head = open_window(1440)
    sign_in_as_officer(head, "head.thongtin")
    see(head, "/can-bo/1022/bang-theo-doi/", "contact-board")
    see(head, "/can-bo/1022/phan-luong/?kind=FIELD_REPORT", "contact-rules")
    see(head, "/can-bo/1022/kho-tri-thuc/", "contact-knowledge")
    head.goto("/can-bo/1022/?muc=cho-cong-khai")
    head.locator(".ct-line__text a").first.click()
    head.locator("#main").get_by_role("link", name="Duyệt công khai").click()
    seen(head, "contact-publish")
    press(head, "Duyệt công khai")
    says(head, "Đã công khai")


def test_the_phone_says_where_it_is_or_the_person_is_told(open_window: OpenWindow) -> None:
    here = {"latitude": 11.5349, "longitude": 106.8832}
    phone = open_window(PHONE, permissions=["geolocation"], geolocation=here)
    phone.goto("/phan-anh/gui/")
    phone.get_by_role("link", name=re.compile("Phản ánh hiện trường")).click()
    phone.get_by_role("button", name="Dùng vị trí của máy này").click()
    expect(phone.locator("[data-locate] [role=status]")).to_have_text("Đã lấy vị trí.")
    expect(phone.locator("[name=latitude]")).to_have_value("11.534900")
    expect(phone.locator("[name=longitude]")).to_have_value("106.883200")
    seen(phone, "contact-located")

    shut = open_window(PHONE)
    shut.goto("/phan-anh/gui/")
    shut.get_by_role("link", name=re.compile("Phản ánh hiện trường")).click()
    shut.get_by_role("button", name="Dùng vị trí của máy này").click()
    expect(shut.locator("[data-locate] [role=status]")).to_contain_text("Không lấy được vị trí")


def test_public_pages_and_the_map_read_well(open_window: OpenWindow) -> None:
    page = open_window(1440)
    for path, name in (
        ("/phan-anh/", "contact-home-desk"),
        ("/phan-anh/ban-do/", "contact-map"),
        ("/phan-anh/so-lieu/", "contact-figures"),
        ("/cau-hoi-thuong-gap/", "contact-articles"),
        ("/phan-anh/tra-cuu/", "contact-look-up"),
        ("/phan-anh/nhung/", "contact-embedded"),
        ("/phan-anh/theo-khu-vuc/", "contact-areas"),
    ):
        see(page, path, name)
    phone = open_window(PHONE)
    see(phone, "/phan-anh/ban-do/", "contact-map-phone")
    page.goto("/phan-anh/ban-do/")
    before = page.locator(".ct-map__spot").count()
    page.get_by_role("link", name="Gần hơn").click()
    expect(page.locator(".ct-map__spot")).not_to_have_count(before)
    page.goto("/phan-anh/")
    page.locator(".ct-line__text a").first.click()
    seen(page, "contact-published")
