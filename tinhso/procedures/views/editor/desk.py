"""What the editor's pages share: the draft being written, saving it, refusals as messages."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.identity.api import officer_required
from tinhso.procedures.api import ProcedureVersion, find_draft_of, save_draft
from tinhso.ui.navigation import actor_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def editor_page(view: View[P]) -> View[P]:
    """Open a page about one procedure to administrators; a refusal is said on its page."""

    @officer_required("ADMINISTRATOR")
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except DomainError as refusal:
            messages.error(request, refusal.message)
            return redirect("procedures:procedure_admin", kwargs["slug"])

    return guarded


def get_draft(slug: str) -> ProcedureVersion:
    """Give the draft of a procedure.

    :raises Http404: nobody is writing one.
    """
    draft = find_draft_of(slug)
    if draft is None:
        raise Http404
    return draft


def keep(request: HttpRequest, draft: ProcedureVersion, content: dict[str, Any]) -> None:
    """Save a draft's content, changed on the page that was sent.

    :raises DraftChanged: somebody else saved it since the page was opened.
    """
    save_draft(
        version=draft,
        content=content,
        seen_hash=request.POST.get("seen", ""),
        actor=actor_of(request),
        at=now(),
    )


def draft_frame(draft: ProcedureVersion) -> dict[str, Any]:
    """Give what the frame of a draft's pages shows."""
    return {"draft": draft, "procedure": draft.procedure, "seen": draft.content_hash}


def position_of(request: HttpRequest, length: int) -> int:
    """Give the position of the row a button of the page stood beside.

    :raises Http404: it is no position of the list.
    """
    text = request.POST.get("at", "")
    if not text.isdecimal() or int(text) >= length:
        raise Http404
    return int(text)
