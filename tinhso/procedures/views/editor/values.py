"""Pages of single values: names, field, subjects, deciding agency, result."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.procedures.forms import FeeTableForm, RowForm
from tinhso.procedures.gateways.pack import check
from tinhso.procedures.views.editor.desk import draft_frame, editor_page, get_draft, keep
from tinhso.procedures.views.editor.parts import (
    FEE_PART,
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


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def fee_table_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the decision table of fees as JSON; what contradicts its schema is said."""
    draft = get_draft(slug)
    form = FeeTableForm(request.POST if request.method == "POST" else None, draft.content)
    if request.method == "POST" and form.is_valid():
        content = form.content()
        for problem in check("", content).problems:
            part = problem.split("/")[0].split(":")[0]
            if part in form.fields:
                form.add_error(part, problem)
        if not form.errors:
            keep(request, draft, content)
            messages.success(request, _("Đã lưu vào bản thảo."))
            return redirect("procedures:draft", slug)
    context = {
        **draft_frame(draft),
        "form": form,
        "title": page_title(FEE_PART),
        "back_url": reverse("procedures:draft", args=[slug]),
    }
    return render(request, "procedures/admin/row.html", context, status=400 if form.errors else 200)
