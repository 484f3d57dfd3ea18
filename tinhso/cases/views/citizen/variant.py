"""Choosing the case within the procedure (trường hợp) in plain words, before the form."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import Draft, VariantNotChosen, access_draft, choose_variant
from tinhso.cases.forms.papers import in_words
from tinhso.cases.views.citizen.frame import draft_context, filed_elsewhere, is_correcting
from tinhso.cases.views.citizen.path import path_of
from tinhso.cases.views.refusals import shows_refusals
from tinhso.core.clock import now
from tinhso.identity.api import signed_in_required
from tinhso.procedures.api import variants_of
from tinhso.ui.components import ErrorLink, FieldView, Option
from tinhso.ui.navigation import actor_of

NAME = "variant"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_required
@shows_refusals(back="cases:draft_check")
def draft_variant(request: HttpRequest, token: str) -> HttpResponse:
    """Ask which case the applicant is in; each says what is different about it."""
    draft = access_draft(actor_of(request), token)
    if draft.case_id is not None:
        return filed_elsewhere(request, draft)
    if not variants_of(draft.version):
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            draft = choose_variant(draft=draft, variant=request.POST.get(NAME, ""), at=now())
        except VariantNotChosen:
            error = _("Chọn trường hợp đúng với bạn.")
        else:
            path = path_of(draft)
            target = path.stops[-1] if is_correcting(request) else path.after("variant")
            return HttpResponseRedirect(target.url)
    field = _field(draft, error)
    context = {
        **draft_context(request, draft, "variant"),
        "field": field,
        "error_links": [ErrorLink(f"#{field.id}", error)] if error else [],
    }
    return render(request, "cases/draft/variant.html", context)


def _field(draft: Draft, error: str) -> FieldView:
    options = tuple(
        Option(
            row["code"],
            in_words(row["name"]),
            in_words(row["help"]) if row["help"] else "",
            row["code"] == draft.variant,
        )
        for row in variants_of(draft.version)
    )
    return FieldView(
        id=f"id_{NAME}",
        name=NAME,
        label=_("Trường hợp của bạn"),
        kind="radios",
        error=error,
        value=draft.variant,
        options=options,
    )
