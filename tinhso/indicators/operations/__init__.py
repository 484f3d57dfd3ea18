"""Writes of the indicators slice: definitions, facts, corrections, loads."""

from tinhso.indicators.operations.bulk import copy_facts
from tinhso.indicators.operations.correcting import (
    NotCorrectable,
    NothingChanged,
    ReasonMissing,
    correct_fact,
)
from tinhso.indicators.operations.credentials import issue_credential
from tinhso.indicators.operations.defining import (
    BadCatalogue,
    Definition,
    changed_definition,
    define_indicator,
    definition_of,
    load_catalogue,
)
from tinhso.indicators.operations.demo import load_demo_facts
from tinhso.indicators.operations.ingesting import (
    BatchTaken,
    ColumnsMissing,
    GivenFile,
    NotReleasable,
    RowDecided,
    SourceClosed,
    decide_row,
    load_part,
    order_loading,
    receive_batch,
    take_rows,
)
from tinhso.indicators.operations.periods import load_periods
from tinhso.indicators.operations.recording import (
    NewFact,
    Origin,
    Recorded,
    record_facts,
    withdraw_facts,
)
from tinhso.indicators.operations.subjects import SubjectFact, tell_subjects

__all__ = [
    "take_rows",
    "receive_batch",
    "order_loading",
    "load_part",
    "issue_credential",
    "decide_row",
    "SourceClosed",
    "RowDecided",
    "NotReleasable",
    "GivenFile",
    "ColumnsMissing",
    "BatchTaken",
    "BadCatalogue",
    "Definition",
    "NewFact",
    "NotCorrectable",
    "NothingChanged",
    "Origin",
    "ReasonMissing",
    "Recorded",
    "SubjectFact",
    "changed_definition",
    "copy_facts",
    "correct_fact",
    "define_indicator",
    "definition_of",
    "load_catalogue",
    "load_demo_facts",
    "load_periods",
    "record_facts",
    "tell_subjects",
    "withdraw_facts",
]
