"""Subscriptions of a system to news: added, tested, held, secret changed; messages sent again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.identity.api import officer_required
from tinhso.sharing.forms import SubscribeForm
from tinhso.sharing.models import Delivery, Subscription
from tinhso.sharing.operations import (
    AddressRefused,
    pause_subscription,
    replay,
    rotate_secret,
    send_test,
    subscribe_client,
)
from tinhso.sharing.permissions import KEEPERS, access_client
from tinhso.sharing.views.words import topics
from tinhso.ui.navigation import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*KEEPERS)
def subscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Subscribe a system to news."""
    actor = actor_of(request)
    client = access_client(actor, token)
    form = SubscribeForm(request.POST if request.method == "POST" else None, topics=topics())
    if request.method == "POST" and form.is_valid():
        try:
            subscribe_client(client=client, **form.cleaned_data, actor=actor, at=now())
        except AddressRefused as refusal:
            form.add_error("url", refusal.message)
        else:
            messages.success(request, _("Đã đăng ký nhận tin. Chép khóa bí mật ở trang này."))
            return redirect("sharing:client", token=token)
    context = {
        "title": _("Đăng ký nhận tin: %(name)s") % {"name": client.name},
        "lead": _("Tin chỉ báo việc gì đã đổi, không kèm dữ liệu cá nhân."),
        "action_text": _("Đăng ký nhận tin"),
        "back_url": reverse("sharing:client", args=[token]),
        "back_text": client.name,
        "form": form,
    }
    return render(request, "sharing/form.html", context, status=422 if form.errors else 200)


@require_POST
@never_cache
@officer_required(*KEEPERS)
def change(request: HttpRequest, token: str, act: str) -> HttpResponse:
    """Test a subscription, hold or release it, change its secret."""
    actor = actor_of(request)
    found = _subscription(actor, token)
    told = _change(found, act, actor)
    messages.success(request, told)
    return redirect("sharing:client", token=found.client.token)


def _change(found: Subscription, act: str, actor: Actor) -> str:
    if act == "gui-thu":
        send_test(subscription=found, actor=actor, at=now())
        return _("Đã gửi tin thử. Kết quả hiện trong vài giây.")
    if act == "doi-khoa":
        rotate_secret(subscription=found, actor=actor, at=now())
        return _("Đã đổi khóa bí mật. Khóa cũ còn giá trị 7 ngày.")
    if act in {"tam-dung", "mo-lai"}:
        pause_subscription(subscription=found, is_paused=act == "tam-dung", actor=actor)
        return _("Đã lưu.")
    raise Http404


@require_POST
@never_cache
@officer_required(*KEEPERS)
def send_again(request: HttpRequest, token: str) -> HttpResponse:
    """Send a dead message again."""
    actor = actor_of(request)
    rows: Any = Delivery.objects.select_related("subscription__client")
    found: Delivery = _own(actor, rows, token)
    try:
        replay(delivery=found, actor=actor, at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Tin được gửi lại."))
    return redirect("sharing:client", token=found.subscription.client.token)


def _subscription(actor: Actor, token: str) -> Subscription:
    rows: Any = Subscription.objects.select_related("client")
    found: Subscription = _own(actor, rows, token)
    return found


def _own(actor: Actor, rows: Any, token: str) -> Any:
    """Give a row of the actor's own agencies: not even administrators act for others."""
    with acting_as(SYSTEM):
        found = rows.filter(token=token, agency_id__in=actor.agency_ids).first()
    if found is None:
        raise Http404
    return found
