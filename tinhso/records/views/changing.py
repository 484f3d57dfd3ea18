"""What changes a sent document: an update, a recall; passing it on; its print view."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.documents.api import read_upload, uploaded_files
from tinhso.identity.api import Officer, officer_required, officers_of
from tinhso.orgs.api import organisation_date
from tinhso.records.forms.changing import ColleaguesForm, SystemRecallForm, UpdateForm
from tinhso.records.models import OutgoingDocument, OutgoingState
from tinhso.records.operations import (
    GivenFile,
    Update,
    forward_outgoing,
    send_recall,
    send_update,
)
from tinhso.records.permissions import access_outgoing
from tinhso.records.queries import list_events, preview_pages
from tinhso.records.views.words import history_of, kind_name
from tinhso.ui.navigation import actor_of

_MOST_FILES = 10
_COLLEAGUES = ("LEADER", "HEAD_OF_UNIT", "SPECIALIST", "REGISTRAR", "FORMAT_CHECKER")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("REGISTRAR")
def update(request: HttpRequest, token: str) -> HttpResponseBase:
    """Send a document again with further files or a new deadline; recipients decide."""
    actor = actor_of(request)
    found = _issued(request, token)
    form = UpdateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            change = Update(typed["reason"], typed["due_on"], _files(request))
            sealed = send_update(outgoing=found, update=change, actor=actor, at=now())
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            if sealed is not None:
                return refused_secret(request, sealed, reverse("records:outgoing", args=[token]))
            messages.success(request, _update_words(found))
            return redirect("records:outgoing", token)
    context = {"official": found.official, "form": form, "kind": kind_name(found.official.kind)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "records/outgoing/update.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("REGISTRAR")
def recall(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask why, then ask every recipient to take a document out."""
    found = _issued(request, token)
    form = SystemRecallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            send_recall(
                outgoing=found,
                reason=form.cleaned_data["reason"],
                actor=actor_of(request),
                at=now(),
            )
        except DomainError as refusal:
            form.add_error("reason", refusal.message)
        else:
            messages.success(request, _("Đã gửi yêu cầu thu hồi. Mỗi nơi nhận sẽ trả lời."))
            return redirect("records:outgoing", token)
    text = _(
        "Mỗi nơi nhận quyết định đồng ý hay không. Nơi đồng ý sẽ đóng văn bản trên hệ thống của"
        " mình và xác nhận lại."
    )
    title = _("Thu hồi văn bản %(code)s?") % {"code": found.official.notation}
    action = {"title": title, "text": text, "action_text": _("Gửi yêu cầu thu hồi")}
    return _ask(request, found, form, {**action, "is_dangerous": True})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required()
def forward(request: HttpRequest, token: str) -> HttpResponseBase:
    """Have colleagues look at an issued document, with a word to them."""
    actor = actor_of(request)
    found = _issued(request, token)
    others = [one for one in _colleagues(found) if one.person_id != actor.person_id]
    form = ColleaguesForm(request.POST if request.method == "POST" else None, colleagues=others)
    if request.method == "POST" and form.is_valid():
        try:
            forward_outgoing(
                outgoing=found,
                person_ids=[int(one) for one in form.cleaned_data["people"]],
                note=form.cleaned_data["note"],
                actor=actor,
                at=now(),
            )
        except DomainError as refusal:
            form.add_error("note", refusal.message)
        else:
            messages.success(request, _("Đã chuyển."))
            return redirect("records:outgoing", token)
    words = {
        "title": _("Chuyển đồng nghiệp xem"),
        "text": f"{found.official.notation} · {found.official.abstract}",
        "action_text": _("Chuyển"),
    }
    return _ask(request, found, form, words)


@require_safe
@never_cache
@officer_required()
def print_view(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show a document on paper: what it is, its pages, opinions and history."""
    found = access_outgoing(actor_of(request), token)
    context: dict[str, Any] = {
        "outgoing": found,
        "official": found.official,
        "kind": kind_name(found.official.kind),
        "pages": range(1, len(preview_pages(found, now(), dots_per_inch=20)) + 1),
        "opinions": found.opinions.select_related("agency").order_by("id"),
        "recipients": found.official.recipients.order_by("id"),
        "timeline": history_of(list_events(found.official)),
    }
    return render(request, "records/outgoing/print.html", context)


def refused_secret(request: HttpRequest, item: object, back_url: str) -> HttpResponseBase:
    """Say that a file with a mark of secrecy was shut away, and what to do now."""
    context = {"item": item, "back_url": back_url}
    return render(
        request, "records/outgoing/refused_secret.html", context, status=HTTPStatus.CONFLICT
    )


def _update_words(found: OutgoingDocument) -> str:
    found.refresh_from_db(fields=["waiting_update"])
    if found.waiting_update is not None:
        return _(
            "Hệ thống đang nhận dạng chữ trong tệp để dò dấu mật. Bản cập nhật tự gửi khi xong."
        )
    return _("Đã gửi bản cập nhật. Mỗi nơi nhận sẽ trả lời.")


def _issued(request: HttpRequest, token: str) -> OutgoingDocument:
    found = access_outgoing(actor_of(request), token)
    is_ours = found.official.agency_id in actor_of(request).agency_ids
    if found.state != OutgoingState.ISSUED or not is_ours:
        raise Http404
    return found


def _ask(
    request: HttpRequest, found: OutgoingDocument, form: Any, words: dict[str, Any]
) -> HttpResponseBase:
    context = {
        **words,
        "form": form,
        "cancel_url": reverse("records:outgoing", args=[found.official.token]),
        "base_template": "ui/officer_base.html",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "ui/components/confirm/page.html", context, status=status)


def _files(request: HttpRequest) -> list[GivenFile]:
    chosen = uploaded_files(request, "files")[:_MOST_FILES]
    return [GivenFile(one.name or "", read_upload(one)) for one in chosen]


def _colleagues(found: OutgoingDocument) -> list[Officer]:
    day = organisation_date()
    held = [
        officer
        for role in _COLLEAGUES
        for officer in officers_of(found.official.agency_id, role, day)
    ]
    return list({officer.person_id: officer for officer in held}.values())
