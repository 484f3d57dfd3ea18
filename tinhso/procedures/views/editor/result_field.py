"""An extra field of a result template: any kind of answer, its limits, its options."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.procedures.api import ProcedureVersion
from tinhso.procedures.forms.result_field import ResultFieldForm
from tinhso.procedures.rules import result_fields
from tinhso.procedures.views.editor.desk import draft_frame, editor_page, get_draft, keep


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def result_field_page(request: HttpRequest, slug: str, code: str = "") -> HttpResponse:
    """Ask for everything about a field, a new one without a code; sent, keep or remove it."""
    draft = get_draft(slug)
    template = draft.content["result_template"]
    row = result_fields.find_field(template, code)
    if code and row is None:
        raise Http404
    if request.method == "POST" and code and request.POST.get("do") == "remove":
        return _remove(request, draft, code)
    codes = [other["code"] for other in template.get("extra_fields", [])]
    form = ResultFieldForm(
        request.POST if request.method == "POST" else None,
        row=row,
        taken=[other for other in codes if other != code],
    )
    if request.method == "POST" and form.is_valid():
        changed = result_fields.with_field(template, form.row(), former=code)
        keep(request, draft, {**draft.content, "result_template": changed})
        messages.success(request, _("Đã lưu vào bản thảo."))
        return redirect("procedures:result_template", slug)
    return _show(request, draft, form, is_new=not code)


def _remove(request: HttpRequest, draft: ProcedureVersion, code: str) -> HttpResponse:
    slug, template = draft.procedure.slug, draft.content["result_template"]
    if lines := result_fields.lines_naming(template, code):
        words = _("Mục này đang được in ở dòng %(lines)s. Hãy sửa các dòng đó trước.")
        messages.error(request, words % {"lines": ", ".join(map(str, lines))})
        return redirect("procedures:result_field", slug, code)
    changed = result_fields.without_field(template, code)
    keep(request, draft, {**draft.content, "result_template": changed})
    messages.success(request, _("Đã lưu vào bản thảo."))
    return redirect("procedures:result_template", slug)


def _show(
    request: HttpRequest, draft: ProcedureVersion, form: ResultFieldForm, *, is_new: bool
) -> HttpResponse:
    context: dict[str, Any] = {
        **draft_frame(draft),
        "form": form,
        "title": _("Mục cán bộ nhập thêm"),
        "is_new": is_new,
        "is_removable": not is_new,
        "back_url": reverse("procedures:result_template", args=[draft.procedure.slug]),
    }
    return render(request, "procedures/admin/row.html", context, status=400 if form.errors else 200)
