"""A payment whose news was lost is noted in the history, of a case that has ended too."""

from collections.abc import Callable
from functools import partial

import pytest

from tinhso.cases.operations import withdraw_case
from tinhso.cases.queries import unnoted_payments
from tinhso.cases.tasks import confirm_paid_cases
from tinhso.cases.tests.factories import AT, ONE_WORKING_DAY, make_case, make_version, make_ward
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.payments.api import intents_of_subject, take_cash
from tinhso.payments.tests.factories import Office

FEE = [{**way, "fee_vnd": 20_000} for way in ONE_WORKING_DAY]


@pytest.mark.django_db
@pytest.mark.parametrize("has_ended", [True, False])
def test_a_payment_nobody_told_of_is_noted_once(
    has_ended: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward, account = make_ward(), make_citizen()
    case = make_case(account, make_version(ways=FEE))
    people = ward.officers
    office = Office(ward.office, people["CLERK"], people["CLERK"], people["LEADER"])
    with acting_as(SYSTEM):
        claim = intents_of_subject(f"case:{case.pk}").get()
    with acting_as(office.clerk):
        take_cash(intent=claim, drawer=office.drawer(), actor=office.clerk, at=AT)
    if has_ended:
        _as(account, partial(withdraw_case, case=case, reason="Nhầm", at=AT))
    monkeypatch.setattr("tinhso.cases.tasks.now", lambda: AT)

    for _ in range(2):
        confirm_paid_cases(0)

    with acting_as(SYSTEM):
        case.refresh_from_db()
        assert case.events.filter(kind="NOTE_PAYMENT").count() == 1
        assert unnoted_payments(since=AT) == []
    assert case.state == ("WITHDRAWN" if has_ended else "FILED")


def _as(account: CitizenAccount, act: Callable[..., object]) -> None:
    actor = actor_of_account(account)
    with acting_as(actor):
        act(actor=actor)
