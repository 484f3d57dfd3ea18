"""A period's numbers as a signed package for the National Reporting System, and its verdict."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM
from tinhso.core.errors import DomainError
from tinhso.exchange.api import Arrived, Message, Parcel, count_messages, send
from tinhso.indicators.gateways import answer
from tinhso.indicators.models import Indicator, IndicatorVersion
from tinhso.indicators.rules import AreaLevel, PeriodKind, Sensitivity, Span
from tinhso.indicators.rules.metrics import Cell, CellState, MetricQuery
from tinhso.indicators.rules.periods import Calendar, following, period_of

REPORTING = "national-reporting"
#: How long after its end a period is sent by itself, and until when (to be confirmed against the
#: rules of each report).
SENT_AFTER, SENT_WITHIN = timedelta(days=3), timedelta(days=20)
_KINDS = {
    PeriodKind.MONTH: "MONTH",
    PeriodKind.QUARTER: "QUARTER",
    PeriodKind.YEAR: "YEAR",
}


class NothingToReport(DomainError):
    """No open indicator has a number for the period, or such periods are not reported."""

    code = "nothing_to_report"
    text = gettext_lazy("Kỳ này chưa có số nào được gửi lên, hoặc không phải tháng, quý, năm.")


def send_package(*, period: Span, at: datetime) -> Message:
    """Send the province's values of a period; sent again, it is the next revision.

    Only what is not restricted leaves. A small cell that is hidden here is left out there too.

    :raises NothingToReport: there is no number, or the period is no month, quarter or year.
    """
    kind = _KINDS.get(period.kind)
    values = _values(period) if kind else []
    if kind is None or not values:
        raise NothingToReport
    revision = count_messages(connector=REPORTING, subject=period.code) + 1
    body = {
        "period": period.code,
        "period_kind": kind,
        "from": period.starts_on.isoformat(),
        "to": (period.ends_on - timedelta(days=1)).isoformat(),
        "province_code": settings.EXCHANGE_ORGANISATION,
        "made_at": at.isoformat(),
        "revision": revision,
        "values": values,
    }
    parcel = Parcel(
        connector=REPORTING,
        topic="indicator-values",
        subject=period.code,
        key=f"{period.code}:{revision}",
        body=body,
        sequence=revision,
    )
    return send(parcel, at=at)


def send_past_periods(*, today: date, at: datetime) -> list[Message]:
    """Send each month, quarter and year that ended lately and was never sent, of every family.

    A period is left alone for some days, until late numbers are in; one without numbers is passed
    over and tried again the next day. Run twice, it sends nothing more.
    """
    sent = []
    for calendar, kind in product((Calendar.CALENDAR, Calendar.ADMINISTRATIVE), _KINDS):
        period = following(period_of(today, calendar, kind), -1)
        is_due = SENT_AFTER <= today - period.ends_on <= SENT_WITHIN
        if not is_due or count_messages(connector=REPORTING, subject=period.code):
            continue
        with suppress(NothingToReport):
            sent.append(send_package(period=period, at=at))
    return sent


def _values(period: Span) -> list[dict[str, Any]]:
    open_ones = Indicator.objects.exclude(sensitivity=Sensitivity.RESTRICTED)
    rows = (
        open_ones.filter(version__calendar=period.calendar)
        .select_related("version")
        .order_by("code")
    )
    versions = {row.code: row.version for row in rows if row.version}
    query = MetricQuery(tuple(versions), (period.id,), level=AreaLevel.PROVINCE)
    cells = answer(query, SYSTEM).cells if versions else ()
    return [_row(cell, versions[cell.indicator]) for cell in cells if cell.state == CellState.OK]


def _row(cell: Cell, version: IndicatorVersion) -> dict[str, Any]:
    return {
        "indicator": cell.indicator,
        "value": _text(cell.value),
        "unit": version.unit[:40],
        "numerator": _text(cell.sums.numerator),
        "denominator": _text(cell.sums.denominator),
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(number.normalize(), "f")


def note_verdict(arrived: Arrived) -> str:
    """Give the verdict on a package for the history of its message."""
    body = arrived.body
    return " ".join(str(body[name]) for name in ("verdict", "reason") if body[name])
