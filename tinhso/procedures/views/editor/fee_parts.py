"""Forms of a fee table's parts: a line, a row, an exemption, a quantity, the terms of payment."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.procedures.api import ProcedureVersion
from tinhso.procedures.forms import (
    FeeChoices,
    FeeExemptionForm,
    FeeLineForm,
    FeeQuantityForm,
    FeeRowForm,
    FeeTermsForm,
)
from tinhso.procedures.rules import fee_tables
from tinhso.procedures.views.editor.desk import draft_frame, editor_page, get_draft, keep
from tinhso.procedures.views.editor.parts import choices_of
from tinhso.procedures.views.fee_words import fee_names
from tinhso.procedures.views.presentation import words
from tinhso.ui.fields import error_links

Table = dict[str, Any]
_COUNTED = {"number", "money"}
_EMPTY: Mapping[str, Any] = {"lines": []}


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def fee_line_page(request: HttpRequest, slug: str, code: str = "") -> HttpResponse:
    """Ask for a line's name and how its rows count; a new one asks for its first amount too."""
    draft = get_draft(slug)
    table = _table(draft) if code else draft.content.get("fee_table", _EMPTY)
    line = _entry(table, fee_tables.LINES, code)
    sent = _sent(request)
    form = FeeLineForm(sent, line=line, taken=_other_codes(table, fee_tables.LINES, code))
    amount = None if line else FeeRowForm(sent, choices=_choices(draft), is_otherwise=True)
    if all(one.is_valid() for one in (form, amount) if one is not None):
        rest = line or {"otherwise": amount.row() if amount else {}}
        changed = fee_tables.with_entry(table, fee_tables.LINES, form.line(rest), code)
        return _kept(request, draft, changed)
    return _show(request, draft, form, amount, title=_("Khoản thu"), is_new=not code)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def fee_row_page(request: HttpRequest, slug: str, code: str, at: int | None = None) -> HttpResponse:
    """Ask for one row of a line, a new one without a position."""
    return _row_page(request, slug, code, at)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def fee_otherwise_page(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Ask for the row of a line that applies when no other does."""
    return _row_page(request, slug, code, fee_tables.OTHERWISE)


def _row_page(request: HttpRequest, slug: str, code: str, at: int | None) -> HttpResponse:
    draft = get_draft(slug)
    table = _table(draft)
    line = _entry(table, fee_tables.LINES, code)
    if line is None or (at is not None and at >= len(line.get("rows", []))):
        raise Http404
    form = FeeRowForm(
        _sent(request),
        choices=_choices(draft),
        row=None if at is None else fee_tables.fee_row(line, at),
        is_otherwise=at == fee_tables.OTHERWISE,
    )
    if form.is_valid():
        changed = fee_tables.with_fee_row(line, form.row(), at)
        return _kept(request, draft, fee_tables.with_entry(table, fee_tables.LINES, changed, code))
    title = _("Mức thu còn lại") if at == fee_tables.OTHERWISE else _("Dòng của bảng phí")
    return _show(
        request, draft, None, form, title=title, variant=words(line["name"]), is_new=at is None
    )


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def fee_exemption_page(request: HttpRequest, slug: str, code: str = "") -> HttpResponse:
    """Ask who pays nothing or less, and for what."""
    draft = get_draft(slug)
    table = _table(draft)
    exemption = _entry(table, fee_tables.EXEMPTIONS, code)
    names = fee_names(draft.content, table)
    form = FeeExemptionForm(
        _sent(request),
        options={
            "kind": [("", _("Mọi người")), *names.kinds.items()],
            "lines": list(names.lines.items()),
            "channels": list(names.channels.items()),
            "certainty": choices_of(draft.content)["certainty"],
        },
        exemption=exemption,
        taken=_other_codes(table, fee_tables.EXEMPTIONS, code),
    )
    if form.is_valid():
        changed = fee_tables.with_entry(table, fee_tables.EXEMPTIONS, form.exemption(), code)
        return _kept(request, draft, changed)
    return _show(request, draft, form, title=_("Miễn, giảm"), is_new=not code)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def fee_quantity_page(request: HttpRequest, slug: str, name: str = "") -> HttpResponse:
    """Ask for a number amounts depend on, and where it comes from."""
    draft = get_draft(slug)
    table = _table(draft)
    known = table.get("quantities", {})
    if name and name not in known:
        raise Http404
    form = FeeQuantityForm(
        _sent(request),
        questions=[
            (asked, words(question["x-title"]))
            for asked, question in draft.content["form"]["properties"].items()
            if question["x-widget"] in _COUNTED
        ],
        name=name,
        quantity=known.get(name),
        taken=[other for other in known if other != name],
    )
    if form.is_valid():
        new = form.cleaned_data["name"]
        return _kept(request, draft, fee_tables.with_quantity(table, new, form.quantity(), name))
    return _show(request, draft, form, title=_("Số lượng để tính phí"), is_new=not name)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def fee_terms_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask how the lines make a sum, when it is due and whether the clock waits."""
    draft = get_draft(slug)
    form = FeeTermsForm(_sent(request), content=draft.content)
    if form.is_valid():
        keep(request, draft, form.content(draft.content))
        messages.success(request, _("Đã lưu vào bản thảo."))
        return redirect("procedures:fee_table", slug)
    return _show(request, draft, form, title=_("Cách tính tổng và cách nộp"))


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _table(draft: ProcedureVersion) -> Table:
    """Give the draft's table.

    :raises Http404: it has none.
    """
    if "fee_table" not in draft.content:
        raise Http404
    table: Table = draft.content["fee_table"]
    return table


def _entry(table: Mapping[str, Any], part: str, code: str) -> Table | None:
    found = fee_tables.find_entry(table, part, code)
    if code and found is None:
        raise Http404
    return found


def _other_codes(table: Mapping[str, Any], part: str, code: str) -> list[str]:
    return [row["code"] for row in table.get(part, []) if row["code"] != code]


def _choices(draft: ProcedureVersion) -> FeeChoices:
    names = fee_names(draft.content, draft.content.get("fee_table", _EMPTY))
    return FeeChoices(
        channels=list(names.channels.items()),
        variants=list(names.variants.items()),
        quantities=list(names.quantities.items()),
        certainties=choices_of(draft.content)["certainty"],
    )


def _kept(request: HttpRequest, draft: ProcedureVersion, table: Table) -> HttpResponse:
    keep(request, draft, {**draft.content, "fee_table": table})
    messages.success(request, _("Đã lưu vào bản thảo."))
    return redirect("procedures:fee_table", draft.procedure.slug)


def _show(
    request: HttpRequest,
    draft: ProcedureVersion,
    form: forms.Form | None,
    amount: FeeRowForm | None = None,
    **extra: Any,
) -> HttpResponse:
    """Draw a form, the questions of a row (``amount``) in their groups, or both."""
    sent = [one for one in (form, amount) if one is not None]
    context = {
        **draft_frame(draft),
        "form": form,
        "groups": amount.groups if amount else [],
        "error_links": [link for one in sent for link in error_links(one)],
        "back_url": reverse("procedures:fee_table", args=[draft.procedure.slug]),
        **extra,
    }
    status = 400 if any(one.errors for one in sent) else 200
    return render(request, "procedures/admin/fee_part.html", context, status=status)
