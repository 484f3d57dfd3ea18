"""Each complete procedure, from its form to the result in the citizen's hands, on real screens."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import DESK, PHONE, check_accessible
from tests.journeys.conftest import OpenWindow
from tests.journeys.deciding import take_to_the_end
from tests.journeys.filing import begin, example_answers, file_application, write_application
from tests.journeys.people import sign_in_as_citizen
from tests.journeys.signing import agree, couple_answers, go_to_check, invite
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

BY_SPECIALIST = ["CLERK", "SPECIALIST", "LEADER", "REGISTRAR", "CLERK"]
BY_UNIT = ["CLERK", "HEAD_OF_UNIT", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR", "CLERK"]
EXAMINED_TWICE = "SPECIALIST"
MARRIAGE = "dang-ky-ket-hon"

#: The hands each complete procedure passes through, as its internal process says.
PROCEDURES = {
    "dang-ky-khai-sinh": BY_SPECIALIST,
    MARRIAGE: BY_SPECIALIST,
    "dang-ky-khai-tu": BY_SPECIALIST,
    "cap-ban-sao-trich-luc-ho-tich": BY_SPECIALIST,
    "xac-nhan-tinh-trang-hon-nhan": BY_SPECIALIST,
    "chung-thuc-ban-sao-tu-ban-chinh": BY_SPECIALIST,
    "dang-ky-ho-kinh-doanh": BY_UNIT,
    "cap-giay-phep-xay-dung-nha-o": [*BY_UNIT[:3], EXAMINED_TWICE, *BY_UNIT[3:]],
    "dang-ky-bien-dong-dat-dai": BY_UNIT,
    "doi-giay-phep-lai-xe": BY_UNIT,
    "giay-chung-nhan-an-toan-thuc-pham": [*BY_UNIT[:3], EXAMINED_TWICE, *BY_UNIT[3:]],
    "ho-tro-cay-trong-vat-nuoi-bi-thiet-hai": ["CLERK", EXAMINED_TWICE, *BY_SPECIALIST[1:]],
}


@pytest.mark.parametrize("slug", PROCEDURES)
def test_complete_procedure_reaches_its_signed_result(
    open_window: OpenWindow, background: Site, site_database: None, slug: str
) -> None:
    phone = open_window(PHONE)
    sign_in_as_citizen(phone, "Lý Thị Sen" if slug == MARRIAGE else "Phạm Thị Thu Thủy")
    begin(phone, slug)
    answers = couple_answers() if slug == MARRIAGE else example_answers(slug)
    write_application(phone, slug, answers, looks=f"citizen-{slug}")
    if slug == MARRIAGE:
        invite(phone)
        agree(open_window(PHONE), "Võ Quốc Bảo")
        go_to_check(phone)
    token = file_application(phone)

    roles = take_to_the_end(open_window(DESK), slug, token)

    assert roles == PROCEDURES[slug]
    phone.goto(f"/ho-so/{token}/")
    check_accessible(phone)
    expect(phone.locator("#main")).to_contain_text("Bạn đã nhận kết quả")
    phone.locator(".cs-verify a").click()
    expect(phone.locator("#main")).to_contain_text("Văn bản có giá trị")
