"""Digitising the papers of a case: what is to do, the pages of one paper, why a paper is not."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinhso.cases.api import (
    Case,
    access_case_for_officer,
    add_duty,
    exempt_paper,
    order_copy,
    start_scan,
)
from tinhso.cases.forms.digitising import CertifyForm, ExemptForm
from tinhso.cases.forms.papers import in_words
from tinhso.cases.models import PaperDuty
from tinhso.cases.permissions import access_duty, may_digitise
from tinhso.cases.queries import digitisation_rules, list_duties
from tinhso.cases.views.refusals import shows_refusals
from tinhso.core.actors import Actor
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.documents.api import (
    Scan,
    ScanPage,
    ScanState,
    add_pages,
    move_page,
    remove_page,
    reopen_scan,
    rotate_page,
    serve_page_picture,
    uploaded_files,
)
from tinhso.identity.api import officer_required
from tinhso.procedures.api import papers_of
from tinhso.ui.navigation import actor_of

_BACK = "cases:digitise"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("CLERK")
@shows_refusals(back="cases:officer_case")
def digitise(request: HttpRequest, token: str) -> HttpResponse:
    """List the papers to digitise; sent, add one the applicant brought besides."""
    actor = actor_of(request)
    case = _case(actor, token)
    if request.method == "POST":
        code = request.POST.get("paper", "")
        add_duty(case=case, paper_code=code, actor=actor, at=now())
        return HttpResponseRedirect(reverse("cases:digitise_paper", args=[token, code]))
    duties = list_duties(case)
    known = {duty.paper_code for duty in duties}
    context = {
        "case": case,
        "duties": duties,
        "reasons": {one.code: in_words(one.name) for one in digitisation_rules().exemptions},
        "others": [
            (paper["code"], in_words(paper["name"]))
            for paper in papers_of(case.version, case.variant)
            if paper["code"] not in known
        ],
    }
    return render(request, "cases/officer/digitise.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("CLERK")
@shows_refusals(back=_BACK)
def digitise_paper(request: HttpRequest, token: str, paper_code: str) -> HttpResponseBase:
    """Take in pages, put them in order, sign; while the copy is made, show how far it is."""
    actor = actor_of(request)
    case = _case(actor, token)
    duty = access_duty(actor, case, paper_code)
    if duty.scan is not None and duty.scan.state != ScanState.OPEN:
        return _show_progress(request, duty, duty.scan)
    scan = start_scan(duty=duty, actor=actor, at=now())
    if request.method != "POST":
        return _show_pages(request, duty, scan, CertifyForm())
    if "sign" in request.POST:
        return _sign(request, duty, scan)
    _arrange(request, scan, actor)
    return HttpResponseRedirect(request.path + "#trang")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required("CLERK")
@shows_refusals(back=_BACK)
def exempt(request: HttpRequest, token: str, paper_code: str) -> HttpResponse:
    """Ask why a paper is not digitised; sent with ``lift``, take the exemption back."""
    actor = actor_of(request)
    duty = access_duty(actor, _case(actor, token), paper_code)
    back = HttpResponseRedirect(reverse(_BACK, args=[token]))
    if request.method == "POST" and "lift" in request.POST:
        exempt_paper(duty=duty, reason="", note="", actor=actor, at=now())
        return back
    rules = digitisation_rules()
    form = ExemptForm(
        request.POST if request.method == "POST" else None, exemptions=rules.exemptions
    )
    if request.method == "POST" and form.is_valid():
        exempt_paper(duty=duty, **form.cleaned_data, actor=actor, at=now())
        messages.success(request, _("Đã ghi lý do không số hóa."))
        return back
    context = {"case": duty.case, "duty": duty, "form": form, "exemptions": rules.exemptions}
    return render(request, "cases/officer/digitise_exempt.html", context)


@require_safe
@officer_required("CLERK")
def page_picture(request: HttpRequest, token: str, page_id: int) -> HttpResponseBase:
    """Show one scanned page of a case, as it will be."""
    actor = actor_of(request)
    case = _case(actor, token)
    pages = ScanPage.objects.filter(pk=page_id, scan__subject=f"case:{case.pk}")
    page = pages.select_related("upload__file").first()
    if page is None:
        raise Http404
    return serve_page_picture(page)


def _case(actor: Actor, token: str) -> Case:
    case = access_case_for_officer(actor, token)
    if not may_digitise(actor, case):
        raise Http404
    return case


def _arrange(request: HttpRequest, scan: Scan, actor: Actor) -> None:
    """Do the one thing a button asked: move, turn, take out; files sent along are always kept."""
    for name, act in _PAGE_ACTS.items():
        asked = request.POST.get(name, "")
        if asked.isdigit():
            act(scan, int(asked))
    taken = 0
    for file in uploaded_files(request, "files") + uploaded_files(request, "camera"):
        try:
            with transaction.atomic():
                taken += add_pages(scan=scan, file=file, actor=actor, at=now())
        except DomainError as refusal:
            messages.error(request, f"{file.name}: {refusal.message}")
    if taken:
        messages.success(request, _("Đã thêm %(n)s trang.") % {"n": taken})


def _up(scan: Scan, page_id: int) -> None:
    move_page(scan=scan, page_id=page_id, by=-1)


def _down(scan: Scan, page_id: int) -> None:
    move_page(scan=scan, page_id=page_id, by=1)


def _turn(scan: Scan, page_id: int) -> None:
    rotate_page(scan=scan, page_id=page_id)


def _take_out(scan: Scan, page_id: int) -> None:
    remove_page(scan=scan, page_id=page_id)


_PAGE_ACTS = {"up": _up, "down": _down, "rotate": _turn, "remove": _take_out}


def _sign(request: HttpRequest, duty: PaperDuty, scan: Scan) -> HttpResponse:
    form = CertifyForm(request.POST)
    if not form.is_valid():
        return _show_pages(request, duty, scan, form)
    try:
        with transaction.atomic():
            order_copy(duty=duty, actor=actor_of(request), at=now(), **form.cleaned_data)
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return _show_pages(request, duty, scan, form)
    return HttpResponseRedirect(request.path)


def _show_pages(
    request: HttpRequest, duty: PaperDuty, scan: Scan, form: CertifyForm
) -> HttpResponse:
    context: dict[str, Any] = {
        "case": duty.case,
        "duty": duty,
        "pages": list(scan.pages.select_related("upload").order_by("ordinal")),
        "form": form,
    }
    return render(request, "cases/officer/digitise_paper.html", context)


def _show_progress(request: HttpRequest, duty: PaperDuty, scan: Scan) -> HttpResponse:
    if request.method == "POST" and "reopen" in request.POST:
        reopen_scan(scan=scan)
        return HttpResponseRedirect(request.path)
    context = {"case": duty.case, "duty": duty, "scan": scan, "document": scan.document}
    is_part = bool(request.headers.get("HX-Request"))
    name = "_copy_progress" if is_part else "digitise_progress"
    return render(request, f"cases/officer/{name}.html", context)
