"""What cases do at news of other slices."""

from tinhso.cases.operations import confirm_payment
from tinhso.core.events import subscribe
from tinhso.payments.events import PaymentReceived

_CASE = "case:"


def listen() -> None:
    """Subscribe; called once, when the application starts."""
    subscribe(PaymentReceived, let_case_go_on)


def let_case_go_on(news: PaymentReceived) -> None:
    """Note a payment on its case. The task ``confirm_paid_cases`` finds what is missed here."""
    if news.subject.startswith(_CASE):
        case_id = int(news.subject.removeprefix(_CASE))
        confirm_payment(case_id=case_id, amount_vnd=news.amount_vnd, at=news.at)
