"""Stopping: withdrawn online with a notice signed later, stopped by the agency with the law."""

import pytest

from tinhso.cases.models import Case, CaseEvent, CaseSlip, CaseState
from tinhso.cases.operations import (
    CaseActionRefused,
    CaseAlreadyDecided,
    LawNotCited,
    ReasonRequired,
    notify_stop,
    refuse_case,
    stop_case,
    withdraw_case,
)
from tinhso.cases.permissions import NotAuthorised
from tinhso.cases.queries import watch_of
from tinhso.cases.rules import NATIONAL_STATE_CODES
from tinhso.cases.tasks import issue_case_slip
from tinhso.cases.tests.factories import Ward
from tinhso.cases.tests.walk import SOON, accepted, acting, drafted, signed
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account
from tinhso.ledger.api import find_entries
from tinhso.notifications.models import Notification
from tinhso.workflow.api import list_steps


def law_of(case: Case) -> str:
    """Give an article of the first law of the case's procedure."""
    return f"khoản 1 Điều 16, {case.version.content['legal_basis'][0]['number']}"


def stopped(case: Case, ward: Ward, role: str = "LEADER", **changes: str) -> Case:
    """Stop a case on the agency's side."""
    words = {"reason": "Người nộp đã mất.", "legal_basis": law_of(case), **changes}
    return acting(ward.actor(role), stop_case, case=case, at=SOON, **words)


def test_online_withdrawal_waits_for_the_clerks_notice(
    case: Case, ward: Ward, account: CitizenAccount
) -> None:
    accepted(case, ward)
    acting(actor_of_account(account), withdraw_case, case=case, reason="Khai nhầm.", at=SOON)
    clerk = ward.actor("CLERK")
    with acting_as(clerk):
        assert [row.pk for row in watch_of(clerk, at=SOON).stop_notices] == [case.pk]

    done = acting(clerk, notify_stop, case=case, at=SOON)
    issue_case_slip(
        case_id=done.pk, form="05", event_ordinal=done.event_count, actor=clerk.as_json()
    )

    slip = CaseSlip.objects.get(case=done)
    assert (slip.form, slip.document.state) == ("05", "ISSUED")
    assert slip.document.content["reasons"] == ["Khai nhầm."]
    assert slip.document.signatures.count() == 2
    with acting_as(clerk):
        assert watch_of(clerk, at=SOON).stop_notices == []


def test_one_notice_is_enough(case: Case, ward: Ward, account: CitizenAccount) -> None:
    accepted(case, ward)
    acting(actor_of_account(account), withdraw_case, case=case, reason="", at=SOON)
    acting(ward.actor("CLERK"), notify_stop, case=case, at=SOON)

    with pytest.raises(CaseActionRefused):
        acting(ward.actor("CLERK"), notify_stop, case=case, at=SOON)


@pytest.mark.parametrize("role", ["SPECIALIST", "LEADER", "REGISTRAR"])
def test_only_the_counter_signs_the_notice(
    case: Case, ward: Ward, account: CitizenAccount, role: str
) -> None:
    accepted(case, ward)
    acting(actor_of_account(account), withdraw_case, case=case, reason="", at=SOON)

    with pytest.raises(NotAuthorised):
        acting(ward.actor(role), notify_stop, case=case, at=SOON)


def test_filing_withdrawn_before_acceptance_needs_no_notice(
    case: Case, ward: Ward, account: CitizenAccount
) -> None:
    acting(actor_of_account(account), withdraw_case, case=case, reason="", at=SOON)

    with pytest.raises(CaseActionRefused):
        acting(ward.actor("CLERK"), notify_stop, case=case, at=SOON)


def test_leader_stops_with_reason_and_law(case: Case, ward: Ward) -> None:
    accepted(case, ward)

    done = stopped(case, ward)

    assert (done.state, done.step_code) == (CaseState.STOPPED, "")
    assert NATIONAL_STATE_CODES[done.state] == 8
    assert all(run.left_at for run in list_steps(f"case:{done.pk}"))
    assert CaseEvent.objects.get(case=done, kind="STOP").facts["legal_basis"] == law_of(case)
    assert find_entries(f"case:{done.pk}")[-1].kind == "CASE_STOP"
    assert Notification.objects.filter(template="case_stopped").count() == 1


def test_notice_prints_the_law_beside_the_reason(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    done = stopped(case, ward)
    leader = ward.actor("LEADER").as_json()

    issue_case_slip(case_id=done.pk, form="05", event_ordinal=done.event_count, actor=leader)

    content = CaseSlip.objects.get(case=done).document.content
    assert content["reasons"] == ["Người nộp đã mất."]
    assert content["legal_basis"] == law_of(case)


def test_stopping_needs_a_reason_and_a_law_of_the_procedure(case: Case, ward: Ward) -> None:
    accepted(case, ward)

    with pytest.raises(ReasonRequired):
        stopped(case, ward, reason="")
    with pytest.raises(LawNotCited):
        stopped(case, ward, legal_basis="Điều 1 Luật tôi nghĩ ra")


def test_refusing_rests_on_a_law_of_the_procedure(case: Case, ward: Ward) -> None:
    words = {"reason": "Sai nơi nộp", "legal_basis": "Theo quy định hiện hành"}

    with pytest.raises(LawNotCited):
        acting(ward.actor("CLERK"), refuse_case, case=case, at=SOON, **words)


@pytest.mark.parametrize("role", ["CLERK", "SPECIALIST", "HEAD_OF_UNIT", "REGISTRAR"])
def test_nobody_but_the_leader_stops(case: Case, ward: Ward, role: str) -> None:
    accepted(case, ward)

    with pytest.raises(NotAuthorised):
        stopped(case, ward, role)


def test_decided_case_is_not_stopped(case: Case, ward: Ward) -> None:
    signed(drafted(accepted(case, ward), ward), ward)

    with pytest.raises(CaseAlreadyDecided):
        stopped(case, ward)


def test_new_filing_is_refused_not_stopped(case: Case, ward: Ward) -> None:
    with pytest.raises(CaseActionRefused):
        stopped(case, ward)
