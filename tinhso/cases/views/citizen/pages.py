"""One page of the form at a time: kept when sent, right or wrong."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import Draft, access_draft, save_page
from tinhso.cases.queries import commune_names
from tinhso.cases.rules.autofill import known_answers
from tinhso.cases.views.citizen.frame import (
    draft_context,
    filed_elsewhere,
    is_correcting,
)
from tinhso.cases.views.citizen.path import DECLARATION, pages_of, path_of
from tinhso.cases.views.citizen.registers import lock_field, locked_answers
from tinhso.cases.views.refusals import shows_refusals
from tinhso.core.clock import now
from tinhso.identity.api import signed_in_required
from tinhso.procedures.api import load_form
from tinhso.ui.components import FieldView
from tinhso.ui.navigation import actor_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_required
@shows_refusals(back="cases:draft_check")
def draft_page(request: HttpRequest, token: str, page_code: str) -> HttpResponse:
    """Show a page of an application; sent, keep it and go on when it is right."""
    draft = access_draft(actor_of(request), token)
    if draft.case_id is not None:
        return filed_elsewhere(request, draft)
    if page_code not in {page.code for page in pages_of(draft)}:
        raise Http404
    if request.method != "POST":
        is_answered = page_code in draft.pages_done
        return _show(request, draft, page_code, _errors(draft, page_code) if is_answered else {})
    typed = load_form(draft.version).parse(page_code, request.POST)
    answers = {**typed, **locked_answers(actor_of(request), draft, page_code)}
    draft = save_page(draft=draft, page_code=page_code, answers=answers, at=now())
    errors = _errors(draft, page_code)
    if errors:
        return _show(request, draft, page_code, errors)
    path = path_of(draft)
    target = path.stops[-1] if is_correcting(request) else path.after(f"page:{page_code}")
    return HttpResponseRedirect(target.url)


def _errors(draft: Draft, page_code: str) -> dict[str, str]:
    found = load_form(draft.version).validate_page(page_code, draft.form, commune_names)
    return {name: text for name, text in found.items() if name != DECLARATION}


def _show(
    request: HttpRequest, draft: Draft, page_code: str, errors: Mapping[str, str]
) -> HttpResponse:
    view = load_form(draft.version).view(page_code, draft.form, errors, commune_names)
    known = known_answers(draft.version.content["form"], draft.person)
    locked = locked_answers(actor_of(request), draft, page_code)
    fields = tuple(
        lock_field(_with_origin(field, draft, known), draft, locked)
        for field in view.fields
        if field.name != DECLARATION
    )
    context = {
        **draft_context(request, draft, f"page:{page_code}"),
        "page_view": replace(view, fields=fields),
    }
    return render(request, "cases/draft/page.html", context)


def _with_origin(field: FieldView, draft: Draft, known: Mapping[str, object]) -> FieldView:
    """Say of an answer that it came from the account, while it is still the account's."""
    answer = draft.form.get(field.name)
    if field.error or answer is None or answer != known.get(field.name):
        return field
    return replace(field, hint=" ".join([field.hint, _("Lấy từ tài khoản định danh.")]).strip())
