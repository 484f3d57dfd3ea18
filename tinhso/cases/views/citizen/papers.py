"""Attaching papers: photos from a phone or files, for each paper the procedure asks for."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinhso.cases.api import (
    Draft,
    access_draft,
    attach_paper,
    missing_papers,
    papers_by_code,
    remove_paper,
)
from tinhso.cases.forms.papers import files_by_paper, paper_blocks, paper_error_links, refusal_words
from tinhso.cases.views.citizen.frame import draft_context, filed_elsewhere
from tinhso.cases.views.citizen.path import path_of
from tinhso.cases.views.refusals import shows_refusals
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.documents.api import UploadTooLarge, receive_upload
from tinhso.identity.api import signed_in_required
from tinhso.procedures.api import papers_of
from tinhso.ui.navigation import actor_of

Errors = dict[str, list[str]]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_required
@shows_refusals(back="cases:draft_check")
def draft_papers(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is attached; sent, take files in, take one away, or go on."""
    draft = access_draft(actor_of(request), token)
    if draft.case_id is not None:
        return filed_elsewhere(request, draft)
    errors = _receive(request, draft) if request.method == "POST" else {}
    if request.method == "POST" and not errors:
        goes_on = request.POST.get("go") == "next"
        return HttpResponseRedirect(path_of(draft).after("papers").url if goes_on else request.path)
    return _show(request, draft, errors)


def _receive(request: HttpRequest, draft: Draft) -> Errors:
    """Do what the form asked and give what stands in the way of going on, by paper."""
    if removed := request.POST.get("remove"):
        remove_paper(draft=draft, upload_token=removed)
        messages.success(request, _("Đã xoá tệp."))
        return {}
    errors = receive_papers(request, draft)
    if request.POST.get("go") == "next" and not may_leave_out_papers(draft):
        for code in missing_papers(draft.version, papers_by_code(draft)):
            errors.setdefault(code, [_("Hãy chụp hoặc tải giấy tờ này lên.")])
    return errors


def may_leave_out_papers(draft: Draft) -> bool:
    """At a counter the clerk sees the papers themselves."""
    return draft.created_by_agency_id is not None


def receive_papers(request: HttpRequest, draft: Draft) -> Errors:
    """Attach every good file sent; a bad one is named and keeps no other from being attached."""
    accepted = {paper["code"]: paper["accept"] for paper in papers_of(draft.version)}
    errors: Errors = {}
    if request.META.get("tinhso.upload_too_large"):
        errors.setdefault(next(iter(accepted)), []).append(UploadTooLarge().message)
    taken = 0
    for code, files in files_by_paper(request.FILES, accepted).items():
        for file in files:
            refusal = _attach(request, draft, code, file, accepted)
            if refusal:
                errors.setdefault(code, []).append(refusal)
            else:
                taken += 1
    if taken:
        messages.success(request, _("Đã lưu %(n)s tệp.") % {"n": taken})
    return errors


def _attach(
    request: HttpRequest,
    draft: Draft,
    code: str,
    file: "UploadedFile[Any]",
    accepted: Mapping[str, list[str]],
) -> str:
    """Keep one file; give why not when it is refused."""
    try:
        with transaction.atomic():
            upload = receive_upload(
                file=file,
                actor=actor_of(request),
                purpose=f"draft:{draft.pk}",
                accept=accepted[code],
                at=now(),
            )
            attach_paper(draft=draft, paper_code=code, upload=upload, at=now())
    except DomainError as refusal:
        return refusal_words(file, refusal, accepted[code])
    return ""


def _show(request: HttpRequest, draft: Draft, errors: Errors) -> HttpResponse:
    blocks = paper_blocks(papers_of(draft.version), papers_by_code(draft), errors)
    context = {
        **draft_context(request, draft, "papers"),
        "required_blocks": [block for block in blocks if block.is_required],
        "optional_blocks": [block for block in blocks if not block.is_required],
        "error_links": paper_error_links(blocks),
        "may_leave_out": may_leave_out_papers(draft),
    }
    return render(request, "cases/draft/papers.html", context)
