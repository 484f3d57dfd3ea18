"""What every page of an application shares: where it is on the way, and when it was saved."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.cases.models import Draft
from tinhso.cases.queries.origins import find_origin
from tinhso.cases.views.citizen.path import path_of
from tinhso.cases.views.refusals import base_template
from tinhso.ui.navigation import actor_of

CORRECTING = "sua"


def is_correcting(request: HttpRequest) -> bool:
    """Tell whether the page was opened from the check page, to go back there."""
    return CORRECTING in request.GET


def draft_context(request: HttpRequest, draft: Draft, code: str) -> dict[str, Any]:
    """Give what the frame of a page shows."""
    path = path_of(draft)
    before = path.stops[-1] if is_correcting(request) else path.before(code)
    return {
        "base_template": base_template(request),
        "draft": draft,
        "origin": find_origin(draft.origin, actor_of(request)),
        "version": draft.version,
        "number": path.number(code),
        "total": len(path.stops),
        "back_url": before.url if before else _before_first(request, draft),
        "is_saved": draft.saved_at != draft.created_at,
    }


def _before_first(request: HttpRequest, draft: Draft) -> str:
    if actor_of(request).is_citizen:
        return reverse("cases:start", args=[draft.version.procedure.slug])
    return reverse("portal:officer_home")


def filed_elsewhere(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Lead from an application that has been filed to its case."""
    assert draft.case is not None  # noqa: S101 - callers ask first
    if actor_of(request).is_officer:
        return HttpResponseRedirect(reverse("cases:officer_case", args=[draft.case.token]))
    messages.info(request, _("Hồ sơ này đã nộp rồi. Đây là trang theo dõi của nó."))
    return HttpResponseRedirect(reverse("cases:case_detail", args=[draft.case.token]))
