"""One page of the form at a time: kept when sent, right or wrong, also when the session ended."""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import Draft, access_draft, save_page
from tinhso.cases.forms.autofill import known_answers
from tinhso.cases.forms.parked import park_answers, take_parked_answers
from tinhso.cases.queries import commune_names
from tinhso.cases.views.citizen.frame import (
    draft_context,
    filed_elsewhere,
    is_correcting,
)
from tinhso.cases.views.citizen.path import DECLARATION, pages_of, path_of
from tinhso.cases.views.refusals import shows_refusals
from tinhso.core.clock import now
from tinhso.identity.api import redirect_to_sign_in
from tinhso.procedures.api import load_form
from tinhso.ui.components import FieldView
from tinhso.ui.navigation import actor_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_page(request: HttpRequest, token: str, page_code: str) -> HttpResponseBase:
    """Show a page of an application; signed out in the meantime, keep what was typed and ask."""
    actor = actor_of(request)
    if actor.is_citizen or actor.is_officer:
        return _draft_page(request, token=token, page_code=page_code)
    if request.method == "POST":
        park_answers(request.session, request.path, request.POST)
        messages.warning(
            request,
            _("Phiên làm việc đã hết. Đăng nhập lại: câu trả lời vừa gõ vẫn được giữ."),
        )
    return redirect_to_sign_in(request, "identity:sign_in")


@shows_refusals(back="cases:draft_check")
def _draft_page(request: HttpRequest, token: str, page_code: str) -> HttpResponse:
    draft = access_draft(actor_of(request), token)
    if draft.case_id is not None:
        return filed_elsewhere(request, draft)
    if page_code not in {page.code for page in pages_of(draft)}:
        raise Http404
    posted = _posted(request)
    if posted is None:
        is_answered = page_code in draft.pages_done
        return _show(request, draft, page_code, _errors(draft, page_code) if is_answered else {})
    answers = load_form(draft.version).parse(page_code, posted)
    draft = save_page(draft=draft, page_code=page_code, answers=answers, at=now())
    errors = _errors(draft, page_code)
    if errors or request.method != "POST":
        return _show(request, draft, page_code, errors)
    path = path_of(draft)
    target = path.stops[-1] if is_correcting(request) else path.after(f"page:{page_code}")
    return HttpResponseRedirect(target.url)


def _posted(request: HttpRequest) -> Mapping[str, str] | None:
    """Give what was sent now, or sent just before the session ended."""
    if request.method == "POST":
        return request.POST
    parked = take_parked_answers(request.session, request.path)
    if parked is not None:
        messages.info(request, _("Câu trả lời bạn gõ trước khi đăng nhập lại đã được lưu."))
    return parked


def _errors(draft: Draft, page_code: str) -> dict[str, str]:
    found = load_form(draft.version).validate_page(page_code, draft.form, commune_names)
    return {name: text for name, text in found.items() if name != DECLARATION}


def _show(
    request: HttpRequest, draft: Draft, page_code: str, errors: Mapping[str, str]
) -> HttpResponse:
    view = load_form(draft.version).view(page_code, draft.form, errors, commune_names)
    known = known_answers(draft.version.content["form"], draft.person)
    fields = tuple(
        _with_origin(field, draft, known) for field in view.fields if field.name != DECLARATION
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
