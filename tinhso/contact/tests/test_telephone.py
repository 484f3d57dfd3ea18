"""Telephone numbers in any writing become one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.contact.rules.telephone import NumberKind, read_number, shown_number


@pytest.mark.parametrize(
    ("written", "e164", "kind"),
    [
        ("0901234567", "+84901234567", NumberKind.MOBILE),
        ("0901 234 567", "+84901234567", NumberKind.MOBILE),
        ("+84 (0)901-234.567", "+84901234567", NumberKind.MOBILE),
        ("0084901234567", "+84901234567", NumberKind.MOBILE),
        ("84901234567", "+84901234567", NumberKind.MOBILE),
        ("901234567", "+84901234567", NumberKind.MOBILE),
        ("01689876543", "+84389876543", NumberKind.MOBILE),
        ("+841239876543", "+84839876543", NumberKind.MOBILE),
        ("0271 3888 999", "+842713888999", NumberKind.LANDLINE),
        ("842713888999", "+842713888999", NumberKind.LANDLINE),
        ("sip:0901234567@10.0.0.1;user=phone", "+84901234567", NumberKind.MOBILE),
        ('"<tel:+84901234567>"', "+84901234567", NumberKind.MOBILE),
        ("1022", "1022", NumberKind.SERVICE),
        ("113", "113", NumberKind.SERVICE),
        ("18001234", "18001234", NumberKind.SERVICE),
        ("+1 202 555 0143", "+12025550143", NumberKind.FOREIGN),
        ("0012025550143", "+12025550143", NumberKind.FOREIGN),
        ("anonymous", "", NumberKind.HIDDEN),
        ("sip:anonymous@anonymous.invalid", "", NumberKind.HIDDEN),
        ("", "", NumberKind.HIDDEN),
        ("201", "201", NumberKind.ODD),
        ("le-tan", "le-tan", NumberKind.ODD),
        ("09012", "09012", NumberKind.ODD),
    ],
)
def test_number_is_read(written: str, e164: str, kind: NumberKind) -> None:
    read = read_number(written)

    assert (read.e164, read.kind) == (e164, kind)


@given(st.text(max_size=300))
def test_any_text_gives_a_number_that_fits_its_column(written: str) -> None:
    read = read_number(written)

    assert len(read.e164) <= 40


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True))
def test_reading_its_own_form_changes_nothing(written: str) -> None:
    once = read_number(written)

    assert read_number(once.e164) == once
    assert read_number(shown_number(once.e164)) == once


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+84901234567", "0901 234 567"),
        ("+842713888999", "0271 3888 999"),
        ("+12025550143", "+12025550143"),
        ("1022", "1022"),
    ],
)
def test_number_is_shown_as_people_read_it(e164: str, shown: str) -> None:
    assert shown_number(e164) == shown


def test_hidden_and_service_numbers_cannot_be_called_back() -> None:
    assert not read_number("anonymous").can_be_called_back
    assert not read_number("1022").can_be_called_back
    assert read_number("0901234567").can_be_called_back
