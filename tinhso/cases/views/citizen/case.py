"""A citizen's own case: where it is, what happened, when the answer is due and why."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.cases.api import (
    Action,
    Case,
    CaseState,
    access_case_for_citizen,
    allowed_actions,
    find_origin,
)
from tinhso.cases.queries import (
    commune_names,
    explain_due,
    fee_of_case,
    find_payment_request,
    find_supplement_request,
    is_rated,
    list_complaints,
    list_corrections,
    list_events,
    list_inspections,
    list_papers,
    list_slips,
)
from tinhso.cases.views.citizen.timeline import MOVING_STATES, coming, step_names_of
from tinhso.core.clock import now
from tinhso.documents.api import document_url
from tinhso.identity.api import citizen_required
from tinhso.orgs.api import agency_name_shown
from tinhso.payments.api import find_waiting_attempt
from tinhso.procedures.api import load_form, recall_version
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@citizen_required
def case_detail(request: HttpRequest, token: str) -> HttpResponse:
    """Show the case: what to do now, history, promised date, slips, papers, answers."""
    case = access_case_for_citizen(actor_of(request), token)
    case.version = recall_version(case.version_id)
    fee = fee_of_case(case)
    actions = allowed_actions(actor=actor_of(request), case=case)
    context = {
        "case": case,
        "now_template": f"cases/citizen/now/_{case.state.lower()}.html",
        "origin": find_origin(case.origin, actor_of(request)),
        "agency": agency_name_shown(case.competent_agency_id),
        "office": agency_name_shown(case.receiving_agency_id),
        "can_withdraw": Action.WITHDRAW in actions and case.decided_at is None,
        "can_rate": Action.RATE in actions and not is_rated(case),
        "events": list_events(case, public_only=True),
        "coming": coming(case),
        "step_names": step_names_of(case),
        "slips": list_slips(case),
        **_paths(case),
        "papers": list_papers(case),
        "sections": load_form(case.version).summary(case.form, areas=commune_names),
        "fee": fee,
        "waiting": find_waiting_attempt(fee.open_intent) if fee.open_intent else None,
        **_promise(case),
        **_now(case),
    }
    return render(request, "cases/citizen/case.html", context)


def _paths(case: Case) -> dict[str, Any]:
    """Give what happened beside the straight path, as far as it concerns the applicant."""
    complaints = list_complaints(case)
    return {
        "complaints": complaints,
        "can_complain": all(complaint.answered_at for complaint in complaints),
        "inspections": [look for look in list_inspections(case) if look.done_at is None],
        "replaced": [row for row in list_corrections(case) if row.issued_at is not None],
    }


def _promise(case: Case) -> dict[str, Any]:
    is_running = case.state in MOVING_STATES
    has_ended = case.state in {CaseState.WITHDRAWN, CaseState.STOPPED, CaseState.REFUSED}
    return {
        "is_promised": case.due_at is not None and not has_ended,
        "reasons": explain_due(case, get_language() or "vi"),
        "is_clock_running": is_running,
        "is_late": is_running and case.due_at is not None and case.due_at < now(),
    }


def _now(case: Case) -> dict[str, Any]:
    """Give what the box on top needs beyond the case itself."""
    if case.state == CaseState.SUPPLEMENT_REQUESTED:
        return {"asked": find_supplement_request(case)}
    if case.state == CaseState.PAYMENT_REQUESTED:
        return {"asked": find_payment_request(case)}
    if case.result is not None and case.state in {CaseState.FINISHED, CaseState.RETURNED}:
        return {"result": case.result, "verify_url": document_url(case.result)}
    return {}


@require_safe
@never_cache
@citizen_required
def case_filed(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm that the application arrived, with its look-up code and what happens next."""
    case = access_case_for_citizen(actor_of(request), token)
    case.version = recall_version(case.version_id)
    context = {
        "case": case,
        "office": agency_name_shown(case.receiving_agency_id),
        "fee": fee_of_case(case),
    }
    return render(request, "cases/citizen/filed.html", context)
