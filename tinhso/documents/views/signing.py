"""Signing with a key kept elsewhere: which key an officer uses, how a session stands."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core import clock
from tinhso.core.errors import DomainError
from tinhso.documents.forms import PluginKeyForm, RemoteKeyForm
from tinhso.documents.gateways import remote_signing
from tinhso.documents.models import RequestState
from tinhso.documents.operations import (
    LINKING_ROLES,
    cancel_session,
    find_outside_key,
    link_plugin_key,
    link_remote_key,
    unlink_key,
)
from tinhso.documents.operations.failure_words import failure_words
from tinhso.documents.permissions import access_session
from tinhso.documents.queries import list_recent_sessions, own_certificate
from tinhso.identity.api import officer_required
from tinhso.ui.components import SummaryRow
from tinhso.ui.navigation import actor_of

_MOST_BYTES = 20_000
_TONES = {
    RequestState.WAITING: "info",
    RequestState.SIGNED: "success",
    RequestState.FAILED: "danger",
}


@require_safe
@never_cache
@officer_required(*LINKING_ROLES)
def signing_key(request: HttpRequest) -> HttpResponseBase:
    """Show which key the officer signs with; link another, or go back to the platform's."""
    return _show_key(request)


@require_POST
@never_cache
@officer_required(*LINKING_ROLES)
def link_remote(request: HttpRequest) -> HttpResponseBase:
    """Link the officer's key at the remote signing service."""
    form = RemoteKeyForm(request.POST)
    if not form.is_valid():
        return _show_key(request, remote_form=form, status=HTTPStatus.BAD_REQUEST)
    try:
        link_remote_key(user=form.cleaned_data["user"], actor=actor_of(request), at=clock.now())
    except DomainError as refusal:
        form.add_error("user", refusal.message)
        return _show_key(request, remote_form=form, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Đã liên kết. Từ nay bạn xác nhận mỗi lần ký trên điện thoại."))
    return redirect("documents:signing_key")


@require_POST
@never_cache
@officer_required(*LINKING_ROLES)
def link_plugin(request: HttpRequest) -> HttpResponseBase:
    """Link the certificate of the officer's token."""
    form = PluginKeyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show_key(request, plugin_form=form, status=HTTPStatus.BAD_REQUEST)
    content = form.cleaned_data["certificate"].read(_MOST_BYTES)
    try:
        link_plugin_key(certificate_pem=content, actor=actor_of(request), at=clock.now())
    except DomainError as refusal:
        form.add_error("certificate", refusal.message)
        return _show_key(request, plugin_form=form, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Đã liên kết. Phần mềm ký trên máy của bạn sẽ nhận yêu cầu ký."))
    return redirect("documents:signing_key")


@require_POST
@never_cache
@officer_required(*LINKING_ROLES)
def unlink(request: HttpRequest) -> HttpResponseBase:
    """Sign with the key the platform keeps again."""
    try:
        unlink_key(actor=actor_of(request), at=clock.now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã bỏ liên kết. Bạn ký bằng khóa do hệ thống giữ."))
    return redirect("documents:signing_key")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*LINKING_ROLES)
def signing_session(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show how a signing session stands, asking again by itself; sent, give it up."""
    session = access_session(actor_of(request), token)
    if request.method == "POST":
        cancel_session(session=session, at=clock.now())
        return redirect("documents:signing_session", token)
    rows = [
        {
            "notation": one.notation,
            "title": one.document.title,
            "state": one.get_state_display(),
            "tone": _TONES[RequestState(one.state)],
            "why": failure_words(one.failure),
        }
        for one in session.requests.select_related("document").order_by("pk")
    ]
    context = {
        "session": session,
        "rows": rows,
        "is_open": session.ended_at is None and clock.now() < session.expires_at,
        "is_remote": session.key.way == "REMOTE",
        "failed_count": sum(row["tone"] == "danger" for row in rows),
    }
    whole = "documents/signing_session.html"
    is_part = request.headers.get("HX-Request")
    return render(request, "documents/_signing_state.html" if is_part else whole, context)


def _show_key(
    request: HttpRequest,
    *,
    remote_form: RemoteKeyForm | None = None,
    plugin_form: PluginKeyForm | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponseBase:
    actor = actor_of(request)
    key = find_outside_key(actor, actor.agency_id or 0)
    context = {
        "key": key,
        "rows": _key_rows(request),
        "remote_form": remote_form or RemoteKeyForm(),
        "plugin_form": plugin_form or PluginKeyForm(),
        "refused_form": remote_form or plugin_form,
        "has_service": remote_signing.is_connected(),
        "sessions": list_recent_sessions(actor),
    }
    return render(request, "documents/signing_key.html", context, status=status)


def _key_rows(request: HttpRequest) -> list[SummaryRow]:
    actor = actor_of(request)
    key = find_outside_key(actor, actor.agency_id or 0)
    certificate = key.certificate if key else own_certificate(actor, at=clock.now())
    way = key.get_way_display() if key else _("Khóa do hệ thống giữ, ký ngay khi bạn bấm ký")
    rows = [SummaryRow(_("Cách ký"), way)]
    if key and key.credential:
        rows.append(SummaryRow(_("Tên khóa ở dịch vụ"), key.credential))
    if certificate:
        until = f"{certificate.valid_to:%d/%m/%Y}"
        rows += [
            SummaryRow(_("Số chứng thư"), certificate.serial),
            SummaryRow(_("Có giá trị đến"), until),
        ]
    return rows
