"""Officers ask the population register with a purpose; the person reads who did."""

from typing import Any

import pytest
from django.test import Client

from peers.population_register.server import RegisterPeer
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.models import AccessLog, Person, RegisterLookup
from tinhso.identity.tests.factories import make_citizen, make_officer, sign_in
from tinhso.ledger.models import LedgerEntry
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/tra-cuu-dan-cu/"
NUMBER, ADDRESS = "000194000101", "Số 12 đường Hùng Vương"
WHY = "Xác minh nơi thường trú của người nộp"


@pytest.fixture
def clerk(client: Client, db: None) -> Client:
    sign_in(client, make_officer(make_agency(name="Sở Tư pháp"), "CLERK", full_name="Trần Hỏi"))
    return client


def asked(**changes: Any) -> dict[str, Any]:
    return {
        "identity_number": NUMBER, "birth_date-day": "12", "birth_date-month": "3",
        "birth_date-year": "1994", "fields_wanted": ["address"], "reference": "H10.32-1",
        "purpose": WHY, **changes,
    }  # fmt: skip


def test_only_what_was_asked_for_is_shown_and_the_person_reads_who_asked(
    clerk: Client, population: RegisterPeer
) -> None:
    citizen = make_citizen(identity_number=NUMBER)

    page = clerk.post(PAGE, asked()).content.decode()

    assert ADDRESS in page
    assert "12/03/1994" not in page
    assert "Nguyễn Thị Lan Anh" not in page
    [question] = population.register.questions
    assert question["purpose"] == f"{WHY} (H10.32-1)"
    with acting_as(SYSTEM):
        look = AccessLog.objects.get(person=citizen.person)
        lookup = RegisterLookup.objects.get(person=citizen.person)
    assert (look.actor_name, look.agency_name, look.subject) == (
        "Trần Hỏi",
        "Sở Tư pháp",
        "H10.32-1",
    )
    assert lookup.answer == ""
    reader = Client()
    sign_in(reader, citizen)
    told = reader.get("/tai-khoan/ai-da-xem/").content.decode()
    assert told.count(WHY) == 2


def test_what_the_register_does_not_have_is_said(clerk: Client, population: RegisterPeer) -> None:
    population.register.people[NUMBER]["address"] = ""

    page = clerk.post(PAGE, asked()).content.decode()

    assert "CSDL dân cư không có mục được hỏi." in page


def test_somebody_we_did_not_know_finds_the_look_when_they_come(
    clerk: Client, population: RegisterPeer
) -> None:
    clerk.post(PAGE, asked())

    with acting_as(SYSTEM):
        person = Person.objects.get(full_name="Nguyễn Thị Lan Anh")
        assert person.looks.count() == 1
        assert person.reader_agency_ids == []


@pytest.mark.parametrize(
    ("mode", "changes", "said"),
    [
        ("down", {}, "CSDL dân cư chưa trả lời"),
        ("ok", {"birth_date-year": "1995"}, "Không tìm thấy người"),
    ],
)
def test_what_was_not_answered_is_said_and_written_down(
    clerk: Client, population: RegisterPeer, mode: str, changes: dict[str, str], said: str
) -> None:
    population.register.set_mode(mode)

    page = clerk.post(PAGE, asked(**changes)).content.decode()

    assert said in page
    assert ADDRESS not in page
    with acting_as(SYSTEM):
        assert LedgerEntry.objects.filter(kind="REGISTER_LOOKED_UP").count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"purpose": "xem"}, {"reference": ""}, {"identity_number": "1"}, {"fields_wanted": []},
        {"fields_wanted": ["phone"]}, {"birth_date-day": "40"},
    ],
)  # fmt: skip
def test_nothing_is_asked_without_a_reason(
    clerk: Client, population: RegisterPeer, changes: dict[str, Any]
) -> None:
    assert clerk.post(PAGE, asked(**changes)).status_code == 400
    assert population.register.questions == []


@pytest.mark.parametrize("role", ["AUDITOR", "ADMINISTRATOR"])
def test_others_do_not_ask(client: Client, population: RegisterPeer, role: str) -> None:
    sign_in(client, make_officer(make_agency(), role))

    assert client.post(PAGE, asked()).status_code == 403
    assert population.register.questions == []
