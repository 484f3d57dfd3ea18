"""Pages of single values: names, field, subjects, deciding agency, result."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.procedures.forms import RowForm
from tinhso.procedures.views.editor.desk import draft_frame, editor_page, get_draft, keep
from tinhso.procedures.views.editor.parts import (
    VALUE_PARTS,
    choices_of,
    page_title,
)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def values_page(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Ask for the single values of one page; sent, keep them."""
    if part not in VALUE_PARTS:
        raise Http404
    draft = get_draft(slug)
    form = RowForm(
        request.POST if request.method == "POST" else None,
        VALUE_PARTS[part],
        choices_of(draft.content),
        row=draft.content,
    )
    if request.method == "POST" and form.is_valid():
        keep(request, draft, {**draft.content, **form.row()})
        messages.success(request, _("Đã lưu vào bản thảo."))
        return redirect("procedures:draft", slug)
    context = {
        **draft_frame(draft),
        "form": form,
        "title": page_title(part),
        "back_url": reverse("procedures:draft", args=[slug]),
    }
    return render(request, "procedures/admin/row.html", context, status=400 if form.errors else 200)
