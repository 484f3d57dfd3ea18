"""An administrator says who signs an application beside its applicant."""

import json

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency
from tinhso.procedures.forms import SigningTermsForm
from tinhso.procedures.gateways.pack import check
from tinhso.procedures.tests.editing import ADMIN, DRAFT, SLUG, draft, send
from tinhso.procedures.tests.factories import make_entry, publish

pytestmark = pytest.mark.django_db
PARTY = {
    "code": "mother",
    "name__vi": "Mẹ",
    "name__en": "Mother",
    "name_field": "child_full_name",
    "identity_field": "child_full_name",
    "in_person": "on",
}
TERMS = {"basis": "Luật Hộ tịch, Điều 15", "certainty": "to_confirm"}
OTHERS = {
    "has_others": "on",
    "code": "relative",
    "name_vi": "Người thân",
    "name_en": "Relative",
    "help_vi": "Thêm từng người.",
    "help_en": "Add each of them.",
    "most": "3",
}


@pytest.fixture
def desk(client: Client) -> Client:
    """Give a browser in which an administrator has begun a draft of birth registration."""
    publish(make_entry())
    sign_in(client, make_officer(make_agency(), role="ADMINISTRATOR"))
    client.post(reverse("procedures:start_draft", args=[SLUG]))
    return client


def test_people_who_sign_are_written_ordered_and_removed(desk: Client) -> None:
    assert "co_signing" not in draft().content
    send(desk, "cung-ky/them/", PARTY)
    send(desk, "cung-ky/them/", {**PARTY, "code": "father"})
    send(desk, "cung-ky/", {"at": "1", "do": "up"})
    assert "Người cùng ký: cần ít nhất 3 chữ." in desk.get(DRAFT).context["problems"]
    send(desk, "cung-ky/chung/", TERMS)

    signing = draft().content["co_signing"]
    assert [party["code"] for party in signing["parties"]] == ["father", "mother"]
    assert signing["others"] is None
    assert not check("", draft().content).problems
    names = {row.name for row in desk.get(f"{ADMIN}so-sanh/").context["differences"]}
    assert "Mẹ" in names

    for _party in range(2):
        send(desk, "cung-ky/", {"at": "0", "do": "remove"})
    assert "co_signing" not in draft().content


def test_others_may_be_added_up_to_a_number(desk: Client) -> None:
    send(desk, "cung-ky/chung/", {**TERMS, **OTHERS})
    assert draft().content["co_signing"]["others"]["most"] == 3
    assert not check("", draft().content).problems

    send(desk, "cung-ky/chung/", TERMS)
    assert "co_signing" not in draft().content


@pytest.mark.parametrize(
    ("path", "values", "words"),
    [
        ("chung/", TERMS, "Thêm người cùng ký trước"),
        ("chung/", {**TERMS, **OTHERS, "name_en": ""}, "Ghi đủ về người được thêm"),
        ("chung/", {**OTHERS, "certainty": "to_confirm"}, "Ghi văn bản quy định người cùng ký."),
        ("chung/", {**TERMS, **OTHERS, "most": "21"}, "govuk-error-summary"),
        ("them/", {**PARTY, "code": "Mẹ"}, "Mã chỉ gồm chữ thường không dấu"),
        ("them/", {**PARTY, "name_field": "nobody"}, "nobody"),
    ],
)
def test_wrong_answers_are_said(
    desk: Client, path: str, values: dict[str, object], words: str
) -> None:
    before = draft().content

    response = desk.post(f"{DRAFT}cung-ky/{path}", {"seen": draft().content_hash, **values})

    assert response.status_code == 400
    assert words in response.content.decode()
    assert draft().content == before


def test_terms_of_the_pack_survive_being_saved_unchanged() -> None:
    folder, seen = settings.PROVINCE_PACK / "procedures", 0
    for path in sorted(folder.glob("[0-9]*.json")):
        terms = json.loads(path.read_text(encoding="utf-8")).get("co_signing")
        if terms is None:
            continue
        options = [("confirmed", ""), ("secondary", ""), ("to_confirm", "")]
        drawn = SigningTermsForm(None, terms=terms, certainties=options)
        sent = SigningTermsForm(drawn.initial, terms=terms, certainties=options)  # type: ignore[arg-type]
        assert sent.is_valid(), sent.errors
        assert {**sent.terms(), "parties": terms["parties"]} == terms
        seen += 1
    assert seen
