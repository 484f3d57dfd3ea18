"""Which area or agency took over from which: as it was, as it is now, and back.

The successions are few (some hundred a province), so one query loads them all and the walk
happens in memory: any number of areas costs the same number of queries.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from tinhso.orgs.models import Agency, AgencySuccession, Area, AreaSuccession
from tinhso.orgs.rules import Period

RowT = TypeVar("RowT", Area, Agency)


class AreaHistory:
    """Every succession of areas, walked forwards and backwards."""

    def __init__(self, successions: Iterable[AreaSuccession]) -> None:
        self.by_predecessor: defaultdict[int, list[AreaSuccession]] = defaultdict(list)
        self.by_successor: defaultdict[int, list[AreaSuccession]] = defaultdict(list)
        for succession in successions:
            self.by_predecessor[succession.predecessor_id].append(succession)
            if succession.successor_id:
                self.by_successor[succession.successor_id].append(succession)

    def successors(self, area: Area, on: date) -> list[Area]:
        """Give the areas that hold this area's land on a later day; itself if it still stands."""
        return _walk(area, on, self._next)

    def predecessors(self, area: Area, on: date) -> list[Area]:
        """Give the areas whose land this area took, as they stood on an earlier day."""
        return _walk(area, on, self._previous)

    def endings(self, area: Area) -> list[AreaSuccession]:
        """Give the acts that ended this period of the area, its successors loaded."""
        return self.by_predecessor[area.pk]

    def beginnings(self, area: Area) -> list[AreaSuccession]:
        """Give the acts that began this period of the area, its predecessors loaded."""
        return self.by_successor[area.pk]

    def _next(self, area: Area) -> list[Area]:
        return [row.successor for row in self.by_predecessor[area.pk] if row.successor]

    def _previous(self, area: Area) -> list[Area]:
        return [row.predecessor for row in self.by_successor[area.pk]]


class AgencyHistory:
    """Every succession of agencies, walked forwards and backwards."""

    def __init__(self, successions: Iterable[AgencySuccession]) -> None:
        self.by_predecessor: defaultdict[int, list[AgencySuccession]] = defaultdict(list)
        self.by_successor: defaultdict[int, list[AgencySuccession]] = defaultdict(list)
        for succession in successions:
            self.by_predecessor[succession.predecessor_id].append(succession)
            self.by_successor[succession.successor_id].append(succession)

    def successors(self, agency: Agency, on: date) -> list[Agency]:
        """Give the agencies that do this agency's work on a later day."""
        return _walk(agency, on, self._next)

    def predecessors(self, agency: Agency, on: date) -> list[Agency]:
        """Give the agencies whose work this agency took, as they stood on an earlier day."""
        return _walk(agency, on, self._previous)

    def _next(self, agency: Agency) -> list[Agency]:
        return [row.successor for row in self.by_predecessor[agency.pk]]

    def _previous(self, agency: Agency) -> list[Agency]:
        return [row.predecessor for row in self.by_successor[agency.pk]]


def load_area_history() -> AreaHistory:
    """Load every succession of areas in one query."""
    return AreaHistory(
        AreaSuccession.objects.select_related("predecessor__parent", "successor__parent").order_by(
            "predecessor__sort_key", "successor__sort_key"
        )
    )


def load_agency_history() -> AgencyHistory:
    """Load every succession of agencies in one query."""
    return AgencyHistory(
        AgencySuccession.objects.select_related("predecessor", "successor").order_by(
            "predecessor__sort_key", "successor__sort_key"
        )
    )


def successors_of(area_code: str, on: date) -> list[Area]:
    """Give what an area became by a day: every period of the code, followed forwards.

    An area that still stands on that day gives itself; a district ended without successor gives
    nothing.
    """
    history = load_area_history()
    periods = Area.objects.filter(code=area_code, valid_from__lte=on)
    return _unique(found for area in periods for found in history.successors(area, on))


def predecessors_of(area_code: str, on: date) -> list[Area]:
    """Give what stood on a day where an area stands later, followed backwards."""
    history = load_area_history()
    periods = Area.objects.filter(code=area_code)
    return _unique(found for area in periods for found in history.predecessors(area, on))


def agency_successors_of(agency: Agency, on: date) -> list[Agency]:
    """Give the agencies that do an agency's work on a later day."""
    return load_agency_history().successors(agency, on)


def agency_predecessors_of(agency: Agency, on: date) -> list[Agency]:
    """Give the agencies whose work an agency took, as they stood on an earlier day."""
    return load_agency_history().predecessors(agency, on)


def _walk(start: RowT, on: date, following: Callable[[RowT], list[RowT]]) -> list[RowT]:
    found: dict[int, RowT] = {}
    seen = {start.pk}
    waiting = [start]
    while waiting:
        row = waiting.pop(0)
        if Period(row.valid_from, row.valid_to).holds(on):
            found[row.pk] = row
            continue
        fresh = [later for later in following(row) if later.pk not in seen]
        seen.update(later.pk for later in fresh)
        waiting.extend(fresh)
    return list(found.values())


def _unique(areas: Iterable[Area]) -> list[Area]:
    return list({area.pk: area for area in areas}.values())
