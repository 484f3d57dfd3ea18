"""The editor: writing, keeping while typing, looking at the page, comparing revisions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.side_by_side import side_by_side
from tinhso.identity.api import officer_required
from tinhso.records.forms.outgoing import DraftForm
from tinhso.records.models import OutgoingDocument, Revision
from tinhso.records.operations import (
    ChangedMeanwhile,
    SecretDraft,
    add_revision,
    keep_draft,
    may_edit,
)
from tinhso.records.permissions import access_outgoing
from tinhso.records.queries import list_signers, preview_pages
from tinhso.records.queries.wording import findings_shown
from tinhso.records.rules import searchable_text
from tinhso.records.rules.layout import check_draft
from tinhso.records.views.refusing import words_of_refusal
from tinhso.records.views.words import kind_name
from tinhso.ui.navigation import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required()
def edit(request: HttpRequest, token: str) -> HttpResponseBase:
    """Write a draft; what was typed is kept before anything else is said."""
    actor = actor_of(request)
    found = access_outgoing(actor, token)
    if not may_edit(found, actor):
        return redirect("records:outgoing", token)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            kept = _keep(request, found, form)
        except ChangedMeanwhile as refusal:
            messages.error(request, refusal.message)
            return _conflict(request, found, form)
        except SecretDraft as refusal:
            form.add_error(None, words_of_refusal(refusal, found, actor))
            return render(request, "records/outgoing/edit.html", _context(found, form), status=422)
        if "xem" in request.POST:
            return redirect("records:outgoing_edit", token)
        add_revision(outgoing=kept, note="", actor=actor, at=now())
        messages.success(request, _("Đã lưu thành một phiên bản."))
        return redirect("records:outgoing", token)
    return render(request, "records/outgoing/edit.html", _context(found, form))


@require_POST
@never_cache
@officer_required()
def keep(request: HttpRequest, token: str) -> HttpResponseBase:
    """Keep what is typed and draw the page anew; nothing is refused for being unfinished."""
    actor = actor_of(request)
    found = access_outgoing(actor, token)
    form = _form(request, found)
    context: dict[str, Any] = {"refusal": ""}
    if form.is_valid():
        try:
            found = _keep(request, found, form)
        except DomainError as refusal:
            context["refusal"] = words_of_refusal(refusal, found, actor)
            context["is_secret"] = isinstance(refusal, SecretDraft)
    else:
        context["refusal"] = " ".join(str(e) for errors in form.errors.values() for e in errors)
    return render(request, "records/outgoing/_preview.html", {**_context(found, form), **context})


@require_safe
@never_cache
@officer_required()
def compare(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show two revisions side by side, differing lines marked."""
    found = access_outgoing(actor_of(request), token)
    revisions = {one.ordinal: one for one in found.revisions.order_by("ordinal")}
    if not revisions:
        raise Http404
    last = max(revisions)
    newer = revisions.get(_number(request, "b", last), revisions[last])
    older = revisions.get(_number(request, "a", newer.ordinal - 1), newer)
    context = {
        "outgoing": found,
        "official": found.official,
        "older": older,
        "newer": newer,
        "revisions": list(revisions.values()),
        "lines": side_by_side(_text(found, older), _text(found, newer)),
    }
    return render(request, "records/outgoing/compare.html", context)


def _form(request: HttpRequest, found: OutgoingDocument) -> DraftForm:
    return DraftForm(
        request.POST if request.method == "POST" else None,
        kind=found.official.kind,
        signers=list_signers(found.official.agency, now()),
        initial=DraftForm.initial_of(found),
    )


def _keep(request: HttpRequest, found: OutgoingDocument, form: DraftForm) -> OutgoingDocument:
    change = form.change()
    is_same = (
        form.cleaned_data["version"] == found.version
        and {**found.content, **change.content} == found.content
        and not form.has_changed()
    )
    if is_same:
        return found
    return keep_draft(
        outgoing=found,
        version=form.cleaned_data["version"],
        change=change,
        actor=actor_of(request),
        at=now(),
    )


def _context(found: OutgoingDocument, form: DraftForm) -> dict[str, Any]:
    count = len(preview_pages(found, now(), dots_per_inch=20))
    return {
        "outgoing": found,
        "official": found.official,
        "kind": kind_name(found.official.kind),
        "form": form,
        "pages": range(1, count + 1),
        "findings": findings_shown(
            check_draft(found.official.kind, found.official.abstract, found.content)
        ),
    }


def _conflict(request: HttpRequest, found: OutgoingDocument, form: DraftForm) -> HttpResponseBase:
    """Show both texts; sending again keeps the person's own over the newer one, knowingly."""
    newest = OutgoingDocument.objects.select_related("official__agency").get(pk=found.pk)
    theirs = searchable_text(newest.official.kind, newest.content)
    mine = searchable_text(newest.official.kind, form.change().content)
    typed = request.POST.copy()
    typed["version"] = str(newest.version)
    form.data = typed
    context = {
        **_context(newest, form),
        "conflict_lines": side_by_side(theirs, mine),
        "changed_by": newest.changed_by,
    }
    return render(request, "records/outgoing/edit.html", context, status=409)


def _text(found: OutgoingDocument, revision: Revision) -> str:
    return searchable_text(found.official.kind, revision.content)


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
