"""The operators' telephone: who calls now and what they said before, missed calls, call-backs."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.contact.forms.calls import CallBackForm, HandsetForm, WrapUpForm
from tinhso.contact.models import Call, CallState
from tinhso.contact.models.calls import VOICE_LINE
from tinhso.contact.operations.calls import (
    call_back,
    leave_handset,
    sit_at,
    wrap_up_call,
)
from tinhso.contact.permissions import centre_agency_id, is_centre_officer
from tinhso.contact.queries import calls as queries
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.keyset import BadCursor
from tinhso.core.live import live_address, with_live_address
from tinhso.documents.api import load_received
from tinhso.identity.api import officer_required
from tinhso.ui.components import TabItem
from tinhso.ui.navigation import actor_of

SHOWN_MISSED = 8
_TABS = {
    "": gettext_lazy("Tất cả"),
    "nho": gettext_lazy("Gọi nhỡ chưa gọi lại"),
    "chua-ket-thuc": gettext_lazy("Chưa ghi kết quả"),
    "ghi-am": gettext_lazy("Có ghi âm"),
}


def operator_of(request: HttpRequest) -> Actor:
    """Give the acting operator.

    :raises Http404: the officer does not work for the agency that runs the line.
    """
    actor = actor_of(request)
    if not is_centre_officer(actor):
        raise Http404
    return actor


def access_call(actor: Actor, call_id: int) -> Call:
    """Give a call of the acting officer's line.

    :raises Http404: there is none.
    """
    found = queries.calls_for(actor).select_related("recording__file").filter(pk=call_id).first()
    if found is None:
        raise Http404
    return found


@require_safe
@never_cache
@officer_required()
def telephone_content(request: HttpRequest) -> HttpResponseBase:
    """Give the part of the telephone's page that changes."""
    page = render(request, "contact/calls/_telephone.html", telephone_context(operator_of(request)))
    return with_live_address(page, queries.CALLS_TOPIC, at=now())


def telephone_context(actor: Actor) -> dict[str, object]:
    """Give who calls now with what they said before, and who was missed."""
    at = now()
    current = queries.call_at_handset(actor, at)
    live = queries.live_calls(actor, at)
    return {
        "handset": queries.own_handset(actor),
        "current": current,
        "history": queries.caller_history(actor, current) if current else None,
        "wrap_up": WrapUpForm() if current and current.ended_at else None,
        "ringing": [
            (one, queries.caller_history(actor, one)) for one in live if one.state == "RINGING"
        ][:4],
        "at_voice_line": [
            (one, queries.caller_history(actor, one))
            for one in live
            if one.answered_by == VOICE_LINE and one.operator_id is None
        ][:4],
        "missed": list(queries.missed_calls(actor)[:SHOWN_MISSED]),
        "missed_count": queries.missed_calls(actor).count(),
        "at": at,
    }


@require_safe
@never_cache
@officer_required()
def live_board(request: HttpRequest) -> HttpResponseBase:
    """Show the supervisor how the line stands; stays true by itself."""
    actor = operator_of(request)
    context = {
        "picture": queries.live_picture(actor, now()),
        "at": now(),
        "live_address": live_address(queries.CALLS_TOPIC, at=now()),
    }
    return render(request, "contact/calls/board.html", context)


@require_safe
@never_cache
@officer_required()
def live_board_content(request: HttpRequest) -> HttpResponseBase:
    """Give the part of the board that changes."""
    actor = operator_of(request)
    context = {"picture": queries.live_picture(actor, now()), "at": now()}
    page = render(request, "contact/calls/_board.html", context)
    return with_live_address(page, queries.CALLS_TOPIC, at=now())


@require_safe
@never_cache
@officer_required()
def call_list(request: HttpRequest) -> HttpResponse:
    """List calls, the latest first."""
    actor = operator_of(request)
    chosen = request.GET.get("muc", "")
    chosen = chosen if chosen in _TABS else ""
    rows = queries.calls_for(actor)
    if chosen == "nho":
        rows = rows.filter(state=CallState.MISSED, way="IN", called_back_at__isnull=True)
    elif chosen == "chua-ket-thuc":
        rows = rows.filter(state=CallState.ENDED, wrapped_up_at__isnull=True)
    elif chosen == "ghi-am":
        rows = rows.filter(recording__isnull=False)
    try:
        listed = queries.page_of_calls(rows, request.GET.get("trang"))
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(request.path)
    tabs = [
        TabItem(str(label), f"?muc={code}", is_current=code == chosen)
        for code, label in _TABS.items()
    ]
    context = {"listed": listed, "tabs": tabs, "chosen_label": _TABS[chosen]}
    return render(request, "contact/calls/call_list.html", context)


@require_safe
@never_cache
@officer_required()
def call_detail(request: HttpRequest, call_id: int) -> HttpResponse:
    """Show one call: when, who, its recording, what is left to do."""
    actor = operator_of(request)
    return _detail(request, actor, access_call(actor, call_id))


def _detail(
    request: HttpRequest,
    actor: Actor,
    call: Call,
    *,
    bound: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    usual = {
        WrapUpForm: WrapUpForm(initial={"what": call.wrap_up, "remark": call.remark}),
        CallBackForm: CallBackForm(),
    }
    if bound is not None:
        usual[type(bound)] = bound
    context = {
        "call": call,
        "history": queries.caller_history(actor, call),
        "wrap_up": usual[WrapUpForm] if call.ended_at else None,
        "back": usual[CallBackForm] if call.state == "MISSED" and not call.called_back_at else None,
        "may_report": call.contact_id is None,
        "faulty": bound,
    }
    return render(request, "contact/calls/call.html", context, status=status)


@require_safe
@never_cache
@officer_required()
def recording(request: HttpRequest, call_id: int) -> HttpResponseBase:
    """Give the recording of a call to be heard on its page."""
    call = access_call(operator_of(request), call_id)
    if call.recording is None:
        raise Http404
    response = HttpResponse(load_received(call.recording), content_type="audio/wav")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Accept-Ranges"] = "none"
    return response


@require_POST
@officer_required()
def wrap_up(request: HttpRequest, call_id: int) -> HttpResponse:
    """Say what a call was about."""
    actor = operator_of(request)
    call, form = access_call(actor, call_id), WrapUpForm(request.POST)
    if not form.is_valid():
        return _detail(request, actor, call, bound=form, status=422)
    said = form.cleaned_data
    try:
        wrap_up_call(call=call, what=said["what"], remark=said["remark"], actor=actor, at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã ghi kết quả cuộc gọi."))
    return HttpResponseRedirect(reverse("contact:call"))


@require_POST
@officer_required()
def called_back(request: HttpRequest, call_id: int) -> HttpResponse:
    """Say that a missed caller has been called back."""
    actor = operator_of(request)
    call, form = access_call(actor, call_id), CallBackForm(request.POST)
    if not form.is_valid():
        return _detail(request, actor, call, bound=form, status=422)
    try:
        call_back(call=call, remark=form.cleaned_data["remark"], actor=actor, at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã ghi là đã gọi lại."))
    return HttpResponseRedirect(reverse("contact:call"))


@require_POST
@officer_required()
def handset(request: HttpRequest) -> HttpResponse:
    """Sit down at a handset, or stand up."""
    actor, form = operator_of(request), HandsetForm(request.POST)
    centre_id = centre_agency_id()
    if "leave" in request.POST:
        leave_handset(actor=actor)
    elif form.is_valid() and centre_id is not None:
        number = form.cleaned_data["number"]
        try:
            sit_at(agency_id=centre_id, number=number, actor=actor, at=now())
        except DomainError as refusal:
            messages.error(request, refusal.message)
    else:
        messages.error(request, _("Nhập số máy nhánh, ví dụ 201."))
    return HttpResponseRedirect(reverse("contact:call"))
