"""Where a draft stands between writing and publication."""

from collections.abc import Iterable
from enum import StrEnum


class ReviewStage(StrEnum):
    """Stages of a draft."""

    WRITING = "WRITING"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    APPROVED = "APPROVED"


_STAGES = {
    "SUBMITTED": ReviewStage.SUBMITTED,
    "RETURNED": ReviewStage.RETURNED,
    "APPROVED": ReviewStage.APPROVED,
}


def review_stage(acts: Iterable[tuple[str, str]], content_hash: str) -> ReviewStage:
    """Give the stage from the acts in order, each with the content's hash at its time.

    An edit makes every submission and approval before it void: they spoke of other words.
    """
    last = ReviewStage.WRITING
    for kind, about in acts:
        if kind in _STAGES and about == content_hash:
            last = _STAGES[kind]
    return last
