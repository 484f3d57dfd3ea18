"""What officers do with an alert: each act a POST that comes back to its page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tinhso.alerts.forms import WordsForm
from tinhso.alerts.models import Alert
from tinhso.alerts.operations import (
    acknowledge,
    add_note,
    close,
    direct,
    draft_document,
    tick,
)
from tinhso.alerts.permissions import access_alert
from tinhso.alerts.views.pages import new_directive_form, shown
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of


def _done(request: HttpRequest, found: Alert, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("alerts:alert", args=[found.token]))


def _worded(
    request: HttpRequest, found: Alert, form: WordsForm, act: Callable[[str], object], said: str
) -> HttpResponse:
    """Do what needs words; without them the page comes back with the form that was refused."""
    if not form.is_valid():
        return shown(request, found, form)
    return _done(request, found, lambda: act(form.cleaned_data["text"]), said)


@require_POST
@never_cache
@officer_required()
def acknowledge_alert(request: HttpRequest, token: str) -> HttpResponse:
    """Take an alert on."""
    actor = actor_of(request)
    found = access_alert(actor, token)
    return _done(
        request, found, lambda: acknowledge(alert=found, actor=actor, at=now()),
        _("Đã tiếp nhận cảnh báo."),
    )  # fmt: skip


@require_POST
@never_cache
@officer_required()
def note_alert(request: HttpRequest, token: str) -> HttpResponse:
    """Write down what was found or done."""
    actor = actor_of(request)
    found = access_alert(actor, token)
    form = WordsForm(request.POST, prefix="note")
    return _worded(
        request, found, form,
        lambda text: add_note(alert=found, text=text, actor=actor, at=now()),
        _("Đã ghi vào dòng thời gian."),
    )  # fmt: skip


@require_POST
@never_cache
@officer_required()
def tick_step(request: HttpRequest, token: str, step: int) -> HttpResponse:
    """Mark a step as done."""
    actor = actor_of(request)
    found = access_alert(actor, token)
    return _done(
        request, found, lambda: tick(alert=found, step=step, actor=actor, at=now()),
        _("Đã đánh dấu bước này."),
    )  # fmt: skip


@require_POST
@never_cache
@officer_required()
def close_alert(request: HttpRequest, token: str) -> HttpResponse:
    """End an alert by hand."""
    actor = actor_of(request)
    found = access_alert(actor, token)
    form = WordsForm(request.POST, prefix="close")
    return _worded(
        request, found, form,
        lambda text: close(alert=found, reason=text, actor=actor, at=now()),
        _("Đã đóng cảnh báo."),
    )  # fmt: skip


@require_POST
@never_cache
@officer_required("LEADER")
def direct_alert(request: HttpRequest, token: str) -> HttpResponse:
    """Give the directive an alert asks for."""
    actor = actor_of(request)
    found = access_alert(actor, token)
    form = new_directive_form(found, request.POST)
    if not form.is_valid():
        return shown(request, found, form)
    try:
        direct(alert=found, ordered=form.ordered(), actor=actor, at=now())
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return shown(request, found, form)
    messages.success(request, _("Đã giao việc. Tiến độ hiện ngay trong trang này."))
    return HttpResponseRedirect(reverse("alerts:alert", args=[found.token]))


@require_POST
@never_cache
@officer_required()
def draft_alert_document(request: HttpRequest, token: str) -> HttpResponse:
    """Draft the document of the alert's directive and open it."""
    actor = actor_of(request)
    found = access_alert(actor, token)
    try:
        draft = draft_document(
            alert=found, kind=request.POST.get("kind", ""), actor=actor, at=now()
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return HttpResponseRedirect(reverse("alerts:alert", args=[token]))
    messages.success(request, _("Đã soạn dự thảo từ chỉ đạo. Đọc lại rồi trình duyệt."))
    return HttpResponseRedirect(reverse("records:outgoing", args=[draft.token]))
