"""Registers are spoken to as agreed: what breaks their contracts neither leaves nor is believed."""

from typing import Any

import pytest

from peers.business_register.server import Register
from peers.population_register.server import RegisterPeer
from tinhso.identity.gateways import population_register
from tinhso.identity.gateways.business_register import BusinessRegisterAway, find_enterprise
from tinhso.identity.gateways.population_register import (
    PersonNotInRegister,
    Question,
    RegisterAway,
)

NUMBER, BORN = "000194000101", "1994-03-12"
CODE = "3800000001"


def ask(**changes: Any) -> dict[str, str]:
    usual = {"fields": ["full_name"], "purpose": "Điền tờ khai", "reference": "r1"}
    words = {"identity_number": NUMBER, "birth_date": BORN, **usual, **changes}
    return population_register.ask(Question(**words))


def test_a_question_as_agreed_is_answered(population: RegisterPeer) -> None:
    assert ask() == {"full_name": "Nguyễn Thị Lan Anh"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": ""},
        {"fields": []},
        {"fields": ["phone"]},
        {"identity_number": "12345"},
        {"birth_date": ""},
    ],
)
def test_a_question_that_is_not_as_agreed_never_leaves(
    population: RegisterPeer, wrong: dict[str, Any]
) -> None:
    with pytest.raises(PersonNotInRegister):
        ask(**wrong)

    assert population.register.questions == []


@pytest.mark.parametrize("garbage", [7, ["Lan"], {"vi": "Lan"}, "x" * 121])
def test_an_answer_that_is_not_as_agreed_counts_as_none(
    population: RegisterPeer, garbage: object
) -> None:
    population.register.people[NUMBER]["name"] = garbage

    with pytest.raises(RegisterAway):
        ask()


def test_an_enterprise_as_agreed_is_found(business: Register) -> None:
    found = find_enterprise(CODE)

    assert found is not None
    assert found.representatives == ("000083000112",)


@pytest.mark.parametrize("code", ["", "38000", "../control", f"{CODE}?x=1"])
def test_no_code_of_another_form_is_asked_for(business: Register, code: str) -> None:
    assert find_enterprise(code) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"representatives": NUMBER},
        {"representatives": [7]},
        {"representatives": ["12345"]},
        {"status": None},
        {"name": ""},
    ],
)
def test_an_enterprise_that_is_not_as_agreed_counts_as_none(
    business: Register, wrong: dict[str, Any]
) -> None:
    business.enterprises[CODE].update(wrong)

    with pytest.raises(BusinessRegisterAway):
        find_enterprise(CODE)
