"""Rules of the indicators slice: periods, definitions, numbers, small cells; no Django."""

from tinhso.indicators.rules.definitions import (
    AreaLevel,
    Direction,
    Expression,
    OverAreas,
    OverTime,
    Sensitivity,
    Standing,
    Term,
    ValueKind,
    read_expression,
    standing,
)
from tinhso.indicators.rules.numbers import Sums, rounded, total, value_of
from tinhso.indicators.rules.periods import Calendar, NoSuchPeriod, PeriodKind, Span
from tinhso.indicators.rules.suppression import is_small, suppressed

__all__ = [
    "AreaLevel",
    "Calendar",
    "Direction",
    "Expression",
    "NoSuchPeriod",
    "OverAreas",
    "OverTime",
    "PeriodKind",
    "Sensitivity",
    "Span",
    "Standing",
    "Sums",
    "Term",
    "ValueKind",
    "is_small",
    "read_expression",
    "rounded",
    "standing",
    "suppressed",
    "total",
    "value_of",
]
