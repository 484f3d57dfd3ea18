"""The door of workflow: process tables and step runs."""

from tinhso.workflow.models import StepRun
from tinhso.workflow.operations import StepPlace, assign_step, enter_step, leave_step
from tinhso.workflow.queries import list_steps
from tinhso.workflow.rules import (
    ProcessDefinition,
    Step,
    UnknownStep,
)

__all__ = [
    "ProcessDefinition",
    "Step",
    "StepPlace",
    "StepRun",
    "UnknownStep",
    "assign_step",
    "enter_step",
    "leave_step",
    "list_steps",
]
