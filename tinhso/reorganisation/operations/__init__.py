"""Writes of the reorganisation slice: prepare, count, decide, approve, run, verify."""

from tinhso.reorganisation.operations.approving import (
    NotDecided,
    ReasonMissing,
    approve,
    propose,
    return_to_preparation,
)
from tinhso.reorganisation.operations.counting import COUNT_CHUNK, count_everything, order_count
from tinhso.reorganisation.operations.deciding import (
    ChoiceNotOffered,
    confirm_agencies,
    decide_agency,
    decide_matters,
    decide_rows,
)
from tinhso.reorganisation.operations.preparing import (
    DayNotOffered,
    create_reorganisation,
    proposed_heir,
)
from tinhso.reorganisation.operations.running import (
    BATCH_SIZE,
    AnotherRuns,
    TooEarly,
    run_for,
    run_step,
    start_run,
)
from tinhso.reorganisation.operations.steps import StepRefused
from tinhso.reorganisation.operations.verifying import verify

__all__ = [
    "BATCH_SIZE",
    "COUNT_CHUNK",
    "AnotherRuns",
    "ChoiceNotOffered",
    "DayNotOffered",
    "NotDecided",
    "ReasonMissing",
    "StepRefused",
    "TooEarly",
    "approve",
    "confirm_agencies",
    "count_everything",
    "create_reorganisation",
    "decide_agency",
    "decide_matters",
    "decide_rows",
    "order_count",
    "propose",
    "proposed_heir",
    "return_to_preparation",
    "run_for",
    "run_step",
    "start_run",
    "verify",
]
