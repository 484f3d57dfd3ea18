"""Chats: where the service hands over messages, and the operators' page of conversations."""

import json

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.contact.models import Conversation, Letter
from tinhso.contact.operations.chatting import CHATS_TOPIC, MOST_TEXT, Said, hear_message, reply
from tinhso.contact.operations.opening import LineNotSetUp
from tinhso.contact.rules.signing import is_fresh, is_signed
from tinhso.contact.views.calls import operator_of
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.keyset import BadCursor, page_by_keyset
from tinhso.core.live import live_address, with_live_address
from tinhso.identity.api import officer_required

_MOST_BYTES = 32 * 1024


# The service has no session: its signature is what the token of a form is for people.
@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponseBase:
    """Take one message: 200 however often it comes."""
    if int(request.headers.get("Content-Length") or 0) > _MOST_BYTES:
        return JsonResponse({"error": "too large"}, status=413)
    body, moment = request.body, request.headers.get("X-Chat-Time", "")
    given = request.headers.get("X-Chat-Signature", "")
    if not is_fresh(moment, now().timestamp()) or not is_signed(
        settings.CHAT_KEY, moment, request.get_full_path(), body, given
    ):
        return JsonResponse({"error": "X-Chat-Time or X-Chat-Signature is wrong"}, status=403)
    try:
        said = _said(json.loads(body))
    except (ValueError, KeyError, TypeError) as error:
        return JsonResponse({"error": f"unreadable message: {error}"}, status=400)
    try:
        hear_message(said=said, at=now())
    except LineNotSetUp as refusal:
        return JsonResponse({"error": refusal.message}, status=503)
    return JsonResponse({"taken": said.message_id})


def _said(fields: dict[str, object]) -> Said:
    said = Said(
        message_id=str(fields["message_id"]).strip(),
        user_id=str(fields["user_id"]).strip(),
        name=str(fields.get("name", "")).strip()[:120],
        text=str(fields["text"]).replace("\x00", "").strip(),
    )
    if not 0 < len(said.message_id) <= 100 or not 0 < len(said.user_id) <= 80:
        raise ValueError("message_id and user_id are needed")
    if not 0 < len(said.text) <= MOST_TEXT:
        raise ValueError(f"text: 1 to {MOST_TEXT} characters")
    return said


def _access(request: HttpRequest, conversation_id: int) -> Conversation:
    operator_of(request)
    rows = Conversation.objects.select_related("contact")
    found = rows.filter(pk=conversation_id).first()
    if found is None:
        raise Http404
    return found


@require_safe
@never_cache
@officer_required()
def conversations(request: HttpRequest) -> HttpResponse:
    """List conversations, the latest first."""
    operator_of(request)
    rows = Conversation.objects.select_related("contact")
    try:
        cursor = request.GET.get("trang")
        listed = page_by_keyset(rows, order=("-last_at", "-id"), cursor=cursor)
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(request.path)
    return render(request, "contact/chats/conversations.html", {"listed": listed})


@require_http_methods(["GET", "POST"])
@never_cache
@officer_required()
def conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Show a conversation, or answer in it."""
    found = _access(request, conversation_id)
    if request.method == "POST":
        try:
            text = request.POST.get("text", "")
            reply(conversation=found, text=text, actor=operator_of(request), at=now())
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Đã gửi."))
        return HttpResponseRedirect(reverse("contact:conversation", args=[found.pk]))
    context = {
        **_context(found),
        "live_address": live_address(CHATS_TOPIC, at=now()),
        "most_text": MOST_TEXT,
    }
    return render(request, "contact/chats/conversation.html", context)


@require_safe
@never_cache
@officer_required()
def conversation_content(request: HttpRequest, conversation_id: int) -> HttpResponseBase:
    """Give the part of a conversation's page that changes."""
    found = _access(request, conversation_id)
    page = render(request, "contact/chats/_messages.html", _context(found))
    return with_live_address(page, CHATS_TOPIC, at=now())


def _context(found: Conversation) -> dict[str, object]:
    latest = list(found.messages.order_by("-id")[:200])
    return {"conversation": found, "chat_messages": latest[::-1]}


@require_safe
@never_cache
@officer_required()
def letters(request: HttpRequest) -> HttpResponse:
    """List the letters of the mailbox, those nobody was answered too."""
    operator_of(request)
    rows = Letter.objects.select_related("contact")
    try:
        listed = page_by_keyset(rows, order=("-at", "-id"), cursor=request.GET.get("trang"))
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(request.path)
    return render(request, "contact/chats/letters.html", {"listed": listed})
