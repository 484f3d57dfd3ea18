"""Two people marry: one writes and invites, the other reads, declines, agrees and withdraws."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import DESK, PHONE, check_accessible, look
from tests.journeys.conftest import OpenWindow
from tests.journeys.desk import CaseDesk, press, says, seen
from tests.journeys.filing import (
    NEXT,
    begin,
    example_answers,
    file_application,
    write_application,
)
from tests.journeys.people import sign_in_as_citizen
from tests.journeys.signing import (
    MARRIAGE,
    agree,
    couple_answers,
    go_to_check,
    invite,
    open_invitation,
)
from tests.journeys.site import Site

pytestmark = pytest.mark.journey
BRIDE, GROOM = "Lý Thị Sen", "Võ Quốc Bảo"
WARD = "Phường Tân Phú, Thành phố Đồng Xoài"
LAND = "dang-ky-bien-dong-dat-dai"


def kept(page: Page, name: str) -> None:
    """Check a phone's page and keep its looks."""
    check_accessible(page)
    look(page, f"together-{name}")


def begin_marriage(page: Page) -> None:
    """Write the application to its check page."""
    sign_in_as_citizen(page, BRIDE)
    begin(page, MARRIAGE)
    page.get_by_label(re.compile("^Chọn ")).select_option(label=WARD)
    page.get_by_role("button", name=NEXT).click()
    write_application(page, MARRIAGE, couple_answers())


def change_copies(page: Page) -> None:
    """Change an answer after somebody has agreed."""
    page.goto(re.sub(r"(nop-ho-so/[^/]+/).*$", r"\1ceremony/?sua=1", page.url))
    page.locator('[name="copies_requested"]').fill("4")
    page.get_by_role("button", name=NEXT).click()


def invite_and_try_to_file(bride: Page) -> None:
    """Invite the other, and hear that it is not time to file."""
    bride.goto(bride.url.replace("kiem-tra", "nguoi-cung-ky"))
    kept(bride, "before")
    go_to_check(bride)
    invite(bride)
    kept(bride, "invited")
    go_to_check(bride)
    bride.locator("#declaration").check()
    press(bride, "Nộp hồ sơ")
    says(bride, f"Chưa đồng ý với nội dung hiện tại: {GROOM}")
    kept(bride, "not-yet")


def decline(groom: Page) -> None:
    """Read what is asked and decline with a reason."""
    sign_in_as_citizen(groom, GROOM)
    groom.goto("/viec-cua-toi/")
    kept(groom, "my-affairs")
    open_invitation(groom, GROOM)
    kept(groom, "asked")
    groom.get_by_text("Tôi không đồng ý").click()
    press(groom, "Từ chối ký")
    kept(groom, "decline-missing")
    groom.get_by_label("Vì sao bạn không đồng ý?").fill("Sai số bản sao, cần 4 bản.")
    press(groom, "Từ chối ký")
    kept(groom, "declined")


def test_both_sign_what_is_filed_and_either_may_withdraw(
    open_window: OpenWindow, background: Site
) -> None:
    bride, groom = open_window(PHONE), open_window(PHONE)
    begin_marriage(bride)
    invite_and_try_to_file(bride)
    decline(groom)

    bride.goto(bride.url.replace("kiem-tra", "nguoi-cung-ky"))
    kept(bride, "sees-declined")
    go_to_check(bride)
    invite(bride)
    agree(groom, GROOM)
    kept(groom, "agreed")
    change_copies(bride)
    groom.reload()
    says(groom, "Nội dung đã sửa sau khi bạn đồng ý")
    kept(groom, "voided")
    invite(bride)
    agree(groom, GROOM)
    bride.reload()
    kept(bride, "complete")
    go_to_check(bride)
    kept(bride, "check")
    see_and_withdraw(open_window(DESK), groom, bride, file_application(bride))


def see_and_withdraw(desk_page: Page, groom: Page, bride: Page, token: str) -> None:
    """See on the officer's page who signed; let the other take the case back."""
    desk = CaseDesk(desk_page, token)
    desk.act("clerk.tanphu", "tiep-nhan", "Tiếp nhận hồ sơ")
    seen(desk.open("clerk.tanphu"), "together-officer")
    says(desk.page, f"{GROOM} (Bên nam)")
    groom.reload()
    kept(groom, "filed")
    groom.get_by_role("button", name="English").click()
    kept(groom, "english")
    groom.get_by_role("button", name="Tiếng Việt").click()
    groom.get_by_role("link", name="Rút hồ sơ").click()
    kept(groom, "withdraw")
    press(groom, "Rút hồ sơ")
    bride.goto(f"/ho-so/{token}/")
    says(bride, "Hồ sơ này đã được rút")
    kept(bride, "withdrawn")


def test_applicant_adds_the_co_owners_of_land(open_window: OpenWindow) -> None:
    phone = open_window(PHONE)
    sign_in_as_citizen(phone, "Hoàng Thị Ngọc Mai")
    begin(phone, LAND)
    write_application(phone, LAND, example_answers(LAND))
    phone.goto(phone.url.replace("kiem-tra", "nguoi-cung-ky"))
    phone.get_by_label("Họ, chữ đệm, tên").fill("Điểu Thị Hương")
    phone.get_by_label("Số định danh cá nhân").fill("00019600010")
    press(phone, "Thêm vào danh sách")
    kept(phone, "land-wrong-number")
    phone.get_by_label("Số định danh cá nhân").fill("000196000103")
    press(phone, "Thêm vào danh sách")
    expect(phone.locator(".cs-signers")).to_contain_text("Điểu Thị Hương")
    kept(phone, "land-added")
    press(phone, "Bỏ khỏi danh sách Điểu Thị Hương")
    says(phone, "Đã bỏ khỏi danh sách")
    go_to_check(phone)
    file_application(phone)
