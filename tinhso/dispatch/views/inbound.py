"""Pages of one message that came: what it says, its files, what a clerk does with it."""

import hashlib
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.dispatch.forms import DecisionForm, ReturnForm
from tinhso.dispatch.models import Envelope, EnvelopeState, InboundMessage
from tinhso.dispatch.operations import decide_revision, receive_document, return_document
from tinhso.dispatch.permissions import (
    READERS,
    access_inbound,
    is_registrar,
    may_read_files,
)
from tinhso.dispatch.queries import lists
from tinhso.dispatch.queries.comparing import Comparison, compare_with_original
from tinhso.dispatch.rules import RECEIVER, Act, Decision
from tinhso.dispatch.views.changes import changes_shown
from tinhso.dispatch.views.words import inbound_rows, signature_tag, taken_tag, timeline
from tinhso.documents.api import load_bytes, serve_bytes
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of

_SHOWN_BYTES = 200_000
_SHUT = {EnvelopeState.QUARANTINED, EnvelopeState.DESTROYED}


@require_safe
@never_cache
@officer_required(*READERS)
def inbound(request: HttpRequest, token: str) -> HttpResponse:
    """Show a message with its files, its way and what may be done."""
    return _show(request, access_inbound(actor_of(request), token))


def _show(
    request: HttpRequest,
    message: InboundMessage,
    form: DecisionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    is_clerk = is_registrar(actor_of(request), message.agency_id)
    is_open = message.decision == Decision.OPEN
    files = list(message.files.select_related("file").order_by("ordinal"))
    state, tone = taken_tag(message)
    signature, signature_tone = signature_tag(message)
    context = {
        "message": message,
        "original": message.original,
        "state": state,
        "tone": tone,
        "signature": signature,
        "signature_tone": signature_tone,
        "rows": inbound_rows(message),
        "files": files if may_read_files(message) else [],
        "is_closed": not may_read_files(message),
        "entries": timeline(lists.list_statuses(message)),
        "twin_count": lists.twins_of(message),
        "revisions": message.revisions.order_by("pk"),
        "decision_form": (form or DecisionForm()) if is_open and is_clerk else None,
        "may_receive": is_clerk and not is_open and _allows(message, "receive"),
        **changes_shown(_comparison(message)),
        "is_late": _allows(message, "receive") and message.acknowledge_by < now(),
    }
    return render(request, "dispatch/inbound.html", context, status=status)


def _comparison(message: InboundMessage) -> Comparison | None:
    original = message.original
    is_document = message.act in {Act.UPDATE, Act.REPLACE}
    if original is None or not is_document or not may_read_files(original):
        return None
    return compare_with_original(message, original)


def _allows(message: InboundMessage, step: str) -> bool:
    return RECEIVER.allows(action=step, state=message.state)


def _attempt(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    try:
        act()
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return
    messages.success(request, done)


@require_POST
@never_cache
@officer_required("REGISTRAR")
def receive(request: HttpRequest, token: str) -> HttpResponse:
    """Take a document over and tell its sender."""
    actor = actor_of(request)
    found = access_inbound(actor, token)
    _attempt(
        request,
        lambda: receive_document(message=found, registered_as="", actor=actor, at=now()),
        _("Đã tiếp nhận và báo cho nơi gửi."),
    )
    return HttpResponseRedirect(reverse("dispatch:inbound", args=[token]))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("REGISTRAR")
def give_back(request: HttpRequest, token: str) -> HttpResponse:
    """Ask why, then return a document to its sender."""
    actor = actor_of(request)
    found = access_inbound(actor, token)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _attempt(
            request,
            lambda: return_document(
                message=found, reason=form.cleaned_data["reason"], actor=actor, at=now()
            ),
            _("Đã trả lại và báo lý do cho nơi gửi."),
        )
        return HttpResponseRedirect(reverse("dispatch:inbound", args=[token]))
    return render(
        request,
        "ui/components/confirm/page.html",
        {
            "title": _("Trả lại văn bản %(code)s?") % {"code": found.code},
            "text": _("Nơi gửi nhận được lý do. Văn bản trả lại không vào sổ văn bản đến."),
            "action_text": _("Trả lại"),
            "cancel_url": reverse("dispatch:inbound", args=[token]),
            "is_dangerous": True,
            "form": form,
            "base_template": "ui/officer_base.html",
        },
        status=422 if form.errors else 200,
    )


@require_POST
@never_cache
@officer_required("REGISTRAR")
def decide(request: HttpRequest, token: str) -> HttpResponse:
    """Agree to a recall, update or replacement, or decline it."""
    actor = actor_of(request)
    found = access_inbound(actor, token)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    agrees = form.cleaned_data["decision"] == "agree"
    _attempt(
        request,
        lambda: decide_revision(
            message=found,
            agrees=agrees,
            reason=form.cleaned_data["reason"],
            actor=actor,
            at=now(),
        ),
        _("Đã ghi quyết định và báo cho nơi gửi."),
    )
    return HttpResponseRedirect(reverse("dispatch:inbound", args=[token]))


@require_safe
@officer_required(*READERS)
def file(request: HttpRequest, token: str, ordinal: int) -> HttpResponseBase:
    """Hand out one file, to be saved; nothing in it runs."""
    found = access_inbound(actor_of(request), token)
    if not may_read_files(found):
        raise Http404
    row = found.files.select_related("file").filter(ordinal=ordinal).first()
    if row is None:
        raise Http404
    return saved(load_bytes(row.file.sha256), row.media_type, row.name)


def saved(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Give bytes as an attachment whose name may hold any letters."""
    response = serve_bytes(content, media_type, "")
    header = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = header or "attachment"
    return response


@require_safe
@never_cache
@officer_required(*READERS)
def envelope(request: HttpRequest, token: str) -> HttpResponseBase:
    """Hand out the envelope, or show its beginning as text with ``?xem``."""
    found = access_inbound(actor_of(request), token)
    if not may_read_files(found):
        raise Http404
    content = _bytes_of(found)
    if "xem" not in request.GET:
        return serve_bytes(content, "application/xml", f"{found.token}.edxml")
    context = {
        "message": found,
        "text": content[:_SHOWN_BYTES].decode("utf-8", "replace"),
        "is_cut": len(content) > _SHOWN_BYTES,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return render(request, "dispatch/envelope.html", context)


def _bytes_of(message: InboundMessage) -> bytes:
    with acting_as(SYSTEM):
        kept = Envelope.objects.select_related("file").get(pk=message.envelope_id)
    stored = kept.file
    if stored is None or kept.state in _SHUT:
        raise Http404
    return load_bytes(stored.sha256)
