"""Telling applicants that their open case has moved to a successor: in batches, once each."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from tinhso.cases.models import CaseEvent
from tinhso.cases.rules import Action
from tinhso.notifications.api import notify

_TASK = "tinhso.cases.tasks.tell_of_transfer"
_AT_ONCE = 200


def order_telling(*, reorganisation_id: int, case_ids: Sequence[int]) -> None:
    """Have the applicants of moved cases told once the transaction that moves them commits."""
    for start in range(0, len(case_ids), _AT_ONCE):
        part: list[JSONValue] = list(case_ids[start : start + _AT_ONCE])
        app.configure_task(_TASK).defer(reorganisation_id=reorganisation_id, case_ids=part)


def tell_of_transfer(*, reorganisation_id: int, case_ids: Collection[int], at: datetime) -> int:
    """Tell the applicants of cases a reorganisation moved; run twice, each is told once.

    Cases whose competent agency stayed are passed over: nothing changes for their applicants.
    Gives how many cases were told of.
    """
    moved = CaseEvent.objects.filter(
        case_id__in=case_ids,
        kind=Action.TRANSFER,
        facts__reorganisation=reorganisation_id,
    )
    told = [event for event in moved.select_related("case") if _concerns_applicant(event)]
    for event in told:
        _tell(event, reorganisation_id, at)
    return len(told)


def _concerns_applicant(event: CaseEvent) -> bool:
    return bool(event.facts["to"]) and event.facts["from"] != event.facts["to"]


def _tell(event: CaseEvent, reorganisation_id: int, at: datetime) -> None:
    case = event.case
    notify(
        person_id=case.applicant_id,
        template="case_moved",
        context={
            "case_code": case.code or "",
            "procedure_name": case.procedure_name,
            "due_at": case.due_at.isoformat() if case.due_at else "",
            "former_agency": event.facts["from"],
            "agency": event.facts["to"],
            "legal_act": event.facts["legal_act"],
        },
        url=reverse("cases:case_detail", args=[case.token]),
        at=at,
        idempotency_key=f"case:{case.pk}:moved:{reorganisation_id}",
    )
