"""What every page of one reorganisation shares: who may open it, its tabs and words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tinhso.core.actors import SYSTEM
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.identity.api import officer_required
from tinhso.reorganisation.api import (
    Reorganisation,
    State,
    access_reorganisation,
    can_approve,
    can_prepare,
    open_questions,
)
from tinhso.reorganisation.views.words import NEXT_WORDS, STATE_WORDS
from tinhso.ui.components import TabItem
from tinhso.ui.navigation import actor_of

P = ParamSpec("P")
Act = Callable[Concatenate[HttpRequest, Reorganisation, P], HttpResponse]
REFRESHED = (State.COUNTING, State.RUNNING)
REFRESH_SECONDS = 3
STILL = "dung-lam-moi"


def approver_required(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Open a view to those who prepare or approve reorganisations."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request = args[0]
        if not isinstance(request, HttpRequest) or not can_approve(actor_of(request)):
            raise PermissionDenied
        return view(*args, **kwargs)

    signed_in: Callable[P, HttpResponse] = officer_required()(guarded)  # type: ignore[arg-type,assignment] # the guard keeps the signature
    return signed_in


@contextmanager
def opened(request: HttpRequest, pk: int) -> Iterator[Reorganisation]:
    """Give a reorganisation to whoever may open it, and read as the platform meanwhile."""
    reorganisation = access_reorganisation(actor_of(request), pk)
    with acting_as(SYSTEM):
        yield reorganisation


def frame(request: HttpRequest, reorganisation: Reorganisation, current: str) -> dict[str, object]:
    """Give the context of a page: heading, state, tabs, what the person may do."""
    actor = actor_of(request)
    words, tone = STATE_WORDS[reorganisation.state]
    return {
        "reorganisation": reorganisation,
        "state_words": words,
        "state_tone": tone,
        "next_words": NEXT_WORDS[reorganisation.state],
        "tabs": _tabs(reorganisation, current),
        "can_prepare": can_prepare(actor),
        "may_change": can_prepare(actor)
        and reorganisation.state in (State.DRAFT, State.PREVIEWED, State.PROPOSED),
        "is_refreshed": reorganisation.state in REFRESHED and STILL not in request.GET,
    }


def _tabs(reorganisation: Reorganisation, current: str) -> list[TabItem]:
    agencies, matters, rows = open_questions(reorganisation)
    parts = (
        ("reorganisation_detail", _("Tổng quan"), None),
        ("agency_rows", pgettext("many", "Cơ quan"), agencies),
        ("matter_rows", _("Thẩm quyền"), matters),
        ("undecided_rows", _("Cần quyết định"), rows),
        ("report", _("Báo cáo"), None),
    )
    return [
        TabItem(
            label,
            reverse(f"reorganisation:{name}", args=[reorganisation.pk]),
            name == current,
            count or None,
        )
        for name, label, count in parts
    ]


def say_refusal(request: HttpRequest, error: DomainError) -> None:
    """Show a refusal on the page the person comes back to."""
    messages.error(request, error.message)


def back_to(name: str, reorganisation: Reorganisation, query: str = "") -> HttpResponseRedirect:
    """Lead back to a page of the reorganisation."""
    response = redirect(f"reorganisation:{name}", pk=reorganisation.pk)
    if query:
        response["Location"] += f"?{query}"
    return HttpResponseRedirect(response["Location"])
