"""The tables of a case: every state has a code, every action an authority, nothing slips by."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.cases.models import CaseState
from tinhso.cases.rules import (
    AUTHORITY,
    MACHINE,
    NATIONAL_STATE_CODES,
    Action,
    case_code,
    fold_changes,
    limits_on,
    may_withdraw,
)
from tinhso.core.state_machine import TransitionRefused

AFTER_THE_END = {
    Action.RATE,
    Action.NOTIFY_STOP,
    Action.PREPARE_CORRECTION,
    Action.SIGN_CORRECTION,
    Action.ISSUE_CORRECTION,
    Action.COMPLAIN,
    Action.ANSWER_COMPLAINT,
    Action.ISSUE_CONTROL_SLIP,
    Action.NOTE_PAYMENT,  # of money that came before, whose news came late
}
FINAL_STATES = {"REFUSED", "WITHDRAWN", "STOPPED", "RETURNED"}


def test_every_state_has_its_own_national_code() -> None:
    assert set(NATIONAL_STATE_CODES) == set(CaseState.values)
    assert sorted(NATIONAL_STATE_CODES.values()) == list(range(1, 11))


def test_every_action_but_answering_and_transfer_has_an_authority() -> None:
    assert set(Action) - set(AUTHORITY) == {Action.ANSWER_CONSULTATION, Action.TRANSFER}


@pytest.mark.parametrize(
    ("state", "action", "target"),
    [
        ("", Action.SUBMIT, "FILED"),
        ("FILED", Action.ACCEPT, "ACCEPTED"),
        ("FILED", Action.REFUSE, "REFUSED"),
        ("FILED", Action.REQUEST_SUPPLEMENT, "SUPPLEMENT_REQUESTED"),
        ("IN_PROGRESS", Action.REQUEST_SUPPLEMENT, "SUPPLEMENT_REQUESTED"),
        ("ACCEPTED", Action.FORWARD, "IN_PROGRESS"),
        ("IN_PROGRESS", Action.SIGN_RESULT, "IN_PROGRESS"),
        ("IN_PROGRESS", Action.ISSUE_RESULT, "FINISHED"),
        ("FINISHED", Action.HAND_OVER, "RETURNED"),
        ("ACCEPTED", Action.WITHDRAW, "WITHDRAWN"),
    ],
)
def test_legal_move_leads_to_its_state(state: str, action: Action, target: str) -> None:
    assert MACHINE.target(action=action, state=state) == target


@pytest.mark.parametrize("state", sorted(FINAL_STATES))
def test_little_follows_a_final_state(state: str) -> None:
    assert MACHINE.actions_from(state) <= AFTER_THE_END


def test_supplement_returns_to_where_it_was_asked() -> None:
    def resume(wanted: str) -> str:
        return MACHINE.target(
            action=Action.PROVIDE_SUPPLEMENT, state="SUPPLEMENT_REQUESTED", wanted=wanted
        )

    assert [resume("FILED"), resume("IN_PROGRESS")] == ["FILED", "IN_PROGRESS"]
    with pytest.raises(TransitionRefused):
        resume("FINISHED")


@given(st.sampled_from(list(Action)), st.sampled_from(["", *CaseState.values]))
def test_machine_moves_only_where_it_allows(action: Action, state: str) -> None:
    if MACHINE.allows(action=action, state=state):
        assert MACHINE.target(action=action, state=state) in {"", *CaseState.values}
    else:
        with pytest.raises(TransitionRefused):
            MACHINE.target(action=action, state=state)


@pytest.mark.parametrize(
    ("number", "code"),
    [(1, "H10.32-210601-0001"), (9999, "H10.32-210601-9999"), (12345, "H10.32-210601-12345")],
)
def test_case_code_grows_past_four_digits(number: int, code: str) -> None:
    assert case_code("H10.32", date(2021, 6, 1), number) == code


def test_limits_are_those_of_the_day() -> None:
    assert limits_on(date(2021, 6, 1)).supplement_requests == 1
    with pytest.raises(LookupError):
        limits_on(date(2010, 1, 1))


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers())))
def test_folding_keeps_the_last_change_of_each_pointer(changes: list[dict[str, int]]) -> None:
    folded = fold_changes(changes)

    for name, value in folded.items():
        assert [change[name] for change in changes if name in change][-1] == value


def test_decided_case_cannot_be_withdrawn() -> None:
    assert [may_withdraw(decided=False), may_withdraw(decided=True)] == [True, False]
