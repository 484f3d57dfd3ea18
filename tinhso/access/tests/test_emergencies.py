"""Breaking the glass: read only, for minutes, told to people, reviewed by another."""

from datetime import timedelta

import pytest
from django.test import Client

from tinhso.access.models import EmergencyAccess, Verdict
from tinhso.access.operations import (
    EmergencyOver,
    EmergencyRefused,
    ReasonTooShort,
    ReviewRefused,
    break_glass,
    end_emergency,
    read_in_emergency,
    review_emergency,
)
from tinhso.access.tests.factories import AT, Office, make_stranger
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.identity.models import AccessLog, CitizenAccount
from tinhso.identity.tests.factories import sign_in
from tinhso.notifications.models import Notification

pytestmark = pytest.mark.django_db
WHY = "Người bị nạn đang cấp cứu, cần tìm thân nhân"


@pytest.fixture
def office(db: None) -> Office:
    office = Office()
    office.account("LEADER")
    return office


@pytest.fixture
def person(db: None) -> CitizenAccount:
    return make_stranger()


def broken(actor: Actor, person: CitizenAccount, reason: str = WHY) -> EmergencyAccess:
    with acting_as(actor):
        return break_glass(
            actor=actor,
            identity_number=person.person.identity_number,
            full_name="Võ Thị Kín Đáo",
            reason=reason,
            minutes=15,
            at=AT,
        )


def test_officer_sees_the_person_and_both_person_and_leader_hear(
    office: Office, person: CitizenAccount
) -> None:
    clerk = office.actor("CLERK")
    row = broken(clerk, person)

    with acting_as(clerk):
        holdings = read_in_emergency(emergency=row, actor=clerk, at=AT)

    [identity] = [held for held in holdings if held.code == "identity"]
    assert identity.rows[0]["full_name"] == "Võ Thị Kín Đáo"
    with acting_as(SYSTEM):
        told = dict(Notification.objects.values_list("person_id", "template"))
        look = AccessLog.objects.get(person=person.person)
    assert told == {
        person.person_id: "emergency_access",
        office.account("LEADER").person_id: "emergency_review",
    }
    assert (look.purpose, look.subject) == ("Truy cập khẩn cấp", WHY)


def test_it_ends_with_its_time_or_before(office: Office, person: CitizenAccount) -> None:
    clerk = office.actor("CLERK")
    row = broken(clerk, person)
    with pytest.raises(EmergencyOver):
        read_in_emergency(emergency=row, actor=clerk, at=AT + timedelta(minutes=15))
    with pytest.raises(EmergencyOver):
        read_in_emergency(emergency=row, actor=office.actor("SPECIALIST"), at=AT)

    end_emergency(emergency=row, actor=clerk, at=AT + timedelta(minutes=1))
    row.refresh_from_db()
    with pytest.raises(EmergencyOver):
        read_in_emergency(emergency=row, actor=clerk, at=AT + timedelta(minutes=2))


def test_reason_and_name_are_needed(office: Office, person: CitizenAccount) -> None:
    clerk = office.actor("CLERK")
    with pytest.raises(ReasonTooShort):
        broken(clerk, person, "cần xem")
    with acting_as(clerk), pytest.raises(EmergencyRefused):
        break_glass(
            actor=clerk,
            identity_number=person.person.identity_number,
            full_name="Người Khác",
            reason=WHY,
            minutes=15,
            at=AT,
        )


def test_another_reviews_once(office: Office, person: CitizenAccount) -> None:
    clerk, leader = office.actor("CLERK"), office.actor("LEADER")
    row = broken(clerk, person)

    def judge(actor: Actor) -> EmergencyAccess:
        return review_emergency(
            emergency=row, verdict=Verdict.JUSTIFIED, note="Đúng", actor=actor, at=AT
        )

    for actor in (clerk, Office("H10.78", "Sở Khác").actor()):
        with pytest.raises(ReviewRefused):
            judge(actor)
    assert judge(leader).verdict == Verdict.JUSTIFIED
    with pytest.raises(ReviewRefused):
        judge(leader)


def test_leader_does_not_review_their_own(office: Office, person: CitizenAccount) -> None:
    leader = office.actor("LEADER")
    row = broken(leader, person)

    with pytest.raises(ReviewRefused):
        review_emergency(emergency=row, verdict=Verdict.JUSTIFIED, note="", actor=leader, at=AT)


def test_pages_open_show_and_review(client: Client, office: Office, person: CitizenAccount) -> None:
    sign_in(client, office.account("CLERK"))
    answers = {
        "identity_number": person.person.identity_number,
        "full_name": "Võ Thị Kín Đáo",
        "reason": WHY,
        "minutes": "15",
    }
    assert client.get("/can-bo/truy-cap-khan-cap/").status_code == 200
    short = client.post("/can-bo/truy-cap-khan-cap/", {**answers, "reason": "x"})
    assert short.status_code == 400
    opened = client.post("/can-bo/truy-cap-khan-cap/", answers, follow=True)
    assert "0900000101" in opened.content.decode()

    address = opened.request["PATH_INFO"]
    sign_in(client, office.account("SPECIALIST"))
    assert client.get(address).status_code == 404
    sign_in(client, office.account("LEADER"))
    page = client.get(address).content.decode()
    assert WHY in page
    assert "0900000101" not in page
    client.post(address, {"verdict": "NOT_JUSTIFIED", "note": "Chưa cần thiết"})
    assert EmergencyAccess.objects.get().verdict == Verdict.NOT_JUSTIFIED
