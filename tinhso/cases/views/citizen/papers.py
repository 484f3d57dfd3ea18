"""Attaching papers: photos from a phone or files, for each paper the procedure asks for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
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
    is_at_counter,
    missing_papers,
    papers_by_code,
    remove_paper,
    reuse_paper,
)
from tinhso.cases.forms.papers import (
    files_by_paper,
    paper_blocks,
    paper_error_links,
    refusal_words,
    ticked_offers,
)
from tinhso.cases.views.citizen.frame import draft_context, filed_elsewhere
from tinhso.cases.views.citizen.path import path_of
from tinhso.cases.views.refusals import shows_refusals
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.documents.api import UploadTooLarge, receive_upload
from tinhso.identity.api import signed_in_required
from tinhso.procedures.api import papers_of
from tinhso.ui.navigation import actor_of
from tinhso.vault.api import Offer, list_offers

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
        remove_paper(draft=draft, upload_token=removed, at=now())
        messages.success(request, _("Đã xoá tệp."))
        return {}
    errors = reuse_papers(request, draft)
    for code, refused in receive_papers(request, draft).items():
        errors.setdefault(code, []).extend(refused)
    if request.POST.get("go") == "next" and not may_leave_out_papers(draft):
        for code in missing_papers(draft.version, papers_by_code(draft), draft.variant):
            errors.setdefault(code, [_("Hãy chụp hoặc tải giấy tờ này lên.")])
    return errors


def may_leave_out_papers(draft: Draft) -> bool:
    """At a counter the clerk sees the papers themselves."""
    return is_at_counter(draft)


def reuse_papers(request: HttpRequest, draft: Draft) -> Errors:
    """Attach every paper of the vault that was ticked; give why not, by paper."""
    errors: Errors = {}
    codes = [paper["code"] for paper in papers_of(draft.version, draft.variant)]
    for code, token in ticked_offers(request.POST, codes):
        try:
            with transaction.atomic():
                reuse_paper(
                    draft=draft, paper_code=code, token=token, actor=actor_of(request), at=now()
                )
        except DomainError as refusal:
            errors.setdefault(code, []).append(refusal.message)
        else:
            messages.success(request, _("Đã dùng lại giấy tờ trong kho."))
    return errors


def offers_of(request: HttpRequest, draft: Draft) -> dict[str, list[Offer]]:
    """Give what the person's vault offers for the papers of an application."""
    codes = [paper["code"] for paper in papers_of(draft.version, draft.variant)]
    return list_offers(
        actor=actor_of(request), person_id=draft.person_id, paper_codes=codes, at=now()
    )


def receive_papers(request: HttpRequest, draft: Draft) -> Errors:
    """Attach every good file sent; a bad one is named and keeps no other from being attached."""
    accepted = {paper["code"]: paper["accept"] for paper in papers_of(draft.version, draft.variant)}
    errors: Errors = {}
    if request.META.get("tinhso.upload_too_large"):
        errors.setdefault(next(iter(accepted)), []).append(UploadTooLarge().message)
    taken = 0
    sent = files_by_paper(request.FILES, accepted)
    offered = _usable_codes(offers_of(request, draft)) if sent else frozenset()
    for code, files in sent.items():
        sending = _Sending(draft, code, accepted[code], code in offered)
        for file in files:
            refusal = _attach(request, sending, file)
            if refusal:
                errors.setdefault(code, []).append(refusal)
            else:
                taken += 1
    if taken:
        messages.success(request, _("Đã lưu %(n)s tệp.") % {"n": taken})
    return errors


@dataclass(frozen=True, slots=True)
class _Sending:
    draft: Draft
    code: str
    accepted: Collection[str]
    had_offer: bool


def _usable_codes(offers: Mapping[str, list[Offer]]) -> frozenset[str]:
    return frozenset(
        code for code, found in offers.items() if any(offer.is_usable for offer in found)
    )


def _attach(request: HttpRequest, sending: _Sending, file: "UploadedFile[Any]") -> str:
    """Keep one file; give why not when it is refused."""
    try:
        with transaction.atomic():
            upload = receive_upload(
                file=file,
                actor=actor_of(request),
                purpose=f"draft:{sending.draft.pk}",
                accept=sending.accepted,
                at=now(),
            )
            attach_paper(
                draft=sending.draft,
                paper_code=sending.code,
                upload=upload,
                had_offer=sending.had_offer,
                at=now(),
            )
    except DomainError as refusal:
        return refusal_words(file, refusal, sending.accepted)
    return ""


def _show(request: HttpRequest, draft: Draft, errors: Errors) -> HttpResponse:
    attached, asked = papers_by_code(draft), papers_of(draft.version, draft.variant)
    blocks = paper_blocks(asked, attached, errors, offers_of(request, draft))
    context = {
        **draft_context(request, draft, "papers"),
        "required_blocks": [block for block in blocks if block.is_required],
        "optional_blocks": [block for block in blocks if not block.is_required],
        "error_links": paper_error_links(blocks),
        "may_leave_out": may_leave_out_papers(draft),
    }
    return render(request, "cases/draft/papers.html", context)
