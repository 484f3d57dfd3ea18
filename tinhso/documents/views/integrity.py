"""The page of the readings of every stored byte."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.documents.operations import order_audit
from tinhso.documents.queries import count_stored_files, list_audits
from tinhso.identity.api import officer_required


@require_http_methods(["GET", "POST"])
@never_cache
@officer_required("ADMINISTRATOR")
def integrity(request: HttpRequest) -> HttpResponse:
    """Show the readings of every stored byte, what they found, how far one is; begin one."""
    with acting_as(SYSTEM):
        if request.method == "POST":
            order_audit(at=clock.now())
            messages.success(request, gettext("Đã bắt đầu kiểm tra. Trang này cho biết tiến độ."))
            return redirect("documents:integrity")
        runs, stored = list_audits(), count_stored_files()
    context = {
        "runs": runs,
        "open_run": next((run for run in runs if run.finished_at is None), None),
        "last_run": next((run for run in runs if run.finished_at is not None), None),
        "stored": stored,
    }
    return render(request, "documents/integrity.html", context)
