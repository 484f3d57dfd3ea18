"""Rows of the indicators slice: definitions, periods, facts and their sums, sources."""

from tinhso.indicators.models.definitions import FIELD_NAMES, Indicator, IndicatorVersion
from tinhso.indicators.models.facts import Fact, FactSum, FactTotal
from tinhso.indicators.models.periods import Period
from tinhso.indicators.models.sources import (
    Batch,
    BatchState,
    FactFile,
    QuarantinedRow,
    Source,
    SourceKind,
)

__all__ = [
    "FIELD_NAMES",
    "Batch",
    "BatchState",
    "Fact",
    "FactFile",
    "FactSum",
    "FactTotal",
    "Indicator",
    "IndicatorVersion",
    "Period",
    "QuarantinedRow",
    "Source",
    "SourceKind",
]
