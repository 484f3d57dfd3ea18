"""The door of records: official documents going out and coming in, for the slices above."""

from tinhso.records.models import Direction, Directive, OfficialDocument, Urgency
from tinhso.records.operations.carrying import Paper, draft_paper
from tinhso.records.operations.directing import (
    Assignee,
    Assignment,
    Opinion,
    give_directive,
)
from tinhso.records.permissions import access_official_document
from tinhso.records.queries.carrying import (
    CarryingDocument,
    Origin,
    carrying_document,
    lacks_document,
    register_origin,
)
from tinhso.records.queries.wording import kind_name
from tinhso.records.rules.carrying import CARRYING_KINDS

__all__ = [
    "CARRYING_KINDS",
    "Assignee",
    "Assignment",
    "CarryingDocument",
    "Direction",
    "Directive",
    "OfficialDocument",
    "Opinion",
    "Origin",
    "Paper",
    "Urgency",
    "access_official_document",
    "carrying_document",
    "draft_paper",
    "give_directive",
    "kind_name",
    "lacks_document",
    "register_origin",
]
