"""Reports of people from the national portal become contacts; their answers go back there."""

from datetime import datetime

from django.db.models import F, OuterRef, Subquery

from tinhso.contact.models import Answer, AnswerState, Channel, ContactKind, NationalReport
from tinhso.contact.operations.opening import ContactRequest, Place, Reporter, open_contact
from tinhso.contact.rules.telephone import national_number, read_number
from tinhso.core.actors import SYSTEM
from tinhso.exchange.api import Arrived, Parcel, send

PORTAL = "national-portal"
_AT_ONCE = 500


def take_report(arrived: Arrived) -> str:
    """Open a contact of what came and tell the portal its code; gives the code for the log.

    :raises DomainError: the report cannot be taken; the message says why.
    """
    body = arrived.body
    code = str(body["national_code"])
    known = NationalReport.objects.select_related("contact").filter(national_code=code).first()
    if known is not None:
        return known.contact.code
    phone = str(body.get("phone", ""))
    asked = ContactRequest(
        kind=ContactKind.FIELD_REPORT,
        text=f"{body['subject']}\n{body['content']}",
        channel=Channel.NATIONAL_PORTAL,
        place=Place(area_code=str(body.get("area_code", "")), address=str(body.get("address", ""))),
        reporter=Reporter(
            name=str(body.get("full_name", "")),
            phone=national_number(read_number(phone).e164) if phone else "",
            email=str(body.get("email", "")),
        ),
    )
    receipt = open_contact(asked=asked, actor=SYSTEM, at=arrived.at, key=f"national:{code}")
    report = NationalReport.objects.create(
        contact=receipt.contact, national_code=code, arrived_at=arrived.at
    )
    _tell(report, "RECEIVED", None, arrived.at)
    return receipt.contact.code


def tell_national_answers(*, at: datetime) -> int:
    """Tell the portal each newest published answer once; gives how many."""
    published = Answer.objects.filter(contact=OuterRef("contact"), state=AnswerState.PUBLISHED)
    newest = published.order_by("-number").values("number")[:1]
    behind = NationalReport.objects.annotate(newest=Subquery(newest)).filter(
        newest__gt=F("told_answer")
    )
    reports = list(behind.select_related("contact").order_by("pk")[:_AT_ONCE])
    for report in reports:
        answers = report.contact.answers.filter(state=AnswerState.PUBLISHED)
        answer = answers.order_by("-number")[0]
        _tell(report, "REFUSED" if answer.is_refusal else "ANSWERED", answer, at)
        report.told_answer = answer.number
        report.save(update_fields=["told_answer"])
    return len(reports)


def _tell(report: NationalReport, state: str, answer: Answer | None, at: datetime) -> None:
    number = answer.number if answer else 0
    body = {
        "national_code": report.national_code,
        "our_code": report.contact.code,
        "state": state,
        "answer": answer.text if answer else "",
        "agency_name": answer.agency_name if answer else "",
        "at": at.isoformat(),
    }
    parcel = Parcel(
        connector=PORTAL,
        topic="report-answer",
        subject=report.national_code,
        key=f"report:{report.national_code}:{number}",
        body=body,
        sequence=number + 1,
    )
    send(parcel, at=at)
