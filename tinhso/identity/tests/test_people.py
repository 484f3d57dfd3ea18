"""People found and created at the counter; officers found by their post."""

from datetime import date
from typing import Any

import pytest

from tinhso.core.actors import PUBLIC
from tinhso.core.rls import acting_as
from tinhso.identity.api import (
    Person,
    PersonMismatch,
    display_name,
    find_officer,
    find_or_create_person,
    mask_identity,
    officers_of,
    person_of,
)
from tinhso.identity.tests.factories import (
    AT,
    actor_of_account,
    appoint,
    make_citizen,
    make_officer,
    make_person,
)
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
ON = date(2021, 6, 1)


def at_the_counter(**changes: Any) -> Person:
    fields: dict[str, Any] = {
        "full_name": "Nguyễn Thị Lan Anh",
        "identity_number": "000194000101",
        "birth_date": date(1994, 3, 12),
        "phone": "0900000999",
        "email": "",
        "address": "Ấp 1",
        "area_code": "25195",
    }
    return find_or_create_person(**{**fields, **changes}, at=AT)


def test_a_new_person_is_created_with_their_data() -> None:
    person = at_the_counter()

    person.refresh_from_db()
    assert person.identity_number == "000194000101"
    assert person.phone == "0900000999"


def test_a_known_person_is_found_and_not_overwritten() -> None:
    known = make_person(identity_number="000194000101", phone="0900000101")

    found = at_the_counter()

    assert found == known
    assert found.phone == "0900000101"


def test_accents_and_spaces_do_not_make_another_person() -> None:
    known = make_person(identity_number="000194000101")

    assert at_the_counter(full_name="NGUYEN  THI LAN ANH") == known


@pytest.mark.parametrize(
    "changes", [{"full_name": "Lê Thị Lan Anh"}, {"birth_date": date(1994, 12, 3)}]
)
def test_another_name_or_birth_date_is_refused(changes: dict[str, object]) -> None:
    make_person(identity_number="000194000101")

    with pytest.raises(PersonMismatch):
        at_the_counter(**changes)


def test_a_missing_birth_date_is_no_contradiction() -> None:
    known = make_person(identity_number="000194000101")

    assert at_the_counter(birth_date=None) == known


def test_without_a_number_everybody_is_new() -> None:
    assert at_the_counter(identity_number="") != at_the_counter(identity_number="")


def test_namesakes_with_other_numbers_are_two_people() -> None:
    assert at_the_counter() != at_the_counter(identity_number="000194000102")


def test_officers_are_found_by_agency_role_and_day() -> None:
    agency, other = make_agency("H10.14"), make_agency("H10.15")
    leader = make_officer(agency, "LEADER", full_name="Dương Quang Vinh")
    make_officer(agency, "CLERK")
    make_officer(other, "LEADER")

    with acting_as(PUBLIC):
        found = officers_of(agency.id, "LEADER", ON)

    assert [officer.full_name for officer in found] == ["Dương Quang Vinh"]
    assert found[0].person_id == leader.person_id


def test_an_officer_not_yet_appointed_is_not_found() -> None:
    agency = make_agency()
    account = make_officer(None)
    appoint(account.person, agency, "LEADER", valid_from=date(2021, 6, 2))

    assert officers_of(agency.id, "LEADER", ON) == []
    assert find_officer(account.person_id, agency.id, ON) is None
    assert find_officer(account.person_id, agency.id, date(2021, 6, 2)) is not None


def test_an_actor_has_their_own_record() -> None:
    account = make_citizen()
    actor = actor_of_account(account)

    with acting_as(actor):
        assert person_of(actor) == account.person


def test_nobody_has_no_record() -> None:
    with pytest.raises(Person.DoesNotExist):
        person_of(PUBLIC)


def test_names_and_numbers_for_bystanders() -> None:
    assert display_name(PUBLIC) == "Khách"
    assert mask_identity("079194000123") == "079…123"
