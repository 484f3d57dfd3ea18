"""One connector: its contract, its health, its switches, and its dead messages."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.grouping import grouped
from tinhso.core.rls import acting_as
from tinhso.exchange.forms import SwitchForm
from tinhso.exchange.operations import close_circuit, replay_all, switch_connector
from tinhso.exchange.operations.switching import Switches
from tinhso.exchange.permissions import KEEPERS
from tinhso.exchange.queries import list_health
from tinhso.exchange.queries.contracts import (
    Connector,
    UnknownConnector,
    find_file,
    get_connector,
    in_language,
)
from tinhso.exchange.views.words import CERTAINTY, contract_name, health_tag
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of


def found_connector(code: str) -> Connector:
    """Give a connector, or answer as if the page did not exist.

    :raises Http404: none has this code.
    """
    try:
        return get_connector(code)
    except UnknownConnector as error:
        raise Http404 from error


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*KEEPERS)
def connector(request: HttpRequest, code: str) -> HttpResponse:
    """Show a connector; keep its switches."""
    found = found_connector(code)
    if request.method == "POST":
        form = SwitchForm(request.POST)
        form.is_valid()
        switch_connector(
            code=code, switches=Switches(**form.cleaned_data), actor=actor_of(request), at=now()
        )
        messages.success(request, _("Đã lưu."))
        return HttpResponseRedirect(reverse("exchange:connector", args=[code]))
    at = now()
    with acting_as(SYSTEM):
        health = next(one for one in list_health() if one.connector.code == code)
    state = health.state
    context = {
        "connector": found,
        "about": in_language(found.about),
        "health": health,
        "tag": health_tag(health, at),
        "is_resting": bool(state.rests_until and state.rests_until > at),
        "certainty": CERTAINTY[found.certainty],
        "files": [contract_name(path) for path in found.files],
        "topics": [
            (in_language(topic.title), is_out)
            for topics, is_out in ((found.outbound, True), (found.inbound, False))
            for topic in topics.values()
        ],
        "form": SwitchForm(
            initial={"is_held": state.is_held, "is_rehearsing": state.is_rehearsing}
        ),
    }
    return render(request, "exchange/connector.html", context)


@require_POST
@never_cache
@officer_required(*KEEPERS)
def ask_again(request: HttpRequest, code: str) -> HttpResponse:
    """Let a resting partner be asked at once."""
    found_connector(code)
    close_circuit(code=code, actor=actor_of(request), at=now())
    messages.success(request, _("Hệ thống thử lại ngay với lượt gửi kế tiếp."))
    return HttpResponseRedirect(reverse("exchange:connector", args=[code]))


@require_POST
@never_cache
@officer_required(*KEEPERS)
def take_up_all(request: HttpRequest, code: str) -> HttpResponse:
    """Take up again every dead message of a connector."""
    found_connector(code)
    count = replay_all(code=code, actor=actor_of(request), at=now())
    words = ngettext("Đã cho làm lại %(n)s thông điệp.", "Đã cho làm lại %(n)s thông điệp.", count)
    messages.success(request, words % {"n": grouped(count)})
    return HttpResponseRedirect(reverse("exchange:connector", args=[code]))


@require_safe
@officer_required(*KEEPERS)
def contract(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Show a file of a contract as text."""
    text = find_file(found_connector(code), number)
    if text is None:
        raise Http404
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
