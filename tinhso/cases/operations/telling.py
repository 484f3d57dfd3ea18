"""Telling the applicant and officers, in the transaction of the act that is told."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.urls import reverse

from tinhso.cases.models import Case, CoSignature
from tinhso.identity.api import officers_of
from tinhso.notifications.api import notify
from tinhso.orgs.api import organisation_date


def tell_applicant(
    *, case: Case, template: str, at: datetime, facts: dict[str, Any] | None = None
) -> None:
    """Notify the applicant once per event of the case, in the app and by e-mail."""
    notify(
        person_id=case.applicant_id,
        template=template,
        context=_context(case, facts),
        url=reverse("cases:case_detail", args=[case.token]),
        at=at,
        idempotency_key=f"case:{case.pk}:{case.event_count}:{template}",
    )


def tell_co_signers(*, case: Case, template: str, at: datetime) -> None:
    """Notify everybody who signed the case with its applicant and has an account."""
    signed = CoSignature.objects.filter(case=case, person__isnull=False).order_by("pk")
    for person_id, token in signed.values_list("person_id", "token"):
        notify(
            person_id=person_id or 0,
            template=template,
            context=_context(case, None),
            url=reverse("cases:co_sign", args=[token]),
            at=at,
            idempotency_key=f"case:{case.pk}:{case.event_count}:{template}:{person_id}",
        )


def tell_officers(
    *,
    case: Case,
    roles: Collection[str],
    template: str,
    at: datetime,
    facts: dict[str, Any] | None = None,
) -> None:
    """Notify the officers of a case who hold one of the roles; of a named step only its holder."""
    _tell_each(case, _officer_ids(case, roles), template, at, facts)


def tell_agency(
    *, case: Case, agency_id: int, template: str, at: datetime, facts: dict[str, Any]
) -> None:
    """Notify the specialists and heads of another agency that takes part in a case."""
    on = organisation_date()
    roles = ("SPECIALIST", "HEAD_OF_UNIT")
    people = {o.person_id for role in roles for o in officers_of(agency_id, role, on)}
    _tell_each(case, people, template, at, facts)


def _tell_each(
    case: Case, people: set[int], template: str, at: datetime, facts: dict[str, Any] | None
) -> None:
    for person_id in sorted(people):
        notify(
            person_id=person_id,
            template=template,
            context=_context(case, facts),
            url=reverse("cases:officer_case", args=[case.token]),
            at=at,
            idempotency_key=f"case:{case.pk}:{case.event_count}:{template}:{person_id}",
        )


def _officer_ids(case: Case, roles: Collection[str]) -> set[int]:
    found: set[int] = set()
    for role in roles:
        if role == case.step_role and case.step_person_id is not None:
            found.add(case.step_person_id)
            continue
        agency_id = case.receiving_agency_id if role == "CLERK" else case.competent_agency_id
        found.update(o.person_id for o in officers_of(agency_id, role, organisation_date()))
    return found


def _context(case: Case, facts: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "case_code": case.code or "",
        "procedure_name": case.procedure_name,
        "due_at": case.due_at.isoformat() if case.due_at else "",
        **(facts or {}),
    }
