"""What heads and counters must look at today: late, nearly late, told upwards, waiting for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from tinhso.cases.models import (
    Case,
    CaseBranch,
    CaseCorrection,
    CaseState,
    Complaint,
    Inspection,
)
from tinhso.cases.queries.worklists import LIST_FIELDS, soon_after
from tinhso.cases.rules import ESCALATIONS, limits_on
from tinhso.core.actors import Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.clock import local

SHOWN = 20
WATCHED_AT_ONCE = 200
_RUNNING = (CaseState.ACCEPTED, CaseState.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Watch:
    """Everything an officer's agencies must look at; each list at most 20 rows, worst first."""

    filings_late: list[Case]
    late_without_apology: list[Case]
    late_after_apology: list[Case]
    nearly_late: list[Case]
    told_upwards: list[Case]
    stop_notices: list[Case]
    complaints: list[Complaint]
    corrections: list[CaseCorrection]
    branches: list[CaseBranch]
    inspections: list[Inspection]


def watch_of(actor: Actor, *, at: datetime) -> Watch:
    """Give what the officer's agencies must look at; a fixed number of statements."""
    running = _cases(Q(competent_agency_id__in=actor.agency_ids, state__in=_RUNNING))
    open_ones = running.filter(decided_at__isnull=True)
    late = open_ones.filter(due_at__lt=at).order_by("due_at", "id")
    nearly = open_ones.filter(due_at__gte=at, due_at__lt=soon_after(at), reschedule_count=0)
    told = open_ones.filter(escalation_percent__gt=0, due_at__gte=at).order_by("due_at", "id")
    of_agency = {"case__competent_agency_id__in": actor.agency_ids}
    return Watch(
        filings_late=late_filings(actor, at=at),
        late_without_apology=list(late.filter(reschedule_count=0)[:SHOWN]),
        late_after_apology=list(late.filter(reschedule_count__gt=0)[:SHOWN]),
        nearly_late=list(nearly.order_by("due_at", "id")[:SHOWN]),
        told_upwards=list(told[:SHOWN]),
        stop_notices=_stop_notices(actor),
        complaints=_joined(Complaint.objects.filter(answered_at=None, **of_agency), "due_at"),
        corrections=_joined(CaseCorrection.objects.filter(issued_at=None, **of_agency), "pk"),
        branches=_joined(
            CaseBranch.objects.filter(closed_at=None, **of_agency).select_related("agency"),
            "due_at",
        ),
        inspections=_joined(
            Inspection.objects.filter(done_at=None, case__state__in=_RUNNING, **of_agency),
            "planned_at",
        ),
    )


def _cases(condition: Q) -> QuerySet[Case]:
    return Case.objects.only(*LIST_FIELDS, "escalation_percent").filter(condition)


def _joined(rows: QuerySet[Any], order: str) -> list[Any]:
    return list(rows.select_related("case").order_by(order)[:SHOWN])


def _stop_notices(actor: Actor) -> list[Case]:
    waiting = Q(receiving_agency_id__in=actor.agency_ids, awaits_stop_notice=True)
    return list(_cases(waiting).order_by("id")[:SHOWN])


def late_filings(actor: Actor, *, at: datetime) -> list[Case]:
    """Give the filings at the officer's counter that should have been answered by now."""
    waiting = Q(receiving_agency_id__in=actor.agency_ids, state=CaseState.FILED)
    oldest = _cases(waiting).order_by("filed_at", "id")[:SHOWN]
    return [case for case in oldest if acceptance_due(case) < at]


def acceptance_due(case: Case) -> datetime:
    """Give until when a filing should be accepted, refused or sent back for more."""
    arrived = case.received_at or case.filed_at
    hours = limits_on(local(arrived).date()).acceptance_hours
    return load_calendar().add_working_hours(arrived, hours)


def cases_to_watch(*, at: datetime) -> list[int]:
    """Give the ids of cases that may have to be told upwards now; the caller is the platform.

    Running cases by their next moment; filings older than the hours they may wait, not yet told.
    """
    running = Case.objects.filter(
        state__in=_RUNNING, decided_at__isnull=True, watch_at__lte=at
    ).order_by("watch_at", "id")
    hours = limits_on(local(at).date()).acceptance_hours
    last = ESCALATIONS[-1].percent
    waiting = Case.objects.filter(
        state=CaseState.FILED,
        received_at__lt=at - timedelta(hours=hours / 2),
        escalation_percent__lt=last,
    ).order_by("escalation_percent", "received_at", "id")
    found: Sequence[int] = [
        *running.values_list("pk", flat=True)[:WATCHED_AT_ONCE],
        *waiting.values_list("pk", flat=True)[:WATCHED_AT_ONCE],
    ]
    return list(found)


def open_branches_of(actor: Actor) -> QuerySet[CaseBranch]:
    """Give the branches that wait at the officer's agencies; order by what falls due first."""
    rows = CaseBranch.objects.filter(agency_id__in=actor.agency_ids, closed_at__isnull=True)
    return rows.select_related("case")


def closed_branches_of(actor: Actor) -> QuerySet[CaseBranch]:
    """Give the branches the officer's agencies ended, newest first."""
    rows = CaseBranch.objects.filter(agency_id__in=actor.agency_ids, closed_at__isnull=False)
    return rows.select_related("case").order_by("-closed_at", "-id")


def list_branches(case: Case) -> list[CaseBranch]:
    """Give every branch of a case with its agency, oldest first."""
    rows = CaseBranch.objects.filter(case=case).select_related("agency")
    return list(rows.order_by("group", "pk")) if case.branch_agency_ids else []


def list_inspections(case: Case) -> list[Inspection]:
    """Give the inspections of a case with their photos, oldest first."""
    rows = Inspection.objects.filter(case=case).prefetch_related("photos__upload__file")
    return list(rows.order_by("pk"))


def list_complaints(case: Case) -> list[Complaint]:
    """Give the complaints about a case, oldest first."""
    return list(Complaint.objects.filter(case=case).order_by("pk"))


def list_corrections(case: Case) -> list[CaseCorrection]:
    """Give the corrections and reissues of a case's result, oldest first."""
    rows = CaseCorrection.objects.filter(case=case).select_related("former", "document")
    return list(rows.order_by(F("pk")))


def find_branch(case: Case, branch_id: int) -> CaseBranch:
    """Give a branch of a case.

    :raises CaseBranch.DoesNotExist: when the case has none of that key.
    """
    return CaseBranch.objects.select_related("case").get(case=case, pk=branch_id)


def find_open_complaint(case: Case) -> Complaint:
    """Give the complaint about a case that waits for its answer.

    :raises Complaint.DoesNotExist: when none waits.
    """
    return Complaint.objects.select_related("case").get(case=case, answered_at=None)
