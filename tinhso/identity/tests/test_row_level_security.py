"""The database itself hides people from those they do not concern."""

import pytest
from django.db import ProgrammingError, connection, transaction

from tinhso.core.actors import PUBLIC, Actor, ActorKind
from tinhso.core.rls import acting_as
from tinhso.identity.api import find_or_create_person, get_person, record_look, share_person
from tinhso.identity.models import (
    AccessLog,
    Appointment,
    CitizenAccount,
    OfficerAccount,
    Person,
    SignInEvent,
    SignInKind,
)
from tinhso.identity.operations.logs import record_sign_in_event
from tinhso.identity.tests.factories import AT, make_citizen, make_officer, make_person
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
TABLES = [Person, CitizenAccount, OfficerAccount, Appointment, AccessLog, SignInEvent]


def officer(*agency_ids: int) -> Actor:
    return Actor(kind=ActorKind.OFFICER, account_id=999, agency_ids=agency_ids)


def citizen(person: Person) -> Actor:
    return Actor(kind=ActorKind.CITIZEN, person_id=person.id, account_id=998)


@pytest.fixture
def filled() -> Person:
    agency = make_agency("H10.14")
    account = make_citizen(reader_agency_ids=[agency.id])
    clerk = make_officer(agency)
    looker = Actor(kind=ActorKind.OFFICER, name="Lan", account_id=clerk.id, agency_ids=(agency.id,))
    record_look(actor=looker, person_id=account.person_id, purpose="x", subject="", at=AT)
    record_sign_in_event(
        kind=SignInKind.SIGNED_IN, username="x", person_id=account.person_id, address=None, at=AT
    )  # fmt: skip
    return account.person


def counts(actor: Actor) -> dict[str, int]:
    with acting_as(actor):
        return {model.__name__: model._default_manager.count() for model in TABLES}


NOTHING = {model.__name__: 0 for model in TABLES}


def test_the_public_sees_nothing(filled: Person) -> None:
    assert counts(PUBLIC) == NOTHING


def test_an_officer_of_another_agency_sees_nothing(filled: Person) -> None:
    assert counts(officer(make_agency("H10.15").id)) == NOTHING


def test_an_officer_without_agency_sees_nothing(filled: Person) -> None:
    assert counts(officer()) == NOTHING


def test_another_citizen_sees_only_themselves(filled: Person) -> None:
    other = make_person()

    assert counts(citizen(other)) == {**NOTHING, "Person": 1}


def test_a_citizen_sees_their_own_rows_and_no_officers(filled: Person) -> None:
    seen = counts(citizen(filled))

    assert seen == {**NOTHING, "Person": 1, "CitizenAccount": 1, "AccessLog": 1, "SignInEvent": 1}


def test_the_agency_that_serves_a_person_sees_them(filled: Person) -> None:
    seen = counts(officer(filled.reader_agency_ids[0]))

    assert seen == {**NOTHING, "Person": 1, "Appointment": 1, "AccessLog": 1}


def test_a_person_of_another_agency_is_not_found(filled: Person) -> None:
    with acting_as(officer(make_agency("H10.15").id)), pytest.raises(Person.DoesNotExist):
        get_person(filled.id)


def test_who_may_not_read_a_person_cannot_share_them(filled: Person) -> None:
    stranger = make_agency("H10.15").id
    with acting_as(officer(stranger)):
        share_person(person_id=filled.id, agency_ids=[stranger])

    filled.refresh_from_db()
    assert stranger not in filled.reader_agency_ids


def test_sharing_adds_readers_once(filled: Person) -> None:
    second = make_agency("H10.15").id
    with acting_as(citizen(filled)):
        share_person(person_id=filled.id, agency_ids=[second])
        share_person(person_id=filled.id, agency_ids=[second])

    filled.refresh_from_db()
    assert filled.reader_agency_ids.count(second) == 1


def test_a_citizen_cannot_write_down_looks_away(filled: Person) -> None:
    with acting_as(PUBLIC):
        AccessLog.objects.all().delete()

    assert AccessLog.objects.count() == 1


def test_the_counter_lets_its_agency_read_the_person() -> None:
    agency = make_agency()
    with acting_as(officer(agency.id)):
        person = find_or_create_person(
            full_name="Điểu Krê", identity_number="000069000108", birth_date=None, phone="",
            email="", address="", area_code="25267", at=AT,
        )  # fmt: skip

        assert get_person(person.id).full_name == "Điểu Krê"


def test_nobody_but_the_platform_adds_people() -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), acting_as(PUBLIC):
        Person.objects.create(full_name="Ai đó", created_at=AT)


def test_identity_numbers_are_sealed_in_the_database() -> None:
    person = make_person(identity_number="000194000101", phone="0900000101")

    with connection.cursor() as cursor:
        cursor.execute(
            "select identity_number, phone, address from identity_person where id = %s",
            [person.id],
        )
        stored = cursor.fetchone()

    assert "000194000101" not in stored[0]
    assert all(value.startswith("s1.") for value in stored)
