"""Reads of one case or one citizen: history, promise, drafts, papers, public progress."""

from dataclasses import dataclass, field
from datetime import datetime
from hmac import compare_digest
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tinhso.cases.models import (
    Case,
    CaseEvent,
    CasePaper,
    CaseRating,
    CaseSlip,
    Draft,
)
from tinhso.cases.permissions import own_cases, own_drafts
from tinhso.cases.queries.worklists import LIST_FIELDS, PAGE_SIZE
from tinhso.cases.rules import Action
from tinhso.core.actors import Actor
from tinhso.core.calendar import load_calendar
from tinhso.core.deadlines import Due, compute_due, explain, reasons_from_json
from tinhso.core.identifiers import new_token
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.core.money import format_number
from tinhso.core.prepared import Reading
from tinhso.core.remember import remembered
from tinhso.orgs.api import Area, list_communes, organisation_date
from tinhso.procedures.api import (
    FeeAsked,
    ProcedureVersion,
    cut_off_of,
    fee_of,
    limit_of,
    remember_content,
)

SECRET_LENGTH = 8
_EVENTS = Reading(
    lambda case_id: CaseEvent.objects.filter(case_id=case_id).order_by("ordinal"), case_id=int
)
_PUBLIC_EVENTS = Reading(
    lambda case_id: CaseEvent.objects.filter(case_id=case_id, is_public=True).order_by("ordinal"),
    case_id=int,
)
_OPEN_DRAFT = Reading(
    lambda person_id, procedure_id: (
        Draft.objects.filter(
            person_id=person_id,
            created_by_agency__isnull=True,
            case__isnull=True,
            version__procedure_id=procedure_id,
        )
        .select_related("version__procedure")
        .defer("version__content")
        .order_by("-saved_at", "-id")
    ),
    person_id=int,
    procedure_id=int,
)
_PAPERS = Reading(
    lambda case_id: (
        CasePaper.objects.filter(case_id=case_id, is_current=True)
        .select_related("upload__file")
        .order_by("pk")
    ),
    case_id=int,
)


def list_cases_of_citizen(actor: Actor, *, cursor: str | None = None) -> KeysetPage[Case]:
    """Give the citizen's own cases, newest first."""
    rows = Case.objects.filter(own_cases(actor)).only(*LIST_FIELDS)
    return page_by_keyset(rows, order=("-filed_at", "-id"), cursor=cursor, size=PAGE_SIZE)


def list_drafts(actor: Actor) -> list[Draft]:
    """Give the applications the citizen has not filed yet, newest first, at most 20."""
    return list(list_open_drafts(actor)[:PAGE_SIZE])


def list_open_drafts(actor: Actor) -> QuerySet[Draft]:
    """Give the citizen's own unfiled applications, the one saved last first."""
    return (
        Draft.objects.filter(own_drafts(actor), case__isnull=True)
        .select_related("version__procedure")
        .order_by("-saved_at", "-id")
    )


def find_open_draft(actor: Actor, version: ProcedureVersion) -> Draft | None:
    """Give the citizen's unfiled application for the same procedure, the newest, or ``None``."""
    if actor.is_limited:
        drafts = list_open_drafts(actor).filter(version__procedure_id=version.procedure_id)
        return drafts.first()
    found = _OPEN_DRAFT.first(person_id=actor.person_id or 0, procedure_id=version.procedure_id)
    if found is not None:
        remember_content(found.version)
    return found


def list_events(case: Case, *, public_only: bool) -> list[CaseEvent]:
    """Give the history of a case, oldest first; citizens read the public part."""
    return (_PUBLIC_EVENTS if public_only else _EVENTS).all(case_id=case.pk)


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


def promise(version: ProcedureVersion, channel: str, *, variant: str = "", at: datetime) -> Promise:
    """Give what an applicant may expect of a filing accepted at a moment."""
    due = compute_due(
        received_at=at,
        limit=limit_of(version, channel, variant),
        cut_off=cut_off_of(version),
        calendar=load_calendar(),
    )
    return Promise(
        fee=_fee_words(fee_of(version, channel, FeeAsked(channel, case_kind=variant))),
        due_at=due.at,
        reasons=tuple(explain(due, get_language() or "vi")),
    )


def _fee_words(amount_vnd: int) -> str:
    if amount_vnd == 0:
        return _("Không thu phí")
    return _("%(amount)s đồng") % {"amount": format_number(amount_vnd)}


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

    Case codes can be guessed by counting, so a code opens the public page with its secret only
    (``find_progress_by_code``); the token alone does. The caller reads as the platform
    (``acting_as(SYSTEM)``).
    """
    case = Case.objects.filter(token=token.strip()).first()
    return None if case is None else _progress_of(case)


def find_progress_by_code(code: str, secret: str) -> Progress | None:
    """Give the public progress of the case with this code and short secret, or ``None``.

    One query and one comparison, whether there is such a case or not: the answer, and the time it
    takes, do not tell which of the two was wrong. The caller reads as the platform and limits how
    often it asks.
    """
    case = Case.objects.filter(code=code).first()
    expected = look_up_secret(case.token if case else new_token())
    is_right = compare_digest(expected.encode(), secret.encode())
    return _progress_of(case) if case is not None and is_right else None


def look_up_secret(token: str) -> str:
    """Give the short secret printed beside the case code: the first letters of its token.

    Forty bits: with the limit of look-ups nobody guesses them, and they are short enough to type.
    """
    return token[:SECRET_LENGTH]


def _progress_of(case: Case) -> Progress:
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


def find_supplement_request(case: Case) -> CaseEvent | None:
    """Give the last request for more papers made on a case, or ``None``."""
    rows = CaseEvent.objects.filter(case=case, kind=Action.REQUEST_SUPPLEMENT)
    return rows.order_by("-ordinal").first()


def list_slips(case: Case) -> list[CaseSlip]:
    """Give the slips issued on a case with their documents, oldest first."""
    return list(CaseSlip.objects.filter(case=case).select_related("document").order_by("pk"))


def list_papers(case: Case) -> list[CasePaper]:
    """Give the papers of a case that count now, with their files, in the order added."""
    return _PAPERS.all(case_id=case.pk)


def is_rated(case: Case) -> bool:
    """Tell whether the applicant has rated the service."""
    return CaseRating.objects.filter(case=case).exists()


@remembered(seconds=60)
def commune_names() -> dict[str, str]:
    """Give every commune a form may name, by code, with its district, district by district."""
    rows = list_communes(organisation_date())
    ordered = sorted(rows, key=lambda area: (_district(area).sort_key, area.sort_key))
    return {area.code: f"{area.name}, {_district(area).name}" for area in ordered}


@remembered(seconds=60)
def district_names() -> dict[str, str]:
    """Give every district by code, in the order of the alphabet."""
    districts = {_district(area) for area in list_communes(organisation_date())}
    return {area.code: area.name for area in sorted(districts, key=lambda area: area.sort_key)}


def _district(commune: Area) -> Area:
    return commune.parent or commune
