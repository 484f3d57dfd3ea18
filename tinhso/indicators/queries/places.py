"""Where facts belong when they are read: each area of a fact to the area asked about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tinhso.core.remember import remembered
from tinhso.indicators.rules import AreaLevel
from tinhso.indicators.rules.metrics import Reading
from tinhso.orgs.api import (
    COMMUNE_KINDS,
    DISTRICT_KINDS,
    Area,
    AreaHistory,
    load_area_history,
    organisation_date,
)

#: Areas change by a law; a process notices within a minute.
_REMEMBERED_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Placing:
    """``targets`` maps areas of facts to areas asked about; ``left_out`` cannot be placed."""

    targets: tuple[tuple[int, int], ...]
    left_out: tuple[int, ...]


def level_of(area: Area) -> AreaLevel:
    """Give the level an area stands on."""
    if area.parent_id is None:
        return AreaLevel.PROVINCE
    if area.kind in COMMUNE_KINDS:
        return AreaLevel.COMMUNE
    return AreaLevel.DISTRICT if area.kind in DISTRICT_KINDS else AreaLevel.PROVINCE


@remembered(seconds=_REMEMBERED_SECONDS)
def place_areas(reading: Reading, level: AreaLevel, on: date) -> Placing:
    """Place every area that ever was into the areas of a level.

    As it was: by the tree of its own day; an area that only changed its name or rank stays one.
    As it is: by what became of its land by ``on``; land that was split has no place of its own
    below the area that holds all of it.
    """
    land = _Land(load_area_history(), _all_areas(), on)
    placed: list[tuple[int, int]] = []
    left_out: list[int] = []
    for area in land.areas:
        found = land.target(area, level, reading)
        if found is not None:
            placed.append((area.pk, found.pk))
        elif level_of(area) is level or reading is Reading.AS_IS:
            left_out.append(area.pk)
    return Placing(tuple(placed), tuple(left_out))


def targets_of(reading: Reading, level: AreaLevel) -> list[Area]:
    """Give the areas of a level that can be asked about, in dictionary order."""
    day = organisation_date()
    if reading is Reading.AS_IS:
        areas: Iterable[Area] = Area.objects.at(day)
    else:
        kept = {target for _, target in place_areas(reading, level, day).targets}
        areas = Area.objects.filter(pk__in=kept, valid_from__lte=day)
    return sorted((a for a in areas if level_of(a) is level), key=lambda a: (a.sort_key, a.code))


def _all_areas() -> list[Area]:
    return list(Area.objects.select_related("parent").order_by("pk"))


class _Land:
    """Areas with their history in memory: any number of areas costs two queries."""

    def __init__(self, history: AreaHistory, areas: list[Area], on: date) -> None:
        self.history, self.areas, self.on = history, areas, on
        self.by_pk = {area.pk: area for area in areas}
        self.present = {
            area.code: area
            for area in areas
            if area.valid_from <= on and (area.valid_to is None or area.valid_to > on)
        }

    def target(self, area: Area, level: AreaLevel, reading: Reading) -> Area | None:
        if reading is Reading.AS_WAS:
            return self._above(self._renamed(area), level)
        found = {
            target.pk: target
            for heir in self._heirs(area)
            if (target := self._above_now(heir, level)) is not None
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _heirs(self, area: Area) -> list[Area]:
        heirs = self.history.successors(area, self.on)
        parent = area.parent
        return heirs or (self._heirs(self.by_pk[parent.pk]) if parent else [])

    def _above(self, area: Area, level: AreaLevel) -> Area | None:
        current: Area | None = area
        while current is not None and level_of(current) is not level:
            parent = current.parent
            current = self._renamed(self.by_pk[parent.pk]) if parent else None
        return current

    def _above_now(self, area: Area, level: AreaLevel) -> Area | None:
        current: Area | None = area
        while current is not None and level_of(current) is not level:
            current = self.present.get(current.parent.code) if current.parent else None
        return current

    def _renamed(self, area: Area) -> Area:
        """Follow an area that merely got another name or rank to its last row."""
        seen = {area.pk}
        while (following := self._same_land(area)) is not None and following.pk not in seen:
            seen.add(following.pk)
            area = following
        return area

    def _same_land(self, area: Area) -> Area | None:
        acts = self.history.endings(area)
        if len(acts) != 1 or acts[0].successor is None:
            return None
        heir = self.by_pk[acts[0].successor.pk]
        is_alone = len(self.history.beginnings(heir)) == 1
        is_same = heir.code == area.code and level_of(heir) is level_of(area)
        return heir if is_alone and is_same and heir.valid_from <= self.on else None
