"""Doing one act on a case: its page, its form, and what to do when somebody was quicker."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import (
    Action,
    AlreadyRescheduled,
    ApologyTooLate,
    BranchesOpen,
    Case,
    CaseActionRefused,
    CaseEvent,
    NotAuthorised,
    SupplementAlreadyRequested,
    access_case_for_officer,
    list_events,
)
from tinhso.cases.forms.officer import ActForm
from tinhso.cases.permissions import has_authority
from tinhso.cases.queries import is_drafted, open_actions, promise, waits_for_branches
from tinhso.cases.templatetags.cases import timeline_entry
from tinhso.cases.views.officer.act_page import ActPage
from tinhso.cases.views.officer.act_pages import find_act_page
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.documents.api import SignatureAwaited, ask_to_confirm, signing_path
from tinhso.identity.api import officer_required
from tinhso.ui.components import TimelineEntry
from tinhso.ui.navigation import actor_of

_SIGNING = frozenset({Action.SIGN_RESULT, Action.SIGN_CORRECTION})
#: Refusals no other words in the form would change: somebody else's turn, or too late.
_FINAL = (
    AlreadyRescheduled,
    ApologyTooLate,
    BranchesOpen,
    CaseActionRefused,
    NotAuthorised,
    SignatureAwaited,
    SupplementAlreadyRequested,
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required()
def officer_act(request: HttpRequest, token: str, act: str) -> HttpResponseBase:
    """Show what an act needs; sent, do it, or say why it could not be done and keep the words."""
    page = find_act_page(act)
    if page is None:
        raise Http404
    case = access_case_for_officer(actor_of(request), token)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = page.form(*sent, case=case, actor=actor_of(request))
    refusal = find_refusal(actor_of(request), case, page.action)
    if refusal is None and request.method == "POST" and form.is_valid():
        refusal = _try(page, case, form, actor_of(request))
        if refusal is None:
            return _go_on(request, page, token)
    return _show(request, case, page, form, refusal)


def _go_on(request: HttpRequest, page: ActPage, token: str) -> HttpResponseBase:
    """Go back to the case, or first to the confirmation of a signature made elsewhere."""
    back = reverse("cases:officer_case", args=[token])
    if page.action in _SIGNING:
        session = ask_to_confirm(actor=actor_of(request), at=now(), return_path=back)
        if session is not None:
            return HttpResponseRedirect(signing_path(session))
    messages.success(request, str(page.done))
    return HttpResponseRedirect(back)


def find_refusal(actor: Actor, case: Case, action: Action) -> DomainError | None:
    """Give why an act is not open to the officer now, before anything is tried."""
    if action in open_actions(actor=actor, case=case):
        return None
    if not has_authority(actor=actor, case=case, action=action):
        return NotAuthorised()
    if action is Action.RESCHEDULE and case.reschedule_count:
        return AlreadyRescheduled()
    if action in {Action.FORWARD, Action.RETURN_STEP} and waits_for_branches(case):
        return BranchesOpen()
    return CaseActionRefused()


def _try(page: ActPage, case: Case, form: ActForm, actor: Actor) -> DomainError | None:
    """Do the act; a refusal undoes everything it began."""
    try:
        with transaction.atomic():
            page.run(case, form, actor, now())
    except DomainError as refusal:
        return refusal
    return None


def _show(
    request: HttpRequest, case: Case, page: ActPage, form: ActForm, refusal: DomainError | None
) -> HttpResponse:
    context = {
        "case": case,
        "page_words": page,
        "form": form,
        "cancel_url": reverse("cases:officer_case", args=[case.token]),
        **_extra(case, page.action),
        **refusal_context(case, refusal),
    }
    whole = "cases/officer/act.html"
    template = "cases/officer/_act.html" if request.headers.get("HX-Request") else whole
    return render(request, template, context, status=status_of(refusal))


def _extra(case: Case, action: Action) -> dict[str, Any]:
    """Give what the officer should see before deciding."""
    if action is Action.ACCEPT and case.accepted_at is None:
        return {"promise": promise(case.version, case.channel, variant=case.variant, at=now())}
    if action is Action.SIGN_RESULT and is_drafted(case):
        return {"preview_url": reverse("cases:officer_preview", args=[case.token])}
    return {}


def refusal_context(case: Case, refusal: DomainError | None) -> dict[str, Any]:
    """Give the words of a refusal and the last thing that happened: who was quicker, and when."""
    if refusal is None:
        return {}
    case.refresh_from_db()
    is_final = isinstance(refusal, _FINAL)
    last_event = _last_event(case) if is_final else None
    return {"refusal": refusal.message, "last_event": last_event, "can_correct": not is_final}


def _last_event(case: Case) -> TimelineEntry | None:
    events: list[CaseEvent] = list_events(case, public_only=False)
    return timeline_entry(events[-1]) if events else None


def status_of(refusal: DomainError | None) -> HTTPStatus:
    """Give the status of a page: 403 without authority, 409 when the case has moved on."""
    if refusal is None:
        return HTTPStatus.OK
    return HTTPStatus.FORBIDDEN if isinstance(refusal, NotAuthorised) else HTTPStatus.CONFLICT
