"""What is wrong is said in plain words."""

import pytest
from django.utils import translation

from tinhso.ui.schema_forms import load_form
from tinhso.ui.tests.schemas import COMPLETE, areas, example_schema

FORM = load_form(example_schema())


def test_a_complete_form_has_no_errors() -> None:
    assert FORM.validate_all(COMPLETE) == {}
    assert FORM.first_wrong_page(COMPLETE) is None


def test_missing_answers_are_asked_for_in_the_order_of_the_pages() -> None:
    assert FORM.validate_all({}) == {
        "full_name": "Nhập họ và tên",
        "born_on": "Nhập ngày sinh",
        "has_house": "Trả lời câu: Bạn có nhà không?",
        "declaration": "Đánh dấu vào ô: Tôi cam đoan",
    }


@pytest.mark.parametrize(
    ("name", "answer", "message"),
    [
        ("full_name", "Hoa 2", "Tên không có chữ số."),
        ("born_on", "31/2/2021", "Nhập một ngày có thật, ví dụ 27 3 2020."),
        ("has_house", "MAYBE", "Chọn một câu trả lời trong danh sách."),
        ("floor_count", "ba", "Nhập bằng chữ số, ví dụ 3."),
        ("floor_count", 12, "Nhập số từ 1 đến 9."),
        ("width", -1, "Nhập số từ 0 trở lên."),
        ("value_vnd", 6_000_000, "Nhập số không quá 5.000.000 đồng."),
        ("story", "x" * 201, "Kể thêm: viết từ 1 đến 200 ký tự."),
        ("phone", "12", "Kiểm tra lại: Số điện thoại"),
        ("area_code", "99999", "Chọn một nơi có trong danh sách."),
        ("declaration", False, "Đánh dấu vào ô: Tôi cam đoan"),
        ("story", "a\x00b", "Có ký tự không đọc được. Hãy xoá và gõ lại."),
        ("story", "\ud800", "Có ký tự không đọc được. Hãy xoá và gõ lại."),
    ],
)
def test_a_wrong_answer_says_what_to_do(name: str, answer: object, message: str) -> None:
    assert FORM.validate_all({**COMPLETE, name: answer}, areas) == {name: message}


def test_a_page_is_told_its_own_errors_only() -> None:
    assert list(FORM.validate_page("person", {})) == ["full_name", "born_on"]
    assert FORM.validate_page("house", {"has_house": "N"}) == {}


def test_questions_of_a_hidden_page_are_not_asked() -> None:
    answers = {name: value for name, value in COMPLETE.items() if name != "story"}

    assert FORM.validate_all(answers) == {"story": "Nhập kể thêm"}
    assert FORM.validate_all({**answers, "has_house": "N"}) == {}


def test_the_first_wrong_page_is_where_to_go_on() -> None:
    page = FORM.first_wrong_page({**COMPLETE, "floor_count": 99})

    assert page is not None
    assert page.code == "house"


def test_messages_speak_english_to_english_readers() -> None:
    with translation.override("en"):
        errors = FORM.validate_all({**COMPLETE, "full_name": "A1", "born_on": "x"})

    assert errors["full_name"] == "Tên không có chữ số. (en)"
    assert errors["born_on"].startswith("Enter a real date")
