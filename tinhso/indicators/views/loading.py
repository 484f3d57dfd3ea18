"""One load: choose its columns, see how far it is, what was put aside and why, decide."""

import csv

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.access.api import LargeFile, release_address
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.keyset import page_by_keyset
from tinhso.core.live import live_address, with_live_address
from tinhso.identity.api import officer_required
from tinhso.indicators.forms import ColumnMapForm
from tinhso.indicators.gateways.tables import read_table
from tinhso.indicators.models import Batch, BatchState, QuarantinedRow
from tinhso.indicators.operations.ingesting import decide_row, order_loading, topic_of
from tinhso.indicators.permissions import STEWARD_ROLES, access_batch, access_row
from tinhso.indicators.queries import quarantined_of
from tinhso.indicators.queries import wording as words
from tinhso.indicators.rules.quality import RELEASABLE
from tinhso.indicators.views.sources import BATCH_TONES
from tinhso.ui.components import Cell, Column, Table
from tinhso.ui.navigation import actor_of

_PREVIEWED = 8
_FORMULA = ("=", "+", "-", "@", "\t")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*STEWARD_ROLES)
def batch(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show a load: its columns to choose while it waits, what became of it afterwards."""
    found = access_batch(actor_of(request), token)
    if found.state == BatchState.RECEIVED:
        return _choosing(request, found)
    listed = page_by_keyset(
        quarantined_of(found), order=("row_number", "id"), cursor=request.GET.get("trang"), size=50
    )
    context = {
        **_progress(found),
        "live_address": live_address(topic_of(found), at=now()),
        "listed": listed,
        "rows": [_row(row) for row in listed.items],
    }
    return render(request, "indicators/batch.html", context)


def _progress(found: Batch) -> dict[str, object]:
    return {
        "batch": found,
        "tone": BATCH_TONES[BatchState(found.state)],
        "percent": found.done_count * 100 // max(found.row_count, 1),
        "is_loading": found.state == BatchState.LOADING,
    }


@require_safe
@never_cache
@officer_required(*STEWARD_ROLES)
def progress(request: HttpRequest, token: str) -> HttpResponse:
    """Give the part of a load's page that changes while it runs."""
    found = access_batch(actor_of(request), token)
    response = render(
        request, "indicators/_batch_progress.html", {**_progress(found), "is_part": True}
    )
    return with_live_address(response, topic_of(found), at=now())


def _row(row: QuarantinedRow) -> dict[str, object]:
    return {
        "row": row,
        "problem": words.ROW_PROBLEMS.get(row.code, row.code),
        "values": " · ".join(f"{name}: {given}" for name, given in row.values.items() if given),
        "may_release": row.code in RELEASABLE and not row.decision,
    }


def _choosing(request: HttpRequest, found: Batch) -> HttpResponseBase:
    table = read_table(found.title, bytes(found.content or b""))
    form = ColumnMapForm(
        request.POST if request.method == "POST" else None,
        columns=table.columns, former=found.source.mapping,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            order_loading(
                batch=found, column_map=form.column_map(), actor=actor_of(request), at=now()
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            return HttpResponseRedirect(request.path)
    shown = table.rows[:_PREVIEWED]
    preview = Table(
        _("Những dòng đầu của tệp"),
        [Column(name) for name in table.columns],
        [[Cell(str(row[name])[:60]) for name in table.columns] for row in shown],
    )
    context = {"batch": found, "form": form, "preview": preview, "row_count": len(table.rows)}
    return render(request, "indicators/columns.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@officer_required(*STEWARD_ROLES)
def errors(request: HttpRequest, token: str) -> HttpResponse:
    """Give the rows put aside as a file to put right, each with its reason; never a formula."""
    actor = actor_of(request)
    found = access_batch(actor, token)
    rows = list(quarantined_of(found))
    told = _("Các dòng bị tách ra của tệp %(name)s") % {"name": found.title}
    file = LargeFile(request.get_full_path(), told, len(rows))
    if asks := release_address(file=file, actor=actor, at=now()):
        return HttpResponseRedirect(asks)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="loi-{found.token[:8]}.csv"'
    response.write("\ufeff")
    columns = list(dict.fromkeys(name for row in rows for name in row.values))
    writer = csv.writer(response)
    writer.writerow([_("Dòng"), _("Lý do"), *(_safe(name) for name in columns)])
    for row in rows:
        reason = f"{words.ROW_PROBLEMS.get(row.code, row.code)} {row.text}".strip()
        cells = (_safe(row.values.get(name, "")) for name in columns)
        writer.writerow([row.row_number, reason, *cells])
    return response


def _safe(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


@require_POST
@never_cache
@officer_required(*STEWARD_ROLES)
def decide(request: HttpRequest, token: str, row_id: int) -> HttpResponseBase:
    """Let a row through, or reject it."""
    actor = actor_of(request)
    row = access_row(actor, token, row_id)
    is_released = request.POST.get("decision") == "RELEASED"
    try:
        decide_row(row=row, is_released=is_released, actor=actor, at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã ghi quyết định về dòng %(row)s.") % {"row": row.row_number})
    return HttpResponseRedirect(reverse("indicators:batch", args=[token]))
