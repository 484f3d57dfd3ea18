"""Pages of one message sent: each recipient's answers, trying again, recalling."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.dispatch.forms import RecallForm
from tinhso.dispatch.operations import recall_document, retry_sending
from tinhso.dispatch.permissions import READERS, access_outgoing, is_registrar
from tinhso.dispatch.queries import list_transmissions, lists
from tinhso.dispatch.rules import Act, Sent
from tinhso.dispatch.views.words import outgoing_rows, sent_tag, timeline
from tinhso.documents.api import load_bytes, serve_bytes
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@officer_required(*READERS)
def outgoing(request: HttpRequest, token: str) -> HttpResponse:
    """Show a message sent and what became of it at each recipient."""
    actor = actor_of(request)
    found = access_outgoing(actor, token)
    is_clerk = is_registrar(actor, found.agency_id)
    context = {
        "outgoing": found,
        "rows": outgoing_rows(found),
        "recipients": [
            {
                "row": row,
                "state": sent_tag(row),
                "entries": timeline(lists.list_told(row)),
                "may_retry": is_clerk and row.state == Sent.FAILED,
            }
            for row in list_transmissions(found)
        ],
        "revisions": found.revisions.order_by("pk"),
        "may_recall": is_clerk and found.act != Act.RECALL,
    }
    return render(request, "dispatch/outgoing.html", context)


@require_POST
@never_cache
@officer_required("REGISTRAR")
def retry(request: HttpRequest, token: str, transmission_id: int) -> HttpResponse:
    """Send a failed message once more."""
    actor = actor_of(request)
    found = access_outgoing(actor, token)
    row = found.transmissions.filter(pk=transmission_id).first()
    if row is None:
        raise Http404
    try:
        retry_sending(transmission=row, actor=actor, at=now())
        messages.success(request, _("Đã đưa vào hàng chờ gửi lại."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return HttpResponseRedirect(reverse("dispatch:outgoing", args=[token]))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("REGISTRAR")
def recall(request: HttpRequest, token: str) -> HttpResponse:
    """Ask why, then ask every recipient to take the document out."""
    actor = actor_of(request)
    found = access_outgoing(actor, token)
    form = RecallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = recall_document(
                outgoing=found, reason=form.cleaned_data["reason"], actor=actor, at=now()
            )
        except DomainError as refusal:
            form.add_error("reason", refusal.message)
        else:
            messages.success(request, _("Đã gửi yêu cầu thu hồi. Mỗi nơi nhận sẽ trả lời."))
            return HttpResponseRedirect(reverse("dispatch:outgoing", args=[sent.token]))
    return render(
        request,
        "ui/components/confirm/page.html",
        {
            "title": _("Thu hồi văn bản %(code)s?") % {"code": found.code},
            "text": _(
                "Mỗi nơi nhận quyết định đồng ý hay không. Nơi đồng ý sẽ xóa văn bản trên hệ thống"
                " của mình và xác nhận lại."
            ),
            "action_text": _("Gửi yêu cầu thu hồi"),
            "cancel_url": reverse("dispatch:outgoing", args=[token]),
            "is_dangerous": True,
            "form": form,
            "base_template": "ui/officer_base.html",
        },
        status=422 if form.errors else 200,
    )


@require_safe
@officer_required(*READERS)
def envelope(request: HttpRequest, token: str) -> HttpResponseBase:
    """Hand out the signed envelope as it was sent."""
    found = access_outgoing(actor_of(request), token)
    return serve_bytes(load_bytes(found.file.sha256), "application/xml", f"{found.token}.edxml")
