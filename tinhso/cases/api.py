"""The door of cases: what other slices and layers may call."""

from tinhso.cases.models import Case, CaseEvent, CaseState, Channel, Consultation, Draft
from tinhso.cases.operations import *  # noqa: F403
from tinhso.cases.operations import __all__ as _operations
from tinhso.cases.permissions import (
    NotAuthorised,
    access_case_for_citizen,
    access_case_for_officer,
    access_draft,
    allowed_actions,
)
from tinhso.cases.queries import (
    CaseList,
    Progress,
    Tab,
    WorkCounts,
    case_list,
    count_work,
    explain_due,
    filing_list,
    find_cases,
    find_progress,
    list_cases_of_citizen,
    list_drafts,
    list_events,
    new_filings,
    open_consultations,
    worklist,
)
from tinhso.cases.rules import NATIONAL_STATE_CODES, Action

__all__ = [
    "NATIONAL_STATE_CODES",
    "Action",
    "Case",
    "CaseEvent",
    "CaseList",
    "CaseState",
    "Channel",
    "Consultation",
    "Draft",
    "NotAuthorised",
    "Progress",
    "Tab",
    "WorkCounts",
    "access_case_for_citizen",
    "access_case_for_officer",
    "access_draft",
    "allowed_actions",
    "case_list",
    "count_work",
    "explain_due",
    "filing_list",
    "find_cases",
    "find_progress",
    "list_cases_of_citizen",
    "list_drafts",
    "list_events",
    "new_filings",
    "open_consultations",
    "worklist",
    *_operations,
]
