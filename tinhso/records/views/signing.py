"""The leader's pages, made for a phone: read each document, sign one or all that were read."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.core.clock import now
from tinhso.documents.api import SigningRequest, ask_to_confirm, list_awaited, signing_path
from tinhso.identity.api import officer_required
from tinhso.records.models import OutgoingDocument, OutgoingState
from tinhso.records.operations import has_read, note_reading, sign_batch
from tinhso.records.permissions import access_outgoing, outgoing_for
from tinhso.records.queries import preview_pages
from tinhso.records.views.words import kind_name
from tinhso.ui.navigation import actor_of

_SIGNERS = ("LEADER", "HEAD_OF_UNIT")
_MOST = 100


@require_safe
@never_cache
@officer_required(*_SIGNERS)
def signing(request: HttpRequest) -> HttpResponseBase:
    """List what waits for the officer's signature, urgent first; those read can be signed."""
    waiting = _waiting(request)
    awaited = list_awaited(f"official:{one.pk}" for one in waiting)
    rows = [
        {**_row(one, request), "awaited_url": _session_url(awaited.get(f"official:{one.pk}"))}
        for one in waiting
    ]
    read = [row for row in rows if row["is_read"] and not row["awaited_url"]]
    context = {"rows": rows, "read_count": len(read)}
    return render(request, "records/signing/list.html", context)


@require_safe
@never_cache
@officer_required(*_SIGNERS)
def read(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show a document to be signed, page by page, with the two buttons under the thumb."""
    actor, at = actor_of(request), now()
    found = access_outgoing(actor, token)
    if found.state != OutgoingState.SIGNING or found.signer_id != actor.person_id:
        return redirect("records:outgoing", token)
    note_reading(outgoing=found, actor=actor, at=at)
    others = [one for one in _waiting(request) if one.pk != found.pk and not has_read(one, actor)]
    context = {
        "outgoing": found,
        "official": found.official,
        "kind": kind_name(found.official.kind),
        "pages": range(1, len(preview_pages(found, at, dots_per_inch=20)) + 1),
        "remarks": found.remarks.order_by("id"),
        "opinions": found.opinions.select_related("agency").order_by("id"),
        "next_token": others[0].official.token if others else "",
    }
    return render(request, "records/signing/read.html", context)


@require_POST
@never_cache
@officer_required(*_SIGNERS)
def sign_many(request: HttpRequest) -> HttpResponseBase:
    """Ask once, then sign every chosen document the officer has read."""
    actor = actor_of(request)
    chosen = set(request.POST.getlist("token"))
    batch = [
        one for one in _waiting(request) if one.official.token in chosen and has_read(one, actor)
    ]
    if not batch:
        messages.error(request, _("Hãy chọn ít nhất một văn bản đã đọc."))
        return redirect("records:signing")
    if "dong-y" not in request.POST:
        rows = [_row(one, request) for one in batch]
        return render(request, "records/signing/confirm.html", {"rows": rows})
    outcomes = sign_batch(batch=batch, actor=actor, at=now())
    session = ask_to_confirm(actor=actor, at=now(), return_path=reverse("records:signing"))
    refused = [outcome for outcome in outcomes if outcome.refusal]
    signed = len(outcomes) - len(refused) if session is None else 0
    if signed:
        words = ngettext("Đã ký %(n)d văn bản.", "Đã ký %(n)d văn bản.", signed)
        messages.success(request, words % {"n": signed})
    for outcome in refused:
        messages.error(request, f"{outcome.outgoing.official.abstract}: {outcome.refusal}")
    return redirect(signing_path(session) if session else "records:signing")


def _waiting(request: HttpRequest) -> list[OutgoingDocument]:
    actor = actor_of(request)
    mine = outgoing_for(actor).filter(state=OutgoingState.SIGNING, signer_id=actor.person_id)
    return list(mine.order_by("-official__urgency", "state_since")[:_MOST])


def _session_url(awaited: SigningRequest | None) -> str:
    """Give the page of the confirmation a document waits for."""
    return signing_path(awaited.session) if awaited and awaited.session else ""


def _row(found: OutgoingDocument, request: HttpRequest) -> dict[str, Any]:
    official = found.official
    return {
        "token": official.token,
        "abstract": official.abstract,
        "kind": kind_name(official.kind),
        "urgency": official.get_urgency_display() if official.urgency else "",
        "author": found.author_name,
        "unit": found.unit_name,
        "since": found.state_since,
        "due_at": official.due_at,
        "is_read": has_read(found, actor_of(request)),
    }
