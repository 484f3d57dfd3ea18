"""Cases as a data service: the person concerned sees the call, and changes are told once."""

import json

import pytest
from django.test import Client as Browser

from tinhso.cases.models import Case
from tinhso.cases.tests.factories import make_case, make_version, make_ward
from tinhso.cases.tests.walk import accepted
from tinhso.core.actors import SYSTEM
from tinhso.core.outbox_relay import Outcome
from tinhso.core.rls import acting_as
from tinhso.identity.models import AccessLog, CitizenAccount
from tinhso.identity.tests.factories import make_citizen, sign_in
from tinhso.ledger.api import inclusion_proof
from tinhso.ledger.tests.factories import sequence
from tinhso.sharing.models import Call
from tinhso.sharing.tests.factories import agree, make_sharing
from tinhso.sharing.tests.receiver import (
    is_signed,
    relay,
    running_receiver,
    subscribe,
    tell_case_changes,
)

pytestmark = pytest.mark.django_db
STATUS = "case-status"


@pytest.fixture
def citizen() -> CitizenAccount:
    return make_citizen()


@pytest.fixture
def case(citizen: CitizenAccount) -> Case:
    ward = make_ward()
    return accepted(make_case(citizen, make_version()), ward)


def test_a_call_about_a_person_is_told_to_them_and_stands_in_the_ledger(
    case: Case, citizen: CitizenAccount
) -> None:
    sharing = make_sharing()
    agree(sharing, STATUS, "code", "state")

    token = sharing.system.token(STATUS)
    answer = sharing.system.get(STATUS, token, code=case.code or "", reference="TC-12")

    assert answer.json()["items"] == [{"code": case.code, "state": case.state}]
    with acting_as(SYSTEM):
        call = Call.objects.get(person_id=citizen.person_id)
        look = AccessLog.objects.get(reference=f"sharing:{call.token}")
        assert (look.agency_id, look.subject) == (sharing.asker.agency.pk, "TC-12")
        sequence()
        assert call.entry is not None
        assert inclusion_proof(call.entry).is_valid()
    _reads_own_call(citizen, call)


def _reads_own_call(citizen: CitizenAccount, call: Call) -> None:
    browser = Browser()
    sign_in(browser, citizen)
    page = browser.get(f"/tai-khoan/chia-se/{call.token}/").content.decode()
    assert "Xét trợ cấp xã hội" in page
    assert "Bằng chứng" in page
    proof = browser.get(f"/tai-khoan/chia-se/{call.token}/bang-chung.json").json()
    assert proof["details"]["payload"]["reference"] == "TC-12"
    assert call.token in browser.get("/tai-khoan/ai-da-xem/").content.decode()
    stranger = Browser()
    sign_in(stranger, make_citizen())
    assert stranger.get(f"/tai-khoan/chia-se/{call.token}/").status_code == 404


def test_a_change_of_what_was_looked_up_is_told_once(case: Case) -> None:
    sharing = make_sharing()
    agree(sharing, "case-status", "code", "state")
    with running_receiver() as receiver:
        subscription = subscribe(sharing, receiver.url)
        token = sharing.system.token("case-status")
        sharing.system.get("case-status", token, code=case.code or "", reference="A")

        assert tell_case_changes() == 0
        with acting_as(SYSTEM):
            Case.objects.filter(pk=case.pk).update(state="FINISHED")
        assert tell_case_changes() == 1
        assert tell_case_changes() == 0
        assert relay() == [Outcome.SENT]

        headers, body = receiver.came[0]
        assert json.loads(body)["data"] == {"subject": case.code}
        assert is_signed(headers, body, subscription.secret)
