"""Proposing a corrected or reissued result from the fields of the one that is out."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import (
    Action,
    Case,
    CorrectionPlan,
    FormInvalid,
    access_case_for_officer,
    prepare_correction,
)
from tinhso.cases.forms.many import CorrectionForm
from tinhso.cases.queries import commune_names
from tinhso.cases.views.officer.act import find_refusal, refusal_context, status_of
from tinhso.cases.views.officer.looks import note_look
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.identity.api import officer_required
from tinhso.procedures.api import load_result_form
from tinhso.ui.navigation import actor_of
from tinhso.ui.schema_forms import Answers

PAGE = "result"
Errors = Mapping[str, str]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required()
def officer_correction(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask why, and what the fields should be; sent, propose it to the leader."""
    actor = actor_of(request)
    case = access_case_for_officer(actor, token)
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    note_look(actor, case)
    answers = _answers(request, case)
    refusal = find_refusal(actor, case, Action.PREPARE_CORRECTION)
    errors: dict[str, str] = {}
    if refusal is None and request.method == "POST" and form.is_valid():
        refusal, errors = _try(case, form, answers, actor)
        if refusal is None and not errors:
            messages.success(request, _("Đã đề xuất. Lãnh đạo ký rồi văn thư ban hành bản mới."))
            return HttpResponseRedirect(reverse("cases:officer_case", args=[token]))
    return _show(request, case, form, (answers, errors), refusal)


def _answers(request: HttpRequest, case: Case) -> Answers:
    form = load_result_form(case.version)
    if request.method == "POST" and form.pages({}):
        return form.parse(PAGE, request.POST)
    return dict(case.result_fields.get("fields", {}))


def _try(
    case: Case, form: forms.Form, answers: Answers, actor: Actor
) -> tuple[DomainError | None, dict[str, str]]:
    plan = CorrectionPlan(form.cleaned_data["kind"], form.cleaned_data["reason"], answers)
    try:
        with transaction.atomic():
            prepare_correction(case=case, plan=plan, actor=actor, at=now())
    except FormInvalid as invalid:
        return None, invalid.errors
    except DomainError as refusal:
        return refusal, {}
    return None, {}


def _show(
    request: HttpRequest,
    case: Case,
    form: forms.Form,
    typed: tuple[Answers, Errors],
    refusal: DomainError | None,
) -> HttpResponse:
    schema_form, (answers, errors) = load_result_form(case.version), typed
    has_fields = bool(schema_form.pages({}))
    context = {
        "case": case,
        "form": form,
        "page_view": schema_form.view(PAGE, answers, errors, commune_names) if has_fields else None,
        "cancel_url": reverse("cases:officer_case", args=[case.token]),
        **refusal_context(case, refusal),
    }
    return render(request, "cases/officer/correction.html", context, status=status_of(refusal))
