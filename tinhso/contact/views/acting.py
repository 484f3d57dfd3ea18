"""The acts on a contact, one line each: what it asks, who may do it when, and one page for all."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.contact.forms.officer import ActForm
from tinhso.contact.models import Contact
from tinhso.contact.permissions import (
    APPROVER_ROLES,
    WORK_ROLES,
    access_contact,
    is_centre_officer,
)
from tinhso.contact.rules.moves import MOVES
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.documents.api import Upload, UploadEmpty, receive_upload, uploaded_file
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of

PICTURES = ("image/jpeg", "image/png")


@dataclass(frozen=True, slots=True)
class Act:
    """An act as an officer sees it.

    ``move`` is the row of the table of moves it needs, ``who`` the side it belongs to (HOLDER,
    APPROVER, CENTRE, READER); ``shows`` may narrow it further. ``run(request, contact, form,
    upload)`` does it.
    """

    slug: str
    label: str | Promise
    explanation: str | Promise
    done: str | Promise
    form: type[ActForm]
    run: Callable[[HttpRequest, Contact, Any, Upload | None], Any]
    who: str = "HOLDER"
    move: str = ""
    variant: str = "secondary"
    takes_file: bool = False
    shows: Callable[[Contact, Actor], bool] = field(default=lambda contact, actor: True)

    def is_open(self, contact: Contact, actor: Actor) -> bool:
        """Tell whether the officer may do it now."""
        if self.move and not MOVES.allows(action=self.move, state=contact.state):
            return False
        return _is_side(self.who, contact, actor) and self.shows(contact, actor)


def _is_side(who: str, contact: Contact, actor: Actor) -> bool:
    holds = contact.agency_id in actor.agency_ids
    if who == "CENTRE":
        return is_centre_officer(actor)
    if who == "APPROVER":
        return holds and actor.has_role(*APPROVER_ROLES)
    if who == "HOLDER":
        return holds and actor.has_role(*WORK_ROLES)
    return actor.has_role(*WORK_ROLES)


def open_acts(acts: tuple[Act, ...], contact: Contact, actor: Actor) -> list[Act]:
    """Give the acts an officer may do on a contact now."""
    return [one for one in acts if one.is_open(contact, actor)]


def make_act_view(acts: tuple[Act, ...]) -> Callable[..., HttpResponseBase]:
    """Give the one view that shows and does every act."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @never_cache
    @officer_required(*WORK_ROLES)
    def act(request: HttpRequest, code: str, what: str) -> HttpResponseBase:
        """Ask what the act needs; sent, do it, or say why not and keep what was typed."""
        actor = actor_of(request)
        contact = access_contact(actor, code)
        chosen = next((one for one in acts if one.slug == what), None)
        if chosen is None or not chosen.is_open(contact, actor):
            raise Http404
        return _show(request, chosen, contact, actor)

    return act


def _show(request: HttpRequest, act: Act, contact: Contact, actor: Actor) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = act.form(sent, contact=contact, actor=actor)
    refusal: DomainError | None = None
    if sent is not None and form.is_valid():
        try:
            with transaction.atomic():
                upload = _picture(request, actor) if act.takes_file else None
                act.run(request, contact, form, upload)
        except DomainError as refused:
            refusal = refused
        else:
            messages.success(request, str(act.done))
            return HttpResponseRedirect(_next(contact, actor))
    context = {"act": act, "contact": contact, "form": form, "refusal": refusal}
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return render(request, "contact/desk/act.html", context, status=status)


def _next(contact: Contact, actor: Actor) -> str:
    """Lead back to the contact, or to the list when it is no longer the officer's to see."""
    try:
        access_contact(actor, contact.code)
    except Http404:
        return reverse("contact:work")
    return reverse("contact:detail", args=[contact.code])


def _picture(request: HttpRequest, actor: Actor) -> Upload | None:
    try:
        file = uploaded_file(request, "photo")
    except UploadEmpty:
        return None
    return receive_upload(file=file, actor=actor, purpose="contact", accept=PICTURES, at=now())
