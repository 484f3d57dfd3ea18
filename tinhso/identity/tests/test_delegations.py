"""One officer in the name of another: by whom, to whom, from when until when, and ended."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tinhso.core.actors import Actor
from tinhso.core.rls import acting_as
from tinhso.identity.models import Appointment, Delegation, DelegationKind, OfficerAccount
from tinhso.identity.operations import (
    DelegationNotYours,
    DelegationPeriodWrong,
    DelegationPlan,
    DelegationRefused,
    delegate,
    revoke_delegation,
)
from tinhso.identity.queries import find_delegation, list_delegations
from tinhso.identity.rules import may_stand_in, signing_authority
from tinhso.identity.tests.factories import AT, actor_of_account, make_officer
from tinhso.ledger.api import find_entries
from tinhso.orgs.api import Agency
from tinhso.orgs.tests.factories import make_agency

pytestmark = pytest.mark.django_db
TODAY = date(2021, 6, 1)
WEEK = timedelta(days=7)


@pytest.fixture
def agency() -> Agency:
    """Give an agency."""
    return make_agency("H10.50", name="Sở Xây dựng")


@pytest.fixture
def leader(agency: Agency) -> OfficerAccount:
    """Give its leader."""
    return make_officer(agency, "LEADER")


@pytest.fixture
def head(agency: Agency) -> OfficerAccount:
    """Give a head of unit in it."""
    return make_officer(agency, "HEAD_OF_UNIT")


def plan(giver: OfficerAccount, stand_in: OfficerAccount, kind: str = "SIGNING") -> DelegationPlan:
    """Plan a week from today in the giver's agency."""
    held = Appointment.objects.filter(person=giver.person).first()
    return DelegationPlan(
        kind=kind,
        agency_id=held.agency_id if held else 0,
        from_person_id=giver.person_id,
        to_person_id=stand_in.person_id,
        valid_from=TODAY,
        valid_to=TODAY + WEEK,
        reason="Đi công tác",
    )


def given(wanted: DelegationPlan, actor: Actor) -> Delegation:
    """Delegate as an officer."""
    with acting_as(actor):
        return delegate(plan=wanted, actor=actor, at=AT, today=TODAY)


def test_leader_lets_a_head_sign_and_the_ledger_knows(
    leader: OfficerAccount, head: OfficerAccount
) -> None:
    row = given(plan(leader, head), actor_of_account(leader))

    assert (row.authority, row.role) == ("TUQ.", "LEADER")
    assert [entry.kind for entry in find_entries(f"delegation:{row.pk}")] == ["DELEGATION_GIVEN"]


@pytest.mark.parametrize(("day", "holds"), [(-1, False), (0, True), (6, True), (7, False)])
def test_it_holds_from_its_first_day_until_before_its_last(
    leader: OfficerAccount, head: OfficerAccount, day: int, holds: bool
) -> None:
    row = given(plan(leader, head), actor_of_account(leader))

    found = find_delegation(
        to_person_id=head.person_id,
        agency_ids=[row.agency_id],
        from_person_id=None,
        on=TODAY + timedelta(days=day),
    )
    assert (found is not None) is holds


def test_session_of_the_stand_in_carries_role_and_person(
    leader: OfficerAccount, head: OfficerAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    given(plan(leader, head), actor_of_account(leader))

    monkeypatch.setattr("tinhso.identity.permissions.sessions.today", lambda: TODAY)
    actor = actor_of_account(head)

    assert actor.roles == {"HEAD_OF_UNIT", "LEADER"}
    assert actor.lent_roles == {"LEADER"}
    assert actor.stands_in_for == (leader.person_id,)
    assert Actor.from_json(actor.as_json()) == actor


def test_revoked_it_no_longer_holds(leader: OfficerAccount, head: OfficerAccount) -> None:
    boss = actor_of_account(leader)
    row = given(plan(leader, head), boss)

    with acting_as(boss):
        revoke_delegation(delegation=row, actor=boss, at=AT)
        with pytest.raises(DelegationRefused):
            revoke_delegation(delegation=row, actor=boss, at=AT)

    found = find_delegation(
        to_person_id=head.person_id, agency_ids=[row.agency_id], from_person_id=None, on=TODAY
    )
    assert found is None


def test_only_oneself_or_a_head_delegates(
    agency: Agency, leader: OfficerAccount, head: OfficerAccount
) -> None:
    first, second = (make_officer(agency, "SPECIALIST") for _ in range(2))
    substitution = plan(first, second, DelegationKind.SUBSTITUTION)

    with pytest.raises(DelegationNotYours):
        given(substitution, actor_of_account(second))
    with pytest.raises(DelegationNotYours):
        given(plan(leader, head), actor_of_account(head))
    assert given(substitution, actor_of_account(head)).created_by == head.person.full_name


def test_officers_elsewhere_neither_delegate_nor_read(
    leader: OfficerAccount, head: OfficerAccount
) -> None:
    other = make_agency("H10.51", name="Sở Y tế")
    stranger = actor_of_account(make_officer(other, "LEADER"))
    given(plan(leader, head), actor_of_account(leader))

    with pytest.raises(DelegationNotYours):
        given(plan(leader, head), stranger)
    with acting_as(stranger):
        assert not Delegation.objects.exists()
        assert list_delegations(stranger) == []


def test_wrong_role_or_agency_is_refused(
    agency: Agency, leader: OfficerAccount, head: OfficerAccount
) -> None:
    clerk = make_officer(agency, "CLERK")
    elsewhere = make_officer(make_agency("H10.51", name="Sở Y tế"), "LEADER")
    boss = actor_of_account(leader)

    for wanted in (
        plan(leader, clerk),
        plan(leader, elsewhere),
        plan(leader, leader),
        plan(leader, head, DelegationKind.SUBSTITUTION),
    ):
        with pytest.raises(DelegationRefused):
            given(wanted, boss)


def test_periods_past_empty_or_doubled_are_refused(
    leader: OfficerAccount, head: OfficerAccount
) -> None:
    boss, wanted = actor_of_account(leader), plan(leader, head)

    for changed in (
        replace(wanted, valid_to=TODAY),
        replace(wanted, valid_from=TODAY - WEEK, valid_to=TODAY),
    ):
        with pytest.raises(DelegationPeriodWrong):
            given(changed, boss)
    given(wanted, boss)
    with pytest.raises(DelegationPeriodWrong):
        given(wanted, boss)


@pytest.mark.parametrize(
    ("kind", "from_role", "to_role", "allowed"),
    [
        ("SUBSTITUTION", "CLERK", "CLERK", True),
        ("SUBSTITUTION", "CLERK", "SPECIALIST", False),
        ("SIGNING", "LEADER", "LEADER", True),
        ("SIGNING", "LEADER", "HEAD_OF_UNIT", True),
        ("SIGNING", "LEADER", "SPECIALIST", False),
        ("SIGNING", "HEAD_OF_UNIT", "HEAD_OF_UNIT", False),
    ],
)
def test_who_may_stand_in(kind: str, from_role: str, to_role: str, allowed: bool) -> None:
    assert may_stand_in(kind=kind, from_role=from_role, to_role=to_role) is allowed
    assert signing_authority("LEADER") == "KT."
