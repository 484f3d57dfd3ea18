"""Lock-out, assurance levels, and what is believed of a provider's user data."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.identity.rules import (
    ClaimsUnusable,
    is_assured,
    is_locked,
    lock_after_failure,
    read_claims,
)

AT = datetime(2021, 6, 1, 9, 0, tzinfo=UTC)
USERINFO = {
    "sub": "cong-dan-01",
    "name": "  Nguyễn  Thị Lan Anh ",
    "identity_number": "000194000101",
    "birthdate": "1994-03-12",
    "gender": "female",
    "phone_number": "0900000101",
    "email": "lan.anh@congdan.example",
    "address": {"formatted": "Số 12 đường Hùng Vương"},
    "area_code": "25195",
}


def read(**changes: object) -> object:
    return read_claims(issuer="http://issuer", assurance="2", userinfo={**USERINFO, **changes})


@pytest.mark.parametrize(("failures", "locks"), [(1, False), (4, False), (5, True), (6, True)])
def test_the_fifth_failure_locks_for_fifteen_minutes(failures: int, locks: bool) -> None:
    until = lock_after_failure(failures, AT)

    assert until == (AT + timedelta(minutes=15) if locks else None)


def test_a_lock_ends_at_its_time() -> None:
    assert is_locked(AT, AT - timedelta(seconds=1))
    assert not is_locked(AT, AT)
    assert not is_locked(None, AT)


@pytest.mark.parametrize(
    ("given", "required", "enough"),
    [("1", "", True), ("", "", True), ("1", "1", True), ("2", "1", True), ("1", "2", False),
     ("", "1", False), ("cao", "1", False), ("10", "2", True)],
)  # fmt: skip
def test_assurance_levels_compare_as_numbers(given: str, required: str, enough: bool) -> None:
    assert is_assured(given, required) is enough


def test_claims_are_trimmed_and_typed() -> None:
    claims = read_claims(issuer="http://issuer", assurance="2", userinfo=USERINFO)

    assert claims.full_name == "Nguyễn Thị Lan Anh"
    assert claims.birth_date == date(1994, 3, 12)
    assert claims.sex == "FEMALE"
    assert claims.address == "Số 12 đường Hùng Vương"


@pytest.mark.parametrize(
    "changes",
    [{"identity_number": "12 <b>"}, {"identity_number": None}, {"identity_number": "٠" * 12},
     {"name": ""}, {"name": ["An"]}, {"identity_number": "0001940001012"}],
)  # fmt: skip
def test_claims_without_name_or_number_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ClaimsUnusable):
        read(**changes)


@pytest.mark.parametrize(
    "changes", [{"birthdate": "31/12/1990"}, {"gender": 1}, {"address": "x"}, {"area_code": "a'--"}]
)
def test_unusable_extras_are_left_out(changes: dict[str, object]) -> None:
    [name] = changes
    field = {"birthdate": "birth_date", "gender": "sex"}.get(name, name)

    assert not getattr(read(**changes), field)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.fixed_dictionaries(dict.fromkeys(USERINFO, json_values)))
def test_no_user_data_break_the_reader(userinfo: dict[str, object]) -> None:
    try:
        claims = read_claims(issuer="i", assurance="", userinfo=userinfo)
    except ClaimsUnusable:
        return
    assert len(claims.identity_number) == 12
