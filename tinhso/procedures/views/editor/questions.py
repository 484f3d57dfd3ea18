"""The form of a draft: pages in order, questions in order, and how a page will look."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.orgs.api import list_communes, organisation_date
from tinhso.procedures.forms import PageForm, QuestionForm
from tinhso.procedures.forms.questions import WIDGETS, write_condition
from tinhso.procedures.rules import questions
from tinhso.procedures.views.editor.desk import draft_frame, editor_page, get_draft, keep
from tinhso.procedures.views.presentation import words
from tinhso.ui import schema_forms


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question in the list of a page."""

    name: str
    title: str
    kind: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page of the form in the list."""

    code: str
    title: str
    condition: str
    questions: list[QuestionRow]


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def form_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show pages and questions in order; sent, move one or take it away."""
    draft = get_draft(slug)
    form = draft.content["form"]
    if request.method == "POST":
        keep(request, draft, {**draft.content, "form": _reordered(request, form)})
        return redirect("procedures:form", slug)
    context = {
        **draft_frame(draft),
        "pages": [_page_row(form, page) for page in form["x-pages"]],
    }
    return render(request, "procedures/admin/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def page_page(request: HttpRequest, slug: str, code: str = "") -> HttpResponse:
    """Ask for title, help and condition of a page, a new one without a code."""
    draft = get_draft(slug)
    schema = draft.content["form"]
    page = questions.find_page(schema, code)
    if code and page is None:
        raise Http404
    form = PageForm(
        request.POST if request.method == "POST" else None,
        conditions=_conditions(schema),
        page=page,
        taken=[other["code"] for other in schema["x-pages"] if other["code"] != code],
    )
    if request.method == "POST" and form.is_valid():
        changed = questions.with_page(schema, form.page(), code or None)
        keep(request, draft, {**draft.content, "form": changed})
        messages.success(request, _("Đã lưu vào bản thảo."))
        return redirect("procedures:form", slug)
    title = _("Trang của tờ khai")
    return _show(request, draft, form, title)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def question_page(request: HttpRequest, slug: str, code: str, name: str = "") -> HttpResponse:
    """Ask for everything about a question of a page, a new one without a name."""
    draft = get_draft(slug)
    schema = draft.content["form"]
    known = schema["properties"]
    if questions.find_page(schema, code) is None or (name and name not in known):
        raise Http404
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        name=name,
        question=known.get(name),
        is_required=name in questions.required_names(schema),
        taken=[other for other in known if other != name],
    )
    if request.method == "POST" and form.is_valid():
        keep(request, draft, {**draft.content, "form": _with_question(schema, form, code, name)})
        messages.success(request, _("Đã lưu vào bản thảo."))
        return redirect("procedures:form", slug)
    return _show(request, draft, form, _("Câu hỏi của tờ khai"))


@require_safe
@editor_page
def preview(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show a page of the form as the applicant will see it."""
    draft = get_draft(slug)
    schema = draft.content["form"]
    if questions.find_page(schema, code) is None:
        raise Http404
    view = schema_forms.load_form(schema).view(code, {}, {}, _areas)
    return render(
        request, "procedures/admin/preview.html", {**draft_frame(draft), "page_view": view}
    )


def _areas() -> dict[str, str]:
    return {area.code: area.name for area in list_communes(organisation_date())}


def _show(request: HttpRequest, draft: Any, form: Any, title: str) -> HttpResponse:
    context = {
        **draft_frame(draft),
        "form": form,
        "title": title,
        "back_url": reverse("procedures:form", args=[draft.procedure.slug]),
    }
    return render(request, "procedures/admin/row.html", context, status=400 if form.errors else 200)


def _with_question(
    schema: dict[str, Any], form: QuestionForm, code: str, name: str
) -> dict[str, Any]:
    """Give the form with the question; one renamed keeps its place and conditions."""
    new = form.cleaned_data["name"]
    base = questions.renamed(schema, name, new) if name and name != new else schema
    return questions.with_question(
        base, new, form.question(), page=code, is_required=form.cleaned_data["is_required"]
    )


def _reordered(request: HttpRequest, schema: dict[str, Any]) -> dict[str, Any]:
    """Do what the pressed button says: ``do`` to ``page`` or ``question``."""
    by = 1 if request.POST.get("do") == "down" else -1
    is_removed = request.POST.get("do") == "remove"
    if code := request.POST.get("page"):
        if questions.find_page(schema, code) is None:
            raise Http404
        if is_removed:
            return questions.without_page(schema, code)
        return questions.with_page_moved(schema, code, by)
    name = request.POST.get("question", "")
    if name not in schema["properties"]:
        raise Http404
    if is_removed:
        return questions.without_question(schema, name)
    return questions.with_question_moved(schema, name, by)


def _page_row(schema: dict[str, Any], page: dict[str, Any]) -> PageRow:
    required, kinds = questions.required_names(schema), {code: said for code, _t, said in WIDGETS}
    rows = [
        QuestionRow(
            name=name,
            title=words(schema["properties"][name]["x-title"]),
            kind=str(kinds[schema["properties"][name]["x-widget"]]),
            is_required=name in required,
        )
        for name in page["fields"]
    ]
    condition = dict(_conditions(schema)).get(write_condition(page["show_if"]), "")
    return PageRow(page["code"], words(page["title"]), condition, rows)


def _conditions(schema: dict[str, Any]) -> list[tuple[str, str]]:
    """Give every answer a page may depend on, as choices."""
    found = []
    for name, question in schema["properties"].items():
        title = words(question["x-title"])
        for option in question.get("x-options", []):
            found.append((f"{name}={option['value']}", f"{title}: {words(option)}"))
        if question["x-widget"] == "checkbox":
            found.append((f"{name}=true", _("%(title)s: đã đánh dấu") % {"title": title}))
    return found
