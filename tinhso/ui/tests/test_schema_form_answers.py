"""What is typed becomes typed answers."""

import pytest

from tinhso.ui.schema_forms import load_form
from tinhso.ui.tests.schemas import example_schema

FORM = load_form(example_schema())


def parse(page: str, **post: str) -> dict[str, object]:
    return FORM.parse(page, {name.replace("__", "-"): value for name, value in post.items()})


def test_texts_are_composed_trimmed_and_cleaned() -> None:
    decomposed = "  Đie\u0302\u0309u\u200b  Thi\u0323\x00 A\u0301nh\n"

    assert parse("person", full_name=decomposed) == {"full_name": "Điểu Thị Ánh"}


def test_a_long_answer_keeps_its_lines() -> None:
    assert parse("details", story=" Một\r\nHai\x07 ") == {"story": "Một\nHai", "is_wood": False}


def test_blank_answers_are_no_answers() -> None:
    assert parse("person", full_name="  ", born_on__day="", phone=" ") == {}


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (("27", "3", "1990"), "1990-03-27"),
        ((" 07", "03 ", "2020"), "2020-03-07"),
        (("31", "2", "2021"), "31/2/2021"),
        (("27", "3", "90"), "27/3/90"),
        (("", "", "1990"), "//1990"),
        (("1/2", "x", "-"), "1 2/x/-"),
        (("٣", "3", "1990"), "٣/3/1990"),
    ],
)
def test_dates_come_from_three_inputs(typed: tuple[str, str, str], answer: str) -> None:
    day, month, year = typed

    answers = parse("person", born_on__day=day, born_on__month=month, born_on__year=year)

    assert answers == {"born_on": answer}


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("3", 3), ("-2", -2), ("1.250", 1250), ("1 250 000", 1250000), ("1,5", "1,5"), ("ba", "ba")],
)
def test_whole_numbers_are_read_as_written(typed: str, answer: object) -> None:
    assert parse("house", floor_count=typed) == {"floor_count": answer}


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("4,5", 4.5),
        ("4.5", 4.5),
        ("1.250,5", 1250.5),
        ("1.250", 1250),
        ("0.125", 0.125),
        ("4m", "4m"),
    ],
)
def test_decimals_are_read_with_comma_or_point(typed: str, answer: object) -> None:
    assert parse("house", width=typed) == {"width": answer}


def test_a_number_too_long_to_be_one_stays_as_typed() -> None:
    assert parse("house", floor_count="9" * 5000, width="9" * 5000) == {
        "floor_count": "9" * 5000,
        "width": "9" * 5000,
    }


@pytest.mark.parametrize(
    "typed", ["0912 345 678", "0912.345.678", "+84 912 345 678", "84912345678"]
)
def test_phone_numbers_lose_their_decoration(typed: str) -> None:
    assert parse("person", phone=typed) == {"phone": "0912345678"}


def test_a_ticked_box_is_true_and_an_empty_declaration_is_no_answer() -> None:
    assert parse("details", is_wood="on")["is_wood"] is True
    assert parse("details")["is_wood"] is False
    assert parse("declaration") == {}


def test_storing_a_page_forgets_answers_that_were_cleared() -> None:
    before = {"full_name": "Hoà", "phone": "0912345678", "has_house": "N"}

    after = FORM.store("person", before, {"full_name": "Hoa"})

    assert after == {"has_house": "N", "full_name": "Hoa"}
