"""Which pages the answers call for."""

import pytest
from django.utils import translation

from tinhso.ui.schema_forms import UnknownPage, load_form
from tinhso.ui.tests.schemas import COMPLETE, example_schema


def codes(**answers: object) -> list[str]:
    return [page.code for page in load_form(example_schema()).pages(dict(answers))]


def test_a_page_waits_for_the_answer_it_hangs_on() -> None:
    assert codes() == ["person", "house", "declaration"]
    assert codes(has_house="N") == ["person", "house", "declaration"]
    assert codes(has_house="Y") == ["person", "house", "details", "declaration"]


def test_a_page_that_hangs_on_a_hidden_answer_is_hidden_too() -> None:
    assert codes(has_house="Y", is_wood=True)[-2:] == ["wood", "declaration"]
    assert "wood" not in codes(has_house="N", is_wood=True)


def test_a_look_alike_of_the_answer_does_not_open_a_page() -> None:
    assert "wood" not in codes(has_house="Y", is_wood=1)


def test_answers_of_hidden_pages_and_unknown_names_are_dropped() -> None:
    form = load_form(example_schema())

    answers = form.visible_answers({**COMPLETE, "has_house": "N", "unknown": "x"})

    assert answers == {
        "full_name": "Điểu Thị Ngọc Ánh",
        "born_on": "1990-03-27",
        "has_house": "N",
        "declaration": True,
    }


def test_an_unknown_page_is_refused() -> None:
    form = load_form(example_schema())

    with pytest.raises(UnknownPage):
        form.page("nowhere")
    with pytest.raises(UnknownPage):
        form.parse("nowhere", {})


def test_a_page_speaks_the_language_of_the_reader() -> None:
    page = load_form(example_schema()).page("house")

    assert page.title == "Trang house"
    with translation.override("en"):
        assert page.title == "Trang house (en)"


def test_sensitive_questions_are_known() -> None:
    assert load_form(example_schema()).sensitive_fields == {"identity_number"}
