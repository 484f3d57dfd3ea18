"""An officer's own security: second factors, recovery codes, where they are signed in."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tinhso.core import clock
from tinhso.core.errors import DomainError
from tinhso.core.sealed import seal, unseal
from tinhso.identity.forms import NewTotpForm
from tinhso.identity.gateways import passkeys
from tinhso.identity.models import SecondFactor
from tinhso.identity.operations import (
    NewTotp,
    add_passkey,
    add_totp,
    end_sessions,
    new_totp_secret,
    remove_factor,
    renew_recovery_codes,
)
from tinhso.identity.permissions import device_name, note_proof, officer_required, require_proof
from tinhso.identity.permissions.guards import signed_in_required
from tinhso.identity.queries import (
    count_recovery_codes,
    list_factors,
    list_open_sessions,
    list_passkeys,
    username_of,
)
from tinhso.identity.rules.totp import enrolment_address
from tinhso.ui.navigation import actor_of

_SECRET, _CHALLENGE = "totp_secret", "passkey_new_challenge"
_CONTEXT = "session.totp_secret"
_ISSUER = "Tinh So"


@require_GET
@never_cache
@officer_required()
def security(request: HttpRequest) -> HttpResponse:
    """Show the officer's factors, recovery codes and sessions."""
    actor = actor_of(request)
    account_id = actor.account_id or 0
    question = passkeys.ask_to_make(
        account_id=account_id,
        username=username_of(account_id),
        known=list_passkeys(account_id),
    )
    request.session[_CHALLENGE] = question.challenge
    context: dict[str, Any] = {
        "factors": list_factors(account_id),
        "recovery_count": count_recovery_codes(account_id),
        "passkey_options": question.options,
    }
    return render(request, "identity/security.html", context)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required()
def new_totp(request: HttpRequest) -> HttpResponse:
    """Show a secret to scan; confirmed with its first code, add the app."""
    actor = actor_of(request)
    require_proof(actor)
    form = NewTotpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _SECRET in request.session:
        answers = form.cleaned_data
        secret = unseal(request.session[_SECRET], _CONTEXT)
        new = NewTotp(secret=secret, code=answers["code"], label=answers["label"])
        try:
            codes = add_totp(actor=actor, new=new, at=clock.now())
        except DomainError as refusal:
            form.add_error("code", refusal.message)
        else:
            del request.session[_SECRET]
            return _added(request, codes)
    return _totp_page(request, form)


def _totp_page(request: HttpRequest, form: NewTotpForm) -> HttpResponse:
    if request.method != "POST" or _SECRET not in request.session:
        request.session[_SECRET] = seal(new_totp_secret(), _CONTEXT)
    secret = unseal(request.session[_SECRET], _CONTEXT)
    username = username_of(actor_of(request).account_id or 0)
    context = {
        "form": form,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "address": enrolment_address(secret=secret, username=username, issuer=_ISSUER),
    }
    status = 400 if form.errors else 200
    return render(request, "identity/totp_form.html", context, status=status)


@require_POST
@never_cache
@officer_required()
def new_passkey(request: HttpRequest) -> HttpResponse:
    """Add the passkey the browser made."""
    try:
        codes = add_passkey(
            actor=actor_of(request),
            answer=request.POST.get("credential", ""),
            challenge=request.session.pop(_CHALLENGE, ""),
            label=request.POST.get("label", "").strip()[:60] or _("Khóa truy cập"),
            at=clock.now(),
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("identity:security")
    return _added(request, codes)


def _added(request: HttpRequest, codes: list[str]) -> HttpResponse:
    note_proof(request.session)
    messages.success(request, _("Đã thêm. Lần đăng nhập sau sẽ hỏi thêm bước này."))
    return _show_codes(request, codes) if codes else redirect("identity:security")


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "identity/recovery_codes.html", {"codes": codes})


@require_POST
@never_cache
@officer_required()
def delete_factor(request: HttpRequest, factor_id: int) -> HttpResponse:
    """Remove one of the officer's factors."""
    try:
        remove_factor(actor=actor_of(request), factor_id=factor_id, at=clock.now())
    except SecondFactor.DoesNotExist as error:
        raise Http404 from error
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã xóa."))
    return redirect("identity:security")


@require_POST
@never_cache
@officer_required()
def new_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes and show them once."""
    if not list_factors(actor_of(request).account_id or 0):
        raise Http404
    return _show_codes(request, renew_recovery_codes(actor=actor_of(request), at=clock.now()))


@require_GET
@never_cache
@signed_in_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where the person is signed in now."""
    found = list_open_sessions(actor_of(request), clock.now())
    here = request.session.session_key
    rows = [
        {"session": one, "device": device_name(one.browser), "is_here": one.session_key == here}
        for one in found
    ]
    base = "ui/officer_base.html" if actor_of(request).is_officer else "ui/base.html"
    return render(request, "identity/sessions.html", {"rows": rows, "base_template": base})


@require_GET
@never_cache
@officer_required()
def session_state(request: HttpRequest) -> HttpResponse:
    """Tell a page's script that the session is open; asked without ``X-Live`` it counts as work."""
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_POST
@never_cache
@signed_in_required
def stop_sessions(request: HttpRequest) -> HttpResponse:
    """End one session of the person's, or all but this one."""
    wanted = request.POST.get("session", "")
    if wanted and not (wanted.isascii() and wanted.isdigit() and len(wanted) < 18):
        raise Http404
    count = end_sessions(
        actor=actor_of(request),
        at=clock.now(),
        only=int(wanted) if wanted else None,
        but=request.session.session_key,
    )
    words = ngettext("Đã đăng xuất %(n)s nơi.", "Đã đăng xuất %(n)s nơi.", count) % {"n": count}
    messages.success(request, words)
    return redirect("identity:sessions")
