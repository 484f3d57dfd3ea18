"""Five years of demonstration numbers over the districts and communes of the province pack."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from tinhso.core.actors import Actor
from tinhso.indicators.models import Fact, Indicator, IndicatorVersion, Source
from tinhso.indicators.operations.bulk import copy_facts
from tinhso.indicators.operations.correcting import correct_fact
from tinhso.indicators.operations.recording import NewFact
from tinhso.indicators.rules import AreaLevel, OverAreas, OverTime, PeriodKind, Span, periods
from tinhso.indicators.rules.demonstration import Shape, series, weights
from tinhso.indicators.rules.periods import MONTHS, Calendar
from tinhso.orgs.api import (
    COMMUNE_KINDS,
    DISTRICT_KINDS,
    AgencyKind,
    Area,
    list_agencies,
    list_areas,
    organisation_date,
)

YEARS = 5
_BY = "Bộ dữ liệu minh họa"
#: Wards and towns hold more people and business than communes.
_SIZES = {"WARD": 1.8, "TOWNSHIP": 1.5, "CITY": 1.9, "TOWN_DISTRICT": 1.1}
_CORRECTED = 24
#: Half a percent of the numbers of communes are reported as missing, as in life.
_MISSING_OF = 211


@dataclass(frozen=True, slots=True)
class _Place:
    area: Area
    agency_id: int | None
    weight: float


def load_demo_facts(*, folder: Path, actor: Actor, at: datetime, years: int = YEARS) -> int:
    """Fill the years before now, and correct a few numbers; gives how many facts.

    Does nothing when demonstration facts are there already.
    """
    source = Source.objects.get(code="DEMO")
    if Fact.objects.filter(source=source).exists():
        return 0
    shapes = _read_shapes(folder)
    places = _places()
    wanted = Indicator.objects.select_related("version").filter(code__in=shapes)
    facts = (
        fact
        for indicator in wanted.order_by("sort_order")
        for fact in _facts_of(indicator, shapes[indicator.code], places, (at.date(), years))
    )
    count = copy_facts(facts=facts, source=source, recorded_by=_BY, at=at - timedelta(days=40))
    _correct_some(source, actor, at)
    return count


def _read_shapes(folder: Path) -> dict[str, dict[str, Any]]:
    return {
        written["code"]: written["demo"]
        for file in sorted(folder.glob("[0-9]*.json"))
        for written in json.loads(file.read_text("utf-8"))["indicators"]
        if "demo" in written
    }


def _places() -> dict[str, list[_Place]]:
    day = organisation_date()
    committees = {
        agency.area.code: agency.pk
        for agency in list_agencies(day)
        if agency.kind == AgencyKind.PEOPLES_COMMITTEE
    }
    by_level: dict[str, list[Area]] = {level: [] for level in AreaLevel}
    for area in list_areas(day):
        by_level[_level(area)].append(area)
    return {
        level: [
            _Place(area, committees.get(area.code), weight)
            for area, weight in zip(
                areas, weights([(area.code, _SIZES.get(area.kind, 1)) for area in areas]),
                strict=True,
            )
        ]
        for level, areas in by_level.items()
        if areas
    }  # fmt: skip


def _level(area: Area) -> AreaLevel:
    if area.kind in COMMUNE_KINDS:
        return AreaLevel.COMMUNE
    return AreaLevel.DISTRICT if area.kind in DISTRICT_KINDS else AreaLevel.PROVINCE


def _facts_of(
    indicator: Indicator,
    written: dict[str, str],
    places: dict[str, list[_Place]],
    until: tuple[date, int],
) -> Iterator[NewFact]:
    version = indicator.version
    if version is None:
        return
    shape, spans = _shape(indicator.code, version, written), _spans(version, *until)
    for place in places.get(_level_of(version), []):
        numbers = series(shape, place.area.code, place.weight, spans)
        for at, (span, (numerator, denominator)) in enumerate(zip(spans, numbers, strict=True)):
            is_missing = version.level == AreaLevel.COMMUNE and _is_lost(place.area, at, indicator)
            yield NewFact(
                indicator_id=indicator.pk,
                area_id=place.area.pk,
                agency_id=place.agency_id or indicator.owner_id,
                period_id=span.id,
                numerator=None if is_missing else Decimal(str(numerator)),
                denominator=None if denominator is None else Decimal(str(denominator)),
            )


def _level_of(version: IndicatorVersion) -> str:
    """Give the level numbers are made up for: those of daily work by district, not by commune."""
    return AreaLevel.DISTRICT if version.frequency == PeriodKind.DAY else version.level


def _is_lost(area: Area, at: int, indicator: Indicator) -> bool:
    return (area.pk * 7 + at * 13 + indicator.sort_order) % _MISSING_OF == 0


def _shape(code: str, version: IndicatorVersion, written: dict[str, str]) -> Shape:
    return Shape(
        code=code,
        base=float(written["base"]),
        growth=float(written["growth"]),
        season=float(written["season"]),
        ratio=float(written["ratio"]) if "ratio" in written else None,
        is_stock=version.over_time == OverTime.LAST,
        is_mean=version.over_areas == OverAreas.MEAN,
        decimals=version.decimals,
    )


def _spans(version: IndicatorVersion, ended: date, years: int) -> list[Span]:
    kind = PeriodKind(version.frequency)
    if kind is PeriodKind.DAY:
        return _one_day_a_month(ended, years)
    present = periods.period_of(ended, Calendar(version.calendar), kind)
    count = years * 12 // MONTHS[kind]
    return [periods.following(present, -steps) for steps in range(count, 0, -1)]


def _one_day_a_month(ended: date, years: int) -> list[Span]:
    """Give one day of each month that is over: what work before the demonstration adds up to."""
    present = periods.period_of(ended, Calendar.CALENDAR, PeriodKind.MONTH)
    months = [periods.following(present, -steps) for steps in range(years * 12, 0, -1)]
    return [periods.day_span(month.starts_on + timedelta(days=9)) for month in months]


def _correct_some(source: Source, actor: Actor, at: datetime) -> None:
    """Correct a few numbers, so that histories are there to look at."""
    facts = Fact.objects.filter(source=source, numerator__gt=50, denominator__isnull=True)
    newest = list(facts.order_by("-day", "id")[: _CORRECTED * 40 : 40])
    for fact in newest:
        correct_fact(
            fact=fact,
            numerator=(fact.numerator or Decimal(0)) + 3,
            denominator=None,
            reason="Đơn vị báo cáo bổ sung số liệu đến muộn (minh họa)",
            actor=actor,
            at=at,
        )
