"""One act on many cases: what would happen, why not, done once, each on its own."""

from datetime import timedelta

import pytest

from tinhso.cases.models import Case, CaseEvent
from tinhso.cases.operations import (
    AlreadyReminded,
    BulkAct,
    BulkOrder,
    CaseActionRefused,
    TooManyCases,
    UnknownColleague,
    assign,
    preview_bulk,
    remind,
    run_bulk,
)
from tinhso.cases.permissions import NotAuthorised
from tinhso.cases.tests.factories import Ward, make_case, make_ward
from tinhso.cases.tests.walk import SOON, accepted, acting, drafted
from tinhso.core.idempotency import KeyReused
from tinhso.identity.tests.factories import make_citizen, make_officer
from tinhso.notifications.models import Notification
from tinhso.orgs.tests.factories import make_area
from tinhso.procedures.models import ProcedureVersion
from tinhso.workflow.api import list_steps


@pytest.fixture
def other_case(ward: Ward, version: ProcedureVersion) -> Case:
    """Give a second case, of somebody else."""
    return make_case(make_citizen(full_name="Trần Văn Hai"), version)


@pytest.fixture
def colleague_id(ward: Ward) -> int:
    """Give a second specialist of the ward."""
    return make_officer(ward.committee, "SPECIALIST", full_name="Lê Thị Ba").person_id


def test_preview_says_what_and_why_and_changes_nothing(
    case: Case, other_case: Case, ward: Ward, colleague_id: int
) -> None:
    accepted(case, ward)
    before = CaseEvent.objects.count()
    order = BulkOrder(BulkAct.ASSIGN, (case.token, other_case.token), colleague_id)

    first, second = acting(ward.actor("LEADER"), preview_bulk, order=order, at=SOON)

    assert (first.is_done, second.is_done) == (True, False)
    assert second.code == CaseActionRefused.code
    assert second.message
    assert CaseEvent.objects.count() == before
    assert Case.objects.get(pk=case.pk).step_person_id is None


def test_order_is_done_once_however_often_it_is_sent(
    case: Case, other_case: Case, ward: Ward, colleague_id: int
) -> None:
    accepted(case, ward)
    order = BulkOrder(BulkAct.ASSIGN, (case.token, other_case.token), colleague_id)
    leader = ward.actor("LEADER")

    runs = [acting(leader, run_bulk, order=order, key="k-1", at=SOON) for _ in range(2)]

    assert runs[0] == runs[1]
    assert [row.is_done for row in runs[0]] == [True, False]
    assert CaseEvent.objects.filter(case=case, kind="ASSIGN").count() == 1
    assert Case.objects.get(pk=case.pk).step_person_id == colleague_id
    assert list_steps(f"case:{case.pk}")[-1].assignee_id == colleague_id


def test_key_of_another_order_is_refused(case: Case, ward: Ward) -> None:
    leader = ward.actor("LEADER")
    acting(leader, run_bulk, order=BulkOrder(BulkAct.REMIND, (case.token,)), key="k", at=SOON)

    order = BulkOrder(BulkAct.FORWARD, (case.token,))
    with pytest.raises(KeyReused):
        acting(leader, run_bulk, order=order, key="k", at=SOON)


def test_forwarding_many_leaves_those_that_cannot_go(
    case: Case, other_case: Case, ward: Ward
) -> None:
    accepted(case, ward)
    drafted(accepted(other_case, ward), ward)
    order = BulkOrder(BulkAct.FORWARD, (case.token, other_case.token))

    rows = acting(ward.actor("SPECIALIST"), run_bulk, order=order, key="k", at=SOON)

    assert {row.code for row in rows} == {"step_needs_own_act", "not_authorised"}


def test_cases_of_other_agencies_are_not_even_named(case: Case, ward: Ward) -> None:
    other = make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)
    order = BulkOrder(BulkAct.REMIND, (case.token,))

    assert acting(other.actor("LEADER"), preview_bulk, order=order, at=SOON) == []


@pytest.mark.parametrize("count", [0, 51])
def test_none_and_too_many_are_refused(ward: Ward, count: int) -> None:
    order = BulkOrder(BulkAct.REMIND, tuple(f"t{number}" for number in range(count)))

    with pytest.raises(TooManyCases):
        acting(ward.actor("LEADER"), preview_bulk, order=order, at=SOON)


def test_reminder_reaches_whoever_holds_the_case(case: Case, ward: Ward) -> None:
    accepted(case, ward)

    acting(ward.actor("LEADER"), remind, case=case, note="Gấp", at=SOON)

    told = Notification.objects.get(template="case_reminded")
    assert told.person_id == ward.actor("SPECIALIST").person_id


def test_same_reminder_is_made_once_a_day_until_something_happens(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    leader, tomorrow = ward.actor("LEADER"), SOON + timedelta(days=1)
    acting(leader, remind, case=case, note="Gấp", at=SOON)

    with pytest.raises(AlreadyReminded):
        acting(leader, remind, case=case, note=" Gấp ", at=SOON)
    acting(leader, remind, case=case, note="Rất gấp", at=SOON)
    acting(leader, remind, case=case, note="Rất gấp", at=tomorrow)

    assert CaseEvent.objects.filter(case=case, kind="REMIND").count() == 3


@pytest.mark.parametrize("role", ["CLERK", "SPECIALIST", "REGISTRAR"])
def test_only_heads_assign_and_remind(case: Case, ward: Ward, role: str, colleague_id: int) -> None:
    accepted(case, ward)

    with pytest.raises(NotAuthorised):
        acting(ward.actor(role), remind, case=case, note="", at=SOON)
    words = {"person_id": colleague_id, "note": ""}
    with pytest.raises(NotAuthorised):
        acting(ward.actor(role), assign, case=case, at=SOON, **words)


def test_step_is_given_to_somebody_who_does_it(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    clerk_id = ward.actor("CLERK").person_id

    with pytest.raises(UnknownColleague):
        acting(ward.actor("LEADER"), assign, case=case, person_id=clerk_id, note="", at=SOON)
