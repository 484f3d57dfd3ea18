"""Lists of cases: what is in the officer's hands, new filings, everything to be found."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.access.api import LargeFile, release_address
from tinhso.cases.models import CaseState
from tinhso.cases.queries import EXPORT_LIMIT, CaseList, case_list, filing_list
from tinhso.cases.templatetags.cases import state_words
from tinhso.cases.views.officer.exports import export
from tinhso.cases.views.officer.listing import (
    BY_FILING,
    CURSOR,
    FILTERS,
    NEARNESS_WORDS,
    ORDER,
    TAB,
    TAB_WORDS,
    Listing,
    address,
    read_listing,
)
from tinhso.cases.views.officer.rows import case_rows
from tinhso.core.clock import now, today
from tinhso.core.keyset import BadCursor
from tinhso.identity.api import officer_required
from tinhso.procedures.api import list_in_force
from tinhso.ui.components import Option, TabItem
from tinhso.ui.navigation import actor_of

WORKING_ROLES = ("CLERK", "SPECIALIST", "HEAD_OF_UNIT", "LEADER", "REGISTRAR")


@require_safe
@never_cache
@officer_required(*WORKING_ROLES)
def worklist(request: HttpRequest) -> HttpResponseBase:
    """Show the officer's work, their unit's, what waits for applicants, or what is looked for."""
    listing, at = read_listing(request), now()
    actor = actor_of(request)
    found = case_list(actor, listing.tab, listing.narrowing, at=at, by_filing=listing.by_filing)
    if kind := request.GET.get("xuat"):
        return _as_file(request, kind, found, at)
    context = {
        "listing": listing,
        "tab_code": TAB_WORDS[listing.tab][0],
        "tabs": _tabs(request, listing),
        "due_url": address(request, **{ORDER: ""}),
        "filed_url": address(request, **{ORDER: BY_FILING}),
        "filters_url": address(request, **{FILTERS: "1"}),
        **_choices(request, listing),
    }
    return _show(request, "cases/officer/worklist.html", found, context, at)


@require_safe
@never_cache
@officer_required("CLERK")
def new_filings(request: HttpRequest) -> HttpResponseBase:
    """Show the filings that wait at the counter, the oldest first."""
    found, at = filing_list(actor_of(request)), now()
    if kind := request.GET.get("xuat"):
        return _as_file(request, kind, found, at)
    return _show(request, "cases/officer/new_filings.html", found, {}, at)


def _as_file(request: HttpRequest, kind: str, found: CaseList, at: datetime) -> HttpResponse:
    """Give a list as a file; it takes a proof, a large one a second person too."""
    cases = found.first(EXPORT_LIMIT)
    file = LargeFile(request.get_full_path(), _("Danh sách hồ sơ"), len(cases))
    if asks := release_address(file=file, actor=actor_of(request), at=at):
        return HttpResponseRedirect(asks)
    return export(kind, cases, at=at)


def _show(
    request: HttpRequest, template: str, found: CaseList, context: dict[str, Any], at: datetime
) -> HttpResponse:
    try:
        page = found.page(request.GET.get(CURSOR))
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(request.path)
    shared = {
        "keyset": page,
        "rows": case_rows(page.items, reader_id=actor_of(request).person_id, at=at),
        "csv_url": address(request, xuat="csv"),
        "xlsx_url": address(request, xuat="xlsx"),
    }
    return render(request, template, {**context, **shared})


def _tabs(request: HttpRequest, listing: Listing) -> list[TabItem]:
    """Name the lists; narrowing stays when going from one to the other."""
    return [
        TabItem(str(label), address(request, **{TAB: code}), is_current=listing.tab is tab)
        for tab, (code, label) in TAB_WORDS.items()
    ]


def _choices(request: HttpRequest, listing: Listing) -> dict[str, Any]:
    """Give the choices that narrow the list; a list nobody narrows does without them."""
    if FILTERS not in request.GET and not listing.is_narrowed:
        return {}
    return {
        "has_filters": True,
        "procedures": _procedure_options(listing.narrowing.procedure),
        "states": _state_options(listing.narrowing.state),
        "nearness": _nearness_options(listing.narrowing.nearness),
    }


def _procedure_options(chosen: str) -> list[Option]:
    versions = list_in_force(today())
    return [
        Option(version.procedure.slug, version.name, is_selected=version.procedure.slug == chosen)
        for version in versions
    ]


def _state_options(chosen: str) -> list[Option]:
    return [
        Option(state, state_words(state), is_selected=state == chosen) for state in CaseState.values
    ]


def _nearness_options(chosen: str) -> list[Option]:
    return [
        Option(code, str(label), is_selected=nearness == chosen)
        for nearness, (code, label) in NEARNESS_WORDS.items()
    ]
