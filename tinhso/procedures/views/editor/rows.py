"""A part made of rows (papers, fees, steps …): a table to order, a form for each row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinhso.procedures.api import (
    Place,
    ProcedureVersion,
    rows_at,
    with_row,
    with_row_moved,
    without_row,
)
from tinhso.procedures.forms import RowForm
from tinhso.procedures.gateways.cells import cells_of
from tinhso.procedures.gateways.columns import Column
from tinhso.procedures.views.diagram import draw_process
from tinhso.procedures.views.editor.desk import (
    draft_frame,
    editor_page,
    get_draft,
    keep,
    position_of,
)
from tinhso.procedures.views.editor.parts import (
    ROW_PARTS,
    VARIANT_PARTS,
    choices_of,
    page_title,
)
from tinhso.procedures.views.presentation import words

VARIANT = "truong-hop"
_SHOWN_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a part's table: its cells in words, its addresses."""

    at: int
    cells: list[tuple[str, str]]
    url: str
    variant_links: list[tuple[str, str]]

    @property
    def title(self) -> str:
        """Give what names the row for a screen reader."""
        return next((cell for _heading, cell in self.cells if cell), str(self.at + 1))


@dataclass(frozen=True, slots=True)
class _Part:
    slug: str
    place: Place
    columns: tuple[Column, ...]
    rows: list[dict[str, Any]]
    query: str


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def part_rows(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Show the rows of a part; sent, move one up or down, or take it away."""
    draft = get_draft(slug)
    shown = _part(request, draft, part)
    if request.method == "POST":
        keep(request, draft, _reordered(request, draft, shown))
        return redirect(_rows_url(slug, shown))
    choices = choices_of(draft.content)
    columns = _table_columns(shown.columns)
    context = {
        **draft_frame(draft),
        "title": page_title(part),
        "variant": _variant_name(draft, shown.place.variant),
        "headings": [_(column.heading) for column in columns],
        "rows": [_table_row(slug, shown, at, columns, choices) for at in range(len(shown.rows))],
        "add_url": f"{reverse('procedures:row_add', args=[slug, part])}{shown.query}",
        "terms_url": reverse("procedures:signing_terms", args=[slug]) if part == "cung-ky" else "",
        "diagram": draw_process(draft, shown.rows) if part == "quy-trinh" and shown.rows else None,
    }
    return render(request, "procedures/admin/part.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_page
def row_page(request: HttpRequest, slug: str, part: str, at: int | None = None) -> HttpResponse:
    """Ask for one row, a new one without a position; sent, keep it."""
    draft = get_draft(slug)
    shown = _part(request, draft, part)
    if at is not None and at >= len(shown.rows):
        raise Http404
    form = _form(request, draft, shown, at)
    if request.method == "POST" and form.is_valid():
        row = form.row()
        if at is None and part == "truong-hop":
            row |= {"ways": [], "process": []}
        keep(request, draft, with_row(draft.content, shown.place, row, at))
        messages.success(request, _("Đã lưu vào bản thảo."))
        return redirect(_rows_url(slug, shown))
    context = {
        **draft_frame(draft),
        "form": form,
        "title": page_title(part),
        "variant": _variant_name(draft, shown.place.variant),
        "is_new": at is None,
        "back_url": _rows_url(slug, shown),
    }
    return render(request, "procedures/admin/row.html", context, status=400 if form.errors else 200)


def _part(request: HttpRequest, draft: ProcedureVersion, slug: str) -> _Part:
    if slug not in ROW_PARTS:
        raise Http404
    name, columns = ROW_PARTS[slug]
    variant = request.GET.get(VARIANT, "")
    place = Place(name, variant)
    if variant and slug not in VARIANT_PARTS:
        raise Http404
    try:
        rows = rows_at(draft.content, place)
    except KeyError as missing:
        raise Http404 from missing
    return _Part(slug, place, columns, rows, f"?{VARIANT}={variant}" if variant else "")


def _reordered(request: HttpRequest, draft: ProcedureVersion, shown: _Part) -> dict[str, Any]:
    at = position_of(request, len(shown.rows))
    if request.POST.get("do") == "remove":
        return without_row(draft.content, shown.place, at)
    by = 1 if request.POST.get("do") == "down" else -1
    return with_row_moved(draft.content, shown.place, at, by)


def _form(request: HttpRequest, draft: ProcedureVersion, shown: _Part, at: int | None) -> RowForm:
    others = [row for place, row in enumerate(shown.rows) if place != at]
    keys = ("code", "channel", "number")
    taken = [row[key] for row in others for key in keys if key in row]
    return RowForm(
        request.POST if request.method == "POST" else None,
        shown.columns,
        choices_of(draft.content),
        row=shown.rows[at] if at is not None else None,
        taken=taken,
    )


def _rows_url(slug: str, shown: _Part) -> str:
    return f"{reverse('procedures:part', args=[slug, shown.slug])}{shown.query}"


def _variant_name(draft: ProcedureVersion, code: str) -> str:
    rows = draft.content.get("variants") or []
    return next((words(row["name"]) for row in rows if row["code"] == code), "")


def _table_columns(columns: Sequence[Column]) -> list[Column]:
    """Keep what tells rows apart: Vietnamese words, no help texts, a handful of columns."""
    shown = [
        column
        for column in columns
        if not column.path.endswith("en") and not column.path.startswith(("help", "note"))
    ]
    return shown[: _SHOWN_COLUMNS + 1]


def _table_row(
    slug: str,
    shown: _Part,
    at: int,
    columns: Sequence[Column],
    choices: Mapping[str, Sequence[tuple[str, str]]],
) -> TableRow:
    cells = cells_of(shown.rows[at], columns)
    said = [
        (_(column.heading), _said(cells[column.path], dict(choices.get(column.path, ()))))
        for column in columns
    ]
    url = f"{reverse('procedures:row', args=[slug, shown.slug, at])}{shown.query}"
    return TableRow(at, said, url, _variant_links(slug, shown, at))


def _said(cell: object, names: Mapping[str, str]) -> str:
    if isinstance(cell, bool):
        return _("Có") if cell else _("Không")
    lines = str(cell).splitlines() or [""]
    return ", ".join(names.get(line, line) for line in lines)


def _variant_links(slug: str, shown: _Part, at: int) -> list[tuple[str, str]]:
    """Give the addresses of what a variant has of its own."""
    if shown.place.part != "variants":
        return []
    code = shown.rows[at]["code"]
    return [
        (f"{reverse('procedures:part', args=[slug, part])}?{VARIANT}={code}", page_title(part))
        for part in VARIANT_PARTS
    ]
