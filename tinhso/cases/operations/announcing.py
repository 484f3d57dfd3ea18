"""Statements of a month's public numbers: sealed once, in the ledger, checked by anybody."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from tinhso.cases.models import CountingMark
from tinhso.cases.operations.slips import place_of
from tinhso.cases.queries.publishing import NOTHING, Numbers, Period, add_up, numbers_by_agency
from tinhso.cases.queries.statements import find_statement, subject_of
from tinhso.cases.rules.counting import Measure
from tinhso.core.actors import SYSTEM
from tinhso.core.clock import local
from tinhso.documents.api import Document, DocumentKind, issue_sealed
from tinhso.orgs.api import Agency, AgencyKind, Tier, organisation_date

#: Notation after the number; to be confirmed against the province's rules on registers.
REGISTER = "CBSL"
#: What is recorded late on a month's last day still belongs to it.
FIRST_DAY = 2


def announce_last_month(*, at: datetime) -> Document | None:
    """Issue the statement of the month before, once; none before its second day, nor of nothing."""
    today = local(at).date()
    last = today.replace(day=1) - timedelta(days=1)
    if today.day < FIRST_DAY or find_statement(last) is not None:
        return None
    return _announce(Period(last.replace(day=1), last), at)


def _announce(period: Period, at: datetime) -> Document | None:
    # Whoever counts holds this row: numbers stand still, and a second one waits, then finds it.
    mark = CountingMark.objects.select_for_update().filter(pk=1).first()
    publisher = _publisher()
    numbers = numbers_by_agency(period)
    if mark is None or mark.counted_at is None or publisher is None or not numbers:
        return None
    if find_statement(period.first) is not None:
        return None
    return issue_sealed(
        kind=DocumentKind.NUMBERS,
        template="numbers",
        title="Công bố kết quả giải quyết thủ tục hành chính",
        agency=publisher,
        person_id=None,
        subject=subject_of(period.first),
        content=_content(publisher, period, numbers, mark.counted_at),
        register=REGISTER,
        actor=SYSTEM,
        at=at,
    )


def _publisher() -> Agency | None:
    on = organisation_date()
    stands = Q(valid_to=None) | Q(valid_to__gt=on)
    highest = Agency.objects.filter(
        stands,
        parent=None,
        tier=Tier.PROVINCE,
        kind=AgencyKind.PEOPLES_COMMITTEE,
        valid_from__lte=on,
    )
    return highest.select_related("area").order_by("sort_key", "id").first()


def _content(
    publisher: Agency, period: Period, numbers: dict[int, Numbers], counted_at: datetime
) -> dict[str, Any]:
    agencies = Agency.objects.filter(pk__in=numbers).order_by("sort_key", "id")
    return {
        "agency_name": publisher.name,
        "parent_agency_name": "",
        "place": place_of(publisher),
        "period": f"tháng {period.first.month} năm {period.first.year}",
        "counted_at": f"{local(counted_at):%H:%M ngày %d/%m/%Y}",
        "rows": [_row(agency.name, numbers.get(agency.pk, NOTHING)) for agency in agencies],
        "totals": [_row("Toàn tỉnh", add_up(list(numbers.values())))],
        "signer": {"name": "", "title": "Cơ quan công bố"},
    }


def _row(name: str, numbers: Numbers) -> dict[str, str]:
    of = numbers.of
    rated = of(Measure.RATED)
    return {
        "agency": name,
        "received": f"{of(Measure.RECEIVED)}",
        "on_time": f"{of(Measure.ON_TIME)}",
        "late": f"{of(Measure.LATE)}",
        "refused": f"{of(Measure.REFUSED)}",
        "apologised": f"{of(Measure.APOLOGISED)}",
        "satisfied": f"{of(Measure.SATISFIED)}/{rated}" if rated else "–",
    }
