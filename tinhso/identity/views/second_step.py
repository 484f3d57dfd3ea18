"""The second step of an officer's sign-in, and proving oneself again before what is sensitive."""

from collections.abc import Callable
from time import time
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tinhso.core import clock
from tinhso.core.actors import ActorKind
from tinhso.core.errors import DomainError
from tinhso.identity.forms import CodeForm, PasswordAgainForm
from tinhso.identity.gateways import passkeys
from tinhso.identity.operations import (
    note_session,
    prove_by_code,
    prove_by_passkey,
    prove_by_password,
)
from tinhso.identity.permissions import (
    ANONYMOUS,
    Presence,
    address_of,
    begin_session,
    note_proof,
    officer_required,
    presence_of,
    proved_lately,
)
from tinhso.identity.permissions.detours import FILE
from tinhso.identity.queries import has_second_factor, list_passkeys
from tinhso.identity.rules.proofs import PENDING_SECONDS, is_fresh
from tinhso.identity.views.entry import redirect_home, safe_next, wanted_next
from tinhso.ui.navigation import actor_of

_PENDING, _CHALLENGE = "second_step", "passkey_challenge"
_Form = CodeForm | PasswordAgainForm


def ask_second_step(request: HttpRequest, account_id: int) -> HttpResponse:
    """Remember whose password was right and lead to the second step."""
    request.session.cycle_key()
    request.session[_PENDING] = {"account": account_id, "at": time()}
    next_path = wanted_next(request)
    response = redirect("identity:second_step")
    if next_path:
        request.session[_PENDING] |= {"next": next_path}
    return response


def enter(request: HttpRequest, account_id: int, next_path: str) -> HttpResponse:
    """Begin an officer's session, note it, and lead where they wanted."""
    begin_session(request.session, kind=ActorKind.OFFICER, account_id=account_id)
    note_begun(request)
    return redirect_home(ActorKind.OFFICER, next_path)


def note_begun(request: HttpRequest) -> None:
    """Note the session that just began, for its owner to see."""
    note_session(
        actor=presence_of(request.session).actor,
        session_key=request.session.session_key,
        address=address_of(request),
        browser=request.headers.get("User-Agent", ""),
        at=clock.now(),
    )


@sensitive_post_parameters("code", "credential")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of who gave the right password a moment ago."""
    pending: dict[str, Any] = request.session.get(_PENDING, {})
    if not is_fresh(pending.get("at"), time(), PENDING_SECONDS):
        return redirect("identity:officer_sign_in")
    account_id = int(pending["account"])

    def let_in() -> HttpResponse:
        del request.session[_PENDING]
        return enter(request, account_id, str(pending.get("next", "")))

    return _prove(request, account_id, CodeForm, let_in)


@sensitive_post_parameters("code", "password", "credential")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required()
def prove(request: HttpRequest) -> HttpResponse:
    """Ask an officer to prove themselves again, then lead back to what they were about."""
    if _waits_for_file(request):
        return _file_follows(request)
    account_id = actor_of(request).account_id or 0
    form_class = CodeForm if has_second_factor(account_id) else PasswordAgainForm

    def go_on() -> HttpResponse:
        note_proof(request.session)
        if FILE in request.GET:
            return HttpResponseRedirect(request.get_full_path())
        return HttpResponseRedirect(wanted_next(request) or reverse("identity:security"))

    return _prove(request, account_id, form_class, go_on)


def _waits_for_file(request: HttpRequest) -> bool:
    """Tell whether only the file is left to be given: it leaves this page where it is."""
    is_proved = proved_lately(request.session) and not _is_locked(request)
    return request.method != "POST" and FILE in request.GET and is_proved


def _file_follows(request: HttpRequest) -> HttpResponse:
    file, before = wanted_next(request), safe_next(request, request.GET[FILE])
    if not file:
        return redirect("identity:security")
    return render(request, "identity/file_follows.html", {"file_url": file, "before_url": before})


def _prove(
    request: HttpRequest,
    account_id: int,
    form_class: type[_Form],
    then: Callable[[], HttpResponse],
) -> HttpResponse:
    if request.method != "POST":
        return _page(request, account_id, form_class())
    form = form_class(request.POST)
    answer = request.POST.get("credential", "")
    if not answer and not form.is_valid():
        return _page(request, account_id, form, status=400)
    try:
        _try(request, account_id, form, answer)
    except DomainError as refusal:
        form.is_valid()
        form.errors.clear()
        form.add_error(next(iter(form.fields)), refusal.message)
        return _page(request, account_id, form, status=400)
    return then()


def _try(request: HttpRequest, account_id: int, form: _Form, answer: str) -> None:
    told: dict[str, Any] = {
        "account_id": account_id,
        "address": address_of(request),
        "at": clock.now(),
    }
    if answer:
        challenge = request.session.pop(_CHALLENGE, "")
        prove_by_passkey(answer=answer, challenge=challenge, **told)
    elif isinstance(form, CodeForm):
        prove_by_code(code=form.cleaned_data["code"], **told)
    else:
        prove_by_password(password=form.cleaned_data["password"], **told)


def _page(request: HttpRequest, account_id: int, form: _Form, status: int = 200) -> HttpResponse:
    known = list_passkeys(account_id)
    context: dict[str, Any] = {
        "form": form,
        "next": wanted_next(request),
        "passkey_options": _ask(request.session, known) if known else "",
        "heading": _heading(request),
        "is_locked": _is_locked(request),
        "is_again": actor_of(request).account_id is not None,
    }
    return render(request, "identity/second_step.html", context, status=status)


def _heading(request: HttpRequest) -> str:
    if actor_of(request).account_id is None:
        return _("Xác thực bước hai")
    return _("Phiên đã khóa") if _is_locked(request) else _("Xác thực lại để làm tiếp")


def _is_locked(request: HttpRequest) -> bool:
    presence: Presence = getattr(request, "presence", ANONYMOUS)
    return presence.is_locked


def _ask(session: SessionBase, known: list[bytes]) -> str:
    question = passkeys.ask_to_prove(known)
    session[_CHALLENGE] = question.challenge
    return question.options
