"""Writes of the payments slice: one act, one transaction, named refusals."""

from tinhso.payments.operations.attempts import (
    UnknownProvider,
    check_attempt,
    settle_waiting,
    start_attempt,
)
from tinhso.payments.operations.cash import (
    NOTES,
    DifferenceUnexplained,
    DrawerClosed,
    DrawerNameTaken,
    add_drawer,
    close_drawer,
    take_cash,
)
from tinhso.payments.operations.handing_over import ClaimUnknown, take_portal_payment
from tinhso.payments.operations.intents import (
    Claim,
    ClaimAlreadyOpen,
    ClaimClosed,
    NothingToPay,
    cancel_intent,
    open_intent,
)
from tinhso.payments.operations.messages import Receipt, receive_message
from tinhso.payments.operations.outcomes import received, record_outcome
from tinhso.payments.operations.papers import issue_closing, issue_receipt
from tinhso.payments.operations.refund_payments import (
    DrawerShort,
    finish_refund,
    pay_out_refund,
    send_refund,
)
from tinhso.payments.operations.refunds import (
    RefundClosed,
    RefundReasonRequired,
    RefundTooLarge,
    SamePerson,
    approve_refund,
    refundable_vnd,
    refuse_refund,
    request_refund,
    request_refund_of_subject,
)
from tinhso.payments.operations.statements import (
    DifferenceClosed,
    ResolutionRequired,
    compare_statement,
    order_comparison,
    resolve_difference,
)

__all__ = [
    "NOTES",
    "Claim",
    "ClaimAlreadyOpen",
    "ClaimClosed",
    "ClaimUnknown",
    "DifferenceClosed",
    "DifferenceUnexplained",
    "DrawerClosed",
    "DrawerNameTaken",
    "DrawerShort",
    "NothingToPay",
    "Receipt",
    "RefundClosed",
    "RefundReasonRequired",
    "RefundTooLarge",
    "ResolutionRequired",
    "SamePerson",
    "UnknownProvider",
    "add_drawer",
    "approve_refund",
    "cancel_intent",
    "check_attempt",
    "close_drawer",
    "compare_statement",
    "finish_refund",
    "issue_closing",
    "issue_receipt",
    "open_intent",
    "order_comparison",
    "pay_out_refund",
    "receive_message",
    "received",
    "record_outcome",
    "refundable_vnd",
    "refuse_refund",
    "request_refund",
    "request_refund_of_subject",
    "resolve_difference",
    "send_refund",
    "settle_waiting",
    "start_attempt",
    "take_cash",
    "take_portal_payment",
]
