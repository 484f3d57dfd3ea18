"""Money, tokens, agency codes in both orders, procedure and case codes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.core.identifiers import (
    _LETTER_OF_BYTE,
    _TOO_HIGH,
    LOOK_UP_LETTERS,
    NotACode,
    format_case_code,
    is_token,
    new_token,
    parse_agency_code,
    parse_case_code,
    parse_procedure_code,
)
from tinhso.core.money import NotAnAmount, format_vnd, parse_vnd


@given(st.integers(0, 10**15 - 1))
def test_written_amount_reads_back(amount: int) -> None:
    assert parse_vnd(format_vnd(amount)) == amount


@pytest.mark.parametrize("text", ["1250000", "1.250.000", "1 250 000đ", "1,250,000 VND"])
def test_amount_is_read_the_way_people_write_it(text: str) -> None:
    assert parse_vnd(text) == 1_250_000


@pytest.mark.parametrize("text", ["", "-5", "1.5", "12.50", "1.250,000", "năm", "9" * 16])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(NotAnAmount):
        parse_vnd(text)


def test_money_is_written_with_dots() -> None:
    assert format_vnd(1_250_000) == "1.250.000 đồng"


def test_tokens_are_128_bits_without_look_alikes() -> None:
    tokens = {new_token() for _ in range(1000)}

    assert len(tokens) == 1000
    assert len(LOOK_UP_LETTERS) ** len(new_token()) >= 2**128
    assert not set("01ilo") & set("".join(tokens))


def test_every_letter_of_a_token_is_as_likely_as_another() -> None:
    kept = [code for code in range(256) if code not in _TOO_HIGH]
    drawn = bytes(kept).translate(_LETTER_OF_BYTE).decode()
    assert {drawn.count(letter) for letter in LOOK_UP_LETTERS} == {len(kept) // 31}
    assert set("".join(new_token() for _ in range(300))) == set(LOOK_UP_LETTERS)


def test_new_token_is_known_by_its_form() -> None:
    assert is_token(new_token())


@pytest.mark.parametrize("text", ["", "0" * 26, "2" * 25])
def test_other_text_is_no_token(text: str) -> None:
    assert not is_token(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("H10", "H10"),
        ("H10.14", "H10.14"),
        (" h10.14.02 ", "H10.14.02"),
        ("000.00.14.H10", "H10.14"),
        ("000.00.00.H10", "H10"),
        ("000.02.14.H10", "H10.14.02"),
        ("001.02.14.H10", "H10.14.02.001"),
        ("G09", "G09"),
    ],
)
def test_agency_code_is_read_in_both_orders(text: str, code: str) -> None:
    assert parse_agency_code(text) == code


@pytest.mark.parametrize(
    "text", ["", "10.H", "H1", "H10.", "H10..14", "H10.14.H10", "H10" + ".01" * 11, "H10;drop"]
)
def test_what_is_no_agency_code_is_refused(text: str) -> None:
    with pytest.raises(NotACode):
        parse_agency_code(text)


@pytest.mark.parametrize("code", ["1.001193", "2.000815", "1.014466.H12", "1.000094.000.00.00.H56"])
def test_procedure_code_is_kept_as_text(code: str) -> None:
    assert parse_procedure_code(code.lower()) == code


@pytest.mark.parametrize("code", ["1.00119", "4.001193", "1.001193.", "1001193", "1.001193.H"])
def test_what_is_no_procedure_code_is_refused(code: str) -> None:
    with pytest.raises(NotACode):
        parse_procedure_code(code)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 10**6))
def test_case_code_reads_back(day: date, number: int) -> None:
    code = parse_case_code(format_case_code("H56.14", day, number))

    assert (code.agency_code, code.day, code.number) == ("H56.14", day, number)
    assert str(code) == format_case_code("H56.14", day, number)


def test_case_code_has_the_form_of_the_practice() -> None:
    assert format_case_code("H56.14", date(2024, 8, 23), 1) == "H56.14-240823-0001"


@pytest.mark.parametrize("code", ["H10-240823-001", "H10-241332-0001", "H10-0001", "240823-0001"])
def test_what_is_no_case_code_is_refused(code: str) -> None:
    with pytest.raises(NotACode):
        parse_case_code(code)
