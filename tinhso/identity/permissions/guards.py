"""Decorators that let a view be opened only by those it is for."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tinhso.core.actors import Actor
from tinhso.core.errors import DomainError
from tinhso.identity.permissions.capacities import refuse_beyond_mandate
from tinhso.identity.permissions.resuming import park_what_was_sent
from tinhso.identity.rules import is_assured
from tinhso.ui.navigation import actor_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class AssuranceTooLow(DomainError):
    """The citizen's identity is not proven well enough for this procedure."""

    code = "assurance_too_low"
    text = gettext_lazy(
        "Thủ tục này cần tài khoản định danh mức 2. Hãy mang căn cước đến công an xã nơi gần nhất"
        " để nâng mức, rồi đăng nhập lại. Bạn cũng có thể nộp trực tiếp tại bộ phận một cửa."
    )


def require_assurance(actor: Actor, level: str) -> None:
    """Refuse a citizen whose sign-in is below the level a procedure needs.

    :raises AssuranceTooLow: the level of the sign-in is lower.
    """
    if not is_assured(actor.assurance, level):
        raise AssuranceTooLow


def redirect_to_sign_in(request: HttpRequest, view_name: str) -> HttpResponse:
    """Lead to a sign-in page and back, query and all; a form sent too late waits on its page."""
    park_what_was_sent(request)
    address = f"{reverse(view_name)}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def citizen_in_any_capacity(view: View[P]) -> View[P]:
    """Open a view to signed-in citizens, which minds mandates itself; officers get 403."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        actor = actor_of(request)
        if actor.is_citizen:
            return view(request, *args, **kwargs)
        if actor.is_officer:
            raise PermissionDenied
        return redirect_to_sign_in(request, "identity:sign_in")

    return guarded


def citizen_required(view: View[P]) -> View[P]:
    """Open a view to signed-in citizens: others sign in first, officers get 403.

    A limited mandate opens only what ``capacities.OPEN_TO_LIMITED`` names.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        refuse_beyond_mandate(request, actor_of(request))
        return view(request, *args, **kwargs)

    return citizen_in_any_capacity(guarded)


def officer_required(*roles: str) -> Callable[[View[P]], View[P]]:
    """Open a view to officers who hold one of the roles (any officer when none is named)."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = actor_of(request)
            if not (actor.is_officer or actor.is_citizen):
                return redirect_to_sign_in(request, "identity:officer_sign_in")
            if not actor.is_officer or (roles and not actor.has_role(*roles)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def signed_in_required(view: View[P]) -> View[P]:
    """Open a view to anyone who signed in, citizen or officer."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        actor = actor_of(request)
        if actor.is_citizen or actor.is_officer:
            refuse_beyond_mandate(request, actor)
            return view(request, *args, **kwargs)
        return redirect_to_sign_in(request, "identity:sign_in")

    return guarded
