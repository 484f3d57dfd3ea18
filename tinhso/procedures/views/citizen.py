"""Pages for everybody: the list with its search, a procedure in plain words, its blank form."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.core.clock import now, today
from tinhso.core.keyset import BadCursor
from tinhso.core.text import sort_key
from tinhso.procedures.api import (
    ANNOUNCEMENT,
    Field,
    ProcedureNotFound,
    ProcedureVersion,
    SearchResult,
    get_current_version,
    keep_open,
    list_fields,
    list_popular,
    open_channels_of,
    process_of,
    search_procedures,
)
from tinhso.procedures.views import presentation
from tinhso.procedures.views.choices import channel_rows, variant_rows
from tinhso.procedures.views.diagram import draw_process
from tinhso.procedures.views.editor.parts import part_titles
from tinhso.procedures.views.fee_words import said_exemptions
from tinhso.ui.components import Filter, Option


@dataclass(frozen=True, slots=True)
class ListRow:
    """One procedure of a list as said to a person."""

    version: ProcedureVersion
    name: str
    summary: str
    tier: str
    time_limit: str
    fee: str
    is_online: bool


@require_safe
def procedure_list(request: HttpRequest) -> HttpResponse:
    """List procedures, or those found by everyday words; always with something to go on."""
    context = listed(request)
    return render(request, "procedures/procedure_list.html", context)


def listed(request: HttpRequest) -> dict[str, Any]:
    """Give the procedures an address asks for: words, field, tier, department, page."""
    query = request.GET.get("q", "").strip()
    field, tier = request.GET.get("linh-vuc", ""), request.GET.get("cap", "")
    department = request.GET.get("co-quan", "")
    on = today()
    fields = list_fields(on)
    try:
        result = search_procedures(
            query,
            on=on,
            field=field,
            tier=tier,
            department=department,
            cursor=request.GET.get("trang"),
        )
    except BadCursor as error:
        raise Http404(error.message) from error
    return {
        "query": query,
        "result": result,
        "rows": list_rows(result.items),
        "filters": _filters(field, tier, department, fields),
        "kept": {"q": query},
        "popular": list_rows(list_popular(on)) if _is_poor(query, result) else [],
        "is_first_page": not (query or field or tier or department or request.GET.get("trang")),
        "fields": fields,
    }


@require_safe
def procedure_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a procedure in plain words, with the day a result would be due if filed now."""
    version = _version(slug)
    content, opened = version.content, open_channels_of(version)
    missing = [*version.missing_parts, *([] if version.is_announced else [ANNOUNCEMENT])]
    context = {
        "version": version,
        "content": content,
        "channels": channel_rows(version, opened),
        "is_online": "ONLINE" in opened,
        "variants": variant_rows(version),
        "diagram": draw_process(version, process_of(version)),
        "fees": presentation.fee_rows(content),
        "exemptions": said_exemptions(version),
        "legal_acts": presentation.legal_rows(content),
        "deciding": presentation.deciding_words(version),
        "tier": presentation.tier_names()[version.tier],
        "due": presentation.due_example(version, now()),
        "missing": ", ".join(part_titles()[part].lower() for part in missing),
    }
    return render(request, "procedures/procedure_detail.html", context)


@require_safe
def blank_form(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the blank form to print and fill in by hand."""
    version = _version(slug)
    parts = presentation.blank_parts(version.content["form"])
    context = {"version": version, "content": version.content, "parts": parts}
    return render(request, "procedures/blank_form.html", context)


def list_rows(versions: tuple[ProcedureVersion, ...] | list[ProcedureVersion]) -> list[ListRow]:
    """Say what a list says of each version; they come from ``search_procedures`` or its like."""
    tiers = presentation.tier_names()
    is_english = get_language() == "en"
    online = {version.pk for version in keep_open(versions, "ONLINE")}
    rows = []
    for version in versions:
        way = presentation.way_rows(vars(version)["listed_ways"])[0]
        rows.append(
            ListRow(
                version=version,
                name=version.name_en if is_english else version.name,
                summary=version.summary_en if is_english else version.summary,
                tier=tiers[version.tier],
                time_limit=way.time_limit,
                fee=way.fee,
                is_online=version.pk in online,
            )
        )
    return rows


def _version(slug: str) -> ProcedureVersion:
    try:
        return get_current_version(slug, today())
    except ProcedureNotFound as error:
        raise Http404(error.message) from error


def _is_poor(query: str, result: SearchResult) -> bool:
    return not result.items or (bool(query) and result.is_suggestion)


def departments_to_choose(short_names: Iterable[str]) -> tuple[Option, ...]:
    """Give all, then each department in order of the name its reader sees."""
    named = [Option(short, presentation.department_name(short)) for short in short_names]
    return (Option("", _("Tất cả")), *sorted(named, key=lambda option: sort_key(option.label)))


def _filters(field: str, tier: str, department: str, fields: list[Field]) -> list[Filter]:
    is_english = get_language() == "en"
    named = [Option(row.code, row.name_en if is_english else row.name) for row in fields]
    tiers = [Option(code, name) for code, name in presentation.tier_names().items()]
    departments = {row.department for row in fields if row.department}
    return [
        Filter("co-quan", _("Cơ quan"), department, departments_to_choose(departments)),
        Filter("linh-vuc", _("Lĩnh vực"), field, (Option("", _("Tất cả")), *named)),
        Filter("cap", _("Cấp giải quyết"), tier, (Option("", _("Tất cả")), *tiers)),
    ]
