"""A page of a schema form as people meet it."""

import re

from django.template.loader import render_to_string
from django.test import RequestFactory

from tinhso.ui.schema_forms import load_form
from tinhso.ui.schema_forms.drawing import field_view
from tinhso.ui.schema_forms.questions import Question
from tinhso.ui.tests.schemas import COMPLETE, areas, example_schema

FORM = load_form(example_schema())


def draw(page_code: str, answers: dict[str, object]) -> str:
    errors = FORM.validate_page(page_code, answers, areas)
    context = {"page_view": FORM.view(page_code, answers, errors, areas), "current": 1, "total": 3}
    return render_to_string(
        "ui/schema_forms/page.html", context, RequestFactory().get("/nop-ho-so/")
    )


def test_a_wrong_answer_stays_as_typed_with_its_error_tied_to_it() -> None:
    html = draw("person", {"full_name": "Hoa 2", "born_on": "31/2/2021"})

    tag = re.search(r'<input[^>]*id="id_full_name"[^>]*>', html)
    assert tag is not None
    assert 'value="Hoa 2"' in tag[0]
    assert 'aria-describedby="id_full_name-error"' in tag[0]
    assert 'aria-invalid="true"' in tag[0]
    assert re.search(r'id="id_full_name-error"[^>]*>.*Tên không có chữ số', html)
    assert re.search(r'name="born_on-day"[^>]*value="31"', html)


def test_the_summary_of_errors_leads_to_the_first_input_of_each_question() -> None:
    html = draw("person", {})

    links = re.findall(
        r'<a href="#([^"]+)">', html.split("data-error-summary")[1].split("</ul>")[0]
    )
    assert links == ["id_full_name", "id_born_on-day"]
    assert all(f'id="{link}"' in html for link in links)


def test_choices_show_what_was_chosen() -> None:
    html = draw("house", {"has_house": "Y", "area_code": "25198", "width": 4.5})

    assert re.search(r'value="Y" checked', html)
    assert re.search(r'<option value="25198" selected>Phường Tân Đồng', html)
    assert re.search(r'name="width"[^>]*value="4,5"', html)


def test_what_is_typed_is_shown_as_text_only() -> None:
    html = draw("person", {"full_name": '"><script>alert(1)</script>'})

    assert "<script>alert" not in html


def test_optional_questions_say_so() -> None:
    html = draw("person", {})

    assert html.count("không bắt buộc") == 2


def test_label_that_says_if_any_is_not_marked_optional_too() -> None:
    words = {"x-title": {"vi": "Số sổ (nếu nhớ)"}, "x-help": None, "x-widget": "text"}
    question = Question("book", {"type": "string", **words}, is_optional=True)

    assert not field_view(question, {}, "", None).is_optional


def test_answers_to_check_are_in_words() -> None:
    answers = {**COMPLETE, "area_code": "25195", "value_vnd": 1250000, "width": 4.5}

    pages = FORM.summary(answers, lambda code: f"/{code}/", areas)

    written = {row.label: row.value for page in pages for row in page.rows}
    assert written["Ngày sinh"] == "27/03/1990"
    assert written["Bạn có nhà không?"] == "Có"
    assert written["Xã, phường"] == "Phường Tân Phú"
    assert written["Giá trị"] == "1.250.000 đồng"
    assert written["Chiều rộng"] == "4,5"
    assert written["Nhà gỗ"] == "Không"
    assert written["Số điện thoại"] == ""
    assert [page.change_url for page in pages] == [
        "/person/",
        "/house/",
        "/details/",
        "/declaration/",
    ]
