"""What heads and counters must look at today, and the work of branches."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.cases.queries import closed_branches_of, open_branches_of, watch_of
from tinhso.cases.views.officer.lists import WORKING_ROLES
from tinhso.cases.views.officer.paths import branch_line
from tinhso.cases.views.officer.rows import case_rows
from tinhso.core.clock import now
from tinhso.core.keyset import BadCursor, page_by_keyset
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of

SHOWN = 20


@require_safe
@never_cache
@officer_required(*WORKING_ROLES)
def watch(request: HttpRequest) -> HttpResponse:
    """Show what is late, nearly late, told upwards, or waits for a head or the counter."""
    actor, at = actor_of(request), now()
    found = watch_of(actor, at=at)
    lists = {
        name: case_rows(getattr(found, name), reader_id=actor.person_id, at=at)
        for name in (
            "filings_late",
            "late_without_apology",
            "nearly_late",
            "late_after_apology",
            "told_upwards",
            "stop_notices",
        )
    }
    context = {
        **lists,
        "watch": found,
        "branches": [branch_line(branch, at) for branch in found.branches],
        "is_quiet": not any([*lists.values(), *_others(found)]),
        "at": at,
    }
    return render(request, "cases/officer/watch.html", context)


def _others(found: object) -> list[object]:
    names = ("complaints", "corrections", "branches", "inspections")
    return [getattr(found, name) for name in names]


@require_safe
@never_cache
@officer_required(*WORKING_ROLES)
def branch_list(request: HttpRequest) -> HttpResponse:
    """Show the branches that wait at the officer's agency, what falls due first first."""
    actor, at = actor_of(request), now()
    rows, order = open_branches_of(actor), ("due_at", "id")
    try:
        page = page_by_keyset(rows, order=order, cursor=request.GET.get("trang"), size=SHOWN)
    except BadCursor:
        page = page_by_keyset(rows, order=order, cursor=None, size=SHOWN)
    context = {
        "keyset": page,
        "waiting": [branch_line(branch, at) for branch in page.items],
        "done": [branch_line(branch, at) for branch in closed_branches_of(actor)[:SHOWN]],
    }
    return render(request, "cases/officer/branches.html", context)
