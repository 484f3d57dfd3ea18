"""Writes of the alerts slice: rules loaded and evaluated, alerts handled."""

from tinhso.alerts.operations.evaluating import evaluate_rules
from tinhso.alerts.operations.handling import (
    AlertMovedOn,
    AlreadyDirected,
    DirectiveWanted,
    ReasonMissing,
    acknowledge,
    add_note,
    close,
    direct,
    escalate_unseen,
    tick,
)
from tinhso.alerts.operations.loading import load_rules

__all__ = [
    "AlertMovedOn",
    "AlreadyDirected",
    "DirectiveWanted",
    "ReasonMissing",
    "acknowledge",
    "add_note",
    "close",
    "direct",
    "escalate_unseen",
    "evaluate_rules",
    "load_rules",
    "tick",
]
