"""Comparisons with a partner: counts of both sides, differences, comparing now."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.core.clock import now
from tinhso.core.grouping import grouped
from tinhso.exchange.models import Reconciliation
from tinhso.exchange.operations import reconcile
from tinhso.exchange.permissions import KEEPERS
from tinhso.exchange.rules import Fault
from tinhso.exchange.views.connectors import found_connector
from tinhso.exchange.views.words import FAULTS
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of

_SHOWN = 30
_COUNTS = (
    ("sent", gettext_lazy("Ta đã gửi")),
    ("taken", gettext_lazy("Bên kia đã nhận của ta")),
    ("open", gettext_lazy("Còn chờ gửi")),
    ("dead", gettext_lazy("Hỏng, chờ người xem")),
    ("given", gettext_lazy("Bên kia chuyển cho ta")),
    ("stored", gettext_lazy("Ta đã lưu")),
    ("waiting", gettext_lazy("Còn chờ ta lấy")),
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*KEEPERS)
def reconciliation(request: HttpRequest, code: str) -> HttpResponse:
    """Show the last comparison and those before it; compare now."""
    connector = found_connector(code)
    if not connector.is_exchanged:
        raise Http404
    if request.method == "POST":
        _tell(request, reconcile(code=code, actor=actor_of(request), at=now()))
        return HttpResponseRedirect(reverse("exchange:reconciliation", args=[code]))
    past = list(Reconciliation.objects.filter(connector=code).order_by("-pk")[:_SHOWN])
    last = next((one for one in past if not one.error), None)
    context = {
        "connector": connector,
        "past": past,
        "last": last,
        "counts": [(label, last.counts.get(name, 0)) for name, label in _COUNTS] if last else [],
        "differences": [
            (FAULTS[Fault(fault)], what or key) for fault, key, what in last.differences
        ]
        if last
        else [],
    }
    return render(request, "exchange/reconciliation.html", context)


def _tell(request: HttpRequest, found: Reconciliation) -> None:
    if found.error:
        messages.error(request, _("Bên kia chưa trả lời. Hãy thử lại sau ít phút."))
    elif found.is_balanced:
        messages.success(request, _("Hai bên khớp nhau."))
    else:
        words = ngettext(
            "Có %(n)s sai lệch. Xem danh sách bên dưới.",
            "Có %(n)s sai lệch. Xem danh sách bên dưới.",
            found.difference_count,
        )
        messages.error(request, words % {"n": grouped(found.difference_count)})
