"""Whatever is typed into a form is looked at for marks of secrecy before its view sees it.

Slices that look at their own words, with rules for official documents, are left to them; what
programs send (no form of ours, no token) is looked at by the operations that take it.
"""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from tinhso.core.clock import now
from tinhso.core.look_ups import visitor_address
from tinhso.documents.operations import has_secret_words, seal_secret_words
from tinhso.identity.api import View
from tinhso.ui.navigation import actor_of

_LOOK_THEMSELVES = frozenset({"records"})
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


def look_at_words(request: HttpRequest, view: View) -> HttpResponseBase | None:
    """Answer in place of a view when what was typed carries a mark of secrecy.

    The page gives the words back to whoever typed them, to be put right and sent again.
    """
    if request.method != "POST" or getattr(view, "csrf_exempt", False):
        return None
    match = request.resolver_match
    if match is not None and _LOOK_THEMSELVES.intersection(match.app_names):
        return None
    given = [
        (name, text) for name, texts in request.POST.lists() if name != _TOKEN for text in texts
    ]
    secret = [(name, text) for name, text in given if has_secret_words([text])]
    return _refused(request, given, secret) if secret else None


def _refused(
    request: HttpRequest, given: list[tuple[str, str]], secret: list[tuple[str, str]]
) -> HttpResponse:
    actor = actor_of(request)
    seal_secret_words(
        [text for _name, text in secret],
        actor=actor,
        at=now(),
        sender="" if actor.person_id else visitor_address(request),
    )
    context = {
        "kept": [pair for pair in given if pair not in secret],
        "secret": secret,
        "has_files": bool(request.FILES),
        "base_template": "ui/officer_base.html" if actor.is_officer else "ui/base.html",
    }
    page = "documents/words_refused.html"
    return render(request, page, context, status=HTTPStatus.CONFLICT)
