"""Checking the form of a file somebody wrote elsewhere; nothing of it is kept."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.documents.api import uploaded_file
from tinhso.identity.api import officer_required
from tinhso.records.forms.outgoing import LayoutFileForm
from tinhso.records.gateways.layout_files import LARGEST_FILE, FileNotMeasured, measure_file
from tinhso.records.models import QuarantinedItem
from tinhso.records.operations import GivenFile, screen, shut_away
from tinhso.records.queries.wording import findings_shown, rules_shown
from tinhso.records.rules.measured import MEASURED_RULES, check_measured
from tinhso.records.views.changing import refused_secret
from tinhso.ui.navigation import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required()
def layout_check(request: HttpRequest) -> HttpResponseBase:
    """Take a DOCX or PDF and say which rules it breaks, each with its place in the law."""
    context: dict[str, Any] = {
        "form": LayoutFileForm(),
        "rules": rules_shown(list(MEASURED_RULES.values())),
    }
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            file = uploaded_file(request, "file")
            content = file.read(LARGEST_FILE + 1)
            if len(content) > LARGEST_FILE:
                raise FileNotMeasured
            sealed = _sealed(request, GivenFile(file.name or "", content))
            if sealed is not None:
                return refused_secret(request, sealed, reverse("records:layout_check"))
            found = findings_shown(check_measured(measure_file(content)))
            context |= {"findings": found, "name": file.name}
        except DomainError as refusal:
            form = LayoutFileForm(request.POST, request.FILES)
            form.is_valid()
            form.errors["file"] = form.error_class([refusal.message])
            context["form"], status = form, HTTPStatus.BAD_REQUEST
    return render(request, "records/outgoing/layout_check.html", context, status=status)


def _sealed(request: HttpRequest, file: GivenFile) -> QuarantinedItem | None:
    """Shut a file away when a mark of secrecy stands in it."""
    actor = actor_of(request)
    screened = screen(fields=(), files=(file,))
    if screened.level is None or actor.agency_id is None:
        return None
    return shut_away(
        agency_id=actor.agency_id, files=(file,), level=screened.level, door=screened.door,
        actor=actor, at=now(),
    )  # fmt: skip
