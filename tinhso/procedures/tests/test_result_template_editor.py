"""An administrator edits the template of a result: lines, extra fields, errors, what it prints."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tinhso.identity.tests.factories import make_officer, sign_in
from tinhso.orgs.tests.factories import make_agency
from tinhso.procedures.rules import has_stray_braces, known_values, unknown_values
from tinhso.procedures.tests.editing import DRAFT, draft
from tinhso.procedures.tests.factories import make_content, make_entry, publish

URL = f"{DRAFT}mau-ket-qua/"
in_database = pytest.mark.django_db


def sent(**changes: object) -> dict[str, object]:
    """Give the page as the browser sends it, with some answers changed."""
    template = draft().content["result_template"]
    values: dict[str, object] = {
        "seen": draft().content_hash,
        "do": "save",
        "kind": template["kind"],
        "title": template["title"]["vi"],
        "document_type_abbreviation": template["document_type_abbreviation"],
        "signer_role": template["signer_role"],
    }
    values |= {"lines": len(template["body"]) + 2, "extras": len(_simple(template)) + 1}
    for at, line in enumerate(template["body"]):
        values |= _line(
            at, line["type"], line.get("label", ""), line.get("text", line.get("value"))
        )
    for at in range(len(template["body"]), len(template["body"]) + 2):
        values |= _line(at, "field", "", "")
    for at, row in enumerate(_simple(template)):
        asked = row["property"]
        names = {"title_vi": asked["x-title"]["vi"], "title_en": asked["x-title"]["en"]}
        values |= _extra(at, row["code"], names, asked["x-widget"], asked["maxLength"])
        if row["is_required"]:
            values[f"extra-{at}-is_required"] = "on"
    values |= _extra(len(_simple(template)), "", {}, "text", 200)
    return {**values, **changes}


def _simple(template: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    plain = {"text", "textarea"}
    return [row for row in template["extra_fields"] if row["property"].get("x-widget") in plain]


def _line(at: int, kind: str, label: str, text: object) -> dict[str, object]:
    names = {"position": at + 1, "type": kind, "label": label, "text": text}
    return {f"line-{at}-{name}": value for name, value in names.items()}


def _extra(
    at: int, code: str, names: Mapping[str, str], widget: str, longest: int
) -> dict[str, object]:
    values = {"code": code, "title_vi": "", "title_en": "", "widget": widget, **names}
    return {
        f"extra-{at}-{name}": value for name, value in {**values, "max_length": longest}.items()
    }


@in_database
def test_page_shows_the_template_and_what_it_prints(desk: Client) -> None:
    text = desk.get(URL).content.decode()

    assert "data:image/png;base64,iVBOR" in text
    assert "form.child_full_name" in text
    assert draft().content["result_template"]["title"]["vi"] in text


@in_database
def test_page_sent_as_it_was_drawn_changes_nothing(desk: Client) -> None:
    before = draft().content

    assert desk.post(URL, sent()).status_code == 302

    assert draft().content == before


@in_database
def test_line_is_added_moved_and_taken_away(desk: Client) -> None:
    body = draft().content["result_template"]["body"]
    last = len(body)
    added = {
        **_line(last, "paragraph", "", "Cấp cho {{form.child_full_name}}."),
    }
    added[f"line-{last}-position"] = 1
    gone = {"line-0-label": "", "line-0-text": ""}

    assert desk.post(URL, sent(**added, **gone)).status_code == 302

    after = draft().content["result_template"]["body"]
    assert after[0] == {"type": "paragraph", "text": "Cấp cho {{form.child_full_name}}."}
    assert after[1:] == body[1:]


@in_database
def test_extra_field_is_added_and_may_be_named_in_a_line(desk: Client) -> None:
    template = draft().content["result_template"]
    at, last = len(_simple(template)), len(template["body"])
    names = {"title_vi": "Ghi chú", "title_en": "Note"}
    changes = {
        **_extra(at, "remark", names, "textarea", 300),
        **_line(last, "field", "Ghi chú", "{{result.remark}}"),
    }

    assert desk.post(URL, sent(**changes)).status_code == 302

    after = draft().content["result_template"]
    [added] = [row for row in after["extra_fields"] if row["code"] == "remark"]
    assert (added["property"]["maxLength"], added["property"]["x-widget"]) == (300, "textarea")
    assert after["body"][-1]["value"] == "{{result.remark}}"


@in_database
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"line-0-text": "{{form.nobody}}"}, "Dòng 1, Nội dung: Không có giá trị “form.nobody”."),
        ({"line-0-text": "{{form.child_full_name}"}, "phải đi thành cặp"),
        ({"line-0-type": "field", "line-0-label": ""}, "Mục có nhãn cần nhãn."),
        ({"line-1-text": "", "line-1-label": "Nhãn"}, "Dòng 2, Nội dung: Ghi nội dung"),
        ({"title": ""}, "Tên văn bản"),
        ({"extra-0-code": "Mã sai"}, "Mục nhập thêm 1, Mã: Mã chỉ gồm"),
        ({"line-0-position": "x"}, "Dòng 1, Thứ tự"),
    ],
)
def test_what_is_wrong_is_said_at_its_row_and_nothing_is_kept(
    desk: Client, changes: dict[str, object], said: str
) -> None:
    before = draft().content_hash

    response = desk.post(URL, sent(**changes))

    text = response.content.decode()
    assert response.status_code == 400
    assert said in text
    assert draft().content_hash == before


@in_database
def test_preview_follows_what_is_typed_and_keeps_nothing(desk: Client) -> None:
    before, first = draft().content_hash, desk.get(URL).content.decode()

    words = {"do": "", "title": "GIẤY THỬ"}
    response = desk.post(URL, sent(**words), headers={"HX-Request": "true"})
    text = response.content.decode()

    assert "<html" not in text
    picture = text.split("base64,")[1].split('"')[0]
    assert picture not in first
    assert draft().content_hash == before
    wrong = desk.post(URL, sent(title=""), headers={"HX-Request": "true"}).content.decode()
    assert "Sửa các chỗ còn sai" in wrong


@in_database
def test_draft_changed_by_another_is_not_overwritten(desk: Client) -> None:
    before = draft().content_hash

    response = desk.post(URL, sent(seen="0" * 64, title="KHÁC"))

    assert response.status_code == 302
    assert draft().content_hash == before


@in_database
def test_only_administrators_edit_templates(client: Client) -> None:
    publish(make_entry())
    sign_in(client, make_officer(make_agency(), role="CLERK"))

    assert client.get(URL).status_code == 403


WORDS = st.text(alphabet="abc đ, ", max_size=8)


@given(st.lists(st.tuples(WORDS, st.sampled_from(["form.a", "today"]), WORDS), max_size=5))
def test_line_of_known_values_is_clean_and_one_unknown_is_named(
    parts: list[tuple[str, str, str]],
) -> None:
    known = {"form.a": "", "today": ""}
    text = "".join(f"{before}{{{{ {name} }}}}{after}" for before, name, after in parts)

    assert unknown_values(text, known) == []
    assert not has_stray_braces(text)
    assert unknown_values(text + "{{form.nobody}}", known) == ["form.nobody"]
    assert has_stray_braces(text + "{{form.a}")


def test_values_of_a_template_are_answers_extra_fields_and_standing_ones() -> None:
    content = make_content()

    known = known_values(content, content["result_template"])

    assert {"form.child_full_name", "today", "agency.name"} <= known.keys()
