"""The administrator's page of lasting signatures: what is stamped, what waits, when anew."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.core.grouping import grouped
from tinhso.core.rls import acting_as
from tinhso.documents.gateways import trust_services
from tinhso.documents.operations import order_due_protection
from tinhso.documents.queries import list_waiting_for_protection, protection_state
from tinhso.identity.api import officer_required
from tinhso.ui.components import SummaryRow


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("ADMINISTRATOR")
def lasting(request: HttpRequest) -> HttpResponse:
    """Show how far the archive is stamped and when it has to be anew; sent, go on at once."""
    at = clock.now()
    with acting_as(SYSTEM):
        if request.method == "POST":
            ordered = order_due_protection(at=at)
            messages.success(
                request, _("Đã giao %(n)s văn bản cho bộ xử lý.") % {"n": grouped(ordered)}
            )
            return redirect("documents:lasting")
        state, waiting = protection_state(at=at), list_waiting_for_protection(at=at)
    sunset = settings.ALGORITHM_SUNSET
    context = {
        "state": state,
        "waiting": waiting,
        "is_connected": trust_services.is_connected(),
        "rows": [
            SummaryRow(_("Văn bản đã có dấu thời gian lưu trữ"), grouped(state.lasting_count)),
            SummaryRow(_("Đóng dấu trong 24 giờ qua"), grouped(state.stamped_last_day_count)),
            SummaryRow(_("Đang chờ đóng dấu"), grouped(state.waiting_count)),
            SummaryRow(
                _("Thuật toán đang dùng được tin đến"),
                f"{sunset:%d/%m/%Y}" if sunset else _("chưa có thông báo ngừng"),
            ),
        ],
    }
    return render(request, "documents/lasting.html", context)
