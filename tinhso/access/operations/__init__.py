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
from tinhso.access.operations.releasing import (
    KeysNotReleased,
    LargeFile,
    check_keys_released,
    find_open_export,
    is_released,
    note_rotation,
    propose_export,
    propose_rotation,
    read_wanted,
    release_address,
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
    "KeysNotReleased",
    "LargeFile",
    "NotReviewable",
    "Proposal",
    "ReasonTooShort",
    "RequestNotYours",
    "ReviewRefused",
    "answer_request",
    "ask_for_data",
    "break_glass",
    "check_keys_released",
    "decide_change",
    "end_emergency",
    "find_open_export",
    "forget_archives",
    "is_released",
    "note_rotation",
    "open_reviews",
    "propose_change",
    "propose_export",
    "propose_rotation",
    "read_in_emergency",
    "read_wanted",
    "release_address",
    "review_appointment",
    "review_emergency",
]
