"""What may happen to a case, in which state, by whom; the national codes; the case code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tinhso.core.state_machine import StateMachine, Transition


class Action(StrEnum):
    """Everything a person can do to a case."""

    SUBMIT = "SUBMIT"
    ACCEPT = "ACCEPT"
    REFUSE = "REFUSE"
    REQUEST_SUPPLEMENT = "REQUEST_SUPPLEMENT"
    PROVIDE_SUPPLEMENT = "PROVIDE_SUPPLEMENT"
    FORWARD = "FORWARD"
    RETURN_STEP = "RETURN_STEP"
    CONSULT = "CONSULT"
    ANSWER_CONSULTATION = "ANSWER_CONSULTATION"
    DRAFT_RESULT = "DRAFT_RESULT"
    SIGN_RESULT = "SIGN_RESULT"
    ISSUE_RESULT = "ISSUE_RESULT"
    HAND_OVER = "HAND_OVER"
    WITHDRAW = "WITHDRAW"
    RATE = "RATE"


#: National synchronisation codes of the states, as a running provincial system uses them.
NATIONAL_STATE_CODES: Mapping[str, int] = {
    "FILED": 1,
    "ACCEPTED": 2,
    "REFUSED": 3,
    "IN_PROGRESS": 4,
    "SUPPLEMENT_REQUESTED": 5,
    "PAYMENT_REQUESTED": 6,
    "WITHDRAWN": 7,
    "STOPPED": 8,
    "FINISHED": 9,
    "RETURNED": 10,
}

_NEW = ""
_OPEN = ("ACCEPTED", "IN_PROGRESS")


def _row(action: Action, sources: Iterable[str], *targets: str) -> Transition:
    return Transition(action, frozenset(sources), targets)


MACHINE = StateMachine(
    [
        _row(Action.SUBMIT, [_NEW], "FILED"),
        _row(Action.ACCEPT, ["FILED"], "ACCEPTED"),
        _row(Action.REFUSE, ["FILED"], "REFUSED"),
        _row(Action.REQUEST_SUPPLEMENT, ["FILED", *_OPEN], "SUPPLEMENT_REQUESTED"),
        _row(Action.PROVIDE_SUPPLEMENT, ["SUPPLEMENT_REQUESTED"], "FILED", "IN_PROGRESS"),
        _row(Action.FORWARD, _OPEN, "IN_PROGRESS"),
        _row(Action.RETURN_STEP, _OPEN, "IN_PROGRESS"),
        _row(Action.CONSULT, _OPEN),
        _row(Action.ANSWER_CONSULTATION, [*_OPEN, "SUPPLEMENT_REQUESTED"]),
        _row(Action.DRAFT_RESULT, _OPEN, "IN_PROGRESS"),
        _row(Action.SIGN_RESULT, ["IN_PROGRESS"], "IN_PROGRESS"),
        _row(Action.ISSUE_RESULT, ["IN_PROGRESS"], "FINISHED"),
        _row(Action.HAND_OVER, ["FINISHED"], "RETURNED"),
        _row(Action.WITHDRAW, ["FILED", *_OPEN, "SUPPLEMENT_REQUESTED"], "WITHDRAWN"),
        _row(Action.RATE, ["REFUSED", "FINISHED", "RETURNED"]),
    ]
)


class Place(StrEnum):
    """Whose hands an action belongs in."""

    APPLICANT = "APPLICANT"
    RECEIVING = "RECEIVING"
    STEP = "STEP"


_CLERK = frozenset({"CLERK"})
_APPLICANT = (Place.APPLICANT, frozenset[str]())
_AT_COUNTER = (Place.RECEIVING, _CLERK)
_STEP_HOLDER = (Place.STEP, frozenset[str]())

#: Who may do what: alternatives of a place and, for officers, the roles that may (empty: the
#: role of the open step).
AUTHORITY: Mapping[Action, tuple[tuple[Place, frozenset[str]], ...]] = {
    Action.SUBMIT: (_APPLICANT, _AT_COUNTER),
    Action.ACCEPT: (_AT_COUNTER,),
    Action.REFUSE: (_AT_COUNTER,),
    Action.REQUEST_SUPPLEMENT: ((Place.STEP, frozenset({"CLERK", "SPECIALIST", "HEAD_OF_UNIT"})),),
    Action.PROVIDE_SUPPLEMENT: (_APPLICANT, _AT_COUNTER),
    Action.FORWARD: (_STEP_HOLDER,),
    Action.RETURN_STEP: (_STEP_HOLDER,),
    Action.CONSULT: ((Place.STEP, frozenset({"SPECIALIST", "HEAD_OF_UNIT"})),),
    Action.DRAFT_RESULT: ((Place.STEP, frozenset({"SPECIALIST"})),),
    Action.SIGN_RESULT: ((Place.STEP, frozenset({"LEADER"})),),
    Action.ISSUE_RESULT: ((Place.STEP, frozenset({"REGISTRAR"})),),
    Action.HAND_OVER: (_APPLICANT, _AT_COUNTER),
    Action.WITHDRAW: (_APPLICANT, _AT_COUNTER),
    Action.RATE: (_APPLICANT,),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the law as dated parameters; every one is still to be confirmed (U)."""

    supplement_requests: int
    acceptance_hours: int
    source: str
    valid_from: date


LIMITS: tuple[Limits, ...] = (
    Limits(
        supplement_requests=1,
        acceptance_hours=8,
        source="Nghị định 61/2018/NĐ-CP (cần đối chiếu điều khoản)",
        valid_from=date(2018, 6, 21),
    ),
)


def limits_on(day: date) -> Limits:
    """Give the limits in force on a day.

    :raises LookupError: when none was in force yet.
    """
    rows = [limits for limits in LIMITS if limits.valid_from <= day]
    if not rows:
        raise LookupError(day)
    return rows[-1]


def case_code(agency_code: str, day: date, number: int) -> str:
    """Write a case code ``<agency>-yymmdd-NNNN``; the number grows past four digits."""
    return f"{agency_code}-{day:%y%m%d}-{number:04d}"


_UNSPOKEN = frozenset({"và", "của", "-", "tỉnh"})


def result_notation(abbreviation: str, agency_kind: str, agency_short_name: str) -> str:
    """Give the notation after a result's number: ``GPXD-UBND``, ``CCHN-STP``.

    Committees sign as UBND; a department by the initials of its short name (Decree 30/2020
    annex I leaves the abbreviation to the agency: to be confirmed with the province).
    """
    if agency_kind == "PEOPLES_COMMITTEE":
        return f"{abbreviation}-UBND"
    words = [word for word in agency_short_name.split() if word.lower() not in _UNSPOKEN]
    return f"{abbreviation}-{''.join(word[0] for word in words).upper()}"


def may_withdraw(*, decided: bool) -> bool:
    """A case is stopped on request only while no decision exists (FACTS: offices)."""
    return not decided


def needs_own_act(*, role: str, next_role: str | None, is_drafted: bool) -> bool:
    """Tell whether a step is left by signing, registering or drafting, not by passing on."""
    return (
        next_role is None
        or role in {"LEADER", "REGISTRAR"}
        or (next_role == "LEADER" and not is_drafted)
    )


def fold_changes(changes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Give the pointers of a case after all its events, later ones over earlier ones."""
    folded: dict[str, Any] = {}
    for change in changes:
        folded.update(change)
    return folded


def progress_percent(*, spent_minutes: int, total_minutes: int) -> int:
    """Give the share of the working time used, 0–100 and beyond when overdue."""
    return 100 if total_minutes <= 0 else round(100 * spent_minutes / total_minutes)
