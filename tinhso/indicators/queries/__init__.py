"""Reads of the indicators slice, for its screens and for slices above."""

from tinhso.indicators.queries.catalogue import found_indicators, page_of_indicators
from tinhso.indicators.queries.latest import latest_periods
from tinhso.indicators.queries.lineage import (
    NumberOf,
    SubjectLink,
    facts_behind,
    find_subject,
    register_subject_kind,
    versions_of,
)
from tinhso.indicators.queries.places import Placing, level_of, place_areas, targets_of

__all__ = [
    "NumberOf",
    "Placing",
    "SubjectLink",
    "facts_behind",
    "find_subject",
    "found_indicators",
    "latest_periods",
    "level_of",
    "page_of_indicators",
    "place_areas",
    "register_subject_kind",
    "targets_of",
    "versions_of",
]
