"""The door of the reorganisation slice: prepare, count, decide, approve, run, verify, report."""

from tinhso.reorganisation.models import AgencyRow, MatterRow, Reorganisation, Transfer
from tinhso.reorganisation.operations import *  # noqa: F403
from tinhso.reorganisation.operations import __all__ as _operations
from tinhso.reorganisation.permissions import (
    ApproverIsProposer,
    NotAllowed,
    access_reorganisation,
    can_approve,
    can_prepare,
)
from tinhso.reorganisation.queries import *  # noqa: F403
from tinhso.reorganisation.queries import __all__ as _queries
from tinhso.reorganisation.rules import State

__all__ = [
    "AgencyRow",
    "ApproverIsProposer",
    "MatterRow",
    "NotAllowed",
    "Reorganisation",
    "State",
    "Transfer",
    "access_reorganisation",
    "can_approve",
    "can_prepare",
    *_operations,
    *_queries,
]
