"""What our case events mean at the National Public Service Portal: bodies by the contract.

The contract is ``exchange/contracts/national-portal``; ``exchange`` carries, this only writes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from tinhso.cases.models import Case, CaseEvent, CasePaper
from tinhso.cases.rules import NATIONAL_STATE_CODES
from tinhso.exchange.api import Parcel
from tinhso.payments.api import IntentState, PaymentIntent

PORTAL = "national-portal"
_MOST_NOTE = 2000
#: States whose public reason the applicant is told at the national portal too.
_WITH_REASON = frozenset({"REFUSED", "SUPPLEMENT_REQUESTED", "STOPPED"})


@dataclass(frozen=True, slots=True)
class NationalApplication:
    """An application as the national portal hands it over."""

    national_code: str
    procedure_code: str
    variant: str
    area_code: str
    applicant: dict[str, Any]
    answers: dict[str, Any]
    papers: list[dict[str, str]] = field(default_factory=list)

    @property
    def birth_date(self) -> date | None:
        """Give the applicant's birth date, where it was said."""
        said = self.applicant.get("birth_date")
        return date.fromisoformat(said) if said else None


def read_application(body: Any) -> NationalApplication:
    """Read an application whose body was checked against the contract."""
    return NationalApplication(
        national_code=body["national_code"],
        procedure_code=body["procedure_code"],
        variant=body.get("variant", ""),
        area_code=body.get("area_code", ""),
        applicant=dict(body["applicant"]),
        answers=dict(body["answers"]),
        papers=list(body.get("papers", [])),
    )


def state_parcel(case: Case, event: CaseEvent, national_code: str) -> Parcel:
    """Write where a case stands after an event; the event's ordinal orders what is said of it."""
    says_why = event.to_state in _WITH_REASON
    body = {
        "case": case.token,
        "case_code": case.code or "",
        "national_code": national_code,
        "procedure_code": case.version.procedure.code,
        "procedure_name": case.procedure_name,
        "state": NATIONAL_STATE_CODES[event.to_state],
        "sequence": event.ordinal,
        "at": event.at.isoformat(),
        "agency_code": case.competent_agency.code,
        "agency_name": event.agency_name or case.receiving_agency.name,
        "officer_name": event.actor_name if event.actor_reference.startswith("officer") else "",
        "due_at": case.due_at.isoformat() if case.due_at else None,
        "note": str(event.facts.get("reason", ""))[:_MOST_NOTE] if says_why else "",
        "amount_vnd": case.fee_vnd,
        "channel": case.channel,
        "applicant": {
            "full_name": case.applicant_name,
            "identity_number": case.applicant.identity_number,
        },
    }
    return _parcel(case, "case-state", f"{case.token}:{event.ordinal}", body, event.ordinal)


def papers_parcel(
    case: Case, papers: Iterable[CasePaper], event: CaseEvent, national_code: str
) -> Parcel:
    """Write which papers a case holds, by name and hash."""
    body = {
        "case": case.token,
        "national_code": national_code,
        "papers": [
            {
                "code": paper.paper_code,
                "name": paper.name,
                "sha256": paper.upload.file.sha256,
                "bytes": paper.upload.file.size,
                "media_type": paper.upload.file.media_type,
            }
            for paper in papers
        ],
    }
    key = f"{case.token}:papers:{event.ordinal}"
    return _parcel(case, "case-papers", key, body, event.ordinal)


def result_parcel(case: Case, event: CaseEvent, national_code: str) -> Parcel | None:
    """Write that a result was issued and where it is verified; ``None`` while there is none."""
    result = case.result
    if result is None or result.issued_at is None:
        return None
    path = reverse("documents:verify_document", args=[result.token])
    body = {
        "case": case.token,
        "case_code": case.code or "",
        "national_code": national_code,
        "notation": result.notation,
        "title": result.title,
        "issued_at": result.issued_at.isoformat(),
        "agency_name": case.competent_agency.name,
        "verify_url": settings.SITE_URL + path,
    }
    return _parcel(case, "case-result", f"{case.token}:result", body, event.ordinal)


def claim_parcel(case: Case, intent: PaymentIntent, national_code: str) -> Parcel:
    """Write what a case costs and whether it is still to be paid; each state is told once."""
    sequence = 1 if intent.state == IntentState.OPEN else 2
    body = {
        "claim": intent.token,
        "case": case.token,
        "case_code": case.code or "",
        "national_code": national_code,
        "reference": intent.reference,
        "purpose": intent.purpose,
        "amount_vnd": intent.amount_vnd,
        "payer": case.applicant.identity_number,
        "due_at": intent.due_at.isoformat() if intent.due_at else None,
        "state": intent.state,
        "sequence": sequence,
    }
    return Parcel(
        connector=PORTAL,
        topic="fee-claim",
        subject=f"claim:{intent.token}",
        key=f"claim:{intent.token}:{intent.state}",
        body=body,
        sequence=sequence,
        person_id=case.applicant_id,
    )


def _parcel(case: Case, topic: str, key: str, body: dict[str, Any], sequence: int) -> Parcel:
    return Parcel(
        connector=PORTAL,
        topic=topic,
        subject=f"case:{case.token}",
        key=key,
        body=body,
        sequence=sequence,
        person_id=case.applicant_id,
    )


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the national portal is told of a filing it handed over."""

    national_code: str
    outcome: str
    case: str = ""
    reason: str = ""
    fields: tuple[str, ...] = ()


def receipt_parcel(receipt: Receipt, person_id: int | None, at: datetime) -> Parcel:
    """Write what became of a national filing."""
    return Parcel(
        connector=PORTAL,
        topic="filing-receipt",
        subject=receipt.national_code,
        key=f"receipt:{receipt.national_code}",
        body={
            "national_code": receipt.national_code,
            "outcome": receipt.outcome,
            "case": receipt.case,
            "reason": receipt.reason[:1000],
            "fields": list(receipt.fields)[:200],
            "at": at.isoformat(),
        },
        person_id=person_id,
    )
