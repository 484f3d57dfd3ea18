"""Systems of the officer's agencies: registered, keys changed by two people, suspended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.identity.api import officer_required, require_proof
from tinhso.sharing.forms import ClientForm, KeysForm
from tinhso.sharing.operations import (
    KeysRefused,
    confirm_keys,
    propose_keys,
    register_client,
    set_client_suspended,
)
from tinhso.sharing.permissions import KEEPERS, access_client, keeps
from tinhso.sharing.queries import last_deliveries, list_agreements, list_clients
from tinhso.sharing.views.words import delivery_tag, service_name, state_tag, tabs
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@officer_required(*KEEPERS)
def systems(request: HttpRequest) -> HttpResponse:
    """List the systems of the officer's agencies."""
    context = {"clients": list_clients(actor_of(request)), "tabs": tabs("clients")}
    return render(request, "sharing/clients.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*KEEPERS)
def register(request: HttpRequest) -> HttpResponse:
    """Register a system; its keys wait for a second person."""
    actor = actor_of(request)
    form = ClientForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            client = register_client(
                **form.cleaned_data, agency_id=actor.agency_id or 0, actor=actor, at=now()
            )
        except KeysRefused as refusal:
            form.add_error("jwks", refusal.message)
        else:
            messages.success(request, _("Đã đăng ký. Khóa chờ người thứ hai xác nhận."))
            return redirect("sharing:client", token=client.token)
    context = {
        "title": _("Đăng ký hệ thống"),
        "lead": _("Hệ thống chứng minh mình bằng khóa riêng, không dùng mật khẩu."),
        "action_text": _("Đăng ký"),
        "back_url": reverse("sharing:clients"),
        "back_text": _("Hệ thống của cơ quan"),
        "form": form,
    }
    return render(request, "sharing/form.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@officer_required(*KEEPERS)
def client(request: HttpRequest, token: str) -> HttpResponse:
    """Show a system: keys, agreements, subscriptions, messages."""
    actor = actor_of(request)
    found = access_client(actor, token)
    with acting_as(SYSTEM):
        subscriptions = list(found.subscriptions.order_by("id"))
    is_keeper = keeps(actor, found.agency_id)
    context = {
        "client": found,
        "keys": _key_ids(found.keys),
        "new_keys": _key_ids(found.new_keys),
        "is_keeper": is_keeper,
        "may_confirm": is_keeper and found.keys_proposer_id != actor.person_id,
        "agreements": [
            {"agreement": one, "tag": state_tag(one), "name": service_name(one.service)}
            for one in list_agreements(actor)
            if one.client_id == found.pk
        ],
        "subscriptions": subscriptions if is_keeper else [],
        "now": now(),
        "deliveries": [
            {"delivery": one, "tag": delivery_tag(one)} for one in last_deliveries(found)
        ],
        "tabs": tabs("clients"),
    }
    return render(request, "sharing/client.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*KEEPERS)
def new_keys(request: HttpRequest, token: str) -> HttpResponse:
    """Give a system new keys; the old ones count until confirmed."""
    actor = actor_of(request)
    found = access_client(actor, token)
    form = KeysForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            propose_keys(client=found, jwks=form.cleaned_data["jwks"], actor=actor, at=now())
        except DomainError as refusal:
            form.add_error("jwks", refusal.message)
        else:
            messages.success(request, _("Khóa mới chờ người thứ hai xác nhận."))
            return redirect("sharing:client", token=token)
    context = {
        "title": _("Đổi khóa: %(name)s") % {"name": found.name},
        "lead": _("Khóa đang dùng vẫn có giá trị cho tới khi khóa mới được xác nhận."),
        "action_text": _("Gửi khóa mới"),
        "back_url": reverse("sharing:client", args=[token]),
        "back_text": found.name,
        "form": form,
    }
    return render(request, "sharing/form.html", context, status=422 if form.errors else 200)


@require_POST
@never_cache
@officer_required(*KEEPERS)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Let the waiting keys count, as the second person."""
    actor = actor_of(request)
    require_proof(actor)
    found = access_client(actor, token)
    try:
        confirm_keys(client=found, actor=actor, at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Khóa mới có hiệu lực."))
    return redirect("sharing:client", token=token)


@require_POST
@never_cache
@officer_required(*KEEPERS)
def suspend(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a system at once, or let it go on."""
    actor = actor_of(request)
    found = access_client(actor, token)
    try:
        set_client_suspended(
            client=found, suspended=request.POST.get("dung") == "1", actor=actor, at=now()
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã lưu."))
    return redirect("sharing:client", token=token)


def _key_ids(keys: dict[str, list[dict[str, str]]] | None) -> list[str]:
    found = (keys or {}).get("keys", [])
    return [f"{one.get('kid', '')} ({one.get('crv', '')})" for one in found]
