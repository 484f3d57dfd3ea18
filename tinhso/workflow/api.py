"""The door of workflow: process tables, state machines, step runs."""

from tinhso.workflow.models import StepRun
from tinhso.workflow.operations import StepPlace, enter_step, leave_step
from tinhso.workflow.queries import list_steps
from tinhso.workflow.rules import (
    ProcessDefinition,
    StateMachine,
    Step,
    Transition,
    TransitionRefused,
    UnknownStep,
)

__all__ = [
    "ProcessDefinition",
    "StateMachine",
    "Step",
    "StepPlace",
    "StepRun",
    "Transition",
    "TransitionRefused",
    "UnknownStep",
    "enter_step",
    "leave_step",
    "list_steps",
]
