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
from tinhso.indicators.queries.loads import Freshness, batches_of, freshness_of, quarantined_of
from tinhso.indicators.queries.places import Placing, level_of, place_areas, targets_of

__all__ = [
    "Freshness",
    "NumberOf",
    "Placing",
    "SubjectLink",
    "batches_of",
    "facts_behind",
    "find_subject",
    "found_indicators",
    "freshness_of",
    "latest_periods",
    "level_of",
    "page_of_indicators",
    "place_areas",
    "quarantined_of",
    "register_subject_kind",
    "targets_of",
    "versions_of",
]
