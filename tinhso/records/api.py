"""The door of records: official documents going out and coming in, for the slices above."""

from tinhso.records.models import Direction, Directive, OfficialDocument, Urgency
from tinhso.records.operations.directing import (
    Assignee,
    Assignment,
    Opinion,
    give_directive,
)
from tinhso.records.permissions import access_official_document

__all__ = [
    "Assignee",
    "Assignment",
    "Direction",
    "Directive",
    "OfficialDocument",
    "Opinion",
    "Urgency",
    "access_official_document",
    "give_directive",
]
