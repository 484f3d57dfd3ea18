"""Pages where a person decides: ended agencies, matters, rows without a known place."""

from typing import TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.core.grouping import grouped
from tinhso.core.keyset import BadCursor, KeysetPage, page_by_keyset
from tinhso.orgs.api import AgencyKind, Deciding, Tier
from tinhso.reorganisation.api import (
    PAGE_SIZE,
    AgencyRow,
    Reorganisation,
    agency_rows,
    confirm_agencies,
    decide_agency,
    decide_matters,
    decide_rows,
    department_names,
    describe_matters,
    describe_undecided,
    heir_choices,
    list_matter_fields,
    load_plan,
    matter_rows,
    participant_labels,
    undecided_rows,
)
from tinhso.reorganisation.views.frame import (
    approver_required,
    back_to,
    frame,
    opened,
    say_refusal,
)
from tinhso.reorganisation.views.words import CERTAINTY_WORDS, FATE_WORDS, REASON_WORDS
from tinhso.ui.components import Filter, Option
from tinhso.ui.navigation import actor_of

COMMUNE = "commune"
M = TypeVar("M", bound=Model)


@approver_required
@require_http_methods(["GET", "HEAD", "POST"])
def agency_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what happens to each agency; where nobody follows, choose who takes its people."""
    with opened(request, pk) as reorganisation:
        if request.method == "POST":
            _decide_agencies(request, reorganisation)
            return back_to("agency_rows", reorganisation)
        only_open = request.GET.get("loc") == "cho"
        found = _page(request, agency_rows(reorganisation, only_open=only_open), _BY_RANK)
        choices = heir_choices(load_plan(reorganisation), found.items)
        context = {
            **frame(request, reorganisation, "agency_rows"),
            "result": found,
            "rows": [(row, FATE_WORDS[row.kind], choices.get(row.pk, ())) for row in found.items],
            "certainty": CERTAINTY_WORDS,
            "filters": [_open_filter(only_open)],
        }
        return render(request, "reorganisation/agencies.html", context)


_BY_RANK = ("rank", "predecessor__code", "pk")


def _open_filter(only_open: bool) -> Filter:
    options = (Option("", _("Tất cả")), Option("cho", _("Chờ quyết định")))
    return Filter("loc", _("Hiện"), "cho" if only_open else "", options)


def _decide_agencies(request: HttpRequest, reorganisation: Reorganisation) -> None:
    actor = actor_of(request)
    try:
        if "confirm" in request.POST:
            count = confirm_agencies(reorganisation=reorganisation, actor=actor)
            messages.success(request, _("Đã nhận %(n)s đề xuất.") % {"n": grouped(count)})
            return
        decide_agency(
            reorganisation=reorganisation,
            row_id=_number(request, "row"),
            successor_id=_number(request, "successor"),
            actor=actor,
        )
        messages.success(request, _("Đã lưu quyết định."))
    except DomainError as error:
        say_refusal(request, error)
    except AgencyRow.DoesNotExist as error:
        raise Http404 from error


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not text.isascii() or not text.isdigit():
        raise Http404
    return int(text)


@approver_required
@require_http_methods(["GET", "HEAD", "POST"])
def matter_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who decides each matter after the day; choose for the ticked ones."""
    with opened(request, pk) as reorganisation:
        if request.method == "POST":
            _decide_matters(request, reorganisation)
            return back_to("matter_rows", reorganisation, request.GET.urlencode())
        field = request.GET.get("linh-vuc", "")
        plan = load_plan(reorganisation)
        fields = list_matter_fields(reorganisation)
        options = tuple(Option(code, name) for code, name in fields.items())
        found = _page(request, matter_rows(reorganisation, field), ("field", "name", "pk"))
        context = {
            **frame(request, reorganisation, "matter_rows"),
            "result": found,
            "matters": describe_matters(plan, found.items),
            "departments": department_names(plan),
            "certainty": CERTAINTY_WORDS,
            "filters": [
                Filter("linh-vuc", _("Lĩnh vực"), field, (Option("", _("Tất cả")), *options))
            ],
        }
        return render(request, "reorganisation/matters.html", context)


def _decide_matters(request: HttpRequest, reorganisation: Reorganisation) -> None:
    chosen = request.POST.get("deciding", "")
    deciding = (
        Deciding(AgencyKind.PEOPLES_COMMITTEE, Tier.COMMUNE)
        if chosen == COMMUNE
        else Deciding(AgencyKind.DEPARTMENT, Tier.PROVINCE, chosen)
    )
    ticked = [int(text) for text in request.POST.getlist("row") if text.isdigit()]
    if "all" in request.POST:
        narrowed = matter_rows(reorganisation, request.GET.get("linh-vuc", ""))
        ticked = list(narrowed.values_list("pk", flat=True))
    try:
        count = decide_matters(
            reorganisation=reorganisation,
            row_ids=ticked,
            deciding=deciding,
            actor=actor_of(request),
        )
        _tell_count(request, count)
    except DomainError as error:
        say_refusal(request, error)


def _tell_count(request: HttpRequest, count: int) -> None:
    if not count:
        messages.error(request, _("Chưa chọn dòng nào. Hãy đánh dấu các dòng cần quyết định."))
        return
    words = ngettext("Đã quyết định %(n)s dòng.", "Đã quyết định %(n)s dòng.", count)
    messages.success(request, words % {"n": grouped(count)})


@approver_required
@require_http_methods(["GET", "HEAD", "POST"])
def undecided_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Show rows nothing but a person can place; choose for the ticked ones of one agency."""
    with opened(request, pk) as reorganisation:
        if request.method == "POST":
            _decide_rows(request, reorganisation)
            return back_to("undecided_rows", reorganisation)
        waiting = undecided_rows(reorganisation)
        found = _page(request, waiting, ("participant", "pk"))
        rows = describe_undecided(load_plan(reorganisation), found.items)
        labels = participant_labels()
        context = {
            **frame(request, reorganisation, "undecided_rows"),
            "result": found,
            "rows": [
                (row, labels.get(row.transfer.participant, ""), REASON_WORDS[row.transfer.reason])
                for row in rows
            ],
            "count": waiting.count(),
        }
        return render(request, "reorganisation/undecided.html", context)


def _decide_rows(request: HttpRequest, reorganisation: Reorganisation) -> None:
    try:
        count = decide_rows(
            reorganisation=reorganisation,
            transfer_ids=[_number(request, "row")],
            successor_id=_number(request, "successor"),
            actor=actor_of(request),
            at=now(),
            alike="alike" in request.POST,
        )
        _tell_count(request, count)
    except DomainError as error:
        say_refusal(request, error)


def _page(request: HttpRequest, rows: QuerySet[M], order: tuple[str, ...]) -> KeysetPage[M]:
    try:
        return page_by_keyset(rows, order=order, cursor=request.GET.get("trang"), size=PAGE_SIZE)
    except BadCursor as error:
        raise Http404 from error
