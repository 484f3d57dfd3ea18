"""An administrator begins a procedure from nothing and writes it until another one may approve."""

from collections.abc import Mapping

import pytest
from django.test import Client
from django.utils import translation

from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency
from tinhso.procedures import api
from tinhso.procedures.forms.new_procedure import address_of
from tinhso.procedures.gateways.pack import check
from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.tests import editing
from tinhso.procedures.tests.factories import make_content, make_entry, publish

pytestmark = pytest.mark.django_db
NEW = "/quan-tri/thu-tuc/moi/"
SLUG = "cap-ban-sao-trich-luc-tan-tich"
DRAFT = f"/quan-tri/thu-tuc/{SLUG}/ban-thao/"
ASKED = {
    "code": "2.999999",
    "certainty": "to_confirm",
    "name_vi": "Cấp bản sao trích lục tàn tích",
    "name_en": "Copy of a relic's record",
    "field": "civil-status",
    "tier": "COMMUNE",
    "kind": "PEOPLES_COMMITTEE",
}


@pytest.fixture
def desk(client: Client) -> Client:
    """Give an administrator's browser; birth registration is in force."""
    publish(make_entry())
    sign_in(client, make_officer(make_agency(), role="ADMINISTRATOR"))
    return client


def draft() -> ProcedureVersion:
    """Give the draft."""
    return editing.draft(SLUG)


def both(name: str, vietnamese: str, english: str) -> dict[str, str]:
    """Give a pair of words as the row forms ask for them."""
    return {f"{name}__vi".strip("_"): vietnamese, f"{name}__en".strip("_"): english}


def test_every_page_of_an_empty_draft_opens(desk: Client) -> None:
    assert desk.post(NEW, ASKED).headers["Location"] == DRAFT

    paths = [
        "", "muc/thong-tin-chung/", "muc/doi-tuong-ket-qua/", "bang-phi/", "bang-phi/them-khoan/",
        "mau-ket-qua/", "trinh-tu/", "cach-nop/", "giay-to/", "phi/", "can-cu/", "quy-trinh/",
        "truong-hop/", "giay-to/them/", "bieu-mau/", "bieu-mau/them-trang/",
    ]  # fmt: skip
    for path in paths:
        assert desk.get(f"{DRAFT}{path}").status_code == 200, path
    for path in ("", "so-sanh/"):
        assert desk.get(f"/quan-tri/thu-tuc/{SLUG}/{path}").status_code == 200, path
    assert desk.get(f"/thu-tuc/{SLUG}/").status_code == 404


def test_procedure_is_written_from_nothing_until_it_may_be_approved(desk: Client) -> None:
    desk.post(NEW, ASKED)
    for path, values in PARTS.items():
        editing.send(desk, path, values, SLUG)
    assert not check("", draft().content).problems
    assert draft().is_complete

    desk.post(f"{DRAFT}gui-duyet/")

    assert api.stage_of(draft()) == "SUBMITTED"


# What the pages ask for, in the order a person would write it.
PARTS: Mapping[str, Mapping[str, object]] = {
    "muc/thong-tin-chung/": {
        **both("name", "Cấp bản sao trích lục tàn tích", "Copy of a relic's record"),
        **both("summary", "Xin bản sao trích lục tàn tích.", "Ask for a copy of the record."),
        "everyday_words": "xin bản sao\ntrích lục\nbản sao tàn tích\nlàm lại trích lục\nsao lục",
        "field": "civil-status",
        "tier": "COMMUNE",
        "service_level": "FULL",
        "sets_of_papers": "1",
    },
    "muc/doi-tuong-ket-qua/": {
        **both("subjects", "Cá nhân", "Individuals"),
        "deciding_agency__kind": "PEOPLES_COMMITTEE",
        "deciding_agency__tier": "COMMUNE",
        **both("result", "Bản sao trích lục", "A copy"),
    },
    "trinh-tu/them/": {"vi": "Nộp tờ khai.", "en": "File the form."},
    "cach-nop/them/": {
        "channel": "COUNTER",
        "time_limit__amount": "1",
        "time_limit__unit": "WORKING_DAY",
        "fee_vnd": "0",
    },
    "giay-to/them/": {
        "code": "old-copy",
        **both("name", "Bản cũ", "Old copy"),
        "originals": "1",
        "copies": "0",
        "accept": ["application/pdf"],
    },
    "can-cu/them/": {
        "number": "60/2014/QH13",
        "title": "Luật Hộ tịch",
        "certainty": "to_confirm",
    },
    **{
        f"quy-trinh/them/?{number}": {
            "code": code,
            **both("name", name, code),
            "role": role,
            "hours": "2",
        }
        for number, (code, name, role) in enumerate(
            (
                ("intake", "Tiếp nhận", "CLERK"),
                ("check", "Xem xét", "SPECIALIST"),
                ("sign", "Ký", "LEADER"),
            )
        )
    },  # fmt: skip
    "bieu-mau/them-trang/": {"code": "record", "title_vi": "Trích lục", "title_en": "The record"},
    "bieu-mau/record/them/": {
        "name": "record_number",
        "widget": "text",
        "title_vi": "Số trích lục",
        "title_en": "Number of the record",
        "longest": "40",
    },
    "mau-ket-qua/": {
        "kind": "extract",
        "title": "Trích lục",
        "document_type_abbreviation": "TL",
        "signer_role": "LEADER",
        "lines": "1",
        "extras": "1",
        "extra-0-widget": "text",
        "extra-0-max_length": "200",
        "line-0-position": "1",
        "line-0-type": "field",
        "line-0-label": "Số",
        "line-0-text": "{{form.record_number}}",
        "do": "save",
    },
}


def test_what_is_missing_is_said_in_words(desk: Client) -> None:
    desk.post(NEW, ASKED)

    said = desk.get(DRAFT).context["problems"]
    desk.post(f"{DRAFT}gui-duyet/")

    assert "Trình tự thực hiện: cần ít nhất 1 mục." in said
    assert "Mô tả (tiếng Việt): còn để trống." in said
    assert "Quy trình nội bộ: cần ít nhất 3 mục." in said
    assert api.stage_of(draft()) == "WRITING"
    with translation.override("en"):
        problems = check("", draft().content).problems
    assert "steps_text: at least 1 item is needed." in problems


def test_content_of_another_procedure_is_taken(desk: Client) -> None:
    page = desk.get(f"{NEW}?tu=dang-ky-khai-sinh")
    assert page.context["form"].initial["field"] == "civil-status"
    desk.post(f"{NEW}?tu=dang-ky-khai-sinh", ASKED)

    content, like = draft().content, make_content()
    assert content["papers"] == like["papers"]
    assert content["form"] == like["form"]
    assert content["code"] == {"value": "2.999999", "certainty": "to_confirm"}
    assert content["announced_by"]["number"] is None
    assert content["everyday_words"] == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "1.001193"}, "Đã có thủ tục mang mã hoặc đường dẫn này"),
        ({"slug": "dang-ky-khai-sinh"}, "Đã có thủ tục mang mã hoặc đường dẫn này"),
        ({"code": "1001193"}, "Mã gồm một số, dấu chấm và sáu chữ số"),
        ({"code": ""}, "Ghi mã thủ tục."),
        ({"slug": "Có dấu"}, "Mã chỉ gồm chữ thường không dấu"),
        ({"kind": "DEPARTMENT"}, "Ghi tên sở, ban, ngành quyết định."),
        ({"field": "moon"}, "moon"),
        ({"slug": "moi"}, "Đường dẫn này không dùng được"),
        ({"slug": "day-du"}, "Đường dẫn này không dùng được"),
    ],
)
def test_wrong_beginnings_are_said(desk: Client, changes: dict[str, str], words: str) -> None:
    response = desk.post(NEW, {**ASKED, **changes})

    assert response.status_code == 400
    assert words in response.content.decode()
    assert ASKED["name_vi"] in response.content.decode()
    assert api.find_draft_of(SLUG) is None


def test_name_without_letters_needs_an_address(desk: Client) -> None:
    refused = desk.post(NEW, {**ASKED, "name_vi": "!!!"})
    kept = desk.post(NEW, {**ASKED, "name_vi": "!!!", "slug": SLUG})

    assert refused.status_code == 400
    assert "Đường dẫn này không dùng được" in refused.content.decode()
    assert kept.headers["Location"] == DRAFT


def test_unknown_model_is_not_found(desk: Client) -> None:
    assert desk.get(f"{NEW}?tu=khong-co").status_code == 404


def test_only_administrators_begin_procedures(client: Client) -> None:
    publish(make_entry())
    sign_in(client, make_officer(make_agency(), role="CLERK"))

    assert client.get(NEW).status_code == 403
    assert client.post(NEW, ASKED).status_code == 403


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Đăng ký khai sinh (lưu động)", "dang-ky-khai-sinh-luu-dong"),
        ("  Cấp, đổi ", "cap-doi"),
        ("Ô" * 200, "o" * 80),
        ("!!!", ""),
    ],
)
def test_address_is_taken_from_the_name(name: str, address: str) -> None:
    assert address_of(name) == address
