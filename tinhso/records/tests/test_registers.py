"""Registers: opened for some kinds, closed at the end of a year, no number twice in a year."""

from datetime import timedelta

import pytest
from django.test import Client

from tinhso.core.rls import acting_as
from tinhso.identity.tests.factories import sign_in
from tinhso.records.models import OutgoingRegister
from tinhso.records.operations import (
    NoKinds,
    NotYourStep,
    RegisterClosed,
    RegisterTaken,
    close_register,
    open_register,
)
from tinhso.records.queries import list_registers, register_of
from tinhso.records.tests.factories import AT, Department

pytestmark = pytest.mark.django_db
NEXT_YEAR = AT + timedelta(days=365)
PAGE = "/cong-van/so/sap-xep/"


def opened(department: Department, *kinds: str, name: str = "Sổ chung") -> OutgoingRegister:
    clerk = department.actor("REGISTRAR")
    with acting_as(clerk):
        return open_register(
            agency_id=department.agency.pk, name=name, kinds=list(kinds), actor=clerk, at=AT
        )


def closed(department: Department, register: OutgoingRegister) -> OutgoingRegister:
    clerk = department.actor("REGISTRAR")
    with acting_as(clerk):
        return close_register(register=register, actor=clerk, at=AT)


def test_kinds_of_a_register_share_its_numbers(department: Department) -> None:
    register = opened(department, "QD", "CT")

    first, second = department.signed("QD"), department.signed("CT")

    assert (register.first_year, register.code) == (2021, "SO-1")
    assert [first.official.number, second.official.number] == [1, 2]
    assert first.official.register == second.official.register == "SO-1"


def test_a_kind_with_a_number_this_year_changes_next_year(department: Department) -> None:
    department.signed("QD")

    register = opened(department, "QD")

    with acting_as(department.actor("REGISTRAR")):
        assert register.first_year == 2022
        assert register_of(department.agency.pk, "QD", 2021) == "QD"
        assert register_of(department.agency.pk, "QD", 2022) == "SO-1"


def test_a_used_register_closes_with_its_year(department: Department) -> None:
    register = opened(department, "QD")
    department.signed("QD")

    over = closed(department, register)

    with acting_as(department.actor("REGISTRAR")):
        assert over.end_year == 2022
        assert register_of(department.agency.pk, "QD", 2021) == "SO-1"
        assert register_of(department.agency.pk, "QD", 2022) == "QD"
    with pytest.raises(RegisterClosed):
        closed(department, over)


def test_an_unused_register_closes_at_once_and_its_kinds_are_free(department: Department) -> None:
    closed(department, opened(department, "QD"))

    again = opened(department, "QD", name="Sổ khác")

    with acting_as(department.actor("REGISTRAR")):
        codes = [one.code for one in list_registers(department.agency.pk, 2021)]
    assert again.code in codes
    assert "QD" not in codes


def test_a_kind_has_one_register_and_a_name_is_used_once(department: Department) -> None:
    opened(department, "QD", "CT")

    with pytest.raises(RegisterTaken):
        opened(department, "CT", name="Sổ khác")
    with pytest.raises(RegisterTaken):
        opened(department, "KH")
    with pytest.raises(NoKinds):
        opened(department, "XX")


def test_only_the_agencys_registry_clerk_arranges(department: Department) -> None:
    register, leader = opened(department, "QD"), department.actor("LEADER")
    with acting_as(leader), pytest.raises(NotYourStep):
        close_register(register=register, actor=leader, at=AT)
    with acting_as(leader), pytest.raises(NotYourStep):
        open_register(agency_id=department.agency.pk, name="Sổ", kinds=["KH"], actor=leader, at=AT)


def test_the_page_opens_and_closes(client: Client, department: Department) -> None:
    sign_in(client, department.accounts["REGISTRAR"])

    empty = client.post(PAGE, {"name": ""})
    client.post(PAGE, {"name": "Sổ quyết định, chỉ thị", "kinds": ["QD", "CT"]})
    listed = client.get(PAGE).content.decode()
    with acting_as(department.actor("REGISTRAR")):
        register = OutgoingRegister.objects.get()
    asked = client.get(f"{PAGE}{register.pk}/dong/")
    client.post(f"{PAGE}{register.pk}/dong/")

    assert empty.status_code == 422
    assert "Sổ quyết định, chỉ thị" in listed
    assert "Đóng sổ “Sổ quyết định, chỉ thị”?" in asked.content.decode()
    assert "Đã đóng" in client.get(PAGE).content.decode()


def test_the_page_is_for_registry_clerks_of_the_agency(
    client: Client, department: Department
) -> None:
    register = opened(department, "QD")
    sign_in(client, department.accounts["LEADER"])
    assert client.get(PAGE).status_code == 403
    other = Department("H10.11", "Sở Tài chính tỉnh Bình Phước")
    sign_in(client, other.accounts["REGISTRAR"])
    assert client.post(f"{PAGE}{register.pk}/dong/").status_code == 404
