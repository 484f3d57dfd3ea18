"""The door of the indicators slice: what daily work tells, and what boards and reports ask."""

from tinhso.indicators.gateways import ENGINES, NoSuchEngine, answer
from tinhso.indicators.models import FIELD_NAMES, Indicator, IndicatorVersion, Period, Source
from tinhso.indicators.operations import Recorded, SubjectFact, tell_subjects
from tinhso.indicators.permissions import access_indicator, catalogue_for, indicators_for
from tinhso.indicators.queries import (
    NumberOf,
    SubjectLink,
    facts_behind,
    find_subject,
    register_subject_kind,
    targets_of,
)
from tinhso.indicators.rules import (
    AreaLevel,
    Calendar,
    NoSuchPeriod,
    PeriodKind,
    Span,
    Standing,
    Sums,
    periods,
)
from tinhso.indicators.rules.metrics import (
    Answer,
    Capability,
    Cell,
    CellState,
    MetricQuery,
    Reading,
)

__all__ = [
    "ENGINES",
    "FIELD_NAMES",
    "Answer",
    "AreaLevel",
    "Calendar",
    "Capability",
    "Cell",
    "CellState",
    "Indicator",
    "IndicatorVersion",
    "MetricQuery",
    "NoSuchEngine",
    "NoSuchPeriod",
    "NumberOf",
    "Period",
    "PeriodKind",
    "Reading",
    "Recorded",
    "Source",
    "Span",
    "Standing",
    "SubjectFact",
    "SubjectLink",
    "Sums",
    "access_indicator",
    "answer",
    "catalogue_for",
    "facts_behind",
    "find_subject",
    "indicators_for",
    "periods",
    "register_subject_kind",
    "targets_of",
    "tell_subjects",
]
