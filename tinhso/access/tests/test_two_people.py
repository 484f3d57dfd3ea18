"""Sensitive changes take two people, in code, on pages and in the database."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tinhso.access.models import ChangeKind, ChangeState, SensitiveChange
from tinhso.access.operations import (
    ChangeNotOpen,
    ChangeProposedAlready,
    ChangeRefused,
    Proposal,
    ReasonTooShort,
    decide_change,
    propose_change,
)
from tinhso.access.tests.factories import AT, REASON, Office
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.identity.models import Appointment, OfficerAccount
from tinhso.identity.tests.factories import make_position, sign_in
from tinhso.ledger.models import LedgerEntry
from tinhso.notifications.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db: None) -> Office:
    office = Office()
    office.account("LEADER")
    return office


def proposed(office: Office, actor: Actor, **values: Any) -> SensitiveChange:
    usual: dict[str, Any] = {
        "kind": ChangeKind.DISABLE_ACCOUNT,
        "agency_id": office.agency.pk,
        "person_id": office.account("CLERK").person_id,
        "summary": "CLERK 0: Cán bộ một cửa",
        "reason": REASON,
    }
    with acting_as(actor):
        return propose_change(proposal=Proposal(**{**usual, **values}), actor=actor, at=AT)


def decided(change: SensitiveChange, actor: Actor, *, confirms: bool = True) -> SensitiveChange:
    with acting_as(actor):
        return decide_change(change=change, confirms=confirms, note="Đúng", actor=actor, at=AT)


def test_account_is_disabled_only_when_another_confirms(office: Office) -> None:
    change = proposed(office, office.actor("ADMINISTRATOR"))
    assert OfficerAccount.objects.get(pk=office.account("CLERK").pk).is_active

    decided(change, office.actor("LEADER"))

    assert not OfficerAccount.objects.get(pk=office.account("CLERK").pk).is_active
    with acting_as(SYSTEM):
        kinds = set(LedgerEntry.objects.values_list("kind", flat=True))
        told = Notification.objects.filter(template="access_change")
        people = set(told.values_list("person_id", flat=True))
    assert {"SENSITIVE_CHANGE_PROPOSED", "SENSITIVE_CHANGE_CONFIRMED", "ACCOUNT_DISABLED"} <= kinds
    assert office.account("LEADER").person_id in people
    assert office.account("ADMINISTRATOR").person_id in people


def test_appointment_begins_and_ends_with_its_period(office: Office) -> None:
    clerk = office.account("CLERK")
    with acting_as(SYSTEM):
        position = make_position(office.agency, "REGISTRAR", title="Văn thư")
    facts = {"position": position.pk, "valid_from": "2021-06-01", "valid_to": "2021-07-01"}
    change = proposed(office, office.actor(), kind=ChangeKind.APPOINT, facts=facts)

    decided(change, office.actor("ADMINISTRATOR"))

    row = Appointment.objects.get(person_id=clerk.person_id, position=position)
    assert (row.role, row.valid_from, row.valid_to) == (
        "REGISTRAR",
        date(2021, 6, 1),
        date(2021, 7, 1),
    )
    facts = {"appointment": row.pk, "last_day": "2021-06-10"}
    end = proposed(office, office.actor(), kind=ChangeKind.END_APPOINTMENT, facts=facts)
    decided(end, office.actor("ADMINISTRATOR"))
    row.refresh_from_db()
    assert row.valid_to == date(2021, 6, 10)


def test_nobody_confirms_their_own_proposal(office: Office) -> None:
    change = proposed(office, office.actor())

    with pytest.raises(ChangeRefused):
        decided(change, office.actor())
    with acting_as(SYSTEM), transaction.atomic(), pytest.raises(IntegrityError):
        SensitiveChange.objects.filter(pk=change.pk).update(decider_id=change.proposer_id)


def test_nobody_proposes_or_confirms_about_themselves(office: Office) -> None:
    leader = office.actor()
    with pytest.raises(ChangeRefused):
        proposed(office, leader, person_id=leader.person_id)

    change = proposed(office, office.actor("ADMINISTRATOR"), person_id=leader.person_id)
    with pytest.raises(ChangeRefused):
        decided(change, leader)


def test_leader_of_another_agency_may_neither_propose_nor_confirm(office: Office) -> None:
    foreign = Office("H10.78", "Sở Khác").actor()
    change = proposed(office, office.actor())

    with pytest.raises(ChangeRefused):
        decided(change, foreign)
    with pytest.raises(ChangeRefused):
        proposed(office, foreign)


def test_clerk_may_not_propose(office: Office) -> None:
    with pytest.raises(ChangeRefused):
        proposed(office, office.actor("CLERK"), person_id=office.account("SPECIALIST").person_id)


def test_reason_that_says_nothing_and_a_second_proposal_are_refused(office: Office) -> None:
    with pytest.raises(ReasonTooShort):
        proposed(office, office.actor(), reason="vì cần")
    proposed(office, office.actor())
    with pytest.raises(ChangeProposedAlready):
        proposed(office, office.actor())


def test_rejected_change_changes_nothing_and_is_not_decided_again(office: Office) -> None:
    change = proposed(office, office.actor())

    assert decided(change, office.actor("ADMINISTRATOR"), confirms=False).state == (
        ChangeState.REJECTED
    )

    assert OfficerAccount.objects.get(pk=office.account("CLERK").pk).is_active
    with pytest.raises(ChangeNotOpen):
        decided(change, office.actor("ADMINISTRATOR"))


def test_proposal_of_last_week_is_void(office: Office) -> None:
    change = proposed(office, office.actor())
    admin = office.actor("ADMINISTRATOR")

    with acting_as(admin), pytest.raises(ChangeNotOpen):
        decide_change(change=change, confirms=True, note="", actor=admin, at=AT + timedelta(days=8))


def test_pages_propose_and_confirm(client: Client, office: Office) -> None:
    clerk = office.account("CLERK")
    sign_in(client, office.account())
    page = client.get("/can-bo/quyen/nhan-su/").content.decode()
    held = Appointment.objects.get(person_id=clerk.person_id)
    address = f"/can-bo/quyen/de-nghi/DISABLE_ACCOUNT/{held.pk}/"
    assert address in page
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "ngắn"}).status_code == 400
    assert client.post(address, {"reason": REASON}).status_code == 302
    assert "Chờ một người khác xác nhận" in client.get("/can-bo/quyen/").content.decode()

    change = SensitiveChange.objects.get()
    sign_in(client, office.account("ADMINISTRATOR"))
    assert REASON in client.get("/can-bo/quyen/").content.decode()
    client.post(f"/can-bo/quyen/{change.token}/quyet-dinh/", {"answer": "confirm"})

    clerk.refresh_from_db()
    assert not clerk.is_active


def test_page_proposes_an_appointment(client: Client, office: Office) -> None:
    with acting_as(SYSTEM):
        position = make_position(office.agency, "REGISTRAR", title="Văn thư")
    sign_in(client, office.account())
    answers = {
        "username": office.account("CLERK").username,
        "position": position.pk,
        "valid_from-day": "1",
        "valid_from-month": "7",
        "valid_from-year": "2021",
        "reason": REASON,
    }
    wrong = client.post("/can-bo/quyen/nhan-su/", {**answers, "username": "khong-co"})
    assert wrong.status_code == 400
    assert client.post("/can-bo/quyen/nhan-su/", answers).status_code == 302
    assert SensitiveChange.objects.get().facts["valid_from"] == "2021-07-01"


@pytest.mark.parametrize("role", ["CLERK", "SPECIALIST", "AUDITOR"])
def test_pages_are_closed_to_others(client: Client, office: Office, role: str) -> None:
    sign_in(client, office.account(role))
    for path in ("", "nhan-su/", "ra-soat/"):
        assert client.get(f"/can-bo/quyen/{path}").status_code == 403


def test_leader_sees_no_other_agency(client: Client, office: Office) -> None:
    foreign = Office("H10.78", "Sở Khác")
    change = proposed(office, office.actor())
    held = Appointment.objects.get(person_id=office.account("CLERK").person_id)
    sign_in(client, foreign.account())

    assert change.summary not in client.get("/can-bo/quyen/").content.decode()
    assert client.get(f"/can-bo/quyen/nhan-su/?co-quan={office.agency.pk}").status_code == 404
    assert client.get(f"/can-bo/quyen/de-nghi/DISABLE_ACCOUNT/{held.pk}/").status_code == 404
    assert client.post(f"/can-bo/quyen/{change.token}/quyet-dinh/").status_code == 404
