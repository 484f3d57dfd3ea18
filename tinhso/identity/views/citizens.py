"""Citizens leave for the national ID provider, or arrive from the national portal; signed in."""

from http import HTTPStatus
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from tinhso.core import clock
from tinhso.core.actors import ActorKind
from tinhso.core.errors import DomainError
from tinhso.identity.gateways import (
    HandOverRefused,
    ProviderUnreachable,
    SignInForgotten,
    national_id,
)
from tinhso.identity.operations import sign_in_citizen
from tinhso.identity.permissions import address_of, begin_session
from tinhso.identity.views.entry import redirect_home, safe_next, wanted_next
from tinhso.identity.views.second_step import note_begun
from tinhso.ui.navigation import actor_of

_ATTEMPTS = "sign_in_attempts"
_ATTEMPTS_KEPT = 5


@require_GET
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask whether a citizen or an officer signs in."""
    return render(request, "identity/sign_in.html", {"next": wanted_next(request)})


@require_POST
def leave_for_provider(request: HttpRequest) -> HttpResponse:
    """Remember the attempt in the session and go to the provider."""
    return _leave(request, national_id.NATIONAL_ID, wanted_next(request))


@require_GET
@never_cache
def arrive_from_portal(request: HttpRequest) -> HttpResponse:
    """Take over somebody signed in at the national portal, who is asked nothing again.

    The address the portal leads to (OpenID Connect Core, 4: ``iss``, ``target_link_uri``). What it
    says is only where to ask: the portal itself is asked who sits there. A citizen signed in here
    is replaced, since another may sit there now; an officer stays who they are.
    """
    issuer = national_id.registration_at(national_id.NATIONAL_PORTAL).issuer
    if not issuer:
        raise Http404
    wanted = request.GET.get("target_link_uri", "")
    own = request.build_absolute_uri("/")[:-1]
    next_path = safe_next(request, wanted.removeprefix(own))
    if request.GET.get("iss", "").rstrip("/") != issuer:
        return _refused(request, HandOverRefused(), next_path)
    if actor_of(request).kind is ActorKind.OFFICER:
        return redirect_home(ActorKind.OFFICER, next_path)
    return _leave(request, national_id.NATIONAL_PORTAL, next_path)


def _leave(request: HttpRequest, provider: str, next_path: str) -> HttpResponse:
    redirect_uri = request.build_absolute_uri(reverse("identity:citizen_callback"))
    try:
        address, attempt = national_id.begin_sign_in(
            redirect_uri=redirect_uri, language=get_language() or "vi", provider=provider
        )
    except DomainError as error:
        return _refused(request, error, next_path)
    _remember(request.session, attempt, next_path)
    return redirect(address)


@require_GET
@never_cache
def return_from_provider(request: HttpRequest) -> HttpResponse:
    """Check the provider's answer and sign the citizen in."""
    remembered = _recall(request.session, request.GET.get("state", ""))
    if remembered is None:
        return _refused(request, SignInForgotten(), "")
    next_path = safe_next(request, remembered.pop("next"))
    try:
        attempt = national_id.SignInAttempt(**remembered)
        claims = national_id.finish_sign_in(attempt=attempt, answer=request.GET.dict())
        account = sign_in_citizen(claims=claims, address=address_of(request), at=clock.now())
    except DomainError as error:
        return _refused(request, error, next_path)
    begin_session(
        request.session,
        kind=ActorKind.CITIZEN,
        account_id=account.id,
        assurance=claims.assurance,
    )
    note_begun(request)
    return redirect_home(ActorKind.CITIZEN, next_path)


def _remember(session: SessionBase, attempt: "national_id.SignInAttempt", next_path: str) -> None:
    attempts: dict[str, Any] = session.get(_ATTEMPTS, {})
    attempts[attempt.state] = {**attempt.as_session(), "next": next_path}
    session[_ATTEMPTS] = dict(list(attempts.items())[-_ATTEMPTS_KEPT:])


def _recall(session: SessionBase, state: str) -> dict[str, str] | None:
    attempts: dict[str, dict[str, str]] = session.get(_ATTEMPTS, {})
    remembered = attempts.pop(state, None)
    session[_ATTEMPTS] = attempts
    return remembered


def _refused(request: HttpRequest, error: DomainError, next_path: str) -> HttpResponse:
    is_away = isinstance(error, ProviderUnreachable)
    status = HTTPStatus.SERVICE_UNAVAILABLE if is_away else HTTPStatus.BAD_REQUEST
    context = {"error": error, "next": next_path}
    return render(request, "identity/sign_in_refused.html", context, status=status)
