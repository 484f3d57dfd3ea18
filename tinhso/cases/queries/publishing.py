"""Reads of the public numbers, and of the cases behind one of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import get_language

from tinhso.cases.models import Case, CaseTally, CountingMark, DailyCount
from tinhso.cases.rules.counting import DATED, FEWEST_TO_RANK, PRESENT, Measure
from tinhso.core.keyset import KeysetPage, page_by_keyset
from tinhso.procedures.api import english_name


@dataclass(frozen=True, slots=True)
class Numbers:
    """The public numbers of one agency, month or field, for a period."""

    counts: dict[Measure, int]
    score_total: int = 0

    def of(self, measure: Measure) -> int:
        """Give one number."""
        return self.counts.get(measure, 0)

    @property
    def answered(self) -> int:
        """Give how many cases were answered, in time or late."""
        return self.of(Measure.ON_TIME) + self.of(Measure.LATE)

    @property
    def on_time_percent(self) -> float | None:
        """Give the share answered in time, one decimal; ``None`` when none was answered."""
        return _percent(self.of(Measure.ON_TIME), self.answered)

    @property
    def satisfied_percent(self) -> float | None:
        """Give the share of ratings of four or five; ``None`` without ratings."""
        return _percent(self.of(Measure.SATISFIED), self.of(Measure.RATED))

    @property
    def is_ranked(self) -> bool:
        """Tell whether there are enough answers for a percentage to mean something."""
        return self.answered >= FEWEST_TO_RANK


NOTHING = Numbers({})


def _percent(part: int, whole: int) -> float | None:
    # Rounded down: 99.96 % is not yet everybody.
    return (1000 * part // whole) / 10 if whole else None


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both counted."""

    first: date
    last: date


def counted_at() -> datetime | None:
    """Give the moment as of which the numbers hold; ``None`` before the first count."""
    mark = CountingMark.objects.filter(pk=1).first()
    return mark.counted_at if mark else None


def _dated(period: Period) -> "QuerySet[DailyCount]":
    measures = [measure.value for measure in DATED]
    return DailyCount.objects.filter(
        day__gte=period.first, day__lte=period.last, measure__in=measures
    )


def numbers_by_agency(period: Period) -> dict[int, Numbers]:
    """Give each agency's numbers of a period, in one query."""
    return _gather(_dated(period).values("measure", key=F("agency_id")))


def numbers_by_field(period: Period, agency_id: int | None = None) -> dict[str, Numbers]:
    """Give each field's numbers of a period, of one agency or all, in one query."""
    return _gather(_of(_dated(period), agency_id).values("measure", key=F("field_code")))


def numbers_by_month(period: Period, agency_id: int | None = None) -> dict[date, Numbers]:
    """Give each month's numbers, of one agency or all, in one query."""
    return _gather(_of(_dated(period), agency_id).values("measure", key=TruncMonth("day")))


def present_by_agency(day: date) -> dict[int, Numbers]:
    """Give each agency's waiting and overdue cases as of the last count of a day."""
    measures = [measure.value for measure in PRESENT]
    counts = DailyCount.objects.filter(day=day, measure__in=measures)
    return _gather(counts.values("measure", key=F("agency_id")))


def add_up(numbers: "list[Numbers]") -> Numbers:
    """Add numbers of several agencies, months or fields."""
    counts: dict[Measure, int] = defaultdict(int)
    for row in numbers:
        for measure, n in row.counts.items():
            counts[measure] += n
    return Numbers(dict(counts), sum(row.score_total for row in numbers))


def _of(counts: "QuerySet[DailyCount]", agency_id: int | None) -> "QuerySet[DailyCount]":
    return counts.filter(agency_id=agency_id) if agency_id else counts


def _gather(groups: "QuerySet[DailyCount, Any]") -> dict[Any, Numbers]:
    """Give the numbers by what was grouped: an agency's id, a field's code, a month."""
    found: dict[Any, dict[Measure, int]] = defaultdict(dict)
    scores: dict[Any, int] = defaultdict(int)
    for row in groups.annotate(sum_n=Sum("n"), sum_total=Sum("total")).order_by():
        found[row["key"]][Measure(row["measure"])] = row["sum_n"]
        if row["measure"] == Measure.RATED:
            scores[row["key"]] += row["sum_total"]
    return {key: Numbers(counts, scores[key]) for key, counts in found.items()}


def cases_behind(measure: Measure, agency_id: int, period: Period) -> "QuerySet[CaseTally]":
    """Give the cases a number of an agency counts; their number is that number."""
    own = CaseTally.objects.filter(agency_id=agency_id).select_related("case")
    if measure in PRESENT:
        return own.filter(**PRESENT[measure])
    column, condition = DATED[measure]
    days = {f"{column}__gte": period.first, f"{column}__lte": period.last}
    return own.filter(**days, **condition)


@dataclass(frozen=True, slots=True)
class Apology:
    """One published apology: which agency, for what, from when to when; never to whom."""

    agency_id: int
    procedure_name: str
    apologised_on: date
    former_due_at: datetime | None
    due_at: datetime | None


def _shown_name(case: Case) -> str:
    """Give the procedure's name in the reader's language."""
    return english_name(case.version_id) if get_language() == "en" else case.procedure_name


def list_apologies(cursor: str | None) -> tuple[list[Apology], KeysetPage[CaseTally]]:
    """Give one page of apologies, newest first (read as the platform: no personal data leaves)."""
    rows = CaseTally.objects.filter(apologised_on__isnull=False).select_related("case")
    page = page_by_keyset(rows, order=("-apologised_on", "-id"), cursor=cursor)
    return [
        Apology(
            row.agency_id, _shown_name(row.case), row.apologised_on, row.former_due_at, row.due_at
        )
        for row in page.items
        if row.apologised_on is not None
    ], page
