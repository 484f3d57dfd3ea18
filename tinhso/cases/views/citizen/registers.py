"""Answers from the population register: asked for when writing begins, fixed, disputed."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import access_draft
from tinhso.cases.models import Draft
from tinhso.cases.queries import commune_names
from tinhso.cases.rules.autofill import register_answers, register_field_of
from tinhso.cases.views.citizen.path import pages_of
from tinhso.cases.views.refusals import base_template, shows_refusals
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.identity.api import (
    ConsentMissing,
    ConsentPurpose,
    LookupOutcome,
    Occasion,
    citizen_required,
    dispute_answer,
    find_lookup,
    give_consent,
    look_up_own_data,
)
from tinhso.procedures.api import load_form
from tinhso.ui.components import FieldView
from tinhso.ui.navigation import actor_of

AGREES = "register"
Locked = dict[str, str]


class DisputeForm(forms.Form):
    """What the register should say."""

    stated = forms.CharField(
        label=gettext_lazy("Đúng ra là"),
        max_length=300,
        error_messages={"required": gettext_lazy("Ghi thông tin đúng.")},
    )


def ask_register(request: HttpRequest, draft: Draft) -> None:
    """Ask the register for a new application, if the citizen ticked it or agreed before."""
    actor = actor_of(request)
    if request.POST.get(AGREES):
        give_consent(actor=actor, purpose=ConsentPurpose.REGISTER_AUTOFILL, at=now())
    purpose = _("Điền sẵn tờ khai: %(name)s") % {"name": draft.version.name[:150]}
    occasion = Occasion(subject_of(draft), purpose)
    try:
        lookup = look_up_own_data(actor=actor, occasion=occasion, at=now())
    except ConsentMissing:
        return
    if lookup.outcome == LookupOutcome.ANSWERED:
        draft.form = {
            **draft.form,
            **register_answers(draft.version.content["form"], lookup.relied_on),
        }
        draft.save(update_fields=["form"])
    else:
        messages.warning(
            request, _("CSDL dân cư chưa trả lời. Bạn tự điền tờ khai như bình thường.")
        )


def subject_of(draft: Draft) -> str:
    """Name an application as the register's log does."""
    return f"draft:{draft.token}"


def locked_answers(actor: Actor, draft: Draft, page_code: str) -> Locked:
    """Give the answers of a page that stand as the register gave them, by question.

    One query, and only on pages that ask what the register may know.
    """
    schema = draft.version.content["form"]["properties"]
    fields = load_form(draft.version).page(page_code).fields
    sources = {name: schema.get(name, {}).get("x-autofill", "") for name in fields}
    if not actor.is_citizen or not any(str(one).startswith("person.") for one in sources.values()):
        return {}
    lookup = find_lookup(draft.person_id, subject_of(draft))
    said = lookup.relied_on if lookup else {}
    found = register_answers(draft.version.content["form"], said) if said else {}
    return {name: text for name, text in found.items() if name in sources}


def lock_field(field: FieldView, draft: Draft, locked: Locked) -> FieldView:
    """Show an answer of the register as text, with the way to say that it is wrong."""
    if field.name not in locked:
        return field
    return replace(
        field,
        hint=_("Lấy từ CSDL quốc gia về dân cư (bản mô phỏng)."),
        error="",
        locked_text=_shown(draft, field.name, locked[field.name]),
        locked_url=reverse("cases:draft_dispute", args=[draft.token, field.name]),
    )


def _shown(draft: Draft, name: str, answer: str) -> str:
    summary = load_form(draft.version).summary({**draft.form, name: answer}, areas=commune_names)
    label = load_form(draft.version).questions[name].label
    rows = [row for page in summary for row in page.rows if row.label == label]
    return rows[0].value if rows else answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_required
@shows_refusals(back="cases:draft_check")
def dispute(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """Ask what is right, tell the register, and open the question for typing."""
    actor = actor_of(request)
    draft = access_draft(actor, token)
    page = next((page for page in pages_of(draft) if name in page.fields), None)
    locked = locked_answers(actor, draft, page.code) if page else {}
    if page is None or name not in locked or draft.case_id is not None:
        raise Http404
    back = reverse("cases:draft_page", args=[token, page.code])
    form = DisputeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        field = register_field_of(draft.version.content["form"], name)
        stated = form.cleaned_data["stated"]
        dispute_answer(actor=actor, subject=subject_of(draft), field=field, stated=stated, at=now())
        messages.success(request, _("Đã báo cho CSDL dân cư. Giờ bạn sửa mục này trên tờ khai."))
        return HttpResponseRedirect(back)
    context: dict[str, Any] = {
        "title": load_form(draft.version).questions[name].label,
        "text": _("CSDL dân cư đang ghi: %(text)s") % {"text": _shown(draft, name, locked[name])},
        "action_text": _("Báo sai và tự điền"),
        "cancel_url": back,
        "form": form,
        "base_template": base_template(request),
    }
    return render(request, "ui/components/confirm/page.html", context)
