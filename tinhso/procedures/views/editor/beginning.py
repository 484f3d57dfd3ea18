"""A new procedure by hand: what it is, then its first draft."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from tinhso.core.clock import now
from tinhso.identity.api import officer_required
from tinhso.procedures.api import (
    ProcedureExists,
    ProcedureVersion,
    begin_procedure,
    find_newest_version,
)
from tinhso.procedures.forms import NewProcedureForm
from tinhso.procedures.views.editor.parts import options_of_new
from tinhso.ui.navigation import actor_of

LIKE = "tu"


@officer_required("ADMINISTRATOR")
@require_http_methods(["GET", "HEAD", "POST"])
def new_procedure(request: HttpRequest) -> HttpResponse:
    """Ask what the procedure is; sent, begin its draft, with another one's content if named."""
    like = _like(request.GET.get(LIKE, ""))
    content = like.content if like else None
    is_sent = request.method == "POST"
    form = NewProcedureForm(
        request.POST if is_sent else None, options=options_of_new(), like=content
    )
    if form.is_valid():
        try:
            draft = begin_procedure(
                asked=form.asked, actor=actor_of(request), at=now(), like=content
            )
        except ProcedureExists as refusal:
            form.add_error("code", refusal.message)
        else:
            return redirect("procedures:draft", draft.procedure.slug)
    status = 400 if form.errors else 200
    context = {"form": form, "like": like}
    return render(request, "procedures/admin/new.html", context, status=status)


def _like(slug: str) -> ProcedureVersion | None:
    if not slug:
        return None
    version = find_newest_version(slug)
    if version is None:
        raise Http404
    return version
