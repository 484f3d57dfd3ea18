"""The register in which an office follows its cases (form 07): shown, printed, as a workbook."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.access.api import LargeFile, release_address
from tinhso.cases.forms.many import PeriodForm
from tinhso.cases.models import Case
from tinhso.cases.queries import MOST_ROWS, RegisterPeriod, contact_of, register_rows
from tinhso.cases.templatetags.cases import STATE_WORDS
from tinhso.cases.views.officer.exports import as_file, as_workbook
from tinhso.cases.views.officer.lists import WORKING_ROLES
from tinhso.core.actors import Actor
from tinhso.core.clock import local, now, today
from tinhso.core.grouping import grouped
from tinhso.documents.api import RegisterBook, render_register
from tinhso.identity.api import officer_required, record_look
from tinhso.orgs.api import get_agency_by_id
from tinhso.ui.navigation import actor_of

SHOWN = 50
MOST_PRINTED = 1000
_WIDTHS = (6, 24, 40, 8, 26, 40, 30, 18, 18, 18, 16, 16, 26)


def headings() -> tuple[str, ...]:
    """Give the columns of the register, as the forms of 2018 and 2025 name them."""
    return (
        _("TT"),
        _("Mã hồ sơ"),
        _("Tên thủ tục hành chính"),
        _("Số bộ"),
        _("Cá nhân, tổ chức"),
        _("Địa chỉ, số điện thoại"),
        _("Cơ quan giải quyết"),
        _("Nhận hồ sơ"),
        _("Hẹn trả"),
        _("Trả kết quả"),
        _("Cách nhận"),
        _("Ký nhận"),
        _("Ghi chú"),
    )


@require_safe
@never_cache
@officer_required(*WORKING_ROLES)
def register(request: HttpRequest) -> HttpResponseBase:
    """Show the register of a period; asked for a file, give it whole, and note the look."""
    actor = actor_of(request)
    form = PeriodForm(request.GET if "first-day" in request.GET else _this_month())
    if not form.is_valid():
        return render(request, "cases/officer/register.html", {"form": form}, status=400)
    period = RegisterPeriod(form.cleaned_data["first"], form.cleaned_data["last"])
    rows = register_rows(actor, period)
    if kind := request.GET.get("xuat"):
        found = list(rows[: MOST_PRINTED if kind == "pdf" else MOST_ROWS])
        words = _("Sổ theo dõi hồ sơ %(first)s – %(last)s") % {
            "first": f"{period.first:%d/%m/%Y}",
            "last": f"{period.last:%d/%m/%Y}",
        }
        file = LargeFile(request.get_full_path(), words, len(found))
        if asks := release_address(file=file, actor=actor, at=now()):
            return HttpResponseRedirect(asks)
        return _file(kind, actor, period, found)
    context = {
        "form": form,
        "headings": headings(),
        "rows": [list(zip(headings(), line, strict=True)) for line in _lines(rows[:SHOWN])],
        "total": rows.count(),
        "shown": SHOWN,
        "query": request.GET.urlencode() or _query(form),
    }
    return render(request, "cases/officer/register.html", context)


def _this_month() -> dict[str, str]:
    last = today()
    first = last.replace(day=1)
    return {**_parts("first", first), **_parts("last", last)}


def _parts(name: str, day: date) -> dict[str, str]:
    return {
        f"{name}-day": str(day.day),
        f"{name}-month": str(day.month),
        f"{name}-year": str(day.year),
    }


def _query(form: PeriodForm) -> str:
    return "&".join(f"{name}={value}" for name, value in dict(form.data).items())


def _lines(cases: Iterable[Case]) -> list[tuple[str, ...]]:
    return [_line(number, case) for number, case in enumerate(cases, start=1)]


def _line(number: int, case: Case) -> tuple[str, ...]:
    return (
        str(number),
        case.code or "",
        case.procedure_name,
        "1",
        case.applicant_name,
        contact_of(case.applicant),
        case.competent_agency.short_name,
        _moment(case, "accepted_at"),
        _moment(case, "due_at"),
        _moment(case, "returned_at"),
        _("Trực tuyến") if case.channel == "ONLINE" else _("Tại quầy"),
        "",
        _note(case),
    )


def _moment(case: Case, name: str) -> str:
    at = getattr(case, name)
    return f"{local(at):%H:%M %d/%m/%Y}" if at else ""


def _note(case: Case) -> str:
    parts = [str(STATE_WORDS[case.state][0])]
    if case.reschedule_count:
        parts.append(_("đã xin lỗi, hẹn lại"))
    ended = case.decided_at or case.returned_at
    if case.due_at and ended and ended > case.due_at:
        parts.append(_("trễ hẹn"))
    return "; ".join(parts)


def _file(kind: str, actor: Actor, period: RegisterPeriod, cases: list[Case]) -> HttpResponse:
    """Give the register as a file; one look for all of it is recorded."""
    _note_look(actor, cases)
    name = f"so-theo-doi-{period.first:%Y%m%d}-{period.last:%Y%m%d}"
    lines = _lines(cases)
    if kind == "xlsx":
        return as_workbook(name, _("Sổ theo dõi hồ sơ"), [headings(), *lines], _WIDTHS)
    return as_file(_print(actor, period, lines), "application/pdf", f"{name}.pdf")


def _note_look(actor: Actor, cases: list[Case]) -> None:
    for person_id in {case.applicant_id for case in cases}:
        record_look(
            actor=actor,
            person_id=person_id,
            purpose=_("In, xuất sổ theo dõi hồ sơ"),
            subject="",
            at=now(),
        )


def _print(actor: Actor, period: RegisterPeriod, lines: list[tuple[str, ...]]) -> bytes:
    agency = get_agency_by_id(actor.agency_id or 0)
    days = {"first": f"{period.first:%d/%m/%Y}", "last": f"{period.last:%d/%m/%Y}"}
    book = RegisterBook(
        agency_name=agency.name,
        parent_name=agency.parent.name if agency.parent else "",
        title="Sổ theo dõi hồ sơ",
        period=_("Từ ngày %(first)s đến ngày %(last)s") % days,
        summary=_("Cộng %(count)s hồ sơ.") % {"count": grouped(len(lines))},
        columns=headings(),
        rows=tuple(lines),
    )
    return render_register(book)
