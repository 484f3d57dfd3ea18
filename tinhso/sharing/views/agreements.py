"""Agreements: asked for, decided, tried out."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import now, today
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.identity.api import officer_required, require_proof
from tinhso.sharing.forms import AgreementForm, NoteForm
from tinhso.sharing.models import Agreement
from tinhso.sharing.operations import (
    Asked,
    Terms,
    answer_call,
    check_agreed,
    count_call,
    decide_agreement,
    propose_agreement,
)
from tinhso.sharing.permissions import KEEPERS, access_agreement, keeps
from tinhso.sharing.queries import (
    DataService,
    Question,
    find_service,
    list_agreements,
    list_clients,
)
from tinhso.sharing.rules import TRANSITIONS, State, Step
from tinhso.sharing.views.words import field_names, service_name, state_tag, tabs
from tinhso.ui.components import SummaryRow, TimelineEntry
from tinhso.ui.navigation import actor_of

_STEPS = {
    Step.APPROVE: gettext_lazy("Duyệt"),
    Step.REFUSE: gettext_lazy("Từ chối đề nghị"),
    Step.SUSPEND: gettext_lazy("Tạm dừng"),
    Step.RESUME: gettext_lazy("Cho hoạt động lại"),
    Step.END: gettext_lazy("Chấm dứt"),
}


@require_safe
@never_cache
@officer_required(*KEEPERS)
def agreements(request: HttpRequest) -> HttpResponse:
    """List agreements asked by or of the officer's agencies."""
    actor = actor_of(request)
    rows = [
        {"agreement": one, "tag": state_tag(one), "name": service_name(one.service)}
        for one in list_agreements(actor)
    ]
    return render(request, "sharing/agreements.html", {"rows": rows, "tabs": tabs("agreements")})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*KEEPERS)
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for an agreement on a service, or for a new version of one."""
    actor, service = actor_of(request), find_service(code)
    if service is None:
        raise Http404
    clients = [one for one in list_clients(actor) if keeps(actor, one.agency_id)]
    if not clients:
        messages.info(request, _("Trước hết hãy đăng ký hệ thống sẽ nhận dữ liệu."))
        return redirect("sharing:register")
    initial = {"valid_from": today(), "per_minute": 30, "per_day": 2000}
    form = AgreementForm(
        request.POST if request.method == "POST" else None,
        clients=clients,
        service=service,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        client = next(one for one in clients if one.token == answers["client"])
        try:
            made = propose_agreement(
                client=client, service=service, terms=_terms(answers), actor=actor, at=now()
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Đã gửi cơ quan giữ dữ liệu xem xét."))
            return redirect("sharing:agreement", token=made.token)
    context = {
        "title": _("Đề nghị chia sẻ: %(name)s") % {"name": service.name},
        "lead": str(service.about),
        "action_text": _("Gửi đề nghị"),
        "back_url": reverse("sharing:service", args=[code]),
        "back_text": str(service.name),
        "form": form,
    }
    return render(request, "sharing/form.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@officer_required(*KEEPERS)
def agreement(request: HttpRequest, token: str) -> HttpResponse:
    """Show an agreement, its history, and what the officer may do."""
    actor = actor_of(request)
    return _show(request, access_agreement(actor, token))


@require_POST
@never_cache
@officer_required(*KEEPERS)
def decide(request: HttpRequest, token: str) -> HttpResponse:
    """Approve, refuse, suspend, resume or end."""
    actor = actor_of(request)
    require_proof(actor)
    found = access_agreement(actor, token)
    step = request.POST.get("viec", "")
    form = NoteForm(request.POST)
    if step not in {str(one) for one in _STEPS} or not form.is_valid():
        raise Http404
    note = form.cleaned_data["note"]
    try:
        decide_agreement(agreement=found, step=Step(step), note=note, actor=actor, at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã lưu quyết định."))
    return redirect("sharing:agreement", token=token)


@require_POST
@never_cache
@officer_required(*KEEPERS)
def try_out(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once as the system would; the call counts and stands in the log."""
    actor, at = actor_of(request), now()
    found = access_agreement(actor, token)
    service = find_service(found.service)
    if service is None or not keeps(actor, found.agency_id):
        raise Http404
    try:
        question = service.question(**{key: str(value) for key, value in request.POST.items()})
        check_agreed(found, service=found.service, at=at)
        count_call(found, at=at)
        answered = answer_call(asked=Asked(service, found, question, by=actor.name), at=at)
    except ValidationError:
        return _show(request, found, error=_("Điền đủ các ô bắt buộc rồi hỏi lại."))
    except DomainError as refusal:
        return _show(request, found, error=refusal.message)
    return _show(request, found, answered=answered)


def _terms(answers: dict[str, Any]) -> Terms:
    kept = ("purpose", "legal_basis", "per_minute", "per_day", "valid_from", "valid_to")
    fields = tuple(answers["fields_wanted"])
    return Terms(fields=fields, **{name: answers[name] for name in kept})


def _show(
    request: HttpRequest,
    found: Agreement,
    answered: dict[str, Any] | None = None,
    error: str = "",
) -> HttpResponse:
    actor = actor_of(request)
    service = find_service(found.service)
    with acting_as(SYSTEM):
        events = list(found.events.order_by("id"))
    is_asker = keeps(actor, found.agency_id)
    is_active = found.state == State.ACTIVE
    context = {
        "agreement": found,
        "name": service_name(found.service),
        "tag": state_tag(found),
        "rows": _rows(found),
        "entries": [
            TimelineEntry(str(one.get_state_display()), at=one.at, by=one.by, note=one.note)
            for one in events
        ],
        "steps": _steps(found, actor),
        "questions": _questions(request, service) if is_asker and is_active and service else [],
        "answered": json.dumps(answered, ensure_ascii=False, indent=2, default=str)
        if answered is not None
        else "",
        "error": error,
        "may_renew": is_asker and service is not None,
        "tabs": tabs("agreements"),
    }
    return render(request, "sharing/agreement.html", context, status=422 if error else 200)


def _rows(found: Agreement) -> list[SummaryRow]:
    end = f"{found.valid_to:%d/%m/%Y}" if found.valid_to else _("không định ngày kết thúc")
    rate = _("%(minute)s lần mỗi phút, %(day)s lần mỗi ngày")
    return [
        SummaryRow(_("Hệ thống nhận"), f"{found.client.name} ({found.agency.name})"),
        SummaryRow(_("Cơ quan giữ dữ liệu"), found.owner.name),
        SummaryRow(_("Mục đích"), found.purpose),
        SummaryRow(_("Căn cứ pháp lý"), found.legal_basis),
        SummaryRow(_("Trường dữ liệu"), field_names(found.service, found.fields)),
        SummaryRow(_("Mức gọi"), rate % {"minute": found.per_minute, "day": found.per_day}),
        SummaryRow(_("Hiệu lực"), f"{found.valid_from:%d/%m/%Y} – {end}"),
        SummaryRow(_("Phiên bản số"), str(found.version)),
    ]


def _steps(found: Agreement, actor: Actor) -> list[tuple[str, str, bool]]:
    """Give the steps the officer may take: code, words, whether it is a hard one."""
    possible = {step for state, step in TRANSITIONS if state == found.state}
    if not keeps(actor, found.owner_id):
        possible &= {Step.END} if keeps(actor, found.agency_id) else set()
    if actor.person_id in {found.proposer_id, found.first_approver_id}:
        possible -= {Step.APPROVE}
    hard = {Step.REFUSE, Step.SUSPEND, Step.END}
    return [
        (str(step), str(words), step in hard) for step, words in _STEPS.items() if step in possible
    ]


def _questions(request: HttpRequest, service: DataService) -> list[Any]:
    """Give the questions of a service as fields of a form; those of its own come first."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    names = [name for name in service.question.model_fields if name not in Question.model_fields]
    for name in (*names, "reference"):
        asked, words = service.question.model_fields[name], service.ask_of(name)
        about: dict[str, Any] = {
            "label": words.label,
            "help_text": words.hint,
            "required": asked.is_required(),
        }
        form.fields[name] = (
            forms.ChoiceField(choices=words.options, **about)
            if words.options
            else forms.CharField(max_length=600, **about)
        )
    return [form[name] for name in form.fields]
