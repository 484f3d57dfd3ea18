"""Clerks' drawers: what they hold, the count that closes the day, the agency's day as a report."""

from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.access.api import LargeFile, release_address
from tinhso.core.clock import now, today
from tinhso.identity.api import officer_required
from tinhso.payments.forms import CountForm, NewDrawerForm
from tinhso.payments.models import CashDrawer
from tinhso.payments.operations import add_drawer, close_drawer
from tinhso.payments.permissions import MONEY_OFFICERS, access_closing, access_drawer, is_cashier
from tinhso.payments.queries.balances import drawer_balance
from tinhso.payments.queries.papers import drawer_rows
from tinhso.payments.queries.takings import day_report, list_drawers
from tinhso.payments.views.exports import export_day
from tinhso.payments.views.officer import attempt_act
from tinhso.ui.fields import field_view
from tinhso.ui.navigation import actor_of

SEERS = tuple(sorted(MONEY_OFFICERS))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*SEERS)
def drawers(request: HttpRequest) -> HttpResponse:
    """Show every drawer of the officer's agencies; a clerk may set up another."""
    actor = actor_of(request)
    may_add = actor.has_role("CLERK") and actor.agency_id is not None
    form = NewDrawerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        refusal = attempt_act(
            lambda: add_drawer(
                agency_id=actor.agency_id or 0,
                name=form.cleaned_data["name"],
                actor=actor,
                at=now(),
            )
        )
        if refusal is None:
            messages.success(request, _("Đã thêm quầy thu."))
            return HttpResponseRedirect(request.path)
        form.add_error("name", refusal.message)
    context = {
        "drawers": list_drawers(actor, today()),
        "form": form if may_add else None,
        "own_agency_id": actor.agency_id,
    }
    return render(request, "payments/officer/drawers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("CLERK")
def close(request: HttpRequest, drawer_id: int) -> HttpResponse:
    """Count a drawer; sent, close its day or say what differs."""
    actor = actor_of(request)
    drawer = access_drawer(actor, drawer_id)
    form = CountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        refusal = attempt_act(
            lambda: close_drawer(
                drawer=drawer,
                counts=form.counts,
                note=form.cleaned_data["note"],
                actor=actor,
                at=now(),
            )
        )
        if refusal is None:
            messages.success(request, _("Đã khóa sổ. Báo cáo đang được ký số."))
            return HttpResponseRedirect(reverse("payments:drawers"))
        form.add_error("note", refusal.message)
    return _show_count(request, drawer, form)


def _show_count(request: HttpRequest, drawer: CashDrawer, form: CountForm) -> HttpResponse:
    context = {
        "drawer": drawer,
        "form": form,
        "expected_vnd": drawer_balance(drawer),
        "counted_vnd": sum(value * n for value, n in form.counts.items())
        if form.is_bound and form.is_valid()
        else None,
        "may_close": is_cashier(actor_of(request), drawer.agency_id),
        # That no note of a value need lie in a drawer goes without saying.
        "note_fields": [replace(field_view(bound), is_optional=False) for bound in form],
    }
    return render(request, "payments/officer/close.html", context)


@require_safe
@never_cache
@officer_required(*SEERS)
def closing(request: HttpRequest, closing_id: int) -> HttpResponse:
    """Show a closed drawer's report: movements, count, difference, the signed PDF."""
    found = access_closing(actor_of(request), closing_id)
    counts = sorted(((int(value), n) for value, n in found.counts.items()), reverse=True)
    context = {
        "closing": found,
        "rows": [{**row, "kind": _(row["kind"])} for row in drawer_rows(found)],
        "counts": [(value, n, value * n) for value, n in counts],
    }
    return render(request, "payments/officer/closing.html", context)


@require_safe
@never_cache
@officer_required(*SEERS)
def report(request: HttpRequest) -> HttpResponse:
    """Show an agency's day: takings by way, drawers, differences; as a workbook when asked."""
    actor, day = actor_of(request), _day(request)
    found = day_report(actor, day)
    if request.GET.get("xuat") == "xlsx":
        words = _("Các khoản đã thu ngày %(day)s") % {"day": f"{day:%d/%m/%Y}"}
        file = LargeFile(request.get_full_path(), words, len(found.attempts))
        if asks := release_address(file=file, actor=actor, at=now()):
            return HttpResponseRedirect(asks)
        return export_day(found)
    return render(request, "payments/officer/report.html", {"report": found})


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        return today()
