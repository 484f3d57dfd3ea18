"""How much an agency digitises and reuses, by paper and period (766: 4.2, 4.3)."""

import csv
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tinhso.cases.forms.digitising import PeriodForm
from tinhso.cases.queries import PaperShare, paper_shares
from tinhso.core.clock import VIETNAM, today
from tinhso.documents.api import serve_bytes
from tinhso.identity.api import officer_required
from tinhso.ui.components import Cell, Column, Table
from tinhso.ui.navigation import actor_of


@require_safe
@never_cache
@officer_required()
def shares(request: HttpRequest) -> HttpResponse:
    """Show the shares of the officer's agencies; asked for as a file, give CSV."""
    since, until = PeriodForm(request.GET or None).period(today())
    found = paper_shares(
        actor_of(request),
        since=datetime.combine(since, time(), VIETNAM),
        until=datetime.combine(until + timedelta(days=1), time(), VIETNAM),
    )
    if request.GET.get("xuat") == "csv":
        name = f"so-hoa-{since:%Y%m%d}-{until:%Y%m%d}.csv"
        return serve_bytes(_as_csv(found).encode(), "text/csv; charset=utf-8", name)
    context = {
        "since": since,
        "until": until,
        "shares": found,
        "table": _table(found),
        "digitised": _share(sum(one.digitised for one in found), _due(found)),
        "reused": _share(sum(one.reused for one in found), _offered(found)),
        "has_duties": _due(found) > 0,
        "has_offers": _offered(found) > 0,
    }
    return render(request, "cases/officer/paper_shares.html", context)


def _due(found: Sequence[PaperShare]) -> int:
    return sum(one.to_digitise for one in found)


def _offered(found: Sequence[PaperShare]) -> int:
    return sum(one.could_reuse for one in found)


def _share(part: int, whole: int) -> str:
    """Write a share in whole per cent; nothing to divide by is no share, never 0 %."""
    return f"{100 * part // whole} % ({part}/{whole})" if whole else _("không có số liệu")


def _headings() -> list[str]:
    return [
        _("Giấy tờ"),
        _("Phải số hóa"),
        _("Đã số hóa"),
        _("Không số hóa theo luật"),
        _("Nộp tệp hoặc dùng lại"),
        _("Có bản xác thực để dùng lại"),
        _("Đã dùng lại"),
    ]


def _numbers(one: PaperShare) -> list[int]:
    return [
        one.to_digitise,
        one.digitised,
        one.exempt,
        one.handed_in,
        one.could_reuse,
        one.reused,
    ]


def _table(found: Sequence[PaperShare]) -> Table:
    first, *others = _headings()
    return Table(
        caption=_("Theo từng loại giấy tờ"),
        columns=[Column(first), *[Column(label, is_numeric=True) for label in others]],
        rows=[[Cell(one.name), *[Cell(number) for number in _numbers(one)]] for one in found],
        is_caption_hidden=True,
    )


def _as_csv(found: Sequence[PaperShare]) -> str:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(_headings())
    writer.writerows([one.name, *_numbers(one)] for one in found)
    return "\ufeff" + text.getvalue()
