"""A draft's way out: submitted, approved by another person, sent back, published, compared."""

import pytest
from django.test import Client

from tinhso.identity.models import OfficerAccount
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency
from tinhso.procedures import api
from tinhso.procedures.tests.editing import ADMIN, DRAFT, PAPER, SLUG, draft, send
from tinhso.procedures.tests.factories import ON

pytestmark = pytest.mark.django_db
ANNOUNCED = {
    "number": "Quyết định 12/QĐ-UBND",
    "issued_on-day": "1",
    "issued_on-month": "6",
    "issued_on-year": "2021",
    "agency": "UBND tỉnh Bình Phước",
    "valid_from-day": "1",
    "valid_from-month": "6",
    "valid_from-year": "2021",
}


def test_two_people_publish_and_the_difference_is_shown(
    desk: Client, account: OfficerAccount
) -> None:
    send(desk, "giay-to/them/", PAPER)
    desk.post(f"{DRAFT}gui-duyet/")

    sign_in(desk, make_officer(make_agency("H10.98"), role="ADMINISTRATOR"))
    assert "Duyệt bản này" in desk.get(DRAFT).content.decode()
    assert "Duyệt tất cả" in desk.get("/quan-tri/thu-tuc/").content.decode()
    desk.post(f"{DRAFT}duyet/")
    assert desk.post(f"{DRAFT}cong-bo/", {}).status_code == 400
    desk.post(f"{DRAFT}cong-bo/", ANNOUNCED)

    newest = api.find_newest_version(SLUG)
    assert newest is not None
    assert newest.number == 2
    assert newest.content["announced_by"]["number"] == "Quyết định 12/QĐ-UBND"
    text = desk.get(f"{ADMIN}so-sanh/").content.decode()
    assert "Giấy xác nhận cư trú residence-paper" in text or "Giấy xác nhận cư trú" in text
    assert "UBND tỉnh Bình Phước" in text
    assert "Đã xác minh" in text
    assert "application/pdf" not in text


def test_author_reads_that_another_must_approve(desk: Client) -> None:
    send(desk, "giay-to/them/", PAPER)
    desk.post(f"{DRAFT}gui-duyet/")

    text = desk.get(DRAFT).content.decode()

    assert "một quản trị viên khác phải duyệt hoặc trả lại" in text
    assert f"{DRAFT}duyet/" not in text
    assert f"{DRAFT}tra-lai/" not in text
    assert f'href="{ADMIN}so-sanh/">Xem những gì đã gửi' in text
    assert "Duyệt tất cả" not in desk.get("/quan-tri/thu-tuc/").content.decode()


@pytest.mark.parametrize(("act", "values"), [("duyet", {}), ("tra-lai", {"note": "Sửa lại"})])
def test_author_neither_approves_nor_sends_back(
    desk: Client, act: str, values: dict[str, str]
) -> None:
    desk.post(f"{DRAFT}gui-duyet/")

    own = desk.post(f"{DRAFT}{act}/", values, follow=True).content.decode()

    assert "Người soạn, người gửi không tự duyệt hay trả lại được" in own
    assert api.stage_of(draft()) is api.ReviewStage.SUBMITTED


def test_whoever_sent_what_another_wrote_does_not_approve_it(desk: Client) -> None:
    send(desk, "giay-to/them/", PAPER)
    sign_in(desk, make_officer(make_agency("H10.98"), role="ADMINISTRATOR"))
    desk.post(f"{DRAFT}gui-duyet/")

    text = desk.post(f"{DRAFT}duyet/", follow=True).content.decode()

    assert "Người soạn, người gửi không tự duyệt" in text
    assert "Duyệt bản này" not in desk.get(DRAFT).content.decode()


def test_edit_after_approval_asks_for_approval_again(desk: Client) -> None:
    desk.post(f"{DRAFT}gui-duyet/")
    sign_in(desk, make_officer(make_agency("H10.98"), role="ADMINISTRATOR"))
    desk.post(f"{DRAFT}duyet/")
    send(desk, "giay-to/them/", PAPER)

    response = desk.post(f"{DRAFT}cong-bo/", ANNOUNCED, follow=True)

    assert "không còn ở bước này" in response.content.decode()
    assert api.find_draft_of(SLUG) is not None


def test_draft_is_sent_back_with_words(desk: Client) -> None:
    desk.post(f"{DRAFT}gui-duyet/")
    sign_in(desk, make_officer(make_agency("H10.98"), role="ADMINISTRATOR"))

    assert desk.post(f"{DRAFT}tra-lai/", {"note": " "}).status_code == 400
    desk.post(f"{DRAFT}tra-lai/", {"note": "Thiếu mẫu đơn"})

    text = desk.get(DRAFT).content.decode()
    assert "Bị trả lại" in text
    assert "Thiếu mẫu đơn" in text


def test_draft_that_contradicts_itself_is_not_submitted(desk: Client) -> None:
    for at in range(len(draft().content["ways"])):
        send(desk, "cach-nop/", {"at": "0", "do": "remove"})
        assert at >= 0

    text = desk.post(f"{DRAFT}gui-duyet/", follow=True).content.decode()

    assert "Bản thảo còn chỗ chưa đúng" in text
    assert "Chưa đúng, phải sửa trước khi gửi duyệt" in text


def test_discarded_draft_leaves_the_version_in_force(desk: Client) -> None:
    desk.post(f"{DRAFT}bo/")

    assert api.find_draft_of(SLUG) is None
    assert api.get_current_version(SLUG, ON).number == 1
