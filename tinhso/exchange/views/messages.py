"""The log of messages: found, looked at with their history, opened, taken up again."""

import json
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.grouping import grouped
from tinhso.core.keyset import BadCursor
from tinhso.core.rls import acting_as
from tinhso.exchange.forms import PurposeForm
from tinhso.exchange.models import Message
from tinhso.exchange.operations import open_body, replay
from tinhso.exchange.permissions import KEEPERS, access_message
from tinhso.exchange.queries import MessageFilter, history_of, page_of_messages
from tinhso.exchange.queries.contracts import list_connectors
from tinhso.exchange.rules import Direction, State
from tinhso.exchange.views.words import connector_words, state_tag, topic_words
from tinhso.identity.api import officer_required
from tinhso.ui.components import Filter, Option, SummaryRow, TabItem, TimelineEntry
from tinhso.ui.navigation import actor_of

_GROUPS = {
    "": gettext_lazy("Tất cả"),
    "hong": gettext_lazy("Hỏng"),
    "cho": gettext_lazy("Đang chờ"),
    "xong": gettext_lazy("Đã xong"),
}
_DIRECTIONS = {Direction.OUT: gettext_lazy("Gửi đi"), Direction.IN: gettext_lazy("Nhận về")}


@require_safe
@never_cache
@officer_required(*KEEPERS)
def log(request: HttpRequest) -> HttpResponse:
    """List messages, newest first."""
    wanted = _wanted(request)
    try:
        with acting_as(SYSTEM):
            page = page_of_messages(wanted, request.GET.get("trang"))
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(request.path)
    kept = {"ket_noi": wanted.connector, "chieu": wanted.direction, "q": wanted.text}
    context = {
        "listed": page,
        "rows": [
            {
                "message": one,
                "tag": state_tag(one),
                "topic": topic_words(one),
                "connector": connector_words(one.connector),
            }
            for one in page.items
        ],
        "tabs": [
            TabItem(
                str(label),
                "?" + urlencode({name: value for name, value in kept.items() if value}
                                | ({"muc": code} if code else {})),
                is_current=code == wanted.group,
            )
            for code, label in _GROUPS.items()
        ],
        "filters": _filters(wanted),
        "kept": {"muc": wanted.group},
        "is_narrowed": any((wanted.connector, wanted.direction, wanted.text, wanted.group)),
    }  # fmt: skip
    return render(request, "exchange/log.html", context)


def _wanted(request: HttpRequest) -> MessageFilter:
    known = {one.code for one in list_connectors()}
    code, direction = request.GET.get("ket_noi", ""), request.GET.get("chieu", "")
    group = request.GET.get("muc", "")
    return MessageFilter(
        connector=code if code in known else "",
        direction=direction if direction in set(_DIRECTIONS) else "",
        group=group if group in _GROUPS else "",
        text=request.GET.get("q", "")[:120].replace("\0", ""),
    )


def _filters(wanted: MessageFilter) -> list[Filter]:
    connectors = [(one.code, one.name) for one in list_connectors() if one.is_exchanged]
    return [
        Filter("ket_noi", _("Kết nối"), wanted.connector, _options(connectors, wanted.connector)),
        Filter("chieu", _("Chiều"), wanted.direction, _options(
            [(str(code), str(label)) for code, label in _DIRECTIONS.items()], wanted.direction
        )),
        Filter("q", _("Mã hồ sơ, khóa hoặc số của bên kia"), wanted.text),
    ]  # fmt: skip


def _options(rows: list[tuple[str, str]], chosen: str) -> tuple[Option, ...]:
    every = Option("", _("Tất cả"), is_selected=not chosen)
    return (every, *(Option(code, label, is_selected=code == chosen) for code, label in rows))


@require_safe
@never_cache
@officer_required(*KEEPERS)
def message(request: HttpRequest, token: str) -> HttpResponse:
    """Show a message with its history; its body stays sealed."""
    return _show(request, access_message(actor_of(request), token))


def _show(
    request: HttpRequest,
    found: Message,
    form: PurposeForm | None = None,
    opened: str = "",
) -> HttpResponse:
    with acting_as(SYSTEM):
        events = history_of(found)
    may_replay = found.state in (State.DEAD, State.REHEARSED)
    context = {
        "message": found,
        "topic": topic_words(found),
        "connector_name": connector_words(found.connector),
        "tag": state_tag(found),
        "rows": _rows(found),
        "entries": [
            TimelineEntry(event.get_kind_display(), at=event.at, by=event.by, note=event.note)
            for event in events
        ],
        "may_replay": may_replay,
        "form": form or PurposeForm(),
        "body": _pretty(opened),
    }
    return render(request, "exchange/message.html", context, status=422 if form else 200)


def _rows(found: Message) -> list[SummaryRow]:
    rows = [
        SummaryRow(_("Việc"), found.subject),
        SummaryRow(_("Thứ tự trong việc"), str(found.sequence) if found.sequence else "–"),
        SummaryRow(_("Khóa chống trùng"), found.key),
        SummaryRow(_("Số của bên kia"), found.partner_number or "–"),
        SummaryRow(_("Số lần thử"), grouped(found.attempt_count)),
        SummaryRow(_("Dung lượng"), _("%(n)s byte") % {"n": grouped(found.body_bytes)}),
        SummaryRow("SHA-256", found.body_sha256),
    ]
    if found.last_error:
        rows.append(SummaryRow(_("Lỗi gần nhất"), found.last_error))
    return rows


def _pretty(body: str) -> str:
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=2) if body else ""
    except ValueError:
        return body


@require_http_methods(["POST"])
@never_cache
@officer_required(*KEEPERS)
def body(request: HttpRequest, token: str) -> HttpResponse:
    """Open the sealed body once a reason is given."""
    found = access_message(actor_of(request), token)
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form)
    opened = open_body(
        message=found, purpose=form.cleaned_data["purpose"], actor=actor_of(request), at=now()
    )
    return _show(request, found, opened=opened)


@require_POST
@never_cache
@officer_required(*KEEPERS)
def take_up(request: HttpRequest, token: str) -> HttpResponse:
    """Send a dead message again, or take up again what came and was refused."""
    found = access_message(actor_of(request), token)
    try:
        replay(message=found, actor=actor_of(request), at=now())
        messages.success(request, _("Đã cho làm lại. Tải lại trang sau ít giây để xem kết quả."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return HttpResponseRedirect(reverse("exchange:message", args=[token]))
