"""An administrator edits a procedure: rows, questions, values, channels; who may open what."""

import pytest
from django.test import Client

from tinhso.identity.models import OfficerAccount
from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency
from tinhso.procedures import api
from tinhso.procedures.tests.editing import ADMIN, DRAFT, PAPER, SLUG, draft, send
from tinhso.procedures.tests.factories import ON, make_content

pytestmark = pytest.mark.django_db


def test_every_page_of_the_editor_opens(desk: Client) -> None:
    paths = [
        "", "muc/thong-tin-chung/", "muc/doi-tuong-ket-qua/", "bang-phi/", "mau-ket-qua/",
        "trinh-tu/", "cach-nop/", "giay-to/", "phi/", "can-cu/", "quy-trinh/", "truong-hop/",
        "truong-hop/them/",
        "giay-to/0/", "cach-nop/0/", "phi/0/", "can-cu/0/", "quy-trinh/0/", "trinh-tu/0/",
        "bieu-mau/", "bieu-mau/them-trang/", "bieu-mau/child/", "bieu-mau/child/xem/",
        "bieu-mau/child/them/", "bieu-mau/child/cau-hoi/child_full_name/",
    ]  # fmt: skip

    for path in paths:
        assert desk.get(f"{DRAFT}{path}").status_code == 200, path
    for path in ("", "hinh-thuc-nop/", "so-sanh/"):
        assert desk.get(f"{ADMIN}{path}").status_code == 200, path


@pytest.mark.parametrize(
    "path",
    ["khong-co/", "giay-to/99/", "muc/khong-co/", "bieu-mau/khong-co/", "bieu-mau/khong-co/xem/",
     "bieu-mau/child/cau-hoi/khong_co/", "giay-to/?truong-hop=a", "cach-nop/?truong-hop=a"],
)  # fmt: skip
def test_unknown_parts_are_not_found(desk: Client, path: str) -> None:
    assert desk.get(f"{DRAFT}{path}").status_code == 404


def test_paper_is_added_changed_moved_and_removed(desk: Client) -> None:
    send(desk, "giay-to/them/", PAPER)
    assert draft().content["papers"][-1]["accept"] == ["image/jpeg", "application/pdf"]

    last = len(draft().content["papers"]) - 1
    send(desk, f"giay-to/{last}/", {**PAPER, "originals": "2"})
    send(desk, "giay-to/", {"at": str(last), "do": "up"})
    assert draft().content["papers"][last - 1]["originals"] == 2

    send(desk, "giay-to/", {"at": str(last - 1), "do": "remove"})
    assert draft().content["papers"] == make_content()["papers"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "birth-notice"}, "Đã có mục mang mã này"),
        ({"code": "Có dấu"}, "Mã chỉ gồm chữ thường không dấu"),
        ({"help__vi": "Chỉ tiếng Việt"}, "Ghi cả tiếng Việt và tiếng Anh"),
        ({"originals": "-1"}, "govuk-error-summary"),
    ],
)
def test_wrong_row_is_said_and_nothing_is_lost(
    desk: Client, changes: dict[str, str], words: str
) -> None:
    response = desk.post(
        f"{DRAFT}giay-to/them/", {"seen": draft().content_hash, **PAPER, **changes}
    )

    text = response.content.decode()
    assert response.status_code == 400
    assert words in text
    assert "Giấy xác nhận cư trú" in text
    assert draft().content["papers"] == make_content()["papers"]


def test_change_made_to_older_words_is_refused(desk: Client) -> None:
    stale = draft().content_hash
    send(desk, "giay-to/them/", PAPER)

    response = desk.post(
        f"{DRAFT}giay-to/", {"seen": stale, "at": "0", "do": "remove"}, follow=True
    )

    assert "vừa được người khác sửa" in response.content.decode()
    assert len(draft().content["papers"]) == len(make_content()["papers"]) + 1


def test_variant_is_made_with_steps_of_its_own(desk: Client) -> None:
    for code in ("one", "two"):
        send(
            desk,
            "truong-hop/them/",
            {
                "code": code,
                "name__vi": f"Trường hợp {code}",
                "name__en": f"Case {code}",
                "required_papers": ["birth-notice"],
                "certainty": "to_confirm",
            },
        )
    send(
        desk,
        "quy-trinh/them/?truong-hop=one",
        {"code": "intake", "name__vi": "Nhận", "name__en": "In", "role": "CLERK", "hours": "2"},
    )

    first, second = draft().content["variants"]
    assert first["process"][0]["hours"] == 2
    assert second["process"] == []
    assert "Nhận" in desk.get(f"{DRAFT}quy-trinh/?truong-hop=one").content.decode()


def test_question_is_added_previewed_and_moved(desk: Client) -> None:
    question = {
        "name": "blood_group",
        "widget": "radio",
        "title_vi": "Nhóm máu của trẻ",
        "title_en": "Blood group",
        "is_required": "on",
        "options": "A | Nhóm A | Group A\nB | Nhóm B | Group B",
    }
    send(desk, "bieu-mau/birth-place/them/", question)

    assert "blood_group" in draft().content["form"]["required"]
    preview = desk.get(f"{DRAFT}bieu-mau/birth-place/xem/").content.decode()
    assert "Nhóm máu của trẻ" in preview
    send(desk, "bieu-mau/", {"question": "blood_group", "do": "up"})
    fields = next(
        page["fields"]
        for page in draft().content["form"]["x-pages"]
        if page["code"] == "birth-place"
    )
    assert fields[-1] != "blood_group"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"options": "A"}, "chưa đúng"),
        ({"options": ""}, "Ghi ít nhất hai lựa chọn."),
        ({"name": "child_full_name"}, "Đã có câu hỏi mang mã này"),
        ({"widget": "text", "pattern": "["}, "Mẫu này không đọc được"),
        ({"widget": "text", "pattern": "[0-9]+"}, "Có mẫu thì phải có lời báo"),
    ],
)
def test_wrong_question_is_said(desk: Client, changes: dict[str, str], words: str) -> None:
    question = {
        "name": "blood_group",
        "widget": "radio",
        "title_vi": "Nhóm máu",
        "title_en": "Blood group",
        "options": "A | Nhóm A | Group A\nB | Nhóm B | Group B",
    }

    response = desk.post(
        f"{DRAFT}bieu-mau/birth-place/them/",
        {"seen": draft().content_hash, **question, **changes},
    )

    assert response.status_code == 400
    assert words in response.content.decode()


def test_every_question_of_the_pack_survives_being_saved_unchanged(desk: Client) -> None:
    from tinhso.procedures.forms import QuestionForm

    content = make_content()
    for name, question in content["form"]["properties"].items():
        form = QuestionForm(None, name=name, question=question)
        again = QuestionForm(form.initial, name=name, question=question)  # type: ignore[arg-type]
        assert again.is_valid(), (name, again.errors)
        assert again.question() == question, name


def test_values_are_changed(desk: Client) -> None:
    page = desk.get(f"{DRAFT}muc/thong-tin-chung/").context["form"]
    values = {name: value for name, value in page.initial.items() if value not in (None, "")}

    send(desk, "muc/thong-tin-chung/", {**values, "cut_off": "16:30"})

    after = draft().content
    assert after["cut_off"] == "16:30"
    assert after == {**make_content(), "cut_off": "16:30", "complete": after["complete"]}


def test_switch_is_turned_with_a_reason(desk: Client) -> None:
    assert desk.post(f"{ADMIN}hinh-thuc-nop/", {"channels": ["COUNTER"]}).status_code == 400

    desk.post(f"{ADMIN}hinh-thuc-nop/", {"channels": ["COUNTER"], "reason": "Bảo trì"})

    text = desk.get(ADMIN).content.decode()
    assert api.open_channels_of(api.get_current_version(SLUG, ON)) == ("COUNTER",)
    assert "Bảo trì" in text


def test_catalogue_is_searched_and_filtered(desk: Client) -> None:
    text = desk.get("/quan-tri/thu-tuc/", {"q": "khai sinh"}).content.decode()

    assert f'href="{ADMIN}"' in text


@pytest.mark.parametrize(
    "path",
    ["", "hinh-thuc-nop/", "so-sanh/", "ban-thao/", "ban-thao/giay-to/", "ban-thao/bieu-mau/",
     "ban-thao/muc/thong-tin-chung/", "ho-so/"],
)  # fmt: skip
def test_others_are_refused(client: Client, account: OfficerAccount, path: str) -> None:
    sign_in(client, make_officer(make_agency("H10.97"), role="SPECIALIST"))

    assert client.get(f"{ADMIN}{path}").status_code == 403
    assert client.post(f"{ADMIN}{path}").status_code in {403, 405}


@pytest.mark.parametrize("act", ["gui-duyet", "duyet", "tra-lai", "cong-bo", "bo"])
def test_acts_of_others_are_refused(client: Client, account: OfficerAccount, act: str) -> None:
    sign_in(client, make_officer(make_agency("H10.97"), role="CLERK"))

    assert client.post(f"{DRAFT}{act}/").status_code == 403
    assert client.get("/quan-tri/thu-tuc/day-du/").status_code == 403
    assert client.get("/quan-tri/thu-tuc/day-du/xuat/").status_code == 403
