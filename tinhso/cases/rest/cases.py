"""The addresses of the JSON API of cases."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from ninja import Header, Router, Status

from tinhso.cases.api import (
    NATIONAL_STATE_CODES,
    Application,
    Case,
    NotAuthorised,
    Tab,
    access_case_for_citizen,
    access_case_for_officer,
    allowed_actions,
    case_list,
    explain_due,
    file_application,
    list_events,
)
from tinhso.cases.models import CaseBranch, CasePaper
from tinhso.cases.queries import list_branches, list_papers
from tinhso.cases.rest.actions import OPERATIONS, uploads_named
from tinhso.cases.rest.schemas import (
    ActionBody,
    ActionName,
    CaseDetail,
    CasePage,
    CaseSummary,
    Filing,
    Problem,
)
from tinhso.core.actors import Actor
from tinhso.core.clock import now, today
from tinhso.core.idempotency import idempotent
from tinhso.documents.api import document_url
from tinhso.identity.api import (
    OfficerAuth,
    Person,
    SessionAuth,
    find_or_create_person,
    person_of,
    record_look,
)
from tinhso.orgs.api import agency_name
from tinhso.procedures.api import get_current_version
from tinhso.ui.navigation import actor_of

router = Router(tags=["cases"], auth=SessionAuth())
REFUSALS = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem}


@router.post(
    "/cases",
    response={200: CaseSummary, 201: CaseSummary, 400: Problem, **REFUSALS},
    summary="File an application",
)
def file_case(
    request: HttpRequest, filing: Filing, idempotency_key: Header[str]
) -> Status[dict[str, Any]]:
    """Citizens file for themselves online, clerks for an applicant at their counter.

    The same Idempotency-Key gives the first answer again (200), whatever happened in between.
    """
    actor = actor_of(request)
    filed: list[Case] = []

    def file_once() -> dict[str, str]:
        filed.append(_file(filing, actor))
        return {"token": filed[0].token}

    answer = idempotent(
        actor=actor,
        key=idempotency_key,
        operation="file_case",
        request=filing.model_dump(mode="json"),
        at=now(),
        work=file_once,
    )
    if answer.is_repeat:
        return Status(200, summary_of(_access(actor, answer.response["token"])))
    return Status(201, summary_of(filed[0]))


def _file(filing: Filing, actor: Actor) -> Case:
    applicant = _applicant(filing, actor)
    application = Application(
        version=get_current_version(filing.procedure, today()),
        applicant=applicant,
        area_code=filing.area_code or applicant.area_code,
        variant=filing.variant,
        form=filing.form,
        papers=uploads_named(filing.papers, actor),
    )
    return file_application(application=application, actor=actor, at=now())


def _applicant(filing: Filing, actor: Actor) -> Person:
    if actor.is_citizen:
        if filing.applicant is not None:
            raise NotAuthorised(_("Bạn chỉ nộp được hồ sơ của chính mình."))
        return person_of(actor)
    if filing.applicant is None or not actor.has_role("CLERK"):
        raise NotAuthorised
    return find_or_create_person(**filing.applicant.model_dump(), at=now())


@router.get("/cases/{token}", response={200: CaseDetail, **REFUSALS}, summary="One case")
def get_case(request: HttpRequest, token: str) -> dict[str, Any]:
    """The applicant reads the public history; officers of the case's agencies all of it.

    Each look of an officer is recorded and shown to the applicant.
    """
    actor = actor_of(request)
    case = _access(actor, token)
    if actor.is_officer:
        record_look(
            actor=actor,
            person_id=case.applicant_id,
            purpose=pgettext("look", "Xem hồ sơ"),
            subject=case.code or case.procedure_name[:80],
            at=now(),
        )
    return detail_of(case, actor)


@router.get(
    "/worklist",
    auth=OfficerAuth(),
    response={200: CasePage, 400: Problem, **REFUSALS},
    summary="My work",
)
def get_worklist(
    request: HttpRequest, cursor: str | None = None, tab: Tab = Tab.MINE
) -> dict[str, Any]:
    """Twenty cases a page, what falls due first first."""
    page = case_list(actor_of(request), tab, at=now()).page(cursor)
    return {
        "items": [summary_of(case) for case in page.items],
        "next_cursor": page.next_cursor,
        "previous_cursor": page.previous_cursor,
    }


@router.post(
    "/cases/{token}/{action}",
    response={200: CaseSummary, 400: Problem, **REFUSALS},
    summary="Act on a case",
)
def act(
    request: HttpRequest,
    token: str,
    action: ActionName,
    body: ActionBody,
    idempotency_key: Header[str | None] = None,
) -> dict[str, Any]:
    """Do one action; 409 when the case is no longer in a state that allows it.

    With an Idempotency-Key the action is done once, however often it is sent.
    """
    actor = actor_of(request)
    case = _access(actor, token)

    def act_once() -> dict[str, str]:
        OPERATIONS[action](case, body, actor, now())
        return {"token": token}

    if idempotency_key is None:
        with transaction.atomic():
            act_once()
    else:
        idempotent(
            actor=actor,
            key=idempotency_key,
            operation=f"act:{action}",
            request={"case": token, **body.model_dump(mode="json")},
            at=now(),
            work=act_once,
        )
    case.refresh_from_db()
    return summary_of(case)


def _access(actor: Actor, token: str) -> Case:
    access = access_case_for_citizen if actor.is_citizen else access_case_for_officer
    return access(actor, token)


def summary_of(case: Case) -> dict[str, Any]:
    """Describe a case in a few words."""
    return {
        "token": case.token,
        "code": case.code,
        "procedure_name": case.procedure_name,
        "applicant_name": case.applicant_name,
        "channel": case.channel,
        "variant": case.variant,
        "state": case.state,
        "national_state_code": NATIONAL_STATE_CODES[case.state],
        "filed_at": _universal(case.filed_at),
        "accepted_at": _universal(case.accepted_at),
        "due_at": _universal(case.due_at),
        "step_code": case.step_code,
        "step_role": case.step_role,
    }


def _universal(moment: datetime | None) -> datetime | None:
    """Write every moment in UTC, whether it was just made or read back."""
    return moment.astimezone(UTC) if moment else None


def detail_of(case: Case, actor: Actor) -> dict[str, Any]:
    """Describe a case with its history, papers and what the reader may do."""
    events = list_events(case, public_only=actor.is_citizen)
    fields = ("kind", "at", "actor_name", "agency_name", "facts")
    return {
        **summary_of(case),
        "receiving_agency": agency_name(case.receiving_agency_id),
        "competent_agency": agency_name(case.competent_agency_id),
        "decided_at": case.decided_at,
        "returned_at": case.returned_at,
        "fee_vnd": case.fee_vnd,
        "due_reasons": explain_due(case, get_language() or "vi"),
        "form": case.form,
        "events": [{name: getattr(event, name) for name in fields} for event in events],
        "papers": [_paper(paper) for paper in list_papers(case)],
        "result": _result(case, actor),
        "branches": [_branch(branch) for branch in list_branches(case)],
        "allowed_actions": sorted(allowed_actions(actor=actor, case=case)),
    }


def _paper(paper: CasePaper) -> dict[str, str]:
    return {
        "paper_code": paper.paper_code,
        "name": paper.name,
        "file_name": paper.upload.name,
        "url": reverse("documents:upload", args=[paper.upload.token]),
    }


def _branch(branch: CaseBranch) -> dict[str, Any]:
    fields = ("id", "task", "hours", "due_at", "closed_at", "answer")
    return {
        **{name: getattr(branch, name) for name in fields},
        "agency": branch.agency.short_name,
    }


def _result(case: Case, actor: Actor) -> dict[str, str] | None:
    """Give the result once it may be fetched: officers see it as soon as it is signed."""
    document = case.result
    if document is None or (actor.is_citizen and case.state not in {"FINISHED", "RETURNED"}):
        return None
    return {
        "notation": document.notation,
        "title": document.title,
        "url": reverse("documents:download", args=[document.token]),
        "verification_url": document_url(document),
    }
