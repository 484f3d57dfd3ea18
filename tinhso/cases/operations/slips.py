"""Slips (phiếu 01–05): ordered in the act's transaction, made by a task, issued once."""

from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

from tinhso.cases.models import Case, CaseEvent, CaseSlip
from tinhso.cases.permissions import agencies_of
from tinhso.cases.queries import explain_due
from tinhso.core.actors import Actor
from tinhso.core.clock import local
from tinhso.core.money import format_vnd
from tinhso.documents.api import issue_signed
from tinhso.orgs.api import Agency, get_agency_by_id
from tinhso.procedures.api import papers_of

SLIP_TITLES = {
    "01": "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    "02": "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    "03": "Phiếu từ chối giải quyết hồ sơ",
    "05": "Thông báo dừng giải quyết hồ sơ",
}

#: Notation after the number; to be confirmed against the forms in force.
SLIP_NOTATIONS = {"01": "TNHS", "02": "HDHS", "03": "TCHS", "05": "DGQ"}


def order_slip(*, case: Case, form: str, event: CaseEvent, actor: Actor) -> None:
    """Have a slip made after the running transaction commits; lost with it when it does not."""
    app.configure_task("tinhso.cases.tasks.issue_case_slip", queue="documents").defer(
        case_id=case.pk, form=form, event_ordinal=event.ordinal, actor=actor.as_json()
    )


@transaction.atomic
def issue_slip(*, case: Case, form: str, event: CaseEvent, actor: Actor, at: datetime) -> CaseSlip:
    """Make, sign, seal and file a slip; asked again, give the one that exists."""
    Case.objects.select_for_update().get(pk=case.pk)
    found = CaseSlip.objects.filter(case=case, form=form, event_ordinal=event.ordinal).first()
    if found is not None:
        return found
    agency = get_agency_by_id(actor.agency_id or case.receiving_agency_id)
    document = issue_signed(
        kind="SLIP",
        template=f"slip_{form}",
        title=SLIP_TITLES[form],
        agency=agency,
        person_id=case.applicant_id,
        subject=f"case:{case.pk}",
        content=slip_content(case=case, event=event, agency=agency, clerk_name=actor.name),
        register=SLIP_NOTATIONS[form],
        reader_agency_ids=list(agencies_of(case)),
        actor=actor,
        at=at,
    )
    return CaseSlip.objects.create(
        case=case, form=form, event_ordinal=event.ordinal, document=document, created_at=at
    )


def slip_content(
    *, case: Case, event: CaseEvent, agency: Agency, clerk_name: str
) -> dict[str, Any]:
    """Give the words of a slip; times are written in Vietnam's time."""
    facts = event.facts
    reasons = [facts[name] for name in ("reason", "legal_basis", "message") if facts.get(name)]
    return {
        "case_code": case.code or "",
        "token": case.token,
        "applicant_name": case.applicant_name,
        "procedure_name": case.procedure_name,
        "papers": _papers(case, facts.get("papers")),
        "received_at": _written(event.at),
        "due_at": _written(case.due_at) if case.due_at and form_has_due(event) else "",
        "due_reasons": explain_due(case, "vi"),
        "fee": format_vnd(case.fee_vnd),
        "agency_name": agency.name,
        "parent_agency_name": agency.parent.name if agency.parent else "",
        "place": place_of(agency),
        "clerk_name": clerk_name,
        "reasons": reasons,
        "phone": agency.phone,
        "address": agency.address,
        "issued_on": local(event.at).date().isoformat(),
    }


def form_has_due(event: CaseEvent) -> bool:
    """Only the receipt (01) promises a date."""
    return event.kind == "ACCEPT"


def place_of(agency: Agency) -> str:
    """Give the place written before the date: the area's name without its kind."""
    name = agency.area.name
    for kind in ("Thành phố ", "Thị xã ", "Thị trấn ", "Tỉnh ", "Huyện ", "Phường ", "Xã "):
        name = name.removeprefix(kind)
    return name


def _papers(case: Case, codes: list[str] | None) -> list[dict[str, Any]]:
    return [
        {
            "name": paper["name"]["vi"],
            "originals": paper["originals"],
            "copies": paper["copies"],
        }
        for paper in papers_of(case.version)
        if codes is None or paper["code"] in codes
    ]


def _written(moment: datetime) -> str:
    return f"{local(moment):%H:%M ngày %d/%m/%Y}"
