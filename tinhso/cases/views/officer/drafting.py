"""Drafting the result from its template, and looking at it before anyone signs."""

from collections.abc import Mapping

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.cases.api import (
    Action,
    Case,
    FormInvalid,
    access_case_for_officer,
    draft_result,
    preview_result,
)
from tinhso.cases.queries import commune_names, is_drafted
from tinhso.cases.views.officer.act import find_refusal, refusal_context, status_of
from tinhso.cases.views.officer.looks import note_look
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.identity.api import officer_required
from tinhso.procedures.api import load_form, load_result_form
from tinhso.ui.navigation import actor_of
from tinhso.ui.schema_forms import Answers

PAGE = "result"
_PREVIEW_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required()
def officer_draft_result(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask what the result needs beyond the form; sent, keep it as the draft."""
    actor = actor_of(request)
    case = access_case_for_officer(actor, token)
    note_look(actor, case)
    answers = _answers(request, case)
    refusal = find_refusal(actor, case, Action.DRAFT_RESULT)
    errors: Mapping[str, str] = {}
    if refusal is None and request.method == "POST":
        refusal, errors = _try(case, answers, actor)
        if refusal is None and not errors:
            messages.success(request, _("Đã lưu dự thảo. Xem bản in thử rồi chuyển lãnh đạo ký."))
            return HttpResponseRedirect(reverse("cases:officer_case", args=[token]))
    return _show(request, case, answers, errors, refusal)


def _answers(request: HttpRequest, case: Case) -> Answers:
    form = load_result_form(case.version)
    if request.method == "POST" and form.pages({}):
        return form.parse(PAGE, request.POST)
    return dict(case.result_fields.get("fields", {}))


def _try(
    case: Case, answers: Answers, actor: Actor
) -> tuple[DomainError | None, Mapping[str, str]]:
    try:
        with transaction.atomic():
            draft_result(case=case, fields=answers, actor=actor, at=now())
    except FormInvalid as invalid:
        return None, invalid.errors
    except DomainError as refusal:
        return refusal, {}
    return None, {}


def _show(
    request: HttpRequest,
    case: Case,
    answers: Answers,
    errors: Mapping[str, str],
    refusal: DomainError | None,
) -> HttpResponse:
    form = load_result_form(case.version)
    has_questions = bool(form.pages({}))
    context = {
        "case": case,
        "page_view": form.view(PAGE, answers, errors, commune_names) if has_questions else None,
        "sections": load_form(case.version).summary(case.form, areas=commune_names),
        "cancel_url": reverse("cases:officer_case", args=[case.token]),
        **refusal_context(case, refusal),
    }
    return render(request, "cases/officer/draft_result.html", context, status=status_of(refusal))


@require_safe
@never_cache
@officer_required()
def officer_preview(request: HttpRequest, token: str) -> HttpResponse:
    """Give the drafted result as a PDF marked as a draft.

    :raises Http404: when nothing is drafted.
    """
    actor = actor_of(request)
    case = access_case_for_officer(actor, token)
    if not is_drafted(case):
        raise Http404
    note_look(actor, case)
    response = HttpResponse(preview_result(case=case, actor=actor), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="du-thao.pdf"'
    response.headers["Content-Security-Policy"] = _PREVIEW_POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response
