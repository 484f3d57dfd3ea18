"""A board's versions: who made which when, one looked at, one put in force again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.core.clock import now
from tinhso.core.keyset import page_by_keyset
from tinhso.dashboards.operations import return_to_version
from tinhso.dashboards.permissions import EDITOR_ROLES, access_editable, access_version
from tinhso.dashboards.rules.document import read_tiles
from tinhso.dashboards.views.board import shown
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@officer_required(*EDITOR_ROLES)
def versions(request: HttpRequest, slug: str) -> HttpResponseBase:
    """List a board's versions, newest first."""
    found = access_editable(actor_of(request), slug)
    listed = page_by_keyset(
        found.versions.all(), order=("-number", "-id"), cursor=request.GET.get("trang"), size=25
    )
    rows = [
        (each, len(each.document["tiles"]), each.pk == found.version_id) for each in listed.items
    ]
    context = {"board": found, "listed": listed, "rows": rows}
    return render(request, "dashboards/versions.html", context)


@require_safe
@never_cache
@officer_required(*EDITOR_ROLES)
def version(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Show a version's tiles with today's numbers."""
    found = access_version(actor_of(request), slug, number)
    context = shown(request, found.board, read_tiles(found.document)) | {
        "version": found,
        "is_in_force": found.pk == found.board.version_id,
    }
    return render(request, "dashboards/version.html", context)


@require_POST
@never_cache
@officer_required(*EDITOR_ROLES)
def return_to(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put a former version's tiles in force again."""
    actor = actor_of(request)
    found = access_version(actor, slug, number)
    return_to_version(version=found, actor=actor, at=now())
    messages.success(request, _("Đã trở lại phiên bản %(number)s.") % {"number": number})
    return HttpResponseRedirect(reverse("dashboards:board", args=[slug]))
