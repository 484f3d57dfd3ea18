"""One page for every act on a document or task: its question, its button, why it was refused."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise

from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.documents.api import (
    Upload,
    UploadEmpty,
    UploadRefused,
    can_read_scans,
    read_upload,
    receive_upload,
    uploaded_file,
)
from tinhso.records.forms.incoming import OfficerForm
from tinhso.records.operations import GivenFile
from tinhso.records.views.secrecy import refused_if_secret
from tinhso.ui.navigation import actor_of

EVIDENCE_TYPES = ("application/pdf", "image/jpeg", "image/png")


@dataclass(frozen=True, slots=True)
class ActPage:
    """An act as an officer sees it.

    ``run(subject, form, actor, at, upload)`` does it; ``states`` and ``roles`` say when its
    button shows.
    """

    slug: str
    label: str | Promise
    explanation: str | Promise
    form: type[OfficerForm]
    run: Callable[..., Any]
    done: str | Promise
    states: frozenset[str]
    roles: frozenset[str] = field(default_factory=frozenset)
    variant: str = "secondary"
    takes_file: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """What is acted on: the row, its title, its page."""

    row: Any
    title: str
    url: str


def show_act(request: HttpRequest, page: ActPage | None, subject: Subject) -> HttpResponse:
    """Ask what an act needs; sent, do it, or say why not and keep what was typed.

    :raises Http404: there is no such act for the subject and officer.
    """
    if page is None:
        raise Http404
    actor = actor_of(request)
    form = page.form(request.POST if request.method == "POST" else None, actor=actor)
    refusal: DomainError | None = None
    if request.method == "POST" and form.is_valid():
        secret = refused_if_secret(request, form.cleaned_data, _given_files(request, page))
        if secret is not None:
            return secret
        refusal = _try(request, page, subject, form, actor)
        if refusal is None:
            messages.success(request, str(page.done))
            return HttpResponseRedirect(subject.url)
    context = {
        "act": page,
        "subject": subject,
        "form": form,
        "refusal": refusal,
        "can_read_scans": can_read_scans(),
    }
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return render(request, "records/act.html", context, status=status)


def _try(
    request: HttpRequest, page: ActPage, subject: Subject, form: OfficerForm, actor: Actor
) -> DomainError | None:
    """Do the act; a refusal undoes everything it began."""
    try:
        with transaction.atomic():
            upload = _evidence(request, actor) if page.takes_file else None
            page.run(subject.row, form, actor, now(), upload)
    except DomainError as refusal:
        return refusal
    return None


def _given_files(request: HttpRequest, page: ActPage) -> list[GivenFile]:
    """Give the evidence as it was sent; what is no good is refused later, with its words."""
    try:
        file = uploaded_file(request, "evidence") if page.takes_file else None
        content = read_upload(file) if file is not None else b""
    except UploadRefused:
        return []
    if file is None:
        return []
    file.seek(0)
    return [GivenFile(file.name or "", content)]


def _evidence(request: HttpRequest, actor: Actor) -> Upload | None:
    try:
        file = uploaded_file(request, "evidence")
    except UploadEmpty:
        return None
    return receive_upload(
        file=file,
        actor=actor,
        purpose="task",
        accept=EVIDENCE_TYPES,
        at=now(),
        is_looked_through=True,
    )
