"""What a board was asked: read from its address alone, so that every view can be shared."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language

from tinhso.core.clock import VIETNAM
from tinhso.dashboards.rules.document import Tile
from tinhso.indicators.api import (
    AreaLevel,
    Calendar,
    NoSuchPeriod,
    PeriodKind,
    Reading,
    Span,
    level_of,
    periods,
    targets_of,
)
from tinhso.orgs.api import Area

#: Kinds of period a board can be read by, with how long they are.
BOARD_KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR)


@dataclass(frozen=True, slots=True)
class Asked:
    """Area by its code, period, moment, reading and agency; each has a usual value."""

    area_code: str
    span: Span
    reading: Reading = Reading.AS_WAS
    as_of_day: str = ""
    agency_id: int | None = None

    @property
    def as_of(self) -> datetime | None:
        """Give the end of the day whose knowledge is asked for."""
        if not self.as_of_day:
            return None
        return datetime.combine(date.fromisoformat(self.as_of_day), time.max, VIETNAM)

    @property
    def agencies(self) -> tuple[int, ...]:
        """Give the agencies numbers are narrowed to; none for all."""
        return (self.agency_id,) if self.agency_id else ()


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a board is read: the area, what lies in it, and what was asked."""

    asked: Asked
    place: Area
    level: AreaLevel
    parts: tuple[Area, ...]
    part_level: AreaLevel
    above: tuple[Area, ...]
    scope_code: str

    @property
    def part_ids(self) -> tuple[int, ...]:
        """Give the keys of the areas below the place."""
        return tuple(area.pk for area in self.parts)


def read_asked(given: Mapping[str, str], scope_code: str, today: date) -> Asked:
    """Read what a board was asked; what is missing or wrong is the usual.

    :param scope_code: the area the board is about, asked for unless another is named.
    """
    return Asked(
        area_code=given.get("vung", "")[:8] or scope_code,
        span=_span(given.get("den", ""), given.get("ky", ""), today),
        reading=Reading.AS_IS if given.get("cach") == Reading.AS_IS else Reading.AS_WAS,
        as_of_day=_day(given.get("luc", "")),
        agency_id=_number(given.get("co-quan", "")),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 12 else None


def _span(code: str, kind: str, today: date) -> Span:
    """Give the period with a code, of the kind asked for; otherwise the last one that is over."""
    wanted = PeriodKind(kind) if kind in BOARD_KINDS else None
    try:
        span = periods.from_code(code)
    except NoSuchPeriod:
        span = periods.following(
            periods.period_of(today, Calendar.CALENDAR, wanted or PeriodKind.MONTH), -1
        )
    if span.kind not in BOARD_KINDS or span.calendar is not Calendar.CALENDAR:
        span = periods.period_of(span.last_day, Calendar.CALENDAR, PeriodKind.MONTH)
    if wanted and wanted is not span.kind:
        span = periods.period_of(span.last_day, Calendar.CALENDAR, wanted)
    return span


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def frame_of(asked: Asked, scope_code: str) -> Frame:
    """Give where a board is read; an area outside its scope gives the scope itself."""
    known = {
        area.code: area
        for level in AreaLevel
        for area in targets_of(asked.reading, level)
    }  # fmt: skip
    scope = known.get(scope_code) or next(iter(known.values()))
    place = known.get(asked.area_code, scope)
    chain = _chain(place, known)
    if scope.code not in {area.code for area in chain}:
        place, chain = scope, _chain(scope, known)
    level = level_of(place)
    parts = _parts(place, level, asked.reading)
    above = tuple(area for area in chain[1:] if scope.code in _codes(area, known))
    return Frame(
        replace(asked, area_code=place.code), place, level, parts,
        level_of(parts[0]) if parts else level, above[::-1], scope_code,
    )  # fmt: skip


def frame_for(tile: Tile, frame: Frame) -> Frame:
    """Give where a tile is read: as the board, or in an area, by a period of its own.

    A tile by years on a board of months shows the last year that is over.
    """
    if not tile.area and not tile.period:
        return frame
    asked = frame.asked
    span = asked.span
    if tile.period:
        span = periods.period_of(span.last_day, Calendar.CALENDAR, PeriodKind(tile.period))
        if span.ends_on > asked.span.ends_on:
            span = periods.following(span, -1)
    return frame_of(
        replace(asked, span=span, area_code=tile.area or asked.area_code), frame.scope_code
    )


def shown_name(area: Area) -> str:
    """Give an area's name in the reader's language."""
    return area.name_en if get_language() == "en" and area.name_en else area.name


def _codes(area: Area, known: Mapping[str, Area]) -> set[str]:
    return {each.code for each in _chain(area, known)}


def _chain(area: Area, known: Mapping[str, Area]) -> list[Area]:
    """Give an area and those above it, the lowest first."""
    chain = [area]
    while (parent := chain[-1].parent) is not None and len(chain) < 5:
        chain.append(known.get(parent.code, parent))
    return chain


def _parts(place: Area, level: AreaLevel, reading: Reading) -> tuple[Area, ...]:
    """Give the areas below a place; of the province its districts, or its communes without any."""
    if level is AreaLevel.COMMUNE:
        return (place,)
    below = targets_of(reading, AreaLevel.DISTRICT) if level is AreaLevel.PROVINCE else []
    below = below or targets_of(reading, AreaLevel.COMMUNE)
    if level is AreaLevel.PROVINCE:
        return tuple(below)
    return tuple(area for area in below if area.parent and area.parent.code == place.code)


def address_of(asked: Asked, **changes: Any) -> str:
    """Give the part of an address that asks the same again, with something changed.

    >>> address_of(asked, vung="689")
    '?vung=689&den=C2026M10'
    """
    values = {
        "vung": asked.area_code, "den": asked.span.code, "luc": asked.as_of_day,
        "cach": asked.reading if asked.reading is Reading.AS_IS else "",
        "co-quan": str(asked.agency_id or ""), **changes,
    }  # fmt: skip
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in values.items() if value})
    return f"?{query.urlencode()}"
