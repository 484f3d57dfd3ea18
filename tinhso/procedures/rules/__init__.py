"""Pure rules of procedures: completeness of the legal parts, words people search by."""

from tinhso.procedures.rules.completeness import changed_parts, missing_parts
from tinhso.procedures.rules.words import (
    Phrase,
    asks_follow_up,
    is_follow_up,
    phrases_of,
    search_words,
)

__all__ = [
    "Phrase",
    "asks_follow_up",
    "changed_parts",
    "is_follow_up",
    "missing_parts",
    "phrases_of",
    "search_words",
]
