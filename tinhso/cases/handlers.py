"""What cases do at news of other slices."""

from tinhso.cases.operations import confirm_payment
from tinhso.cases.operations.awaited import SUBJECT, leave_case, take_signature
from tinhso.core.events import subscribe
from tinhso.documents.api import when_awaited
from tinhso.payments.events import PaymentReceived


def listen() -> None:
    """Subscribe; called once, when the application starts."""
    subscribe(PaymentReceived, let_case_go_on)
    when_awaited(SUBJECT, signed=take_signature, given_up=leave_case)


def let_case_go_on(news: PaymentReceived) -> None:
    """Note a payment on its case. The task ``confirm_paid_cases`` finds what is missed here."""
    if news.subject.startswith(SUBJECT):
        case_id = int(news.subject.removeprefix(SUBJECT))
        confirm_payment(case_id=case_id, amount_vnd=news.amount_vnd, at=news.at)
