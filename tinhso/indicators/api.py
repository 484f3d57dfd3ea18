"""The door of the indicators slice: what daily work tells, and what boards and reports read."""

from tinhso.indicators.models import Indicator, IndicatorVersion, Period, Source
from tinhso.indicators.operations import Recorded, SubjectFact, tell_subjects

__all__ = [
    "Indicator",
    "IndicatorVersion",
    "Period",
    "Recorded",
    "Source",
    "SubjectFact",
    "tell_subjects",
]
