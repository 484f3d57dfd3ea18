"""Boards begun, copied and described."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.core.clock import now, today
from tinhso.dashboards.forms import BoardForm, written_of
from tinhso.dashboards.models import Board
from tinhso.dashboards.operations import create_board, describe_board
from tinhso.dashboards.permissions import EDITOR_ROLES, access_board, access_editable
from tinhso.dashboards.queries import frame_of, read_asked, shown_name, tiles_of
from tinhso.identity.api import officer_required
from tinhso.orgs.api import list_agencies, organisation_date
from tinhso.ui.navigation import actor_of

_SHARED_KINDS = ("PEOPLES_COMMITTEE", "DEPARTMENT")
_SHARED_TIERS = ("PROVINCE", "DISTRICT")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*EDITOR_ROLES)
def make(request: HttpRequest) -> HttpResponseBase:
    """Begin an empty board, or one with the tiles of another."""
    actor = actor_of(request)
    slug = request.GET.get("tu", "")
    copied = access_board(actor, slug) if slug else None
    form = _form(request, _copied(copied))
    if request.method == "POST" and form.is_valid():
        made = create_board(
            described=form.described(), tiles=tiles_of(copied) if copied else (), actor=actor,
            at=now(),
        )  # fmt: skip
        messages.success(request, _("Đã tạo bản nháp. Chưa ai thấy bảng cho tới khi xuất bản."))
        return HttpResponseRedirect(reverse("dashboards:editor", args=[made.slug]))
    context = {"form": form, "copied": copied}
    return render(request, "dashboards/make.html", context, status=422 if form.errors else 200)


def _copied(copied: Board | None) -> dict[str, object]:
    """Give what the form starts with: the copied board's words, open to officers."""
    if copied is None:
        return {}
    name = _("%(name)s (bản sao)") % {"name": copied.name}
    return {
        "name": name[:120], "about": copied.about, "about_en": copied.about_en,
        "scope": copied.scope_code, "audience": "OFFICERS",
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*EDITOR_ROLES)
def describe(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Change what a board is called, and who may open it."""
    actor = actor_of(request)
    found = access_editable(actor, slug)
    form = _form(request, written_of(found))
    if request.method == "POST" and form.is_valid():
        describe_board(board=found, described=form.described(), actor=actor)
        messages.success(request, _("Đã lưu thông tin bảng."))
        return HttpResponseRedirect(reverse("dashboards:editor", args=[slug]))
    context = {"form": form, "board": found}
    return render(request, "dashboards/describe.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, initial: dict[str, object]) -> BoardForm:
    top = frame_of(read_asked({}, "", today()), "")
    agencies = [
        agency
        for agency in list_agencies(organisation_date())
        if agency.kind in _SHARED_KINDS and agency.tier in _SHARED_TIERS
    ]
    return BoardForm(
        request.POST if request.method == "POST" else None, initial=initial,
        scopes=[(area.code, shown_name(area)) for area in (top.place, *top.parts)],
        agencies=agencies,
    )  # fmt: skip
