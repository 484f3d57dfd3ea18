"""An administrator moves running cases to the version in force, those they tick only."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import (
    CaseActionRefused,
    MigrationPlan,
    count_running,
    migrate_case,
    preview_migration,
)
from tinhso.core.clock import local, now, today
from tinhso.core.errors import DomainError
from tinhso.core.grouping import grouped
from tinhso.core.keyset import BadCursor
from tinhso.identity.api import officer_required
from tinhso.procedures.api import ProcedureVersion, find_current_version
from tinhso.ui.navigation import actor_of


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One case of the preview, in words."""

    plan: MigrationPlan
    due: str
    step: str


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("ADMINISTRATOR")
def migration(request: HttpRequest, slug: str) -> HttpResponse:
    """Show for each running case what would change; sent, move those ticked."""
    version = find_current_version(slug, today())
    if version is None:
        raise Http404
    if request.method == "POST":
        _move(request, version)
        return redirect("cases:migration", slug)
    try:
        page = preview_migration(
            version=version, actor=actor_of(request), cursor=request.GET.get("trang")
        )
    except BadCursor as error:
        raise Http404 from error
    context = {
        "version": version,
        "rows": [PlanRow(plan, _due(plan), _step(plan)) for plan in page.plans],
        "keyset": page.keyset,
        "count": count_running(version=version, actor=actor_of(request)),
    }
    return render(request, "cases/officer/migration.html", context)


def _move(request: HttpRequest, version: ProcedureVersion) -> None:
    """Move every ticked case on its own: one refused keeps no other from moving."""
    moved, refused = 0, 0
    for text in request.POST.getlist("case"):
        try:
            with transaction.atomic():
                migrate_case(
                    case_id=int(text) if text.isdecimal() else 0,
                    version=version,
                    actor=actor_of(request),
                    at=now(),
                )
            moved += 1
        except (CaseActionRefused, DomainError):
            refused += 1
    if moved:
        said = ngettext("Đã chuyển %(n)s hồ sơ.", "Đã chuyển %(n)s hồ sơ.", moved)
        messages.success(request, said % {"n": grouped(moved)})
    if refused:
        said = ngettext("%(n)s hồ sơ không chuyển được.", "%(n)s hồ sơ không chuyển được.", refused)
        messages.error(request, said % {"n": grouped(refused)})
    if not moved and not refused:
        messages.warning(request, _("Chưa đánh dấu hồ sơ nào."))


def _due(plan: MigrationPlan) -> str:
    if plan.due_before is None or plan.due_after is None:
        return _("chưa có hạn")
    before, after = (f"{local(at):%H:%M %d/%m/%Y}" for at in (plan.due_before, plan.due_after))
    return before if before == after else f"{before} → {after}"


def _step(plan: MigrationPlan) -> str:
    if plan.step_before == plan.step_after:
        return plan.step_before or "–"
    return f"{plan.step_before} → {plan.step_after or '–'}"
