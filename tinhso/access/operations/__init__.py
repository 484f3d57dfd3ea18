"""Writes of controlled access: two-person changes, emergencies, reviews, people's rights."""

from tinhso.access.operations.changes import (
    ChangeNotOpen,
    ChangeProposedAlready,
    ChangeRefused,
    Proposal,
    ReasonTooShort,
    decide_change,
    propose_change,
)
from tinhso.access.operations.emergencies import (
    EmergencyOver,
    EmergencyRefused,
    ReviewRefused,
    break_glass,
    end_emergency,
    read_in_emergency,
    review_emergency,
)
from tinhso.access.operations.reviews import NotReviewable, open_reviews, review_appointment
from tinhso.access.operations.rights import (
    RequestNotYours,
    answer_request,
    ask_for_data,
    forget_archives,
)

__all__ = [
    "ChangeNotOpen",
    "ChangeProposedAlready",
    "ChangeRefused",
    "EmergencyOver",
    "EmergencyRefused",
    "NotReviewable",
    "Proposal",
    "ReasonTooShort",
    "RequestNotYours",
    "ReviewRefused",
    "answer_request",
    "ask_for_data",
    "break_glass",
    "decide_change",
    "end_emergency",
    "forget_archives",
    "open_reviews",
    "propose_change",
    "read_in_emergency",
    "review_appointment",
    "review_emergency",
]
