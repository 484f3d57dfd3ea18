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
from tinhso.alerts.operations.ruling import (
    Rehearsal,
    RuleMoved,
    RuleTooFine,
    Written,
    change_rule,
    make_rule,
    rehearse_rule,
    written_of,
)

__all__ = [
    "AlertMovedOn",
    "AlreadyDirected",
    "DirectiveWanted",
    "ReasonMissing",
    "Rehearsal",
    "RuleMoved",
    "RuleTooFine",
    "Written",
    "acknowledge",
    "add_note",
    "change_rule",
    "close",
    "direct",
    "escalate_unseen",
    "evaluate_rules",
    "load_rules",
    "make_rule",
    "rehearse_rule",
    "tick",
    "written_of",
]
