"""What may happen to a case, in which state, by whom; the national codes of the states."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

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
    # The paths beside the straight one.
    ASSIGN = "ASSIGN"
    REMIND = "REMIND"
    ESCALATE = "ESCALATE"
    RESCHEDULE = "RESCHEDULE"
    STOP = "STOP"
    NOTIFY_STOP = "NOTIFY_STOP"
    OPEN_BRANCHES = "OPEN_BRANCHES"
    FINISH_BRANCH = "FINISH_BRANCH"
    RECALL_BRANCH = "RECALL_BRANCH"
    PLAN_INSPECTION = "PLAN_INSPECTION"
    RECORD_INSPECTION = "RECORD_INSPECTION"
    PREPARE_CORRECTION = "PREPARE_CORRECTION"
    SIGN_CORRECTION = "SIGN_CORRECTION"
    ISSUE_CORRECTION = "ISSUE_CORRECTION"
    COMPLAIN = "COMPLAIN"
    ANSWER_COMPLAINT = "ANSWER_COMPLAINT"
    ISSUE_CONTROL_SLIP = "ISSUE_CONTROL_SLIP"
    MIGRATE = "MIGRATE"
    REQUEST_PAYMENT = "REQUEST_PAYMENT"
    CONFIRM_PAYMENT = "CONFIRM_PAYMENT"
    NOTE_PAYMENT = "NOTE_PAYMENT"
    TRANSFER = "TRANSFER"


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

#: States in which nothing more is to be done; all others move when an agency ends.
CLOSED_STATES = frozenset({"REFUSED", "WITHDRAWN", "STOPPED", "RETURNED"})
OPEN_STATES = frozenset(NATIONAL_STATE_CODES) - CLOSED_STATES

_NEW = ""
_OPEN = ("ACCEPTED", "IN_PROGRESS")
_WAITING = ("SUPPLEMENT_REQUESTED", "PAYMENT_REQUESTED")
_ISSUED = ("FINISHED", "RETURNED")


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
        _row(Action.ANSWER_CONSULTATION, [*_OPEN, *_WAITING]),
        _row(Action.DRAFT_RESULT, _OPEN, "IN_PROGRESS"),
        _row(Action.SIGN_RESULT, ["IN_PROGRESS"], "IN_PROGRESS"),
        _row(Action.ISSUE_RESULT, ["IN_PROGRESS"], "FINISHED"),
        _row(Action.HAND_OVER, ["FINISHED"], "RETURNED"),
        _row(Action.WITHDRAW, ["FILED", *_OPEN, *_WAITING], "WITHDRAWN"),
        _row(Action.RATE, ["REFUSED", "FINISHED", "RETURNED"]),
        _row(Action.ASSIGN, _OPEN),
        _row(Action.REMIND, ["FILED", *_OPEN]),
        _row(Action.ESCALATE, ["FILED", *_OPEN]),
        _row(Action.RESCHEDULE, _OPEN),
        _row(Action.STOP, [*_OPEN, *_WAITING], "STOPPED"),
        _row(Action.NOTIFY_STOP, ["WITHDRAWN"]),
        _row(Action.OPEN_BRANCHES, _OPEN, "IN_PROGRESS"),
        _row(Action.FINISH_BRANCH, [*_OPEN, *_WAITING]),
        _row(Action.RECALL_BRANCH, [*_OPEN, *_WAITING]),
        _row(Action.PLAN_INSPECTION, _OPEN),
        _row(Action.RECORD_INSPECTION, _OPEN),
        _row(Action.PREPARE_CORRECTION, _ISSUED),
        _row(Action.SIGN_CORRECTION, _ISSUED),
        _row(Action.ISSUE_CORRECTION, _ISSUED),
        _row(Action.COMPLAIN, NATIONAL_STATE_CODES),
        _row(Action.ANSWER_COMPLAINT, NATIONAL_STATE_CODES),
        _row(Action.MIGRATE, ["FILED", *_OPEN, *_WAITING]),
        _row(Action.ISSUE_CONTROL_SLIP, set(NATIONAL_STATE_CODES) - {"FILED", "REFUSED"}),
        # Money: asked for, come while the case waited for it, come at any other time.
        _row(Action.REQUEST_PAYMENT, ["FILED", *_OPEN], "PAYMENT_REQUESTED"),
        _row(Action.CONFIRM_PAYMENT, ["PAYMENT_REQUESTED"], "FILED", "IN_PROGRESS"),
        _row(Action.NOTE_PAYMENT, set(NATIONAL_STATE_CODES) - {"PAYMENT_REQUESTED"}),
        _row(Action.TRANSFER, OPEN_STATES),
    ]
)


class Place(StrEnum):
    """Whose hands an action belongs in."""

    APPLICANT = "APPLICANT"
    CO_SIGNER = "CO_SIGNER"
    RECEIVING = "RECEIVING"
    COMPETENT = "COMPETENT"
    STEP = "STEP"
    STEP_AGENCY = "STEP_AGENCY"
    BRANCH = "BRANCH"
    PLATFORM = "PLATFORM"
    CATALOGUE = "CATALOGUE"


_CLERK = frozenset({"CLERK"})
_LEADER = frozenset({"LEADER"})
_HEADS = frozenset({"HEAD_OF_UNIT", "LEADER"})
_EXAMINERS = frozenset({"SPECIALIST", "HEAD_OF_UNIT"})
_DECIDING = _EXAMINERS | {"LEADER", "REGISTRAR"}
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
    Action.WITHDRAW: (_APPLICANT, (Place.CO_SIGNER, frozenset()), _AT_COUNTER),
    Action.RATE: (_APPLICANT,),
    Action.ASSIGN: ((Place.STEP_AGENCY, _HEADS), (Place.STEP, _CLERK)),
    Action.REMIND: ((Place.COMPETENT, _HEADS),),
    Action.ESCALATE: ((Place.PLATFORM, frozenset()),),
    Action.RESCHEDULE: ((Place.COMPETENT, _LEADER),),
    Action.STOP: ((Place.COMPETENT, _LEADER),),
    Action.NOTIFY_STOP: (_AT_COUNTER,),
    Action.OPEN_BRANCHES: ((Place.STEP, _EXAMINERS),),
    Action.FINISH_BRANCH: ((Place.BRANCH, _EXAMINERS | _LEADER),),
    Action.RECALL_BRANCH: ((Place.STEP, _EXAMINERS),),
    Action.PLAN_INSPECTION: ((Place.STEP, _EXAMINERS),),
    Action.RECORD_INSPECTION: ((Place.STEP, _EXAMINERS),),
    Action.PREPARE_CORRECTION: ((Place.COMPETENT, _EXAMINERS),),
    Action.SIGN_CORRECTION: ((Place.COMPETENT, _LEADER),),
    Action.ISSUE_CORRECTION: ((Place.COMPETENT, frozenset({"REGISTRAR"})),),
    Action.COMPLAIN: (_APPLICANT, _AT_COUNTER),
    Action.ANSWER_COMPLAINT: ((Place.COMPETENT, _LEADER),),
    Action.MIGRATE: ((Place.CATALOGUE, frozenset({"ADMINISTRATOR"})),),
    Action.ISSUE_CONTROL_SLIP: (_AT_COUNTER, (Place.COMPETENT, _DECIDING)),
    Action.REQUEST_PAYMENT: ((Place.STEP, frozenset({"CLERK", "SPECIALIST", "HEAD_OF_UNIT"})),),
    # Nobody says that money came: only the payment itself does (``handlers``).
    Action.CONFIRM_PAYMENT: (),
    Action.NOTE_PAYMENT: (),
}


#: Beginnings of the questions about where the matter itself lies; others ask where people live.
_PLACES_OF_MATTER = ("plot_", "business_", "establishment_", "production_")


def places_of_matter(area_questions: Iterable[str]) -> list[str]:
    """Give the questions for an area, those about the matter's own place before people's homes."""
    return sorted(area_questions, key=lambda name: not name.startswith(_PLACES_OF_MATTER))
