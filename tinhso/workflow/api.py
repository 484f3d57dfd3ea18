"""The door of workflow: process tables and step runs."""

from tinhso.workflow.models import StepRun
from tinhso.workflow.operations import (
    StepMove,
    StepPlace,
    assign_step,
    enter_step,
    leave_step,
    share_steps,
    transfer_branch,
    transfer_steps,
)
from tinhso.workflow.queries import list_steps
from tinhso.workflow.rules import (
    ProcessDefinition,
    Step,
    UnknownStep,
)

__all__ = [
    "ProcessDefinition",
    "Step",
    "StepMove",
    "StepPlace",
    "StepRun",
    "UnknownStep",
    "assign_step",
    "enter_step",
    "leave_step",
    "list_steps",
    "share_steps",
    "transfer_branch",
    "transfer_steps",
]
