"""Telling the applicant, in the transaction of the act that is told."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from tinhso.cases.models import Case
from tinhso.notifications.api import notify


def tell_applicant(
    *, case: Case, template: str, at: datetime, facts: dict[str, Any] | None = None
) -> None:
    """Notify the applicant once per event of the case, in the app and by e-mail."""
    notify(
        person_id=case.applicant_id,
        template=template,
        context={
            "case_code": case.code or "",
            "procedure_name": case.procedure_name,
            "due_at": case.due_at.isoformat() if case.due_at else "",
            **(facts or {}),
        },
        url=reverse("cases:case_detail", args=[case.token]),
        at=at,
        idempotency_key=f"case:{case.pk}:{case.event_count}:{template}",
    )
