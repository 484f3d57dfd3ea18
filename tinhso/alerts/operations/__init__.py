"""Writes of the alerts slice: rules loaded and evaluated, alerts handled."""

from tinhso.alerts.operations.directing import (
    AlreadyDirected,
    DirectiveWanted,
    DocumentWanted,
    NotDirected,
    Ordered,
    direct,
    draft_document,
)
from tinhso.alerts.operations.escalating import escalate_late, escalate_unseen, note_issued
from tinhso.alerts.operations.evaluating import evaluate_rules
from tinhso.alerts.operations.handling import (
    AlertMovedOn,
    ReasonMissing,
    acknowledge,
    add_note,
    close,
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
    "DocumentWanted",
    "NotDirected",
    "Ordered",
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
    "draft_document",
    "escalate_late",
    "escalate_unseen",
    "evaluate_rules",
    "load_rules",
    "make_rule",
    "note_issued",
    "rehearse_rule",
    "tick",
    "written_of",
]
