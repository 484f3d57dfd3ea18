"""Shows an operation's refusal as a page that says what to do next, with nothing half done."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Concatenate, ParamSpec

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from tinhso.cases.permissions import NotAuthorised
from tinhso.core.errors import DomainError
from tinhso.ui.navigation import actor_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def shows_refusals(back: str) -> Callable[[View[P]], View[P]]:
    """Run a view of a case or draft; a refusal undoes what was sent and becomes a page.

    What is sent runs in a savepoint; a page that is only read needs none.

    :param back: name of the page of the same ``token`` to go back to.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            is_reading = request.method in {"GET", "HEAD"}
            try:
                with nullcontext() if is_reading else transaction.atomic():
                    return view(request, *args, **kwargs)
            except DomainError as refusal:
                return refusal_page(request, refusal, reverse(back, args=[kwargs["token"]]))

        return shown

    return decorate


def refusal_page(request: HttpRequest, refusal: DomainError, back_url: str) -> HttpResponse:
    """Say what was refused and where to go on; 403 without authority, 409 otherwise."""
    context = {
        "refusal": refusal.message,
        "back_url": back_url,
        "base_template": base_template(request),
    }
    status = 403 if isinstance(refusal, NotAuthorised) else 409
    return render(request, "cases/refusal.html", context, status=status)


def base_template(request: HttpRequest) -> str:
    """Give the base page: officers keep their own menu."""
    return "ui/officer_base.html" if actor_of(request).is_officer else "ui/base.html"
