"""Rows read against the catalogue and the areas: a fact to record, or why there is none."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tinhso.core.text import fold
from tinhso.indicators.models import FactSum, Indicator, IndicatorVersion, Source
from tinhso.indicators.queries.places import level_of
from tinhso.indicators.rules import Calendar, PeriodKind, periods, quality
from tinhso.indicators.rules.tables import ColumnMap, NotANumber, read_number, read_period
from tinhso.orgs.api import Area, list_areas, organisation_date


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row understood: keys of its fact, and its numbers."""

    row_number: int
    indicator_id: int
    area_id: int
    period_id: int
    numerator: Decimal | None
    denominator: Decimal | None
    breakdown: str


class RowProblem(Exception):
    """Why a row cannot become a fact: a code, the part and what stood there."""

    def __init__(self, code: str, part: str = "", given: str = "") -> None:
        super().__init__(code)
        self.code, self.part, self.given = code, part, given


class RowReader:
    """Reads rows of one source; what it needs is loaded once, whatever the number of rows."""

    def __init__(self, source: Source, column_map: ColumnMap) -> None:
        self.map = column_map
        own = {source.agency_id}
        versions = IndicatorVersion.objects.select_related("indicator").filter(
            pk__in=Indicator.objects.values("version_id")
        )
        self.versions = {version.indicator.code: version for version in versions}
        self.names = {fold(version.name).strip(): code for code, version in self.versions.items()}
        self.is_own = {
            code
            for code, version in self.versions.items()
            if own & {version.indicator.owner_id, version.indicator.keeper_id}
        }
        self._areas: dict[date, tuple[dict[str, Area], dict[str, list[Area]]]] = {}

    def read(self, row: Mapping[str, object], row_number: int) -> ReadRow:
        """Give what a row says.

        :raises RowProblem: it cannot be understood.
        """
        version = self._version(str(self.map.value("indicator", row)).strip())
        period_id = self._period(self.map.value("period", row), version)
        area = self._area(str(self.map.value("area", row)).strip(), period_id, version)
        numerator = self._number("numerator", row)
        denominator = self._number("denominator", row) if version.is_ratio else None
        if version.is_ratio and numerator is not None and denominator is None:
            raise RowProblem("DENOMINATOR_MISSING", "denominator")
        breakdown = str(self.map.value("breakdown", row)).strip()[:40]
        return ReadRow(
            row_number, version.indicator_id, area.pk, period_id, numerator, denominator, breakdown
        )

    def _version(self, given: str) -> IndicatorVersion:
        code = given.upper() if given.upper() in self.versions else self.names.get(fold(given), "")
        version = self.versions.get(code)
        if version is None or version.expression:
            raise RowProblem("NO_INDICATOR", "indicator", given[:80])
        if code not in self.is_own:
            raise RowProblem("NOT_OWN_INDICATOR", "indicator", given[:80])
        return version

    def _period(self, given: object, version: IndicatorVersion) -> int:
        try:
            kind, calendar = PeriodKind(version.frequency), Calendar(version.calendar)
            return read_period(given, calendar, kind).id
        except periods.NoSuchPeriod as error:
            raise RowProblem("NO_PERIOD", "period", str(given)[:80]) from error

    def _area(self, given: str, period_id: int, version: IndicatorVersion) -> Area:
        day = min(periods.from_id(period_id).last_day, organisation_date())
        if day not in self._areas:
            named: defaultdict[str, list[Area]] = defaultdict(list)
            areas = list_areas(day)
            for area in areas:
                named[fold(area.name).strip()].append(area)
            self._areas[day] = {area.code: area for area in areas}, named
        by_code, by_name = self._areas[day]
        code = given.removesuffix(".0")
        found = [by_code[code]] if code in by_code else by_name.get(fold(given).strip(), [])
        found = [area for area in found if level_of(area) == version.level] or found
        if len(found) != 1:
            raise RowProblem("AREA_UNCLEAR" if found else "NO_AREA", "area", given[:80])
        if level_of(found[0]) != version.level:
            raise RowProblem("WRONG_LEVEL", "area", given[:80])
        return found[0]

    def _number(self, part: str, row: Mapping[str, object]) -> Decimal | None:
        given = self.map.value(part, row)
        try:
            return read_number(given)
        except NotANumber as error:
            raise RowProblem("NOT_A_NUMBER", part, str(given)[:80]) from error


def broken_rules(source: Source, rows: Iterable[ReadRow], today: date) -> dict[int, str]:
    """Give, by row number, the rule of quality a row breaks; two queries for any number of rows."""
    rows = list(rows)
    spans = {row.period_id: periods.from_id(row.period_id) for row in rows}
    before = {number: periods.following(span, -1).id for number, span in spans.items()}
    indicators = {row.indicator_id for row in rows}
    around = FactSum.objects.filter(
        indicator_id__in=indicators, area_id__in={row.area_id for row in rows},
        period_id__in={*spans, *before.values()}, fact_count__gt=0,
    )  # fmt: skip
    sums = around.values_list(
        "indicator_id", "area_id", "period_id", "breakdown", "agency_id", "numerator"
    )
    former: defaultdict[tuple[int, int, int, str], Decimal] = defaultdict(Decimal)
    given_by: defaultdict[tuple[int, int, int, str], set[int]] = defaultdict(set)
    for indicator_id, area_id, period_id, breakdown, agency_id, numerator in sums:
        former[indicator_id, area_id, period_id, breakdown] += numerator
        given_by[indicator_id, area_id, period_id, breakdown].add(agency_id)
    found: dict[int, str] = {}
    for row in rows:
        span, key = spans[row.period_id], (row.indicator_id, row.area_id)
        last = former.get((*key, before[row.period_id], row.breakdown))
        checked = quality.Checked(row.numerator, row.denominator, span.starts_on, last)
        code = quality.broken_rule(source.quality, checked, today)
        others = given_by[*key, row.period_id, row.breakdown] - {source.agency_id}
        code = code or (quality.GIVEN_BY_ANOTHER if others else "")
        if code:
            found[row.row_number] = code
    return found
