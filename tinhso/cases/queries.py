"""Reads of cases for screens: worklists, search, history, public progress."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from tinhso.cases.models import (
    WORKING_STATES,
    Case,
    CaseEvent,
    CaseState,
    Consultation,
    Draft,
)
from tinhso.core.actors import Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.deadlines import Due, compute_due, explain, reasons_from_json
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.money import format_vnd
from tinhso.procedures.api import ProcedureVersion, cut_off_of, fee_of, limit_of

PAGE_SIZE = 20
COUNT_LIMIT = 1000
_LIST_FIELDS = (
    "id",
    "token",
    "code",
    "procedure_name",
    "applicant_name",
    "channel",
    "state",
    "filed_at",
    "accepted_at",
    "due_at",
    "step_code",
    "step_role",
    "step_due_at",
    "step_person_id",
    "version_id",
)


def _among(name: str, values: Iterable[object]) -> Q:
    """Compare with one value where there is one: the index then gives the order for free."""
    found = list(values)
    return Q(**{name: found[0]}) if len(found) == 1 else Q(**{f"{name}__in": found})


def _work_of(actor: Actor) -> QuerySet[Case]:
    return Case.objects.filter(
        _among("step_agency_id", actor.agency_ids),
        _among("step_role", sorted(actor.roles)),
        state__in=WORKING_STATES,
    )


def worklist(actor: Actor, *, mine: bool = False, cursor: str | None = None) -> KeysetPage[Case]:
    """Give the cases in the officer's hands, what falls due first first; 20 a page.

    :param mine: only those named to the officer in person.
    """
    rows = _work_of(actor).only(*_LIST_FIELDS)
    if mine:
        rows = rows.filter(step_person_id=actor.person_id)
    return page_by_keyset(rows, order=("due_at", "id"), cursor=cursor, size=PAGE_SIZE)


def new_filings(actor: Actor, *, cursor: str | None = None) -> KeysetPage[Case]:
    """Give the filings that wait at the officer's counter, oldest first."""
    rows = Case.objects.filter(
        _among("receiving_agency_id", actor.agency_ids), state=CaseState.FILED
    ).only(*_LIST_FIELDS)
    return page_by_keyset(rows, order=("filed_at", "id"), cursor=cursor, size=PAGE_SIZE)


def list_waiting(actor: Actor, *, cursor: str | None = None) -> KeysetPage[Case]:
    """Give the cases of the officer's agencies that wait for the applicant."""
    rows = Case.objects.filter(_taking_part(actor), state=CaseState.SUPPLEMENT_REQUESTED).only(
        *_LIST_FIELDS
    )
    return page_by_keyset(rows, order=("filed_at", "id"), cursor=cursor, size=PAGE_SIZE)


def _taking_part(actor: Actor) -> Q:
    return Q(receiving_agency_id__in=actor.agency_ids) | Q(competent_agency_id__in=actor.agency_ids)


def find_cases(actor: Actor, text: str, *, cursor: str | None = None) -> KeysetPage[Case]:
    """Give the cases of the officer's agencies by the start of the code or by the applicant."""
    wanted = text.strip()
    rows = Case.objects.filter(
        _taking_part(actor),
        Q(code__istartswith=wanted) | Q(applicant_name__icontains=wanted),
    ).only(*_LIST_FIELDS)
    return page_by_keyset(rows, order=("-filed_at", "-id"), cursor=cursor, size=PAGE_SIZE)


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """What waits for an officer today; each count stops at 1,000."""

    new_filings: int
    worklist: int
    due_soon: int
    overdue: int
    consultations: int


def count_work(actor: Actor, *, at: datetime) -> WorkCounts:
    """Give the numbers on the officer's home; five bounded counts."""
    work = _work_of(actor)
    filings = Case.objects.filter(
        _among("receiving_agency_id", actor.agency_ids), state=CaseState.FILED
    )
    soon = at + timedelta(days=1)
    return WorkCounts(
        new_filings=_bounded(filings) if actor.has_role("CLERK") else 0,
        worklist=_bounded(work),
        due_soon=_bounded(work.filter(due_at__gte=at, due_at__lt=soon)),
        overdue=_bounded(work.filter(due_at__lt=at)),
        consultations=_bounded(open_consultations(actor)),
    )


def _bounded(rows: QuerySet[Case] | QuerySet[Consultation]) -> int:
    return rows.order_by()[:COUNT_LIMIT].count()


def open_consultations(actor: Actor) -> QuerySet[Consultation]:
    """Give the questions other agencies asked the officer's, oldest first."""
    return Consultation.objects.filter(
        agency_id__in=actor.agency_ids, answered_at__isnull=True
    ).order_by("asked_at", "id")


def list_cases_of_citizen(actor: Actor, *, cursor: str | None = None) -> KeysetPage[Case]:
    """Give the citizen's own cases, newest first."""
    rows = Case.objects.filter(applicant_id=actor.person_id).only(*_LIST_FIELDS)
    return page_by_keyset(rows, order=("-filed_at", "-id"), cursor=cursor, size=PAGE_SIZE)


def list_drafts(actor: Actor) -> list[Draft]:
    """Give the applications the citizen has not filed yet, newest first, at most 20."""
    return list(list_open_drafts(actor)[:PAGE_SIZE])


def list_open_drafts(actor: Actor) -> QuerySet[Draft]:
    """Give the citizen's own unfiled applications, the one saved last first."""
    return (
        Draft.objects.filter(
            person_id=actor.person_id, case__isnull=True, created_by_agency__isnull=True
        )
        .select_related("version__procedure")
        .order_by("-saved_at", "-id")
    )


def find_open_draft(actor: Actor, version: ProcedureVersion) -> Draft | None:
    """Give the citizen's unfiled application for the same procedure, the newest, or ``None``."""
    return list_open_drafts(actor).filter(version__procedure_id=version.procedure_id).first()


def list_events(case: Case, *, public_only: bool) -> list[CaseEvent]:
    """Give the history of a case, oldest first; citizens read the public part."""
    rows = CaseEvent.objects.filter(case=case)
    if public_only:
        rows = rows.filter(is_public=True)
    return list(rows.order_by("ordinal"))


def explain_due(case: Case, language: str) -> list[str]:
    """Give the reasons of the promised date as sentences; nothing before a date is promised."""
    if case.due_at is None:
        return []
    due = Due(at=case.due_at, reasons=reasons_from_json(case.due_reasons))
    return explain(due, language)


@dataclass(frozen=True, slots=True)
class Promise:
    """What a filing would cost and when its answer would be due, were it accepted at once."""

    fee: str
    due_at: datetime
    reasons: tuple[str, ...]


def promise(version: ProcedureVersion, channel: str, *, at: datetime) -> Promise:
    """Give what an applicant may expect of a filing accepted at a moment."""
    due = compute_due(
        received_at=at,
        limit=limit_of(version, channel),
        cut_off=cut_off_of(version),
        calendar=load_calendar(),
    )
    return Promise(
        fee=format_vnd(fee_of(version, channel)),
        due_at=due.at,
        reasons=tuple(explain(due, get_language() or "vi")),
    )


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """What anyone may know of one thing that happened to a case: no names, no reasons."""

    kind: str
    at: datetime
    agency_name: str
    actor_name: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Progress:
    """What anyone who has the look-up code may know of a case: no personal data."""

    code: str
    procedure_name: str
    state: str
    filed_at: datetime
    due_at: datetime | None
    agency_id: int
    events: tuple[PublicEvent, ...]


def find_progress(token: str) -> Progress | None:
    """Give the public progress of the case with this look-up token, or ``None``.

    Case codes can be guessed by counting, so only the token opens the public page. The caller
    reads as the platform (``acting_as(SYSTEM)``).
    """
    case = Case.objects.filter(token=token.strip()).first()
    if case is None:
        return None
    events = list_events(case, public_only=True)
    return Progress(
        code=case.code or "",
        procedure_name=case.procedure_name,
        state=case.state,
        filed_at=case.filed_at,
        due_at=case.due_at,
        agency_id=case.competent_agency_id,
        events=tuple(PublicEvent(event.kind, event.at, event.agency_name) for event in events),
    )
