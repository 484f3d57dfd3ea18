"""Dossiers: lists, opening one, its contents and their order, the printed list, the package."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tinhso.core.actors import SYSTEM
from tinhso.core.clock import now, today
from tinhso.core.errors import DomainError
from tinhso.core.grouping import grouped
from tinhso.core.keyset import BadCursor
from tinhso.core.rls import acting_as
from tinhso.documents.api import RegisterBook, render_register, serve_bytes, serve_large
from tinhso.identity.api import officer_required
from tinhso.orgs.api import get_agency_by_id
from tinhso.records.forms.dossiers import DossierForm
from tinhso.records.gateways.retention_file import schedule_on
from tinhso.records.models import Dossier
from tinhso.records.operations.dossiers import (
    move_item,
    open_dossier,
    put_document,
    put_task,
    take_out,
)
from tinhso.records.permissions import (
    INCOMING_ROLES,
    access_dossier,
    access_official_document,
    access_task,
    makes_dossier,
)
from tinhso.records.queries.dossiers import (
    DossierTab,
    candidates,
    contents_of,
    count_dossiers,
    dossier_page,
)
from tinhso.records.views.dossier_acts import acts_on
from tinhso.records.views.dossier_rows import (
    TAB_WORDS,
    content_lines,
    content_rows,
    dossier_rows,
    hand_over_lines,
    history_of_dossier,
    row_of,
    tabs_of,
)
from tinhso.records.views.secrecy import refused_if_secret
from tinhso.ui.navigation import actor_of

_LONGEST_SEARCH = 120
_PRINTED = (5, 18, 12, 62, 30)


@require_GET
@never_cache
@officer_required(*INCOMING_ROLES)
def dossier_list(request: HttpRequest) -> HttpResponse:
    """Show the dossiers of the officer's agencies by where they stand; find any of them."""
    actor, on = actor_of(request), today()
    known = {code: tab for tab, (code, _label) in TAB_WORDS.items()}
    usual = DossierTab.WAITING if actor.has_role("ARCHIVIST") else DossierTab.OPEN
    tab = known.get(request.GET.get("muc", ""), usual)
    text = request.GET.get("q", "").strip()[:_LONGEST_SEARCH]
    if text and "muc" not in request.GET:
        tab = DossierTab.ALL
    try:
        page = dossier_page(actor, tab, text, on=on, cursor=request.GET.get("trang"))
    except BadCursor as refusal:
        messages.warning(request, refusal.message)
        return HttpResponseRedirect(reverse("records:dossiers"))
    context = {
        "tabs": tabs_of(tab, count_dossiers(actor, on=on)),
        "tab": tab,
        "text": text,
        "rows": [row_of(dossier, on) for dossier in page.items],
        "keyset": page,
        "may_propose": tab is DossierTab.PAST and actor.has_role("ARCHIVIST"),
    }
    return render(request, "records/dossiers/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*INCOMING_ROLES)
def new_dossier(request: HttpRequest) -> HttpResponse:
    """Open a dossier by the retention schedule in force."""
    actor = actor_of(request)
    form = DossierForm(request.POST if request.method == "POST" else None, actor=actor)
    if request.method == "POST" and form.is_valid() and actor.agency_id is not None:
        secret = refused_if_secret(request, form.cleaned_data)
        if secret is not None:
            return secret
        dossier = open_dossier(
            title=form.cleaned_data["title"],
            retention_code=form.cleaned_data["retention_code"],
            agency=get_agency_by_id(actor.agency_id),
            actor=actor,
            at=now(),
        )
        messages.success(request, _("Đã mở hồ sơ. Tìm và đưa văn bản vào ở dưới."))
        return HttpResponseRedirect(reverse("records:dossier", args=[dossier.token]))
    context = {"form": form, "schedule": schedule_on(today())}
    status = HTTPStatus.BAD_REQUEST if request.method == "POST" else HTTPStatus.OK
    return render(request, "records/dossiers/new.html", context, status=status)


@require_GET
@never_cache
@officer_required(*INCOMING_ROLES)
def dossier(request: HttpRequest, token: str) -> HttpResponse:
    """Show a dossier: what is in it, what may be done, its packages, its history."""
    actor = actor_of(request)
    found = access_dossier(actor, token)
    text = request.GET.get("tim", "").strip()[:_LONGEST_SEARCH]
    may_fill = found.state == "OPEN" and makes_dossier(actor, found)
    context = {
        "dossier": found,
        "row": row_of(found, today()),
        "rows": dossier_rows(found),
        "lines": content_lines(contents_of(found)),
        "acts": acts_on(actor, found),
        "may_fill": may_fill,
        "text": text,
        "candidates": candidates(actor, found, text) if may_fill and text else None,
        "handovers": hand_over_lines(found),
        "entries": history_of_dossier(list(found.events.order_by("-id")[:200])),
    }
    return render(request, "records/dossiers/dossier.html", context)


def _fillable(request: HttpRequest, token: str) -> Dossier:
    actor = actor_of(request)
    found = access_dossier(actor, token)
    if not makes_dossier(actor, found):
        raise Http404
    return found


@require_POST
@officer_required(*INCOMING_ROLES)
def dossier_put(request: HttpRequest, token: str) -> HttpResponse:
    """Put a document or a task into a dossier."""
    actor, found = actor_of(request), _fillable(request, token)
    try:
        if task_token := request.POST.get("task", ""):
            task = access_task(actor, task_token)
            put_task(dossier=found, task=task, actor=actor, at=now())
        else:
            official = access_official_document(actor, request.POST.get("official", ""))
            put_document(dossier=found, official=official, actor=actor, at=now())
        messages.success(request, _("Đã đưa vào hồ sơ."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return HttpResponseRedirect(reverse("records:dossier", args=[token]))


@require_POST
@officer_required(*INCOMING_ROLES)
def dossier_item(request: HttpRequest, token: str, item_id: int) -> HttpResponse:
    """Move something in a dossier up or down, or take it out."""
    actor, found = actor_of(request), _fillable(request, token)
    what = request.POST.get("lam", "")
    try:
        if what == "bo":
            take_out(dossier=found, item_id=item_id, actor=actor, at=now())
            messages.success(request, _("Đã bỏ khỏi hồ sơ."))
        elif what in {"len", "xuong"}:
            move_item(dossier=found, item_id=item_id, by=-1 if what == "len" else 1)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return HttpResponseRedirect(f"{reverse('records:dossier', args=[token])}#muc-luc")


@require_GET
@never_cache
@officer_required(*INCOMING_ROLES)
def dossier_contents(request: HttpRequest, token: str) -> HttpResponse:
    """Print the list of what a dossier holds (mục lục văn bản, tài liệu trong hồ sơ)."""
    found = access_dossier(actor_of(request), token)
    lines = content_lines(contents_of(found))
    agency = found.agency
    book = RegisterBook(
        agency_name=agency.name,
        parent_name=agency.parent.name if agency.parent else "",
        title="Mục lục văn bản, tài liệu trong hồ sơ",
        period=str(found),
        summary=_("Cộng %(count)s văn bản, tài liệu.") % {"count": grouped(len(lines))},
        columns=(
            _("STT"),
            _("Số, ký hiệu"),
            _("Ngày ban hành"),
            _("Tên loại và trích yếu"),
            _("Tác giả"),
        ),
        rows=content_rows(lines),
        widths=_PRINTED,
    )
    return serve_bytes(render_register(book), "application/pdf", f"muc-luc-{found.code}.pdf")


@require_GET
@never_cache
@officer_required(*INCOMING_ROLES)
def dossier_package(request: HttpRequest, token: str, hand_over_id: int) -> HttpResponseBase:
    """Hand out the package of a hand-over to the archivist and to who makes the dossier."""
    actor = actor_of(request)
    found = access_dossier(actor, token)
    given = found.handovers.select_related("file").filter(pk=hand_over_id).first()
    is_allowed = actor.has_role("ARCHIVIST") or makes_dossier(actor, found)
    if given is None or given.file is None or not is_allowed:
        raise Http404
    with acting_as(SYSTEM):
        return serve_large(given.file.sha256, "application/zip", f"ho-so-{found.code}.zip")
