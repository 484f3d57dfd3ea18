"""Acting in another's name: the substitute's work, the delegated signature, and when it ends."""

from datetime import date, timedelta

import pytest

from tinhso.cases.models import Case, CaseEvent
from tinhso.cases.operations import assign, draft_result, forward_step, sign_result
from tinhso.cases.permissions import DelegationExpired, NotAuthorised
from tinhso.cases.queries import Tab, case_list
from tinhso.cases.tests.factories import Ward
from tinhso.cases.tests.walk import RESULT_FIELDS, SOON, accepted, acting, drafted
from tinhso.core.actors import Actor
from tinhso.core.rls import acting_as
from tinhso.identity.api import DelegationPlan, delegate, revoke_delegation
from tinhso.identity.models import Delegation
from tinhso.identity.tests.factories import actor_of_account, make_officer

TODAY = date(2021, 6, 2)
DRAFT = {"fields": RESULT_FIELDS, "at": SOON}


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tinhso.identity.permissions.sessions.today", lambda: TODAY)


def lend(ward: Ward, kind: str, giver: Actor, stand_in_id: int | None) -> Delegation:
    """Let somebody stand in for two days."""
    plan = DelegationPlan(
        kind=kind,
        agency_id=ward.committee.pk,
        from_person_id=giver.person_id or 0,
        to_person_id=stand_in_id or 0,
        valid_from=TODAY,
        valid_to=TODAY + timedelta(days=2),
        reason="Nghỉ phép",
    )
    return acting(giver, delegate, plan=plan, at=SOON, today=TODAY)


def test_substitute_works_in_the_absent_colleagues_name(case: Case, ward: Ward) -> None:
    absent = ward.actor("SPECIALIST")
    other = make_officer(ward.committee, "SPECIALIST", full_name="Lê Thị Ba")
    accepted(case, ward)
    acting(ward.actor("LEADER"), assign, case=case, person_id=absent.person_id, note="", at=SOON)
    with pytest.raises(NotAuthorised):
        acting(actor_of_account(other), draft_result, case=case, **DRAFT)
    lend(ward, "SUBSTITUTION", absent, other.person_id)

    substitute = actor_of_account(other)
    with acting_as(substitute):
        assert case_list(substitute, Tab.MINE, at=SOON).rows.filter(pk=case.pk).exists()
    acting(substitute, draft_result, case=case, **DRAFT)
    acting(substitute, forward_step, case=case, note="", person_id=None, at=SOON)

    event = CaseEvent.objects.get(case=case, kind="DRAFT_RESULT")
    assert (event.actor_name, event.facts["on_behalf_of"]) == ("Lê Thị Ba", absent.name)


def test_ended_and_revoked_mandates_refuse(case: Case, ward: Ward) -> None:
    absent = ward.actor("SPECIALIST")
    other = make_officer(ward.committee, "SPECIALIST", full_name="Lê Thị Ba")
    accepted(case, ward)
    acting(ward.actor("LEADER"), assign, case=case, person_id=absent.person_id, note="", at=SOON)
    row = lend(ward, "SUBSTITUTION", absent, other.person_id)
    substitute = actor_of_account(other)
    before = CaseEvent.objects.filter(case=case).count()

    late = {**DRAFT, "at": SOON + timedelta(days=2)}
    with pytest.raises(DelegationExpired):
        acting(substitute, draft_result, case=case, **late)
    acting(absent, revoke_delegation, delegation=row, at=SOON)
    with pytest.raises(DelegationExpired):
        acting(substitute, draft_result, case=case, **DRAFT)
    assert CaseEvent.objects.filter(case=case).count() == before


def test_head_signs_by_delegation_and_the_signature_says_so(case: Case, ward: Ward) -> None:
    drafted(accepted(case, ward), ward)
    with pytest.raises(NotAuthorised):
        acting(ward.actor("HEAD_OF_UNIT"), sign_result, case=case, at=SOON)
    lend(ward, "SIGNING", ward.actor("LEADER"), ward.actor("HEAD_OF_UNIT").person_id)

    done = acting(ward.actor("HEAD_OF_UNIT"), sign_result, case=case, at=SOON)

    assert done.result is not None
    assert done.result.content["signer"]["authority"] == "TUQ."
    event = CaseEvent.objects.get(case=case, kind="SIGN_RESULT")
    assert event.facts["on_behalf_of"] == ward.actor("LEADER").name


def test_nobody_signs_once_the_delegation_has_ended(case: Case, ward: Ward) -> None:
    drafted(accepted(case, ward), ward)
    lend(ward, "SIGNING", ward.actor("LEADER"), ward.actor("HEAD_OF_UNIT").person_id)

    with pytest.raises(DelegationExpired):
        acting(ward.actor("HEAD_OF_UNIT"), sign_result, case=case, at=SOON + timedelta(days=2))
    assert Case.objects.get(pk=case.pk).decided_at is None


def test_own_work_is_done_in_ones_own_name(case: Case, ward: Ward) -> None:
    lend(ward, "SIGNING", ward.actor("LEADER"), ward.actor("HEAD_OF_UNIT").person_id)
    done = accepted(case, ward)

    event = CaseEvent.objects.get(case=done, kind="ACCEPT")
    assert "on_behalf_of" not in event.facts
