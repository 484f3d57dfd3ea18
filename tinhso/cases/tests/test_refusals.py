"""Who may not do what: every act by every wrong hand, and acts the state forbids."""

from collections.abc import Callable
from typing import Any

import pytest

from tinhso.cases.models import Case, CaseEvent
from tinhso.cases.operations import (
    CaseActionRefused,
    CaseAlreadyDecided,
    FormInvalid,
    ReasonRequired,
    StepNeedsOwnAct,
    UnknownColleague,
    accept_case,
    answer_consultation,
    consult,
    draft_result,
    forward_step,
    hand_over_result,
    issue_result,
    refuse_case,
    return_step,
    sign_result,
    withdraw_case,
)
from tinhso.cases.permissions import NotAuthorised, allowed_actions
from tinhso.cases.rules import Action
from tinhso.cases.tests.factories import AT, Ward, make_case, make_ward
from tinhso.cases.tests.walk import RESULT_FIELDS, SOON, accepted, drafted, signed
from tinhso.core.actors import Actor
from tinhso.core.rls import acting_as
from tinhso.identity.models import CitizenAccount
from tinhso.identity.tests.factories import actor_of_account, make_citizen
from tinhso.orgs.tests.factories import make_area
from tinhso.procedures.models import ProcedureVersion

Operation = Callable[..., Any]
REFUSAL = {"reason": "Không thuộc thẩm quyền", "legal_basis": "Luật Hộ tịch"}
STEP_ACTS: list[tuple[Operation, dict[str, Any], str]] = [
    (draft_result, {"fields": RESULT_FIELDS}, "SPECIALIST"),
    (forward_step, {"note": "", "person_id": None}, "SPECIALIST"),
    (return_step, {"reason": "Thiếu thông tin"}, "SPECIALIST"),
    (sign_result, {}, "LEADER"),
    (issue_result, {}, "REGISTRAR"),
]


@pytest.fixture
def case(ward: Ward, account: CitizenAccount, version: ProcedureVersion) -> Case:
    return make_case(account, version)


def _try(operation: Operation, case: Case, actor: Actor, **words: Any) -> Any:
    with acting_as(actor):
        return operation(case=case, actor=actor, at=SOON, **words)


@pytest.mark.parametrize("role", ["SPECIALIST", "LEADER", "REGISTRAR", "HEAD_OF_UNIT"])
def test_only_the_clerk_accepts_or_refuses(case: Case, ward: Ward, role: str) -> None:
    for operation, words in ((accept_case, {}), (refuse_case, REFUSAL)):
        with pytest.raises(NotAuthorised):
            _try(operation, case, ward.actor(role), **words)
    assert CaseEvent.objects.filter(case=case).count() == 1


WRONG_HANDS = [
    (operation, words, role)
    for operation, words, holder in STEP_ACTS
    for role in ("CLERK", "SPECIALIST", "LEADER", "REGISTRAR", "HEAD_OF_UNIT")
    if (holder, role) != ("SPECIALIST", "SPECIALIST")
]


@pytest.mark.parametrize(("operation", "words", "role"), WRONG_HANDS)
def test_case_at_the_specialist_is_worked_by_nobody_else(
    case: Case, ward: Ward, operation: Operation, words: dict[str, Any], role: str
) -> None:
    events = accepted(case, ward).event_count

    with pytest.raises((NotAuthorised, CaseActionRefused)):
        _try(operation, case, ward.actor(role), **words)
    assert CaseEvent.objects.filter(case=case).count() == events


def test_officers_of_another_ward_cannot_even_see_the_case(case: Case, ward: Ward) -> None:
    other = make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)

    for role in ("CLERK", "SPECIALIST", "LEADER"):
        with acting_as(other.actor(role)):
            assert not Case.objects.filter(pk=case.pk).exists()
        with pytest.raises(Case.DoesNotExist):
            _try(accept_case, case, other.actor(role))


def test_another_citizen_cannot_withdraw_the_case(case: Case) -> None:
    stranger = actor_of_account(make_citizen(full_name="Lê Văn Khác"))

    with pytest.raises(Case.DoesNotExist):
        _try(withdraw_case, case, stranger, reason="")


def test_decided_case_is_neither_withdrawn_nor_sent_back(
    case: Case, ward: Ward, account: CitizenAccount
) -> None:
    done = signed(drafted(accepted(case, ward), ward), ward)

    with pytest.raises(CaseAlreadyDecided):
        _try(withdraw_case, done, actor_of_account(account), reason="")
    with pytest.raises(CaseAlreadyDecided):
        _try(return_step, done, ward.actor("REGISTRAR"), reason="Sai chính tả")


def test_acting_twice_is_refused_the_second_time(case: Case, ward: Ward) -> None:
    accepted(case, ward)

    with pytest.raises(CaseActionRefused):
        accepted(case, ward)


def test_case_reaches_the_leader_only_with_a_draft(case: Case, ward: Ward) -> None:
    accepted(case, ward)

    with pytest.raises(StepNeedsOwnAct):
        _try(forward_step, case, ward.actor("SPECIALIST"), note="", person_id=None)


def test_leader_cannot_pass_the_signature_by(case: Case, ward: Ward) -> None:
    drafted(accepted(case, ward), ward)

    with pytest.raises(StepNeedsOwnAct):
        _try(forward_step, case, ward.actor("LEADER"), note="", person_id=None)


def test_colleague_must_do_the_next_step(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    specialist = ward.actor("SPECIALIST")
    _try(draft_result, case, specialist, fields=RESULT_FIELDS)
    clerk_id = ward.actor("CLERK").person_id

    with pytest.raises(UnknownColleague):
        _try(forward_step, case, specialist, note="", person_id=clerk_id)


def test_draft_with_a_missing_field_is_refused_by_name(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    fields = {**RESULT_FIELDS, "register_number": ""}

    with pytest.raises(FormInvalid) as refusal:
        _try(draft_result, case, ward.actor("SPECIALIST"), fields=fields)
    assert "register_number" in refusal.value.errors


def test_refusal_needs_a_reason_and_the_law(case: Case, ward: Ward) -> None:
    for words in ({**REFUSAL, "reason": " "}, {**REFUSAL, "legal_basis": ""}):
        with pytest.raises(ReasonRequired):
            _try(refuse_case, case, ward.actor("CLERK"), **words)


def test_nothing_is_handed_over_before_it_is_issued(
    case: Case, ward: Ward, account: CitizenAccount
) -> None:
    accepted(case, ward)

    for actor in (ward.actor("CLERK"), actor_of_account(account)):
        with pytest.raises(CaseActionRefused):
            _try(hand_over_result, case, actor)


def test_consulted_agency_answers_once_and_never_sees_the_case(case: Case, ward: Ward) -> None:
    accepted(case, ward)
    other = make_ward(make_area("25198", name="Phường Tân Đồng"), number=2)
    asked = _try(
        consult,
        case,
        ward.actor("SPECIALIST"),
        agency_id=other.committee.pk,
        question="Đã đăng ký khai sinh ở phường chưa?",
    )
    answerer = other.actor("SPECIALIST")

    with acting_as(answerer):
        answer_consultation(consultation=asked, answer="Chưa.", actor=answerer, at=SOON)
        assert not Case.objects.filter(pk=case.pk).exists()
        with pytest.raises(CaseActionRefused):
            answer_consultation(consultation=asked, answer="Rồi.", actor=answerer, at=SOON)
    with pytest.raises(NotAuthorised):
        answer_consultation(consultation=asked, answer="Chưa.", actor=ward.actor("LEADER"), at=AT)
    assert CaseEvent.objects.filter(case=case, kind=Action.ANSWER_CONSULTATION).count() == 1


def test_panel_offers_only_what_the_operation_would_do(case: Case, ward: Ward) -> None:
    row = Case.objects.get(pk=case.pk)

    assert allowed_actions(actor=ward.actor("CLERK"), case=row) == {
        Action.ACCEPT,
        Action.REFUSE,
        Action.REQUEST_SUPPLEMENT,
        Action.WITHDRAW,
        Action.COMPLAIN,
        Action.REQUEST_PAYMENT,
    }
    assert allowed_actions(actor=ward.actor("LEADER"), case=row) == {
        Action.REMIND,
        Action.ANSWER_COMPLAINT,
    }
