"""The administrator's page of differences between our catalogue and the national one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.core.clock import now
from tinhso.exchange.api import get_connector
from tinhso.identity.api import officer_required
from tinhso.procedures.gateways.national_catalogue import PORTAL
from tinhso.procedures.models import CatalogueComparison
from tinhso.procedures.operations.national_catalogue import compare_with_national_catalogue
from tinhso.procedures.rules.national_catalogue import CatalogueFault
from tinhso.ui.navigation import actor_of

_FAULTS = {
    CatalogueFault.ONLY_THERE: gettext_lazy("Chỉ có trên Cổng quốc gia"),
    CatalogueFault.ONLY_HERE: gettext_lazy("Chỉ có ở tỉnh"),
    CatalogueFault.NAME: gettext_lazy("Tên khác nhau"),
    CatalogueFault.SERVICE_LEVEL: gettext_lazy("Mức độ dịch vụ khác nhau"),
}
_LEVELS = {"FULL": gettext_lazy("Toàn trình"), "PARTIAL": gettext_lazy("Một phần")}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("ADMINISTRATOR")
def national_catalogue(request: HttpRequest) -> HttpResponse:
    """Show the last comparison; compare now."""
    if request.method == "POST":
        found = compare_with_national_catalogue(asked_by=actor_of(request).name, at=now())
        if found.error:
            messages.error(request, _("Cổng quốc gia chưa trả lời. Hãy thử lại sau ít phút."))
        return HttpResponseRedirect(reverse("procedures:national_catalogue"))
    last = CatalogueComparison.objects.filter(error="").order_by("-pk").first()
    context = {
        "last": last,
        "is_connected": bool(get_connector(PORTAL).address),
        "rows": [
            {
                "words": _FAULTS[CatalogueFault(row["fault"])],
                "code": row["code"],
                "here": _LEVELS.get(row["here"], row["here"]),
                "there": _LEVELS.get(row["there"], row["there"]),
            }
            for row in last.rows
        ]
        if last
        else [],
    }
    return render(request, "procedures/admin/national_catalogue.html", context)
