"""Registers and the national ID through a day of outages: asked, told, and counted."""

from datetime import date
from functools import partial

import pytest
from django.conf import LazySettings
from django.test import Client

from peers.business_register.server import Mode, Register
from peers.population_register.server import RegisterPeer
from tests.outages.day import DAY, moments, tried, turns
from tinhso.core.actors import SYSTEM
from tinhso.core.outbox_relay import send_all_due
from tinhso.core.rls import acting_as
from tinhso.identity.api import dispute_answer
from tinhso.identity.gateways.population_register import DESTINATION, forget_rest
from tinhso.identity.models import (
    CitizenAccount,
    ConsentPurpose,
    LookupOutcome,
    Mandate,
    Person,
    RegisterLookup,
    SignInEvent,
)
from tinhso.identity.operations import give_consent
from tinhso.identity.operations.organisations import act_for_enterprise
from tinhso.identity.operations.registers import Occasion, look_up_own_data
from tinhso.identity.tests.factories import AT, actor_of_account, make_citizen
from tinhso.identity.tests.peer import running_national_id

pytestmark = pytest.mark.django_db
ON = date(2021, 6, 1)


def test_every_question_and_correction_is_counted_on_both_sides(population: RegisterPeer) -> None:
    register = population.register
    modes = {"busy": "down", "drop": "refuse", "drop-after-storing": "broken"}
    account = make_citizen(identity_number="000194000101", birth_date=date(1994, 3, 12))
    actor = actor_of_account(account)
    give_consent(actor=actor, purpose=ConsentPurpose.REGISTER_AUTOFILL, at=AT)
    for number, mode, begins in moments(AT):
        register.set_mode(modes.get(mode, mode))
        forget_rest()
        occasion = Occasion(f"draft:d{number}", f"Điền tờ khai {number}")
        with acting_as(actor):
            found = look_up_own_data(actor=actor, occasion=occasion, at=begins)
            if found.outcome == LookupOutcome.ANSWERED:
                dispute_answer(
                    actor=actor, subject=occasion.subject, field="address", stated="x", at=begins
                )
        for at in turns(begins):
            send_all_due(destination=DESTINATION, at=at)

    with acting_as(SYSTEM):
        outcomes = list(RegisterLookup.objects.order_by("pk").values_list("outcome", flat=True))
        answered = RegisterLookup.objects.filter(outcome=LookupOutcome.ANSWERED)
        purposes = sorted(answered.values_list("purpose", flat=True))
    assert len(outcomes) == len(DAY)
    assert sorted(one["purpose"] for one in register.questions) == purposes
    assert len(purposes) == 2
    assert len(register.corrections) == 2


def test_an_enterprise_is_represented_once(business: Register) -> None:
    enterprise = next(one for one in business.enterprises.values() if one["status"] == "ACTIVE")
    account = make_citizen(identity_number=enterprise["representatives"][0])
    actor = actor_of_account(account)
    modes = {"busy": Mode.ERROR, "drop": Mode.DROP, "drop-after-storing": Mode.GARBAGE}
    done = []
    for _number, mode, begins in moments(AT):
        business.control.mode = modes.get(mode, Mode.OK)
        with acting_as(actor):
            ask = partial(act_for_enterprise, actor=actor, tax_code=enterprise["tax_code"], on=ON)
            done.append(tried(partial(ask, at=begins)))

    assert done == [mode == "ok" for mode in DAY]
    with acting_as(SYSTEM):
        assert Mandate.objects.count() == 1
        assert Person.objects.filter(kind="LEGAL").count() == 1


def test_whoever_the_national_id_vouched_for_is_signed_in_and_nobody_else(
    settings: LazySettings,
) -> None:
    modes = {"busy": "token-error", "drop": "userinfo-error", "drop-after-storing": "wrong-nonce"}
    settings.OIDC_TIMEOUT = 5
    with running_national_id() as provider:
        settings.OIDC_ISSUER = provider.issuer
        came = []
        for number, mode in enumerate(DAY):
            client = Client(headers={"host": "localhost"})
            left = client.post("/dang-nhap/cong-dan/")
            back = provider.sign_in(left["Location"], f"cong-dan-0{number + 1}")
            provider.misbehave(modes.get(mode, mode))
            answer = client.get(back.removeprefix("http://localhost"))
            came.append(answer.status_code)
            provider.misbehave("ok")

    assert [code == 302 for code in came] == [mode == "ok" for mode in DAY]
    assert all(code < 500 or code == 503 for code in came)
    with acting_as(SYSTEM):
        subjects = set(CitizenAccount.objects.values_list("subject", flat=True))
        assert SignInEvent.objects.count() == len(subjects) == 2
    assert subjects == {"cong-dan-01", "cong-dan-06"}
