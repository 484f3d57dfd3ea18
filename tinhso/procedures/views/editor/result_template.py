"""The result template: head, lines and extra fields on one page, beside what will be printed."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.documents.api import render_preview_pages
from tinhso.procedures.api import ProcedureVersion
from tinhso.procedures.forms import ResultTemplateForm
from tinhso.procedures.forms.questions import WIDGETS
from tinhso.procedures.gateways.pack import check
from tinhso.procedures.rules import STANDING_VALUES, known_values, sample_content
from tinhso.procedures.views.editor.desk import draft_frame, editor_page, get_draft, keep
from tinhso.procedures.views.editor.parts import RESULT_PART, page_title
from tinhso.procedures.views.editor.questions import QuestionRow
from tinhso.procedures.views.presentation import words
from tinhso.ui.components import ErrorLink

_SCREEN_DPI = 96


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def result_template_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the template of a result; sent, keep it, or only show what it would print.

    With scripts the preview follows what is typed: the page sends itself and gets the picture.
    """
    draft = get_draft(slug)
    form = ResultTemplateForm(request.POST if request.method == "POST" else None, draft.content)
    if request.method != "POST":
        return _show(request, draft, form, draft.content["result_template"], [])
    shown = {**draft.content["result_template"], "extra_fields": form.extra_rows()}
    if not form.is_valid(known_values(draft.content, shown)):
        return _show(request, draft, form, None, form.error_links())
    template = form.template()
    problems = _problems(draft.content, template)
    if request.POST.get("do") == "save" and not problems:
        keep(request, draft, {**draft.content, "result_template": template})
        messages.success(request, _("Đã lưu vào bản thảo."))
        return redirect("procedures:result_template", slug)
    return _show(request, draft, form, template, problems)


def _problems(content: Mapping[str, Any], template: Mapping[str, Any]) -> list[ErrorLink]:
    """Give what the catalogue's schema says against the template."""
    found = check("", {**content, "result_template": template}).problems
    return [ErrorLink("#id_title", text) for text in found if text.startswith("result_template")]


def _show(
    request: HttpRequest,
    draft: ProcedureVersion,
    form: ResultTemplateForm,
    template: Mapping[str, Any] | None,
    errors: list[ErrorLink],
) -> HttpResponse:
    is_part = request.headers.get("HX-Request") == "true"
    known = known_values(draft.content, template or draft.content["result_template"])
    context = {
        **draft_frame(draft),
        "form": form,
        "others": [_other(row) for row in form.others],
        "error_links": errors,
        "title": page_title(RESULT_PART),
        "picture": _picture(draft, template) if template and not errors else "",
        "known": [(name, said or STANDING_VALUES.get(name, "")) for name, said in known.items()],
        "back_url": reverse("procedures:draft", args=[draft.procedure.slug]),
    }
    page = "_result_preview.html" if is_part else "result_template.html"
    # A fragment says itself that there is nothing to show yet; a page with errors is refused.
    status = 400 if errors and not is_part else 200
    return render(request, f"procedures/admin/{page}", context, status=status)


def _other(row: Mapping[str, Any]) -> QuestionRow:
    """Give a field that has a page of its own, as the list shows it."""
    asked, kinds = row["property"], {code: said for code, _type, said in WIDGETS}
    kind = str(kinds.get(asked.get("x-widget", ""), asked["type"]))
    return QuestionRow(row["code"], words(asked["x-title"]), kind, row["is_required"])


def _picture(draft: ProcedureVersion, template: Mapping[str, Any]) -> str:
    """Give the first page as a picture inside the page: nothing of a draft is kept elsewhere."""
    content = sample_content(draft.content, template)
    pages = render_preview_pages(template="result", content=content, dots_per_inch=_SCREEN_DPI)
    return b64encode(pages[0]).decode()
