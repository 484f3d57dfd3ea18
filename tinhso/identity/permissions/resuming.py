"""A form sent after the session had ended waits; the person, signed in again, sends it on."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tinhso.core.grouping import grouped
from tinhso.core.parked import (
    RESUME_FIELD,
    ParkedForm,
    find_parked_form,
    forget_parked_form,
    park_form,
    parked_files,
    parked_post,
)
from tinhso.ui.navigation import actor_of

_DISCARD, _LEAVE = "discard", "leave"
_NO_PAGE = HTTPStatus.METHOD_NOT_ALLOWED


def park_what_was_sent(request: HttpRequest) -> None:
    """Keep a form sent without a session and say so; nothing else was done with it."""
    if request.method != "POST":
        return
    form = park_form(request)
    if form is None:
        text = _("Phiên làm việc đã hết. Nội dung vừa gửi quá dài nên không giữ được.")
        messages.error(request, text)
    else:
        text = _("Phiên làm việc đã hết. Đăng nhập lại: nội dung vừa gửi vẫn được giữ.")
        messages.warning(request, text)


def resumed(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Answer a request; what waits for this page is offered, sent or thrown away first.

    It is offered only in place of a page its reader may open; where there is no page, because
    the address only takes forms, without a word of what it holds: the view judges what is sent on.
    Thrown away there, it leads to the account, since there is no page to go back to.
    """
    parked = find_parked_form(request.session, request.path) if _is_person(request) else None
    if parked is None:
        return answer()
    if request.method == "POST" and RESUME_FIELD in request.POST:
        return _resume(request, parked, answer)
    response = answer()
    if request.method == "GET" and response.status_code in {HTTPStatus.OK, _NO_PAGE}:
        return _offer(request, parked, is_named=response.status_code != _NO_PAGE)
    return response


def _is_person(request: HttpRequest) -> bool:
    actor = actor_of(request)
    return actor.is_citizen or actor.is_officer


def _offer(request: HttpRequest, parked: ParkedForm, *, is_named: bool) -> HttpResponseBase:
    count = len(parked.files)
    context = {
        "file_names": [file.name for file in parked.files] if is_named else [],
        "left_out": parked.left_out if is_named else [],
        "file_words": ngettext("%(count)s tệp", "%(count)s tệp", count) % {"count": grouped(count)},
        "base_template": "ui/officer_base.html" if actor_of(request).is_officer else "ui/base.html",
        "resume_field": RESUME_FIELD,
        "discard": _DISCARD if is_named else _LEAVE,
    }
    response = render(request, "identity/resume.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _resume(
    request: HttpRequest, parked: ParkedForm, answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    if request.POST[RESUME_FIELD] in {_DISCARD, _LEAVE}:
        forget_parked_form(request.session, request.path)
        messages.info(request, _("Đã bỏ nội dung gửi trước khi đăng nhập lại."))
        is_left = request.POST[RESUME_FIELD] == _LEAVE
        return HttpResponseRedirect(
            reverse("identity:account") if is_left else request.get_full_path()
        )
    request.POST = parked_post(parked)  # type: ignore[assignment] # as the browser sent it
    request._files = parked_files(parked)  # type: ignore[attr-defined] # what request.FILES reads
    response = answer()
    if response.status_code < 400:
        forget_parked_form(request.session, request.path)
    return response
