"""The administrator's board of messages: counts, providers, failures with resending."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.core.grouping import grouped
from tinhso.core.keyset import BadCursor
from tinhso.core.rls import acting_as
from tinhso.identity.api import officer_required
from tinhso.notifications.gateways import connected_providers
from tinhso.notifications.models import CHANNEL_LABELS, STATE_LABELS
from tinhso.notifications.operations import resend, take_as_sent
from tinhso.notifications.queries.board import (
    BoardRow,
    count_board,
    list_failures,
    list_providers,
)
from tinhso.notifications.rules import State
from tinhso.ui.components import Cell, Column, TabItem, Table

SPANS = {
    "1": (timedelta(days=1), gettext_lazy("24 giờ qua")),
    "7": (timedelta(days=7), gettext_lazy("7 ngày qua")),
    "30": (timedelta(days=30), gettext_lazy("30 ngày qua")),
}


@require_safe
@never_cache
@officer_required("ADMINISTRATOR")
def board(request: HttpRequest) -> HttpResponseBase:
    """Show how messages fared, how providers do and what failed."""
    at = clock.now()
    span = request.GET.get("ngay", "1")
    length, _label = SPANS.get(span, SPANS["1"])
    with acting_as(SYSTEM):
        try:
            failed = list_failures(request.GET.get("trang"))
        except BadCursor as refusal:
            messages.error(request, refusal.message)
            return redirect("notifications:board")
        rows = count_board(since=at - length)
        providers = list_providers(connected_providers(), at=at)
    context = {
        "tabs": [
            TabItem(str(words), f"?ngay={key}", key == span) for key, (_d, words) in SPANS.items()
        ],
        "table": _table(rows) if rows else None,
        "totals": {state.value: sum(row.counts.get(state, 0) for row in rows) for state in State},
        "segments": sum(row.segments for row in rows),
        "cost_vnd": _vnd(sum(row.cost_vnd for row in rows)),
        "providers": [(CHANNEL_LABELS[provider.channel], provider) for provider in providers],
        "failed": failed,
        "at": at,
    }
    return render(request, "notifications/board.html", context)


def _vnd(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _table(rows: list[BoardRow]) -> Table:
    states = [Column(str(STATE_LABELS[state]), is_numeric=True) for state in State]
    return Table(
        caption=_("Số tin theo kênh, nhà cung cấp và trạng thái"),
        columns=[
            Column(_("Kênh")),
            *states,
            Column(_("Số tin SMS"), is_numeric=True),
            Column(_("Chi phí (đồng)"), is_numeric=True),
        ],
        rows=[
            [
                Cell(CHANNEL_LABELS[row.channel], note=row.provider or _("chưa chọn nhà cung cấp")),
                *(Cell(row.counts.get(state, 0)) for state in State),
                Cell(row.segments),
                Cell(_vnd(row.cost_vnd)),
            ]
            for row in rows
        ],
    )


@require_POST
@officer_required("ADMINISTRATOR")
def send_again(request: HttpRequest) -> HttpResponseBase:
    """Send the chosen messages again, or take unclear ones as sent."""
    chosen = [int(value) for value in request.POST.getlist("delivery") if value.isdecimal()]
    if not chosen:
        messages.error(request, _("Chọn ít nhất một tin trong bảng."))
        return redirect("notifications:board")
    if "as-sent" in request.POST:
        return _take_as_sent(request, chosen)
    with acting_as(SYSTEM):
        count = resend(delivery_ids=chosen, at=clock.now())
    done = ngettext("Đã xếp %(n)s tin để gửi lại.", "Đã xếp %(n)s tin để gửi lại.", count)
    messages.success(request, done % {"n": grouped(count)})
    return redirect("notifications:board")


def _take_as_sent(request: HttpRequest, chosen: list[int]) -> HttpResponseBase:
    with acting_as(SYSTEM):
        count = take_as_sent(delivery_ids=chosen, at=clock.now())
    done = ngettext("Đã coi %(n)s tin là đã gửi.", "Đã coi %(n)s tin là đã gửi.", count)
    (messages.success if count else messages.error)(
        request,
        done % {"n": grouped(count)} if count else _("Chỉ tin chưa rõ mới coi được là đã gửi."),
    )
    return redirect("notifications:board")
