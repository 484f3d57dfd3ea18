"""Finds who acts in a request and runs the view as them: one transaction, their rows only."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tinhso.core.anyway import doing_anyway
from tinhso.core.errors import DomainError, ProofNeeded
from tinhso.core.for_everybody import answers_everybody_alike
from tinhso.core.rls import acting_as
from tinhso.identity.permissions.detours import lead_to_enrolment, lead_to_proof, lead_to_unlock
from tinhso.identity.permissions.lookouts import View, run_looked_at
from tinhso.identity.permissions.resuming import resumed
from tinhso.identity.permissions.sessions import ANONYMOUS, Presence, note_use, presence_of
from tinhso.ui.views import refused

_WITHOUT_DATABASE = frozenset({"core"})
_OPEN_WITHOUT_FACTOR = frozenset({"identity", "ledger", "ui"})
_OPEN_WHILE_LOCKED = frozenset({"identity:prove", "identity:sign_out", "identity:change_language"})


class ActorMiddleware:
    """Sets ``request.actor`` and opens the transaction around each view.

    Health, metrics and static files need no actor and stay without a transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle the request; until its view is known nobody acts."""
        _place(request, ANONYMOUS)
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Run the view as the signed-in person; an exception rolls everything back.

        A named refusal the view did not handle becomes a page that says what to do.
        """
        match = request.resolver_match
        if match and _WITHOUT_DATABASE.intersection(match.app_names):
            return None
        presence = ANONYMOUS if answers_everybody_alike(view) else presence_of(request.session)
        _place(request, presence)
        if presence.is_locked and match and match.view_name not in _OPEN_WHILE_LOCKED:
            return lead_to_unlock(request)
        if presence.idle_seconds and not presence.is_locked and _is_work(request):
            note_use(request.session)
        if presence.must_enrol and match and not _OPEN_WITHOUT_FACTOR.intersection(match.app_names):
            return lead_to_enrolment(request)
        try:
            with doing_anyway(), acting_as(presence.actor):
                if presence is ANONYMOUS:
                    return _answer(view, request, args, kwargs)
                return resumed(request, lambda: _answer(view, request, args, kwargs))
        except ProofNeeded as needed:
            return lead_to_proof(request, gives_file=needed.gives_file)
        except DomainError as error:
            return refused(request, error.message)


def _answer(
    view: View, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]
) -> HttpResponseBase:
    response = run_looked_at(view, request, args, kwargs)
    render = getattr(response, "render", None)
    return render() if callable(render) else response


def _is_work(request: HttpRequest) -> bool:
    """Tell whether a person asked, and not a page that keeps itself true."""
    return "X-Live" not in request.headers


def _place(request: HttpRequest, presence: Presence) -> None:
    request.actor = presence.actor  # type: ignore[attr-defined] # the platform's own attribute
    request.presence = presence  # type: ignore[attr-defined] # the platform's own attribute
