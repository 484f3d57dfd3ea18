"""Answers from the population register: asked with consent, fixed, disputed; typed when away."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from peers.population_register.server import RegisterPeer
from tinhso.cases.models import Draft
from tinhso.cases.tests.factories import Ward
from tinhso.cases.tests.pages import page_url
from tinhso.core.actors import SYSTEM
from tinhso.core.contracts import Contract
from tinhso.core.models import OutboxMessage
from tinhso.core.rls import acting_as
from tinhso.identity.api import RegisterLookup
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import (
    make_citizen,
    send_register_correction,
    sign_in,
)
from tinhso.procedures.models import ProcedureVersion
from tinhso.vault.tests.factories import make_paper

pytestmark = pytest.mark.django_db
CONTRACT = Contract(
    Path(__file__).parents[2] / "identity" / "contracts" / "population-register.json"
)
START = "/nop-ho-so/dang-ky-khai-sinh/"


@pytest.fixture
def account(db: None) -> CitizenAccount:
    """Give a citizen the register knows, whose account has another address."""
    return make_citizen(identity_number="000194000101", address="Địa chỉ cũ")


def _begin(citizen: Client, **ticked: str) -> Draft:
    assert citizen.post(START, ticked).status_code == 302
    with acting_as(SYSTEM):
        return Draft.objects.order_by("-pk")[0]


def test_register_is_not_asked_unless_ticked(
    citizen: Client, ward: Ward, version: ProcedureVersion, population: RegisterPeer
) -> None:
    text = citizen.get(START).content.decode()
    _begin(citizen)

    assert 'name="register"' in text
    assert "checked" not in text
    assert population.register.questions == []
    with acting_as(SYSTEM):
        assert not RegisterLookup.objects.exists()


def test_answers_of_the_register_stand_and_name_their_source(
    citizen: Client, ward: Ward, version: ProcedureVersion, population: RegisterPeer
) -> None:
    draft = _begin(citizen, register="1")

    text = citizen.get(page_url(draft, "applicant")).content.decode()
    citizen.post(page_url(draft, "applicant"), {"applicant_address": "Tự sửa"})

    assert "Lấy từ CSDL quốc gia về dân cư (bản mô phỏng)." in text
    assert "Số 12 đường Hùng Vương, khu phố Phú Thanh" in text
    assert 'name="applicant_address"' not in text
    with acting_as(SYSTEM):
        draft.refresh_from_db()
    assert draft.form["applicant_address"] == "Số 12 đường Hùng Vương, khu phố Phú Thanh"
    assert "Đăng ký khai sinh" in population.register.questions[0]["purpose"]
    CONTRACT.check_request("ask_person", population.register.questions[0])
    assert "Điền sẵn tờ khai" in citizen.get(reverse("vault:papers")).content.decode()


@pytest.mark.parametrize("mode", ["down", "broken", "refuse"])
def test_writing_goes_on_when_the_register_is_away(
    citizen: Client,
    ward: Ward,
    version: ProcedureVersion,
    population: RegisterPeer,
    mode: str,
) -> None:
    population.register.set_mode(mode)

    draft = _begin(citizen, register="1")
    text = citizen.get(page_url(draft, "applicant")).content.decode()

    assert "CSDL dân cư chưa trả lời." in text
    assert 'name="applicant_address"' in text


def test_register_that_is_away_is_left_alone_for_a_while(
    citizen: Client, ward: Ward, version: ProcedureVersion, population: RegisterPeer
) -> None:
    population.register.set_mode("down")
    draft = _begin(citizen, register="1")
    population.register.set_mode("ok")
    with acting_as(SYSTEM):
        draft.delete()

    _begin(citizen)

    assert population.register.questions == []


def test_wrong_answer_is_disputed_and_opens_for_typing(
    citizen: Client, ward: Ward, version: ProcedureVersion, population: RegisterPeer
) -> None:
    draft = _begin(citizen, register="1")
    url = reverse("cases:draft_dispute", args=[draft.token, "applicant_address"])

    assert "Ghi thông tin đúng." in citizen.post(url, {"stated": ""}).content.decode()
    assert citizen.post(url, {"stated": "Ấp 2"}).status_code == 302
    text = citizen.get(page_url(draft, "applicant")).content.decode()

    assert 'name="applicant_address"' in text
    assert citizen.get(url).status_code == 404
    with acting_as(SYSTEM):
        message = OutboxMessage.objects.get(destination="population-register")
        assert "Ấp 2" not in str(message.payload)
        send_register_correction(message.payload, message.idempotency_key)
    [correction] = population.register.corrections.values()
    CONTRACT.check_request("tell_correction", correction)
    assert (correction["field"], correction["stated"]) == ("address", "Ấp 2")


def test_another_citizen_cannot_dispute_or_read_the_answer(
    citizen: Client, ward: Ward, version: ProcedureVersion, population: RegisterPeer
) -> None:
    draft = _begin(citizen, register="1")
    other = Client()
    actor = sign_in(other, make_citizen(full_name="Phạm Thị Khác"))

    url = reverse("cases:draft_dispute", args=[draft.token, "applicant_address"])

    assert other.post(url, {"stated": "x"}).status_code == 404
    with acting_as(actor):
        assert not RegisterLookup.objects.exists()


def test_consent_given_once_serves_until_withdrawn(
    citizen: Client, ward: Ward, version: ProcedureVersion, population: RegisterPeer
) -> None:
    first = _begin(citizen, register="1")
    with acting_as(SYSTEM):
        first.delete()
    _begin(citizen)
    assert len(population.register.questions) == 2

    consent = {"purpose": "REGISTER_AUTOFILL", "act": "withdraw"}
    citizen.post(reverse("vault:consent"), consent)
    with acting_as(SYSTEM):
        Draft.objects.all().delete()
    _begin(citizen)

    assert len(population.register.questions) == 2


def test_result_issued_earlier_fills_another_form(
    citizen: Client, account: CitizenAccount, ward: Ward, version: ProcedureVersion
) -> None:
    paper = make_paper(account, kind="marriage-certificate", about="")
    with acting_as(SYSTEM):
        paper.facts = '{"husband_full_name": "Trần Minh Quân", "wife_full_name": "Lan Anh"}'
        paper.save(update_fields=["facts"])

    draft = _begin(citizen)

    assert draft.form["father_full_name"] == "Trần Minh Quân"
