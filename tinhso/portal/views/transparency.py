"""Public numbers: how many cases agencies answer in time, and what people think of it."""

import csv
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.cases.api import (
    NOTHING,
    Measure,
    Numbers,
    Period,
    add_up,
    counted_at,
    find_statement,
    list_apologies,
    list_statements,
    may_open_numbers,
    month_of,
    numbers_by_agency,
    numbers_by_field,
    numbers_by_month,
    present_by_agency,
)
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local, today
from tinhso.core.keyset import BadCursor
from tinhso.core.remember import remembered
from tinhso.core.rls import acting_as
from tinhso.documents.api import serve_document
from tinhso.orgs.api import Agency, agency_name_shown, find_agency, organisation_date
from tinhso.portal.views.periods import NamedPeriod, months_before, offered_periods, read_period
from tinhso.procedures.api import list_fields
from tinhso.ui.components import Bar, Cell, Column, Table, Tone
from tinhso.ui.navigation import actor_of

_GOOD_PERCENT = 95


@dataclass(frozen=True, slots=True)
class Line:
    """One agency's numbers of a period, and what waits there now."""

    agency: Agency
    numbers: Numbers
    present: Numbers


def _lines(period: Period) -> list[Line]:
    """Give every agency with numbers: enough to rank first, by share, then by name."""
    at = counted_at()
    numbers = numbers_by_agency(period)
    present = present_by_agency(local(at).date()) if at else {}
    agencies = Agency.objects.filter(id__in={*numbers, *present}).order_by("sort_key", "id")
    lines = [
        Line(agency, numbers.get(agency.pk, NOTHING), present.get(agency.pk, NOTHING))
        for agency in agencies
    ]
    return sorted(lines, key=_rank)


def _rank(line: Line) -> tuple[bool, float]:
    # Few answers say little: those agencies stay in the order of their names.
    share_on_time = line.numbers.on_time_percent or 0 if line.numbers.is_ranked else 0
    return (not line.numbers.is_ranked, -share_on_time)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the province's numbers of a period and every agency's."""
    chosen = read_period(request.GET.get("ky", ""), today())
    lines = _lines(chosen.period)
    fields = numbers_by_field(chosen.period)
    context = {
        **_period_context(chosen),
        "total": add_up([line.numbers for line in lines]),
        "present": add_up([line.present for line in lines]),
        "agencies": _agency_table([line for line in lines if line.numbers.is_ranked], chosen),
        "small": _agency_table([line for line in lines if not line.numbers.is_ranked], chosen),
        "fields": _field_table(fields),
        "field_bars": _field_bars(fields),
        "statements": [
            (read_period(f"{month_of(each):%Y-%m}", today()), each) for each in list_statements()
        ],
        **_months_context(None),
    }
    return render(request, "portal/transparency/overview.html", context)


@require_safe
def download_statement(request: HttpRequest, month: str) -> HttpResponseBase:
    """Hand a month's sealed statement to anybody.

    :raises Http404: none was issued.
    """
    period = read_period(month, today()).period
    found = find_statement(period.first)
    if found is None:
        raise Http404
    with acting_as(SYSTEM):
        return serve_document(found)


def access_agency(code: str) -> Agency:
    """Give the agency of a code as the organisation stands, or as it last stood.

    :raises Http404: no agency ever had the code.
    """
    found = find_agency(code, organisation_date())
    found = found or Agency.objects.filter(code=code).order_by("-valid_from").first()
    if found is None:
        raise Http404
    return found


@require_safe
def agency_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show one agency's numbers: months, fields, what waits."""
    agency = access_agency(code)
    chosen = read_period(request.GET.get("ky", ""), today())
    at = counted_at()
    fields = numbers_by_field(chosen.period, agency.pk)
    present = present_by_agency(local(at).date()) if at else {}
    actor = actor_of(request)
    context = {
        **_period_context(chosen),
        "agency": agency,
        "total": add_up(list(fields.values())),
        "present": present.get(agency.pk, NOTHING),
        "fields": _field_table(fields),
        "field_bars": _field_bars(fields),
        "may_drill": actor.is_officer and may_open_numbers(actor, agency),
        **_months_context(agency.pk),
    }
    return render(request, "portal/transparency/agency.html", context)


@require_safe
def apologies(request: HttpRequest) -> HttpResponse:
    """List the apologies agencies made before they were late, never to whom."""
    with acting_as(SYSTEM):
        try:
            rows, page = list_apologies(request.GET.get("trang"))
        except BadCursor as refusal:
            raise Http404 from refusal
    table = Table(
        caption=_("Các lần xin lỗi và hẹn lại"),
        is_caption_hidden=True,
        columns=[
            Column(_("Ngày")), Column(_("Cơ quan")), Column(_("Thủ tục")), Column(_("Hẹn lần đầu")),
            Column(_("Hẹn lại")),
        ],
        rows=[
            [
                Cell(f"{row.apologised_on:%d/%m/%Y}"), Cell(agency_name_shown(row.agency_id)),
                Cell(row.procedure_name), Cell(_day(row.former_due_at)), Cell(_day(row.due_at)),
            ]
            for row in rows
        ],
    )  # fmt: skip
    context = {"table": table if rows else None, "page_of_rows": page, "as_of": counted_at()}
    return render(request, "portal/transparency/apologies.html", context)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Say in plain words how the numbers are counted."""
    return render(request, "portal/transparency/method.html", {"as_of": counted_at()})


_OPEN_COLUMNS = (
    Measure.RECEIVED, Measure.ON_TIME, Measure.LATE, Measure.REFUSED, Measure.APOLOGISED,
    Measure.RATED, Measure.SATISFIED,
)  # fmt: skip


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the numbers of a period by agency as CSV or JSON."""
    chosen = read_period(request.GET.get("ky", ""), today())
    at = counted_at()
    rows = [
        {
            "agency_code": line.agency.code,
            "agency": line.agency.name,
            **{measure.lower(): line.numbers.of(measure) for measure in _OPEN_COLUMNS},
            "waiting": line.present.of(Measure.WAITING),
            "overdue": line.present.of(Measure.OVERDUE),
        }
        for line in _lines(chosen.period)
    ]
    if kind == "json":
        as_of = at.isoformat() if at else None
        return JsonResponse({"period": chosen.key, "as_of": as_of, "agencies": rows})
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="minh-bach-{chosen.key}.csv"'
    response.write("\ufeff")  # spreadsheets take the file for UTF-8 only with this mark
    names = ["agency_code", "agency", *(m.lower() for m in _OPEN_COLUMNS), "waiting", "overdue"]
    writer = csv.DictWriter(response, names)
    writer.writeheader()
    writer.writerows(rows)
    return response


def _period_context(chosen: NamedPeriod) -> dict[str, object]:
    return {
        "chosen": chosen,
        "as_of": counted_at(),
        "periods": offered_periods(today()),
    }


def _day(moment: object) -> str:
    return f"{local(moment):%d/%m/%Y}" if moment else "–"  # type: ignore[arg-type] # a moment or none


def share(numbers: Numbers) -> str:
    """Write the share answered in time: a percentage only where it means something."""
    if not numbers.answered:
        return "–"
    on_time = numbers.of(Measure.ON_TIME)
    if numbers.is_ranked:
        return _percent(numbers.on_time_percent)
    return _of(on_time, numbers.answered)


def _in_words(numbers: Numbers) -> str:
    """Write a bar's share with the number it is of."""
    counts = f"{numbers.of(Measure.ON_TIME)}/{numbers.answered}"
    return f"{share(numbers)}\u00a0· {counts}" if numbers.is_ranked else counts


def _of(part: int, whole: int) -> str:
    return (_("%(part)s trong %(whole)s") % {"part": part, "whole": whole}).replace(" ", "\u00a0")


def _percent(value: float | None) -> str:
    text = f"{value:.1f}\u00a0%" if value is not None else "–"
    return text if get_language() == "en" else text.replace(".", ",")


def _agency_address(agency: Agency, chosen: NamedPeriod) -> str:
    return f"{reverse('portal:transparency_agency', args=[agency.code])}?ky={chosen.key}"


def _agency_table(lines: list[Line], chosen: NamedPeriod) -> Table | None:
    if not lines:
        return None
    return Table(
        caption=_("Từng cơ quan, %(period)s") % {"period": chosen.name.lower()},
        columns=[
            Column(_("Cơ quan")), Column(_("Đã tiếp nhận"), is_numeric=True),
            Column(_("Đúng hẹn"), is_numeric=True), Column(_("Trễ hẹn"), is_numeric=True),
            Column(_("Xin lỗi"), is_numeric=True), Column(_("Hài lòng"), is_numeric=True),
            Column(_("Đang giải quyết"), is_numeric=True), Column(_("Quá hạn"), is_numeric=True),
        ],
        rows=[
            [
                Cell(agency_name_shown(line.agency.pk), url=_agency_address(line.agency, chosen)),
                Cell(line.numbers.of(Measure.RECEIVED)), Cell(share(line.numbers)),
                Cell(line.numbers.of(Measure.LATE)), Cell(line.numbers.of(Measure.APOLOGISED)),
                Cell(satisfied(line.numbers)), Cell(line.present.of(Measure.WAITING)),
                Cell(line.present.of(Measure.OVERDUE)),
            ]
            for line in lines
        ],
    )  # fmt: skip


def satisfied(numbers: Numbers) -> str:
    """Write how many of those who rated gave four or five."""
    rated = numbers.of(Measure.RATED)
    if not rated:
        return "–"
    return _of(numbers.of(Measure.SATISFIED), rated)


@remembered(300)
def _names_of_fields(language: str) -> dict[str, str]:
    return {
        field.code: field.name_en if language == "en" else field.name
        for field in list_fields(today())
    }


def _field_names() -> dict[str, str]:
    return _names_of_fields(get_language() or "vi")


def _field_table(fields: dict[str, Numbers]) -> Table | None:
    names = _field_names()
    return _numbers_table(
        _("Theo lĩnh vực"), _("Lĩnh vực"), [(names.get(c, c), n) for c, n in fields.items()]
    )


def _field_bars(fields: dict[str, Numbers]) -> list[Bar]:
    names = _field_names()
    return _bars([(names.get(c, c), n) for c, n in fields.items()])


def _months_context(agency_id: int | None) -> dict[str, object]:
    months = months_before(today())
    found = numbers_by_month(Period(months[-1], today()), agency_id)
    rows = [(f"{month:%m/%Y}", found.get(month, NOTHING)) for month in reversed(months)]
    caption = _("12 tháng gần đây")
    return {"month_bars": _bars(rows), "months": _numbers_table(caption, _("Tháng"), rows)}


def _bars(rows: list[tuple[str, Numbers]]) -> list[Bar]:
    return [
        Bar(label, numbers.on_time_percent or 0, _in_words(numbers), _tone(numbers))
        for label, numbers in rows
        if numbers.answered
    ]


def _tone(numbers: Numbers) -> Tone:
    return Tone.SUCCESS if (numbers.on_time_percent or 0) >= _GOOD_PERCENT else Tone.WARNING


def _numbers_table(caption: str, first: str, rows: list[tuple[str, Numbers]]) -> Table | None:
    if not rows:
        return None
    return Table(
        caption=caption,
        columns=[
            Column(first), Column(_("Đã tiếp nhận"), is_numeric=True),
            Column(_("Đúng hẹn"), is_numeric=True), Column(_("Trễ hẹn"), is_numeric=True),
            Column(_("Không tiếp nhận"), is_numeric=True), Column(_("Xin lỗi"), is_numeric=True),
            Column(_("Hài lòng"), is_numeric=True),
        ],
        rows=[
            [
                Cell(label), Cell(numbers.of(Measure.RECEIVED)), Cell(share(numbers)),
                Cell(numbers.of(Measure.LATE)), Cell(numbers.of(Measure.REFUSED)),
                Cell(numbers.of(Measure.APOLOGISED)), Cell(satisfied(numbers)),
            ]
            for label, numbers in rows
        ],
    )  # fmt: skip
