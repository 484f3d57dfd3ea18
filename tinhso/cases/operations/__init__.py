"""Writes on cases: each operation is one transaction, recorded once in history and ledger."""

from tinhso.cases.operations.acts import CaseActionRefused, CaseAlreadyDecided, event_payload
from tinhso.cases.operations.closing import (
    AlreadyRated,
    ScoreOutOfRange,
    rate_case,
    withdraw_case,
)
from tinhso.cases.operations.direct import Application, WayNotOffered, file_application
from tinhso.cases.operations.drafts import (
    DraftAlreadyFiled,
    PlaceNotChosen,
    TooManyPapers,
    Writer,
    attach_paper,
    choose_place,
    discard_draft,
    papers_by_code,
    remove_paper,
    save_page,
    start_draft,
    submit_draft,
)
from tinhso.cases.operations.filing import (
    Filing,
    FormInvalid,
    Offices,
    PapersMissing,
    missing_papers,
    submit_case,
)
from tinhso.cases.operations.intake import ReasonRequired, accept_case, refuse_case
from tinhso.cases.operations.results import (
    ResultNotDrafted,
    draft_result,
    hand_over_result,
    issue_result,
    preview_result,
    sign_result,
)
from tinhso.cases.operations.reuse import keep_result, reuse_paper
from tinhso.cases.operations.slips import SLIP_TITLES, issue_slip
from tinhso.cases.operations.steps import (
    StepNeedsOwnAct,
    UnknownColleague,
    answer_consultation,
    consult,
    forward_step,
    return_step,
)
from tinhso.cases.operations.supplements import (
    Supplement,
    SupplementAlreadyRequested,
    provide_supplement,
    request_supplement,
)

__all__ = [
    "SLIP_TITLES",
    "AlreadyRated",
    "Application",
    "CaseActionRefused",
    "CaseAlreadyDecided",
    "DraftAlreadyFiled",
    "Filing",
    "FormInvalid",
    "Offices",
    "PapersMissing",
    "PlaceNotChosen",
    "ReasonRequired",
    "ResultNotDrafted",
    "ScoreOutOfRange",
    "StepNeedsOwnAct",
    "Supplement",
    "SupplementAlreadyRequested",
    "TooManyPapers",
    "UnknownColleague",
    "WayNotOffered",
    "Writer",
    "accept_case",
    "answer_consultation",
    "attach_paper",
    "choose_place",
    "consult",
    "discard_draft",
    "draft_result",
    "event_payload",
    "file_application",
    "forward_step",
    "hand_over_result",
    "issue_result",
    "issue_slip",
    "keep_result",
    "missing_papers",
    "papers_by_code",
    "preview_result",
    "provide_supplement",
    "rate_case",
    "refuse_case",
    "remove_paper",
    "request_supplement",
    "return_step",
    "reuse_paper",
    "save_page",
    "sign_result",
    "start_draft",
    "submit_case",
    "submit_draft",
    "withdraw_case",
]
