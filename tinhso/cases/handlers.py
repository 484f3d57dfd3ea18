"""What cases do at news of other slices."""

from datetime import datetime

from django.urls import reverse

from tinhso.cases.gateways.national_portal import PORTAL
from tinhso.cases.models import Case, DraftPaper
from tinhso.cases.operations import confirm_payment, take_filing
from tinhso.cases.operations.awaited import SUBJECT, leave_case, take_signature
from tinhso.cases.permissions import takes_part
from tinhso.core.actors import Actor
from tinhso.core.events import subscribe
from tinhso.documents.api import Upload, when_awaited, when_taken_away
from tinhso.exchange.api import on_message
from tinhso.indicators.api import SubjectLink, register_subject_kind
from tinhso.payments.events import PaymentReceived


def listen() -> None:
    """Subscribe; called once, when the application starts."""
    subscribe(PaymentReceived, let_case_go_on)
    when_awaited(SUBJECT, signed=take_signature, given_up=leave_case)
    register_subject_kind("case", where_case_is_read)
    when_taken_away(leave_out_taken_away)
    on_message(connector=PORTAL, topic="case-filed", handler=take_filing)


def let_case_go_on(news: PaymentReceived) -> None:
    """Note a payment on its case. The task ``confirm_paid_cases`` finds what is missed here."""
    if news.subject.startswith(SUBJECT):
        case_id = int(news.subject.removeprefix(SUBJECT))
        confirm_payment(case_id=case_id, amount_vnd=news.amount_vnd, at=news.at)


def leave_out_taken_away(upload: Upload, at: datetime) -> None:
    """Take a sealed file off applications not filed yet: the paper is asked for again."""
    DraftPaper.objects.filter(upload=upload).delete()


def where_case_is_read(case_id: str, actor: Actor) -> SubjectLink | None:
    """Give the page of a case behind a number, to officers whose agency takes part in it."""
    case = Case.objects.filter(pk=int(case_id)).first() if case_id.isdecimal() else None
    if case is None or not takes_part(actor, case):
        return None
    return SubjectLink(case.code or case_id, reverse("cases:officer_case", args=[case.token]))
