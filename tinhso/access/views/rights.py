"""A citizen's own data: who looked, what they agreed to, a copy of everything, erasure."""

import base64
import csv
import io
from datetime import datetime, timedelta

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tinhso.access.forms import LooksFilterForm
from tinhso.access.models import RequestKind
from tinhso.access.operations import ask_for_data
from tinhso.access.permissions import access_request
from tinhso.access.queries import list_requests
from tinhso.access.queries.pages import page_of_look
from tinhso.core.clock import VIETNAM, local, now
from tinhso.core.errors import DomainError
from tinhso.core.keyset import BadCursor, page_by_keyset
from tinhso.identity.api import (
    AccessLog,
    ConsentPurpose,
    agencies_that_looked,
    citizen_required,
    list_consents,
    list_looks,
    list_lookups,
    proved_lately,
    redirect_to_sign_in,
    withdraw_consent,
)
from tinhso.ui.components import Cell, Column, Filter, Option, Table
from tinhso.ui.navigation import actor_of

_MOST_EXPORTED = 10_000


@require_safe
@never_cache
@citizen_required
def looks(request: HttpRequest) -> HttpResponseBase:
    """Show who looked at the citizen's data: filtered, in pages, or all as a file."""
    person_id = actor_of(request).person_id or 0
    form = LooksFilterForm(request.GET)
    rows = _filtered(list_looks(person_id), form)
    if request.GET.get("tep") == "csv":
        return _as_file(rows)
    try:
        page = page_by_keyset(rows, order=("-at", "-id"), cursor=request.GET.get("trang"))
    except BadCursor as refusal:
        messages.error(request, refusal.message)
        return redirect("access:looks")
    context = {
        "looks": page,
        "table": _table(list(page.items)),
        "filters": _filters(request, person_id),
        "lookups": list_lookups(person_id),
        "query": request.GET.urlencode(),
    }
    return render(request, "access/looks.html", context)


@require_safe
@never_cache
@citizen_required
def rights(request: HttpRequest) -> HttpResponse:
    """Show consents and requests, and offer a copy and erasure."""
    actor = actor_of(request)
    context = {
        "consents": list_consents(actor.person_id or 0, at=now()),
        "requests": list_requests(actor),
        "now": now(),
    }
    return render(request, "access/rights.html", context)


@require_POST
@never_cache
@citizen_required
def withdraw(request: HttpRequest, consent_id: int) -> HttpResponse:
    """Take a consent back."""
    actor = actor_of(request)
    rows = list_consents(actor.person_id or 0, at=now())
    found = next((row for row in rows if row.pk == consent_id), None)
    if found is None:
        raise Http404
    try:
        withdraw_consent(
            actor=actor,
            purpose=ConsentPurpose(found.purpose),
            subject=found.subject,
            agency_id=found.agency_id,
            at=now(),
        )
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã rút lại sự đồng ý."))
    return redirect("access:rights")


@require_POST
@never_cache
@citizen_required
def ask(request: HttpRequest, kind: str) -> HttpResponse:
    """Ask for a copy of one's data, or for erasure once it was ticked on purpose."""
    if kind not in RequestKind.values:
        raise Http404
    if not proved_lately(request.session):
        return _prove_first(request)
    if kind == RequestKind.ERASURE and not request.POST.get("agreed"):
        messages.error(request, _("Đánh dấu vào ô “Tôi hiểu” nếu bạn muốn xóa dữ liệu."))
        return redirect("access:rights")
    try:
        ask_for_data(actor=actor_of(request), kind=RequestKind(kind), at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(
            request, _("Đã nhận yêu cầu. Kết quả hiện ở trang này, thường sau vài phút.")
        )
    return redirect("access:rights")


@require_safe
@never_cache
@citizen_required
def download(request: HttpRequest, token: str) -> HttpResponse:
    """Hand the finished copy out to its owner, who proved themselves a moment ago."""
    found = access_request(actor_of(request), token)
    if not found.archive:
        raise Http404
    if not proved_lately(request.session):
        return _prove_first(request)
    response = HttpResponse(base64.b64decode(found.archive), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="du-lieu-cua-toi.zip"'
    return response


def _prove_first(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Để bảo vệ dữ liệu của bạn, hãy đăng nhập lại rồi làm tiếp."))
    return redirect_to_sign_in(request, "identity:sign_in")


def _filtered(rows: QuerySet[AccessLog], form: LooksFilterForm) -> QuerySet[AccessLog]:
    form.is_valid()
    answers = form.cleaned_data
    if answers.get("co_quan"):
        rows = rows.filter(agency_id=answers["co_quan"])
    if answers.get("tu_khoa"):
        words = answers["tu_khoa"]
        rows = rows.filter(
            Q(actor_name__icontains=words)
            | Q(purpose__icontains=words)
            | Q(subject__icontains=words)
        )
    if answers.get("tu_ngay"):
        rows = rows.filter(at__gte=_midnight(answers["tu_ngay"]))
    if answers.get("den_ngay"):
        rows = rows.filter(at__lt=_midnight(answers["den_ngay"]) + timedelta(days=1))
    return rows


def _midnight(day: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM)


def _filters(request: HttpRequest, person_id: int) -> list[Filter]:
    options = [Option("", _("Tất cả")), *_agency_options(person_id)]
    given = request.GET
    return [
        Filter("co_quan", pgettext("agency", "Đơn vị"), given.get("co_quan", ""), tuple(options)),
        Filter("tu_khoa", _("Tên cán bộ hoặc mục đích"), given.get("tu_khoa", "")),
        Filter("tu_ngay", _("Từ ngày (năm-tháng-ngày)"), given.get("tu_ngay", "")),
        Filter("den_ngay", _("Đến hết ngày (năm-tháng-ngày)"), given.get("den_ngay", "")),
    ]


def _agency_options(person_id: int) -> list[Option]:
    return [Option(str(key), name) for key, name in agencies_that_looked(person_id)]


def _table(rows: list[AccessLog]) -> Table:
    return Table(
        caption=_("Ai đã xem dữ liệu của bạn"),
        columns=[
            Column(_("Thời điểm")),
            Column(_("Cán bộ")),
            Column(pgettext("agency", "Đơn vị")),
            Column(_("Để làm gì")),
        ],
        rows=[
            [
                Cell(f"{local(row.at):%H:%M %d/%m/%Y}"),
                Cell(row.actor_name),
                Cell(row.agency_name),
                Cell(row.purpose, url=page_of_look(row.reference), note=row.subject),
            ]
            for row in rows
        ],
        is_caption_hidden=True,
    )


def _as_file(rows: QuerySet[AccessLog]) -> HttpResponse:
    content = io.StringIO()
    writer = csv.writer(content)
    writer.writerow(
        [_("Thời điểm"), _("Cán bộ"), pgettext("agency", "Đơn vị"), _("Để làm gì"), _("Về việc")]
    )
    for row in rows[:_MOST_EXPORTED]:
        cells = [row.actor_name, row.agency_name, row.purpose, row.subject]
        writer.writerow([f"{local(row.at):%Y-%m-%d %H:%M:%S}", *map(_harmless, cells)])
    response = HttpResponse("\ufeff" + content.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ai-da-xem-du-lieu.csv"'
    return response


def _harmless(text: str) -> str:
    """Keep a spreadsheet from reading a text as a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text
