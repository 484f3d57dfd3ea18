"""The door of payments: what a case costs and why, asking for money, taking it, giving it back."""

from collections.abc import Mapping
from typing import Any

from tinhso.payments.gateways.pack import PersonKind, person_kinds, province_exemptions
from tinhso.payments.models import CashDrawer, IntentState, PaymentIntent
from tinhso.payments.operations import (
    Claim,
    ClaimAlreadyOpen,
    ClaimClosed,
    NothingToPay,
    approve_refund,
    cancel_intent,
    close_drawer,
    open_intent,
    request_refund,
    request_refund_of_subject,
    take_cash,
)
from tinhso.payments.operations.demo import pay_sample_cash, pay_sample_online
from tinhso.payments.queries.explanations import (
    FeeLine,
    explain_assessment,
    explain_lines,
    lines_to_keep,
)
from tinhso.payments.queries.reading import (
    Described,
    describe_intent,
    find_open_intent,
    find_waiting_attempt,
    intents_of_subject,
    intents_paid_since,
    list_intents_of_subject,
)
from tinhso.payments.rules.fee_tables import BadFeeTable, read_table, table_of
from tinhso.payments.rules.fees import Assessment, Exemption, FeeQuestion, FeeTable, assess

__all__ = [
    "Assessment",
    "BadFeeTable",
    "CashDrawer",
    "Claim",
    "ClaimAlreadyOpen",
    "ClaimClosed",
    "Described",
    "Exemption",
    "FeeLine",
    "FeeQuestion",
    "FeeTable",
    "IntentState",
    "NothingToPay",
    "PaymentIntent",
    "PersonKind",
    "approve_refund",
    "assess",
    "cancel_intent",
    "close_drawer",
    "describe_intent",
    "explain_assessment",
    "explain_lines",
    "find_open_intent",
    "find_waiting_attempt",
    "intents_of_subject",
    "intents_paid_since",
    "list_intents_of_subject",
    "lines_to_keep",
    "open_intent",
    "pay_sample_cash",
    "pay_sample_online",
    "person_kinds",
    "read_table",
    "request_refund",
    "request_refund_of_subject",
    "table_for",
    "take_cash",
]


def table_for(content: Mapping[str, Any], *, field: str, procedure: str) -> FeeTable:
    """Give the fee table of a procedure's content with the province's exemptions for it.

    :raises BadFeeTable: the content's ``fee_table`` cannot be read.
    """
    return table_of(content, province_exemptions(field, procedure))
