"""Drafts, co-signers, counter papers and money of a case, cut off at every statement."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

import pytest

from tinhso.cases.handlers import let_case_go_on
from tinhso.cases.models import Case, Channel, CoSignature, Draft
from tinhso.cases.operations import (
    ExtraCharge,
    Filing,
    Named,
    Offices,
    PaymentAsked,
    Writer,
    add_co_signer,
    agree_to_sign,
    decline_to_sign,
    hash_of_draft,
    invite_co_signers,
    remove_co_signer,
    request_payment,
    submit_case,
    withdraw_case,
)
from tinhso.cases.tasks import confirm_paid_cases
from tinhso.cases.tests.factories import AT, ONE_WORKING_DAY, example_answers
from tinhso.cases.tests.killed import Cast, assert_whole, fresh
from tinhso.cases.tests.test_co_signing import CO_SIGNING, MOTHER, written
from tinhso.cases.tests.walk import SOON
from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.rls import acting_as
from tinhso.core.tests.done_once import check_done_once, with_key
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.payments.api import intents_of_subject, take_cash
from tinhso.payments.events import PaymentReceived
from tinhso.payments.tests.factories import Office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
FEE_VND = 20_000
COSTS = [{**way, "fee_vnd": FEE_VND} for way in ONE_WORKING_DAY]
_numbers = count(1)


def once(actor: Actor, operation: Callable[..., Any], **words: Any) -> None:
    """Do a write that names no actor through everything that can cut it off."""
    act = partial(operation, **words)
    check_done_once(with_key(actor, f"{operation.__name__}-{next(_numbers)}", SOON, act))


def test_people_sign_together(cast: Cast) -> None:
    with acting_as(SYSTEM):
        other = make_citizen(full_name="Lê Thị Mẹ", identity_number=MOTHER)
    version = cast.newest(co_signing=CO_SIGNING)
    draft = written(cast.citizen, Writer(cast.account.person), version)
    uncle = Named("Lê Văn Cậu", "079198000778")
    once(cast.citizen, add_co_signer, draft=draft, named=uncle, at=AT)
    with acting_as(SYSTEM):
        token = CoSignature.objects.get(draft=draft).token
    once(cast.citizen, remove_co_signer, draft=draft, token=token)
    once(cast.citizen, invite_co_signers, draft=draft, at=AT)
    with acting_as(SYSTEM):
        signature = CoSignature.objects.get(draft=draft)
        seen = hash_of_draft(Draft.objects.get(pk=draft.pk))
    signer = actor_of_account(other)
    cast.once(signer, decline_to_sign, signature=signature, reason="Chưa đọc kỹ")
    once(cast.citizen, invite_co_signers, draft=draft, at=AT)
    cast.once(signer, agree_to_sign, signature=signature, seen_hash=seen)

    assert cast.done_again == set()


def filed_at_counter(cast: Cast) -> Case:
    """File at the counter through everything that can cut it off."""
    clerk = cast.ward.actor("CLERK")
    with acting_as(SYSTEM):
        cast.account.person.reader_agency_ids = [cast.ward.office.pk]
        cast.account.person.save()
    filing = Filing(
        version=cast.version,
        applicant=cast.account.person,
        form=example_answers(),
        offices=Offices(cast.ward.office.pk, cast.ward.committee.pk),
        channel=Channel.COUNTER,
        papers_seen_at_counter=True,
    )
    act = partial(submit_case, filing=filing, actor=clerk, at=AT)
    check_done_once(with_key(clerk, "counter", AT, act))
    with acting_as(SYSTEM):
        return Case.objects.get()


def test_money_of_a_case(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    version = cast.newest(ways=COSTS)
    clerk, case = cast.ward.actor("CLERK"), cast.case(version)
    subject = f"case:{case.pk}"
    with acting_as(SYSTEM):
        [claim] = intents_of_subject(subject)
    assert claim.amount_vnd == FEE_VND
    extra = ExtraCharge("Phí thông báo", 5_000, "Minh họa")
    cast.once(clerk, request_payment, case=case, asked=PaymentAsked("Thêm", extra=extra))
    with acting_as(SYSTEM):
        open_claim = intents_of_subject(subject).get(state="OPEN")
    people = cast.ward.officers
    collecting = Office(cast.ward.office, people["CLERK"], people["CLERK"], people["LEADER"])
    with acting_as(clerk):
        drawer = collecting.drawer()
    with monkeypatch.context() as died:
        died.setattr("tinhso.core.events._handlers", defaultdict(list))
        with acting_as(clerk):
            take_cash(intent=open_claim, drawer=drawer, actor=clerk, at=SOON)
    news = PaymentReceived(open_claim.pk, subject, open_claim.amount_vnd, "cash", SOON)

    check_done_once(partial(let_case_go_on, news))
    confirm_paid_cases(0)

    assert fresh(case).state == "FILED"
    with acting_as(SYSTEM):
        assert case.events.filter(kind="CONFIRM_PAYMENT").count() == 1
    cast.once(cast.citizen, withdraw_case, case=case, reason="Nhầm")
    assert_whole(case)
