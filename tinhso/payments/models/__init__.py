"""Rows of the payments slice: fields and constraints; the journal is the truth about money."""

from tinhso.payments.models.cash import CashDrawer, DrawerClosing
from tinhso.payments.models.intents import (
    AttemptState,
    IntentState,
    PaymentAttempt,
    PaymentIntent,
    ProviderMessage,
)
from tinhso.payments.models.journal import JournalEntry, JournalLine
from tinhso.payments.models.refunds import Refund, RefundState
from tinhso.payments.models.statements import (
    Difference,
    DifferenceKind,
    DifferenceState,
    StatementLine,
)

__all__ = [
    "AttemptState",
    "CashDrawer",
    "Difference",
    "DifferenceKind",
    "DifferenceState",
    "DrawerClosing",
    "IntentState",
    "JournalEntry",
    "JournalLine",
    "PaymentAttempt",
    "PaymentIntent",
    "ProviderMessage",
    "Refund",
    "RefundState",
    "StatementLine",
]
