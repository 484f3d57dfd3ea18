"""The registry clerk's monitor: what came, what went, what needs a hand; uploading an envelope."""

import hashlib

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.clock import now
from tinhso.core.keyset import BadCursor
from tinhso.dispatch.models import Channel, Envelope, EnvelopeState
from tinhso.dispatch.operations import order_fetch, read_envelope, store_envelope
from tinhso.dispatch.permissions import READERS, inbound_for
from tinhso.dispatch.queries import lists
from tinhso.dispatch.views.words import refusal_words, sent_tag, taken_tag
from tinhso.documents.api import UploadRefused, read_upload, uploaded_file
from tinhso.identity.api import officer_required
from tinhso.ui.components import TabItem
from tinhso.ui.navigation import actor_of

WAITING, REQUESTS, ARRIVED, SENT, FAILED, REFUSED = (
    "cho-tiep-nhan", "cho-quyet-dinh", "den", "di", "loi", "khong-doc-duoc",
)  # fmt: skip
_TABS = {
    WAITING: gettext_lazy("Chờ tiếp nhận"),
    REQUESTS: gettext_lazy("Thu hồi, cập nhật"),
    ARRIVED: gettext_lazy("Tất cả đến"),
    SENT: gettext_lazy("Gửi đi"),
    FAILED: gettext_lazy("Lỗi, bị trả lại"),
    REFUSED: gettext_lazy("Không nhận được"),
}
_EMPTY = {
    WAITING: gettext_lazy("Không có văn bản nào chờ tiếp nhận."),
    REQUESTS: gettext_lazy("Không có yêu cầu thu hồi, cập nhật hay thay thế nào chờ quyết định."),
    ARRIVED: gettext_lazy("Chưa có văn bản liên thông nào đến cơ quan."),
    SENT: gettext_lazy("Cơ quan chưa gửi văn bản liên thông nào."),
    FAILED: gettext_lazy("Không có lượt gửi nào bị lỗi hay bị trả lại."),
    REFUSED: gettext_lazy("Mọi gói tin gửi cho cơ quan đều đọc được."),
}


@require_safe
@never_cache
@officer_required(*READERS)
def monitor(request: HttpRequest) -> HttpResponse:
    """List messages of the actor's agencies by what they need."""
    chosen = request.GET.get("muc", WAITING)
    chosen = chosen if chosen in _TABS else WAITING
    text = request.GET.get("q", "")[:100]
    try:
        listed = _listed(request, chosen, text)
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(request.path)
    context = {
        **listed,
        "tabs": [
            TabItem(str(label), f"?muc={code}", is_current=code == chosen)
            for code, label in _TABS.items()
        ],
        "chosen": chosen,
        "chosen_label": _TABS[chosen],
        "text": text,
        "empty_title": _("Không tìm thấy văn bản nào") if text else _EMPTY[chosen],
        "health": lists.axis_health(),
        "is_clerk": actor_of(request).has_role("REGISTRAR"),
    }
    return render(request, "dispatch/monitor.html", context)


def _listed(request: HttpRequest, chosen: str, text: str) -> dict[str, object]:
    actor, cursor = actor_of(request), request.GET.get("trang")
    if chosen in {SENT, FAILED}:
        sent = lists.sent_for(actor) if chosen == SENT else lists.failed_for(actor)
        rows = lists.page_of_sent(lists.found_sent(sent, text), cursor)
        return {"listed": rows, "sent": [(row, *sent_tag(row)) for row in rows.items]}
    if chosen == REFUSED:
        envelopes = lists.page_of_envelopes(lists.refused_for(actor), cursor)
        refused = [(each, refusal_words(each.refusal)) for each in envelopes.items]
        return {"listed": envelopes, "refused": refused}
    wanted = {
        WAITING: lists.waiting_for,
        REQUESTS: lists.open_requests_for,
        ARRIVED: inbound_for,
    }
    found = lists.found_inbound(wanted[chosen](actor), text)
    inbound = lists.page_of_inbound(found, cursor)
    return {
        "listed": inbound,
        "inbound": [(message, *taken_tag(message)) for message in inbound.items],
        "at": now(),
    }


@require_POST
@never_cache
@officer_required("REGISTRAR")
def fetch(request: HttpRequest) -> HttpResponse:
    """Have the axis asked now instead of within the minute."""
    order_fetch()
    messages.success(
        request, _("Đang lấy văn bản mới từ trục liên thông. Tải lại trang sau ít giây.")
    )
    return HttpResponseRedirect(reverse("dispatch:monitor"))


class UploadForm(forms.Form):
    """An envelope in a file."""

    envelope = forms.FileField(
        label=gettext_lazy("Tệp gói tin (.edxml, .xml)"),
        help_text=gettext_lazy(
            "Dùng khi nơi gửi chuyển gói tin bằng thư điện tử hoặc thiết bị nhớ."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".edxml,.xml"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("REGISTRAR")
def upload(request: HttpRequest) -> HttpResponse:
    """Take an envelope from a file: stored first, then read like one from the axis."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method != "POST":
        return render(request, "dispatch/upload.html", {"form": form})
    try:
        content = read_upload(uploaded_file(request, "envelope"))
    except UploadRefused as refusal:
        form.is_valid()
        form.add_error("envelope", refusal.message)
        return render(request, "dispatch/upload.html", {"form": form}, status=422)
    envelope = _take(request, content)
    return _tell(request, form, envelope)


def _take(request: HttpRequest, content: bytes) -> Envelope:
    actor, at = actor_of(request), now()
    stored = store_envelope(
        content=content,
        channel=Channel.UPLOAD,
        external_id=f"{actor.agency_id}:{hashlib.sha256(content).hexdigest()}",
        agency_id=actor.agency_id,
        at=at,
    )
    return read_envelope(envelope_id=stored.pk, at=at)


def _tell(request: HttpRequest, form: UploadForm, envelope: Envelope) -> HttpResponse:
    if envelope.state == EnvelopeState.QUARANTINED:
        words = _(
            "Gói tin có dấu chỉ độ mật nên đã bị cách ly, không ai đọc được trên hệ thống. Hãy báo"
            " ngay người phụ trách bảo mật của cơ quan."
        )
    elif envelope.state == EnvelopeState.REFUSED:
        words = f"{refusal_words(envelope.refusal)}. {envelope.detail}".strip()
    else:
        found = envelope.messages.order_by("-pk").first()
        if envelope.state == EnvelopeState.DUPLICATE or found is None:
            messages.success(request, _("Gói tin này đã có; không có gì được thêm."))
            return HttpResponseRedirect(reverse("dispatch:monitor"))
        messages.success(request, _("Đã nhận gói tin."))
        return HttpResponseRedirect(reverse("dispatch:inbound", args=[found.token]))
    form.is_valid()
    form.add_error("envelope", words)
    return render(request, "dispatch/upload.html", {"form": form}, status=422)
