"""The administrator's page of comparisons with the axis: counts, differences, comparing now."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.core.clock import now
from tinhso.core.grouping import grouped
from tinhso.dispatch.models import Reconciliation
from tinhso.dispatch.operations import reconcile
from tinhso.exchange.api import Fault
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of

_SHOWN = 30
_COUNTS = (
    ("sent", gettext_lazy("Ta đã gửi")),
    ("taken", gettext_lazy("Trục đã nhận của ta")),
    ("open", gettext_lazy("Còn chờ gửi")),
    ("given", gettext_lazy("Trục chuyển cho ta")),
    ("stored", gettext_lazy("Ta đã lưu")),
    ("waiting", gettext_lazy("Còn chờ ta lấy")),
)
_FAULTS = {
    Fault.LOST_ON_THE_WAY_OUT: gettext_lazy("Ta đã gửi nhưng trục không có"),
    Fault.DOUBLED_THERE: gettext_lazy("Trục nhận hai lần"),
    Fault.LOST_ON_THE_WAY_IN: gettext_lazy("Đã xác nhận nhưng ta không lưu"),
    Fault.DOUBLED_HERE: gettext_lazy("Ta lưu hai lần"),
    Fault.UNKNOWN_TO_US: gettext_lazy("Trục có nhưng ta không gửi"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("ADMINISTRATOR")
def reconciliation(request: HttpRequest) -> HttpResponse:
    """Show the last comparison and those before it; compare now."""
    if request.method == "POST":
        found = reconcile(actor=actor_of(request), at=now())
        if found.error:
            messages.error(request, _("Trục liên thông chưa trả lời. Hãy thử lại sau ít phút."))
        elif found.is_balanced:
            messages.success(request, _("Hai bên khớp nhau."))
        else:
            words = _("Có %(n)s sai lệch. Xem danh sách bên dưới.")
            messages.error(request, words % {"n": grouped(found.difference_count)})
        return HttpResponseRedirect(reverse("dispatch:reconciliation"))
    past = list(Reconciliation.objects.order_by("-pk")[:_SHOWN])
    last = next((one for one in past if not one.error), None)
    context = {
        "past": past,
        "last": last,
        "counts": [(label, last.counts.get(name, 0)) for name, label in _COUNTS] if last else [],
        "differences": [
            (_FAULTS[Fault(fault)], what or key) for fault, key, what in last.differences
        ]
        if last
        else [],
    }
    return render(request, "dispatch/reconciliation.html", context)
