"""Which channels a citizen wants for what, addresses that failed, the link that stops letters."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.core import clock
from tinhso.core.actors import SYSTEM
from tinhso.core.rls import acting_as
from tinhso.core.sealed import mask
from tinhso.identity.api import Person, citizen_required, person_of
from tinhso.notifications.forms import ChannelsForm
from tinhso.notifications.models import CHANNEL_LABELS, KIND_LABELS
from tinhso.notifications.operations import (
    BadStopLink,
    LastChannelOfNotice,
    choose_channels,
    read_stop_token,
    stop_email,
    try_address_again,
)
from tinhso.notifications.queries.policy import kind_rule, policy
from tinhso.notifications.queries.reach import address_of, reach_of
from tinhso.notifications.rules import Channel, Kind, Reach
from tinhso.ui.components import FieldView
from tinhso.ui.fields import field_view
from tinhso.ui.navigation import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@citizen_required
def choose(request: HttpRequest) -> HttpResponseBase:
    """Show and keep the channels of the signed-in citizen."""
    person = person_of(actor_of(request))
    reach = reach_of(person)
    form = ChannelsForm(reach, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _keep(form, person):
        messages.success(request, _("Đã lưu. Tin mới sẽ đi theo các kênh bạn chọn."))
        return redirect("notifications:channels")
    context = {
        "form": form,
        "kinds": [(_question(form, kind), kind_rule(kind).is_legal) for kind in reach],
        "addresses": _addresses(person, reach[Kind.DECISION]),
        "quiet_hours": [(CHANNEL_LABELS[s.channel], s) for s in policy().quiet_hours],
    }
    return render(request, "notifications/channels.html", context)


def _question(form: ChannelsForm, kind: Kind) -> FieldView:
    """Give a kind's boxes; that none need be ticked goes without saying."""
    return replace(field_view(form[kind.value]), is_optional=False)


def _keep(form: ChannelsForm, person: Person) -> bool:
    try:
        choose_channels(person=person, choices=form.choices, at=clock.now())
    except LastChannelOfNotice as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


def _addresses(
    person: Person, reach: dict[Channel, Reach]
) -> list[tuple[Channel, object, str, Reach]]:
    return [
        (channel, CHANNEL_LABELS[channel], mask(address_of(person, channel)), known)
        for channel, known in reach.items()
    ]


@require_POST
@citizen_required
def try_again(request: HttpRequest) -> HttpResponseBase:
    """Let messages go to an address that failed before."""
    name = request.POST.get("channel", "")
    if name in list(Channel):
        try_address_again(person=person_of(actor_of(request)), channel=Channel(name))
        messages.success(request, _("Đã ghi nhận. Tin tới sẽ được gửi đến địa chỉ này."))
    return redirect("notifications:channels")


# Mail programs press the button for the reader (RFC 8058): they have no cookie and no token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then stop letters of one kind to the person the link was written for."""
    try:
        _person_id, kind = read_stop_token(token)
        if request.method == "POST":
            with acting_as(SYSTEM):
                stop_email(token=token, at=clock.now())
    except BadStopLink as refusal:
        return render(request, "notifications/stop.html", {"refusal": refusal.message}, status=404)
    context = {"kind": KIND_LABELS[kind], "is_done": request.method == "POST"}
    return render(request, "notifications/stop.html", context)
