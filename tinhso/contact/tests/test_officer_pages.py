"""Officers' pages through HTTP: lists, one contact, acts, the call screen; refusals beside them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from tinhso.contact.models import Article, Contact
from tinhso.contact.tests.factories import CENTRE, ROADS, WARD, Line, report
from tinhso.identity.tests.factories import make_citizen, sign_in

pytestmark = pytest.mark.django_db
CENTRE_PAGES = (
    "call",
    "call_beside",
    "board",
    "board_content",
    "knowledge",
    "new_article",
    "rules",
)


def test_agency_sees_its_list_and_detail_and_others_nothing(client: Client) -> None:
    line = Line()
    contact = report().contact
    detail = reverse("contact:detail", args=[contact.code])

    sign_in(client, line.account(WARD))
    assert contact.code in client.get("/can-bo/1022/").content.decode()
    page = client.get(detail).content.decode()
    assert "Vì sao ở đây" in page
    assert "0912345678" not in page
    sign_in(client, line.account(ROADS))
    assert contact.code not in client.get("/can-bo/1022/").content.decode()
    assert client.get(detail).status_code == 404


def test_every_list_answers(client: Client) -> None:
    line = Line()
    report(category="quoc-lo-tinh-lo")
    sign_in(client, line.account(CENTRE))

    for tab in (
        "co-quan",
        "cua-toi",
        "cho-duyet",
        "phoi-hop",
        "xem-xet-lai",
        "cho-cong-khai",
        "toan-tinh",
        "da-xong",
    ):
        assert client.get(f"/can-bo/1022/?muc={tab}&q=o+ga&han=qua-han").status_code == 200
    assert client.get("/can-bo/1022/?trang=bay").status_code == 302


def test_citizens_and_strangers_do_not_get_to_the_desk(client: Client) -> None:
    line = Line()
    for name in CENTRE_PAGES:
        assert client.get(reverse(f"contact:{name}")).status_code == 302
    sign_in(client, line.account(WARD))
    for name in CENTRE_PAGES:
        assert client.get(reverse(f"contact:{name}")).status_code == 404
    sign_in(client, make_citizen())
    for name in (*CENTRE_PAGES, "work"):
        assert client.get(reverse(f"contact:{name}")).status_code == 403


def test_centre_pages_answer(client: Client) -> None:
    line = Line()
    sign_in(client, line.account(CENTRE))

    for name in CENTRE_PAGES:
        assert client.get(reverse(f"contact:{name}")).status_code == 200


def test_who_reads_english_reads_acts_and_agencies_in_english(
    client: Client, settings: Settings
) -> None:
    line = Line()
    contact = report(category="quoc-lo-tinh-lo").contact
    contact.agency.name_en = "Department of Roads"
    contact.agency.save()
    sign_in(client, line.account(CENTRE))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    detail = client.get(reverse("contact:detail", args=[contact.code])).content.decode()
    listed = client.get("/can-bo/1022/?muc=toan-tinh").content.decode()

    assert "Do not accept" in detail
    assert "Department of Roads" in listed


@pytest.mark.parametrize("path", ["/can-bo/tin-nhan/", "/can-bo/thu-dien-tu/"])
def test_the_menu_marks_the_desk_on_chats_and_letters(client: Client, path: str) -> None:
    line = Line()
    sign_in(client, line.account(CENTRE))

    page = client.get(path).content.decode()

    current = page[page.index('aria-current="page"') :]
    assert "Bàn trực 1022" in current[: current.index("</a>")]


def test_call_is_recorded_with_history_and_answer(client: Client) -> None:
    line = Line()
    report(category="quoc-lo-tinh-lo")
    sign_in(client, line.account(CENTRE))
    beside = client.get("/can-bo/1022/cuoc-goi/ben-canh/?phone=0912345678&text=khai+sinh")
    assert "Người gọi trước đây" in beside.content.decode()

    sent = client.post(
        "/can-bo/1022/cuoc-goi/",
        {
            "phone": "84 912 345 678",
            "name": "An",
            "kind": "QUESTION",
            "text": "Làm khai sinh cần giấy gì?",
            "answer": "Giấy chứng sinh và căn cước của cha mẹ.",
            "priority": "NORMAL",
        },
    )

    assert sent.status_code == 302
    contact = Contact.objects.get(kind="QUESTION")
    assert contact.state == "ANSWERED"
    assert contact.channel == "PHONE"
    assert contact.reporter_phone == "0912345678"
    assert client.post("/can-bo/1022/cuoc-goi/", {"text": "x"}).status_code == 422


def test_handler_takes_and_answers_and_leader_approves_through_pages(
    client: Client, picture: bytes
) -> None:
    line = Line()
    contact = report().contact

    def act(what: str, **values: object) -> int:
        address = reverse("contact:act", args=[contact.code, what])
        return client.post(address, values).status_code

    sign_in(client, line.account(WARD))
    assert act("duyet") == 404
    assert act("nhan-xu-ly") == 302
    assert act("tra-loi", text="Đã vá xong ổ gà hôm nay.") == 409
    photo = SimpleUploadedFile("sau.jpg", picture, "image/jpeg")
    assert act("tra-loi", text="Đã vá xong ổ gà hôm nay.", photo=photo) == 302
    sign_in(client, line.account(WARD, "LEADER"))
    assert client.get(reverse("contact:act", args=[contact.code, "duyet"])).status_code == 200
    assert act("duyet") == 302

    contact.refresh_from_db()
    assert contact.state == "ANSWERED"


def test_every_open_act_shows_its_page(client: Client) -> None:
    line = Line()
    contact = report(category="quoc-lo-tinh-lo").contact
    sign_in(client, line.account(CENTRE))
    page = client.get(reverse("contact:detail", args=[contact.code]))

    acts = page.context["acts"]

    assert {"chuyen", "khong-tiep-nhan", "cong-khai", "hoi-them"} <= {one.slug for one in acts}
    for one in acts:
        address = reverse("contact:act", args=[contact.code, one.slug])
        assert client.get(address).status_code == 200


def test_reporter_is_shown_for_a_reason_only(client: Client) -> None:
    line = Line()
    contact = report().contact
    sign_in(client, line.account(WARD))
    address = reverse("contact:reveal", args=[contact.code])

    assert client.post(address, {"because": ""}).status_code == 302
    shown = client.post(address, {"because": "Gọi hỏi vị trí"}).content.decode()

    assert "0912345678" in shown
    assert contact.events.filter(act="LOOKED").count() == 1


def test_rules_are_edited_and_tried_by_the_head(client: Client) -> None:
    line = Line()
    sign_in(client, line.account(CENTRE, "HEAD_OF_UNIT"))

    client.post("/can-bo/1022/phan-luong/tao-ban-thao/")
    sent = client.post(
        "/can-bo/1022/phan-luong/quy-tac/",
        {"ordinal": "1", "kinds": ["QUESTION"], "target": "AGENCY", "agency": "H10.04"},
    )
    tried = client.get("/can-bo/1022/phan-luong/?kind=QUESTION").content.decode()
    client.post("/can-bo/1022/phan-luong/dung/")

    assert sent.status_code == 302
    assert "Sở Giao thông vận tải" in tried
    assert report(kind="QUESTION", category="").contact.proposed_agency == line.agencies[ROADS]


def test_article_goes_from_draft_to_the_public_page(client: Client) -> None:
    line = Line()
    sign_in(client, line.account(CENTRE))
    sent = client.post(
        "/can-bo/1022/kho-tri-thuc/moi/", {"title": "Giờ làm việc?", "text": "Từ 7 giờ."}
    )
    publish = f"{sent['Location']}duyet/"
    client.post(publish)
    assert "Giờ làm việc?" not in client.get("/cau-hoi-thuong-gap/").content.decode()

    sign_in(client, line.account(CENTRE, "HEAD_OF_UNIT"))
    client.post(publish)

    assert "Giờ làm việc?" in client.get("/cau-hoi-thuong-gap/").content.decode()
    client.post("/cau-hoi-thuong-gap/gio-lam-viec/co-ich/", {"co-ich": "1"})
    assert Article.objects.get(slug="gio-lam-viec").helped_count == 1


def test_shift_begins_and_ends(client: Client) -> None:
    line = Line()
    sign_in(client, line.account(CENTRE))

    for what in ("vao-ca", "tam-vang", "tro-lai"):
        assert client.post(reverse("contact:shift", args=[what])).status_code == 302
    assert "SPECIALIST H10.13 0" in client.get("/can-bo/1022/bang-theo-doi/").content.decode()
    client.post(reverse("contact:shift", args=["het-ca"]))
    assert "Chưa ai vào ca" in client.get("/can-bo/1022/bang-theo-doi/").content.decode()
    assert client.post(reverse("contact:shift", args=["bay"])).status_code == 404


@pytest.mark.parametrize("size", [1, 12])
def test_list_costs_the_same_whatever_its_length(client: Client, size: int) -> None:
    line = Line()
    sign_in(client, line.account(WARD))
    client.get("/can-bo/1022/")
    for _ in range(size):
        report()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get("/can-bo/1022/")

    assert len(queries) <= 16
